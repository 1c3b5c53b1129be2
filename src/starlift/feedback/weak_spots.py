"""Ways of telling that hide the speaker's own part: terms in a row, all "we", blame, bare figures, bare claims.

Each is told by several sentences together, so that one sentence of the kind in a good answer is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlift.feedback.features import MECHANISM, Evidence
from starlift.feedback.words import read_as, tokens_of, word_set

_TERMS = """
    governance cadence framework frameworks stakeholder stakeholders alignment aligned prioritisation
    prioritization raci sla slas ola olas kpi kpis kri kris okr okrs lanes swimlanes lane triage dashboards
    dashboard scorecards heatmaps heatmap heat maturity posture appetite acceptance offs transparency visibility
    accountability ownership escalation workflow matrix register operating model target roadmap shift driven
    based oriented outcome outcomes scalable sustainable holistic strategic mindset culture coaching empowerment
    enablement enabler business value stream leadership throughput velocity agile continuous improvement
    transformation synergy synergies executive executives narrative storytelling sponsorship engagement
    engagements uplift leverage leveraged leveraging capability capabilities ecosystem integrated federated
    guardrails paved swimlane intake severity urgency coverage mttr exceptions exception adherence ageing aging
    backlog capacity health rebalance rebalanced criteria tiers tiered proactive reactive predictability trust
    morale organisation organization function radical candour candor servant psychological safety situational
    change management mapping champions network decision decisions portfolio forums forum accelerators metrics
    indicators compensating controls residual benchmarking standardised standardized optimised optimized
    harmonised harmonized resilience compliance
"""
TERMS = frozenset(read_as(term) for term in _TERMS.split())
"""Terms of the trade and of the rubric. Alone each is harmless."""
LINED_UP, CROWDED = 6, 0.3
"""Terms in a sentence, and their share of its words, from which they are lined up."""

ACCUSING = word_set(
    """ignore ignored ignores ignoring complain complained complains complaining refuse refused refuses protect
    protects protected lie lied lies lying blame blamed blames blocking sat insult impossible ridiculous useless lazy
    incompetent fault arrogant stubborn careless hopeless sabotaged excuses excuse never nobody wouldn't didn't don't
    doesn't won't can't hasn't haven't hadn't couldn't obstructed dragged careless dumped screwed"""
)
"""Words with which somebody else is accused where he or they are the subject."""
VERDICTS = (
    ("the", "problem", "was"),
    ("the", "problem", "is"),
    ("nothing", "wrong", "with"),
    ("culture", "problem"),
    ("my", "engineer", "was", "right"),
    ("he", "was", "right", "on", "every"),
    ("wasn't", "my"),
    ("not", "my", "fault"),
    ("their", "fault"),
    ("i", "don't", "blame"),
    ("only", "so", "much"),
    ("we", "didn't", "warn"),
    ("in", "writing", "so"),
    ("until", "they"),
    ("tells", "you", "everything"),
    ("always", "protects"),
    ("nobody", "listened"),
    ("can't", "coach"),
    ("themselves", "to", "blame"),
    ("no", "use"),
    ("doesn't", "respect"),
    ("don't", "respect"),
    ("grow", "up"),
    ("not", "on", "us"),
    ("as", "usual"),
    ("every", "single", "time"),
)
"""Turns by which the fault is given to others."""
_VERDICTS_AT = {turn[0]: [other for other in VERDICTS if other[0] == turn[0]] for turn in VERDICTS}
OTHERS = word_set("they they'd he he'd their his them team lead architect director manager leadership management")
BLAMED, BLAMED_SHARE = 3, 0.3
"""Accusing sentences, and their share of the answer, from which others are blamed."""
OPEN_MINDED = frozenset({"hearing", "showing", "cost_borne", "options", "choice", "looking"})
"""Marks of which three different ones show that the speaker looked for a way."""

DECIDED = frozenset({"reason", "choice", "condition"})
"""Marks of an act that was thought about."""
VAGUE = frozenset({"vague", "vague_ours", "generic"})
"""Marks of a sentence of activity or opinion."""

