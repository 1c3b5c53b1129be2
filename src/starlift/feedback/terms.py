"""Terms of the trade and of the rubric. Alone each is harmless; a sentence made of them says little."""

from __future__ import annotations

from starlift.feedback.words import read_as

_TERMS = """
    governance cadence framework frameworks stakeholder stakeholders alignment aligned prioritisation prioritization
    raci sla slas ola olas kpi kpis kri kris okr okrs lanes swimlanes lane triage dashboards dashboard scorecards
    heatmaps heatmap heat maturity posture appetite acceptance offs transparency visibility accountability ownership
    escalation workflow matrix register operating model target roadmap shift driven based oriented outcome outcomes
    scalable sustainable holistic strategic mindset culture coaching empowerment enablement enabler business value
    stream leadership throughput velocity agile continuous improvement transformation synergy synergies executive
    executives narrative storytelling sponsorship engagement engagements uplift leverage leveraged leveraging
    capability capabilities ecosystem integrated federated guardrails paved swimlane intake severity urgency
    coverage mttr exceptions exception adherence ageing aging backlog capacity health rebalance rebalanced criteria
    tiers tiered proactive reactive predictability trust morale organisation organization function radical candour
    candor servant psychological safety situational change management mapping champions network decision decisions
    portfolio forums forum accelerators metrics indicators compensating controls residual benchmarking standardised
    standardized optimised optimized harmonised harmonized resilience compliance trade-off trade-offs trade evidence
    facts consequence consequences boundary boundaries quality judgment judgement explicit language optimism volume
    argument binary verifiable balanced performative enforcement polarised polarized expectation expectations buy-in
    objective objectives initiative initiatives priorities priority values impact effectiveness efficiency
    commitment collaboration communication conversation conversations discipline excellence vision purpose growth
    journey success leaders leader partnership relationship relationships constructive clarity
"""
TERMS = frozenset(read_as(term) for term in _TERMS.split())
