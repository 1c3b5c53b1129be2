"""Gap: something that a decision still lacks, as a sentence for the page and as a question for the record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from starlift.workbenches.release.decision import Decision, day
from starlift.workbenches.release.situation import MARKS, Claim, Mark, ReleaseContent, Variant

Part = Literal["room", "questions", "mitigations", "options"]
LONGEST = 90
"""Days after the release by which a decision has to be looked at again."""
_COUNTS = "one|two|three|four|five|six|seven|eight|nine|ten|dozen|first|second|third|single|once|twice"
_COUNT = re.compile(rf"\d|\b(?:{_COUNTS})\b", re.IGNORECASE)
_NUMBER = re.compile(rf"\d|\b(?:{_COUNTS}|half|every|daily|hourly|all|none|nothing|nobody)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<=[a-z,;:] )[A-Z][a-z]+")
_ACT = re.compile(
    r"\b(?:switch|turn|shut|take|pull|roll|stop|halt|disable|suspend|block|close|revoke|withdraw|pause|end|remove|call|"
    r"hold|freeze|cut|escalate|decide|release|launch|start|ring)(?:s|es|d|ed|ped|ing)?\b",
    re.IGNORECASE,
)
_RANK = {mark: rank for rank, mark in enumerate(MARKS)}


@dataclass(frozen=True)
class Gap:
    """One gap.

    Attributes:
        part: The part of the page where it can be closed.
        says: What is missing, a sentence.
        asks: The same as a question that stays open.
    """

    part: Part
    says: str
    asks: str


def gaps(content: ReleaseContent, variant: Variant, decision: Decision) -> list[Gap]:
    """All gaps, in the order of the page; the mark of a claim is given away only once it has been marked."""
    claims = {claim.id: claim for claim in content.claims_of(variant)}
    return [
        *_of_room(claims, decision),
        *_of_questions(content, claims, decision),
        *_of_mitigations(content, decision),
        *_of_comparison(content, decision),
        *_of_choice(content, variant, decision),
        *_of_claims_carried(claims, decision),
        *_of_conditions(variant, decision),
    ]


def compare(claim: Claim, mark: Mark) -> str:
    """What the source makes of the learner's mark, in a sentence or two that quote it."""
    source, told = claim.source, f"{claim.why} “{claim.source.quote}”"
    if mark == source.mark:
        return f"{mark.capitalize()} it is. {told}"
    if _RANK[mark] < _RANK[source.mark]:
        return f"Not {mark}: the source allows {source.mark} only. {told}"
    return f"More than {mark}: the source allows {source.mark}. {told}"


def enumerated(items: Iterable[str | int]) -> str:
    """``1, 3 and 4``, or ``1 to 4``."""
    found = list(items)
    if len(found) > 2 and found == list(range(_number(found[0]), _number(found[-1]) + 1)):
        return f"{found[0]} to {found[-1]}"
    *rest, last = [str(item) for item in found] or [""]
    return f"{', '.join(rest)} and {last}" if rest else last


def _number(item: str | int) -> int:
    return item if isinstance(item, int) else 0


def _many(word: str, items: Sequence[str | int]) -> str:
    return f"{word}{'s' if len(items) > 1 else ''} {enumerated(items)}"


def _of_room(claims: dict[int, Claim], decision: Decision) -> Iterator[Gap]:
    if bare := [number for number in claims if number not in decision.marks]:
        named = _many("Claim", bare)
        verb = "have" if len(bare) > 1 else "has"
        yield Gap("room", f"{named} {verb} no mark yet.", f"What stands behind {named.lower()}?")
    for number, mark in decision.marks.items():
        supported = claims[number].source.mark
        if _RANK[mark] < _RANK[supported]:
            yield Gap(
                "room",
                f"Claim {number} is marked {mark}, and its source allows {supported} only.",
                f"What would make claim {number} {mark} and not only {supported}?",
            )


def _of_questions(content: ReleaseContent, claims: dict[int, Claim], decision: Decision) -> Iterator[Gap]:
    order = {question.id: number for number, question in enumerate(content.questions, start=1)}
    exact = {order[question.id] for question in content.questions if question.figure}
    given = {number: decision.answers[id] for id, number in order.items() if decision.answers[id].text}
    if bare := [number for number in order.values() if number not in given]:
        named, verb = _many("Question", bare), "have" if len(bare) > 1 else "has"
        yield Gap("questions", f"{named} {verb} no answer yet.", f"What is the answer to {named.lower()}?")
    for number, answer in given.items():
        if number in exact and not _has_figure_or_name(content, answer.text):
            what = f"No figure or name in question {number}."
            yield Gap("questions", what, f"Which figure or which role answers question {number}?")
        if not answer.rests:
            what = f"Question {number} rests on no claim."
            yield Gap("questions", what, f"What is the answer to question {number} based on?")
        elif unmarked := [ground.claim for ground in answer.rests if ground.claim not in decision.marks]:
            named = _many("claim", unmarked)
            what = f"Question {number} rests on {named}, not marked yet."
            yield Gap("questions", what, f"How well founded is {named} below question {number}?")
        elif all(ground.strength(claims[ground.claim]) == "hoped" for ground in answer.rests):
            only = "a hoped claim" if len(answer.rests) == 1 else "hoped claims"
            what = f"Question {number} rests on {only} only ({enumerated(map(str, answer.rests))})."
            yield Gap("questions", what, f"What could be looked at by tomorrow to answer question {number}?")