FIGURES, DENSE = 3, 0.15
"""Figures in a sentence, and their share of its words, from which it is a row of figures."""
DUMPED, DUMPED_SHARE = 8, 0.6
"""Figures in such rows, and their share of all figures, from which they stand without a meaning."""
MEANING = frozenset({"reason", "choice", "objection", "others", "ownership", "quote"})
"""Marks of a sentence that says what a figure means."""

EXPLAINED = frozenset({"reason", "quote", "asks"})
"""Marks of a sentence that lines up terms and yet says something."""


def stuffed(evidence: Sequence[Evidence]) -> list[int]:
    """Sentences that line up terms of the trade."""
    rows = []
    for spot, one in enumerate(evidence):
        terms = len({word for word in one.vocabulary if word in TERMS})
        if terms >= LINED_UP and terms >= CROWDED * one.words and not one.marks & EXPLAINED:
            rows.append(spot)
    return rows


def all_we(evidence: Sequence[Evidence]) -> list[int]:
    """Sentences in which we act or things are done, where the speaker does nothing."""
    if _count(evidence, "mine") or _count(evidence, "vague") or _count(evidence, "me") > 1:
        return []
    ours = [spot for spot, one in enumerate(evidence) if one.marks & {"ours", "vague_ours"}]
    done = [spot for spot, one in enumerate(evidence) if one.marks & {"ours", "vague_ours", "passive"}]
    return done if ours and len(done) >= 2 else []


def claims(evidence: Sequence[Evidence]) -> list[int]:
    """Sentences of activity that could not have been watched, where nothing else is told."""
    acts = [one for one in evidence if one.marks & {"mine", "ours"}]
    bare = [spot for spot, one in enumerate(evidence) if one.marks & VAGUE and not one.marks & {"mine", "ours"}]
    if any(len(one.marks & MECHANISM) >= 2 or one.marks & DECIDED for one in acts):
        return []
    return bare if len(bare) >= 2 and len(bare) > len(acts) else []


def blame(evidence: Sequence[Evidence]) -> list[int]:
    """Sentences that give the fault to others, where they carry the answer."""
    accusing = [spot for spot, one in enumerate(evidence) if _accuses(one.vocabulary)]
    if len(accusing) < BLAMED or len(accusing) < BLAMED_SHARE * len(evidence):
        return []
    tried = set().union(*(one.marks & OPEN_MINDED for one in evidence if "mine" in one.marks))
    return [] if len(tried) >= 3 else accusing


def bare_figures(evidence: Sequence[Evidence]) -> list[int]:
    """Sentences that are rows of figures, where most of the answer's figures stand in such rows."""
    counts = [_figures(one) for one in evidence]
    rows = [
        spot
        for spot, one in enumerate(evidence)
        if counts[spot] >= min(FIGURES, 1 + DENSE * one.words)
        and counts[spot] >= DENSE * one.words
        and not one.marks & MEANING
    ]
    dumped = sum(counts[spot] for spot in rows)
    return rows if dumped >= DUMPED and dumped >= DUMPED_SHARE * sum(counts) else []


def _accuses(words: Sequence[str]) -> bool:
    """Whether a sentence gives somebody else the fault."""
    for spot, word in enumerate(words):
        if word in OTHERS and any(near in ACCUSING for near in words[spot + 1 : spot + 4]):
            return True
        if any(tuple(words[spot : spot + len(turn)]) == turn for turn in _VERDICTS_AT.get(word, ())):
            return True
    return False


def _figures(one: Evidence) -> int:
    """Figures in digits in a sentence; years and list numbers are few and do no harm."""
    if "figure" not in one.marks:
        return 0
    return sum(token[0].isdigit() for token in tokens_of(one.sentence.text))


def _count(evidence: Sequence[Evidence], mark: str) -> int:
    """Sentences that bear `mark`."""
    return sum(mark in one.marks for one in evidence)
