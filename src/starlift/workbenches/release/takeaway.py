"""Takeaway: what the learner can say of this decision, as notes of what they put in and of its result."""

from __future__ import annotations

from collections.abc import Iterator

from starlift.workbenches.facts import Fact
from starlift.workbenches.release.consequence import basis, outlooks, ranking
from starlift.workbenches.release.decision import Decision
from starlift.workbenches.release.gaps import gaps
from starlift.workbenches.release.situation import ReleaseContent, Variant
from starlift.workbenches.release.verdict import count, named, pounds

_WORDS = 14
"""Words of the learner's own that a note takes up."""


def facts(content: ReleaseContent, variant: Variant, decision: Decision) -> list[Fact]:
    """The notes in the order of the page; none before something was put in."""
    return [
        *_of_claims(content, variant, decision),
        *_of_controls(content, decision),
        *_of_choice(content, variant, decision),
    ]


def _of_claims(content: ReleaseContent, variant: Variant, decision: Decision) -> Iterator[Fact]:
    claims = content.claims_of(variant)
    if not decision.marks:
        return
    fitting = [claim for claim in claims if decision.marks.get(claim.id) == claim.source.mark]
    hoped = sum(claim.source.mark == "hoped" for claim in fitting)
    yield Fact(
        "number",
        f"{len(decision.marks)} of {len(claims)} claims marked; {len(fitting)} as the source allows, "
        f"{hoped} of them only hoped (synthetic data)",
    )
    if any("fix" in claim.about for claim in fitting) and decision.answers["fix"].text:
        days = basis(content, variant)["fix_days"]
        yield Fact("number", f"Past fixes took {count(days)} working days, whatever was promised (synthetic data)")


def _of_controls(content: ReleaseContent, decision: Decision) -> Iterator[Fact]:
    tied = [item for item in content.mitigations if decision.treatments[item.id].lowers == item.lowers]
    verified = [item for item in tied if item.lowers != "neither" and decision.treatments[item.id].verified]
    if verified:
        yield Fact(
            "decision",
            f"{len(verified)} of {len(content.mitigations)} mitigations tied to likelihood or blast radius, "
            "each with a way to verify it",
        )
    for item in tied:
        if item.lowers == "neither":
            yield Fact("decision", f"Not counted, since it lowers neither: {item.short}")


def _of_choice(content: ReleaseContent, variant: Variant, decision: Decision) -> Iterator[Fact]:
    if decision.choice is None:
        return
    figures = basis(content, variant)
    costs = {option: pounds(outlook.total) for option, outlook in outlooks(figures).items()}
    owner = f"; owner: {decision.owner.name}" if decision.owner else ""
    until = f"; until {_few(decision.expiry)}" if decision.expiry else ""
    yield Fact("decision", f"Chosen: {named(content, decision.choice)}{owner}{until}")
    other = next(option for option in ranking(figures) if option != decision.choice)
    yield Fact(
        "trade-off",
        f"{named(content, decision.choice)} at {costs[decision.choice]}, given up {named(content, other)} "
        f"at {costs[other]} (model, synthetic)",
    )
    if decision.choice in variant.fails and decision.waiver:
        yield Fact("decision", f"Acceptance criterion {content.failing.id} waived by: {decision.waiver.name}")
    if decision.trigger:
        yield Fact("decision", f"Trigger to stop: {_few(decision.trigger)}")
    if decision.dissent:
        yield Fact("decision", "Dissent kept on the record, in its own words")
    if left := len(gaps(content, variant, decision)):
        yield Fact("number", f"Left open on the record: {left} question{'s' if left > 1 else ''}")


def _few(text: str) -> str:
    words = text.split()
    short = " ".join(words[:_WORDS]) + (" …" if len(words) > _WORDS else "")
    return short if len(short) <= 140 else f"{short[:140]} …"