def _of_mitigations(content: ReleaseContent, decision: Decision) -> Iterator[Gap]:
    for item in content.mitigations:
        treatment, name = decision.treatments[item.id], f"“{item.short}”"
        if treatment.lowers is None:
            what = f"{name} is not tied to likelihood or blast radius."
            yield Gap("mitigations", what, f"Does {name} lower likelihood, blast radius or neither?")
            continue
        if treatment.lowers != item.lowers:
            what = f"{name} is tied to the wrong thing: {_first_down(item.why)}"
            yield Gap("mitigations", what, f"What exactly does {name} lower?")
        if treatment.lowers != "neither" and len(treatment.verified.split()) < 3:
            what = f"{name} has no way to verify it."
            yield Gap("mitigations", what, f"How would somebody see that {name} works?")


def _of_comparison(content: ReleaseContent, decision: Decision) -> Iterator[Gap]:
    if bare := [option.name for option in content.options if not decision.compared[option.id].complete]:
        named = enumerated(f"“{name}”" for name in bare)
        what = f"The comparison is not complete for {named}: consequence, reversibility and cost."
        yield Gap("options", what, f"What are the consequence, the reversibility and the cost of {named}?")
    for option in content.options:
        cost = decision.compared[option.id].cost
        if cost and not _NUMBER.search(cost):
            what = f"The cost of “{option.name}” has no figure."
            yield Gap("options", what, f"How much does “{option.name}” cost, and whom?")


def _of_choice(content: ReleaseContent, variant: Variant, decision: Decision) -> Iterator[Gap]:
    if decision.choice is None:
        yield Gap("options", "No option is chosen.", "Which option is it?")
        return
    if not decision.reason:
        yield Gap("options", "The choice has no reason.", "Why this option, and what is given up for it?")
    if decision.choice in variant.fails:
        failing, waiver = content.failing, decision.waiver
        with_it = f"acceptance criterion {failing.id}, “{failing.text}”"
        if waiver is None:
            what = f"The choice contradicts {with_it} Nobody has waived it by name."
            yield Gap("options", what, f"Who waives acceptance criterion {failing.id} by name?")
        elif not waiver.accepts:
            what = f"{waiver.name} cannot waive acceptance criterion {failing.id} for the company."
            yield Gap("options", what, f"Which executive waives acceptance criterion {failing.id}?")
    trials = [variant.states[item.id] for item in content.mitigations if item.lowers != "neither"]
    if decision.choice != "block" and not any(trial.tested and trial.high > 0 for trial in trials):
        yield Gap("options", "The choice leans on controls, and none of them was tested.", "Which control was tested?")


def _of_claims_carried(claims: dict[int, Claim], decision: Decision) -> Iterator[Gap]:
    if decision.choice is None:
        return
    if not decision.carried:
        yield Gap("options", "No claim is named that carries the choice.", "Which claims carry the choice?")
    for ground in decision.carried:
        claim = claims[ground.claim]
        if claim.id not in decision.marks:
            what = f"Claim {claim.id} carries the choice and has no mark."
            yield Gap("options", what, f"How well founded is claim {claim.id}, which carries the choice?")
        elif ground.strength(claim) == "hoped":
            what = f"Claim {claim.id} carries the choice and is only hoped ({claim.short})."
            yield Gap("options", what, f"Would the choice stand if claim {claim.id} turned out wrong?")


def _of_conditions(variant: Variant, decision: Decision) -> Iterator[Gap]:
    if decision.owner is None:
        yield Gap("options", "No owner is named.", "Who owns this decision?")
    elif not decision.owner.accepts:
        what = f"{decision.owner.name} owns the decision and cannot take on a risk for the company."
        yield Gap("options", what, "Who can take this risk on, with the budget to end it?")
    yield from _of_expiry(variant, decision.expiry)
    if not decision.monitoring:
        yield Gap("options", "Nothing is said about monitoring.", "Who looks at what, and how often?")
    elif not _NUMBER.search(decision.monitoring):
        yield Gap("options", "The monitoring names no figure or time.", "Which figure is read, and how often?")
    if not decision.trigger:
        yield Gap("options", "No trigger to stop is named.", "At which number is what done, without a meeting?")
        return
    if not _COUNT.search(decision.trigger):
        yield Gap("options", "The trigger names no number.", "At which number does the trigger act?")
    if not _ACT.search(decision.trigger):
        yield Gap("options", "The trigger names no act.", "What is done at the trigger, and by whom?")


def _of_expiry(variant: Variant, expiry: str) -> Iterator[Gap]:
    asks = "Until which day does this decision hold?"
    if not expiry:
        yield Gap("options", "The decision has no expiry date.", asks)
        return
    until = day(expiry)
    if until is None:
        yield Gap("options", "The expiry is not a date that can be read, such as 2026-10-28.", asks)
    elif until <= variant.release:
        yield Gap("options", f"The decision expires on {until}, not after the release on {variant.release}.", asks)
    elif (until - variant.release).days > LONGEST:
        what = f"The decision expires on {until}, more than {LONGEST} days after the release."
        yield Gap("options", what, "Who looks at this decision again within three months of the release?")


def _has_figure_or_name(content: ReleaseContent, text: str) -> bool:
    roles = any(role.name.lower() in text.lower() for role in content.roles)
    return roles or bool(_NUMBER.search(text) or _NAME.search(text))


def _first_down(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
