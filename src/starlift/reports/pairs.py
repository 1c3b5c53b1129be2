"""Pairs: an answer before and after, of people who agreed that the room may see it, without what names anybody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from starlift.content import Case, Content
from starlift.documents.model import clean
from starlift.feedback.notices import fiction
from starlift.redaction import redact_all
from starlift.reports.mask import Mask
from starlift.reports.outcomes import Outcome, title_of
from starlift.reports.thin import OVERALL, Thin

MOST = 3


@dataclass(frozen=True)
class Pair:
    """One answer before and after.

    Attributes:
        title: Of the case.
        source: What the earlier text is.
        before: The earlier text.
        after: The last attempt.
    """

    title: str
    source: str
    before: str
    after: str


@dataclass(frozen=True)
class Pairs:
    """The pairs, and why they are not more."""

    found: tuple[Pair, ...]
    told: str


def pairs_of(outcomes: Iterable[Outcome], content: Content, thin: Thin, mask: Mask) -> Pairs:
    """Up to `MOST` pairs of as many people, those that came furthest first.

    Args:
        outcomes: Of groups that are large enough; only those whose author has ticked in Keep are looked at.
        content: Where the cases are.
        thin: Their thin answers.
        mask: Hides the cohort's own people.
    """
    shared = sorted((one for one in outcomes if one.last.shared), key=_furthest_first)
    consented = {one.who for one in shared}
    found: dict[tuple[str, str], Pair] = {}
    for one in shared:
        if len(found) < MOST and one.who not in found and (pair := _pair(one, content, thin, mask)):
            found[one.who] = pair
    return Pairs(tuple(found.values()), _told(len(found), len(consented)))


def _furthest_first(one: Outcome) -> tuple[float, str]:
    return one.start.get(OVERALL, one.attempts[0].overall or 0.0) - one.final[OVERALL], one.last.answer.text


def _pair(one: Outcome, content: Content, thin: Thin, mask: Mask) -> Pair | None:
    """The pair, or None where there is no earlier text or no later one."""
    given = thin.text(one.last.case, one.last.variant)
    before = given or (one.attempts[0].answer.text if len(one.attempts) > 1 else "")
    after = one.last.answer.text
    if not before.strip() or not after.strip() or before == after:
        return None
    known = _known(content.cases.get(one.last.case), given)
    texts = redact_all([mask.hide(clean(before)), mask.hide(clean(after))], known=known)
    return Pair(title_of(one.last.case, content), "The thin answer" if given else "A first attempt", texts[0], texts[1])


def _known(case: Case | None, given: str) -> frozenset[str]:
    """Names and amounts that are no secret: those of the case, which is made up."""
    if case is None:
        return frozenset()
    told = (case.exercise.role, case.exercise.brief, *(item.text for item in case.exercise.evidence))
    return frozenset({case.story.product, *fiction((*told, case.story.answer, *case.story.phrases, given))})


def _told(shown: int, consented: int) -> str:
    how = "Shown with their authors' consent; names, amounts and addresses are replaced as far as they are recognised."
    if shown == MOST:
        return how
    if not consented:
        return "No pair is shown: nobody has ticked in Keep that the room may see the answer."
    agreed = f"{consented} {'person has' if consented == 1 else 'people have'} agreed"
    if not shown:
        return f"No pair is shown: {agreed}, but the sources hold no text before and after of theirs."
    return f"Fewer than {MOST} pairs: {agreed}{'' if shown == consented else ', and not all texts are here'}. {how}"
