"""Notices: what a learner should know about an answer besides its levels, each with the words it is about."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from starlift.feedback.assessment import Span
from starlift.feedback.confidential import find_secrets
from starlift.feedback.features import Evidence
from starlift.feedback.flags import flag_text
from starlift.feedback.hygiene import MAX_CHARACTERS
from starlift.feedback.parroting import NOTED, borrowed
from starlift.feedback.weak_spots import WEAK_SPOTS, stuffed

NOTICED = {"stuffing": stuffed} | {
    flag: WEAK_SPOTS[flag] for flag in ("all_we", "blame", "figure_without_meaning", "claim_without_act")
}
"""Weak spots that are shown with their words; a single row of terms is one already."""


class Notice(NamedTuple):
    """Something to know about an answer.

    Attributes:
        flag: Its name: ``parroting``, ``stuffing``, ``all_we``, ``blame``, ``figure_without_meaning``,
            ``claim_without_act``, or ``confidential_`` and a kind of `starlift.feedback.confidential.KINDS`.
        spans: The words it is about, as offsets into the text, in order and without overlap.
        advice: One sentence to the learner that says what to do.
    """

    flag: str
    spans: tuple[Span, ...]
    advice: str


def find_notices(
    text: str,
    evidence: Sequence[Evidence],
    *,
    reference: Sequence[str] = (),
    given: Sequence[str] = (),
    known: Collection[str] = (),
) -> list[Notice]:
    """What there is to know about an answer, in a fixed order of flags.

    Args:
        text: The answer; beyond `MAX_CHARACTERS` it is not looked at.
        evidence: What `starlift.feedback.features.examine` says of the sentences of `text`.
        reference: Texts that the learner has read and should not repeat: the story, its phrases.
        given: Texts of the case that the learner may use freely: its role, brief and evidence.
        known: Names, amounts and addresses that are no secret, such as the case's own product. What would be
            confidential in `reference` and `given` is none either, since it is fiction.
    """
    spans = {
        "parroting": _parroted(evidence, reference, given),
        **{flag: _spans(evidence, finder(evidence)) for flag, finder in NOTICED.items()},
        **_confidential(text[:MAX_CHARACTERS], {*known, *fiction((*reference, *given))}),
    }
    return [Notice(flag, found, flag_text(flag)) for flag, found in spans.items() if found]


def _spans(evidence: Sequence[Evidence], spots: Sequence[int]) -> tuple[Span, ...]:
    """The sentences at `spots` as offsets."""
    return tuple((evidence[spot].sentence.start, evidence[spot].sentence.end) for spot in spots)


def _parroted(evidence: Sequence[Evidence], reference: Sequence[str], given: Sequence[str]) -> tuple[Span, ...]:
    """What is taken over, where it is more than a phrase."""
    taken = [one for one in borrowed([one.sentence for one in evidence], reference, given) if one]
    return tuple((one.start, one.end) for one in taken) if sum(one.words for one in taken) >= NOTED else ()


def _confidential(text: str, known: Collection[str]) -> dict[str, tuple[Span, ...]]:
    """A flag for each kind of secret, with its places."""
    places: dict[str, list[Span]] = {}
    for secret in find_secrets(text, known):
        places.setdefault("confidential_" + secret.kind, []).append((secret.start, secret.end))
    return {flag: tuple(places[flag]) for flag in sorted(places)}


@lru_cache(maxsize=16)
def fiction(texts: tuple[str, ...]) -> frozenset[str]:
    """What would be confidential in `texts` if they were not made up, such as those of a case."""
    return frozenset(text[one.start : one.end] for text in texts for one in find_secrets(text))
