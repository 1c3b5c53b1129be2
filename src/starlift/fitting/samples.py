"""Sample: a rated answer as the feedback sees it, with the panel's levels and evidence beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlift.dimensions import DIMENSIONS
from starlift.feedback.features import Evidence, examine
from starlift.feedback.hygiene import kept, reason_to_abstain
from starlift.feedback.sentences import Sentence, split
from starlift.rated import RatedAnswer

RATERS = 3
"""Raters of each answer."""
OVERLAP = 0.5
"""Share of the shorter of two spans that must be common for them to be the same sentence."""


@dataclass(frozen=True)
class Sample:
    """One rated answer, examined.

    Attributes:
        group: The writers it comes from, a letter; groups are left out as a whole when the feedback is measured.
        evidence: The marks of its sentences.
        named: Dimension -> for each sentence the share of raters who named it as evidence (0 to 1).
        levels: Dimension or ``overall`` -> the panel's level.
        reason: Why the answer is not judged, or empty.
        aside: How many of its sentences were set aside; they are not in `evidence` then.
    """

    answer: RatedAnswer
    group: str
    evidence: tuple[Evidence, ...]
    named: dict[str, list[float]]
    levels: dict[str, int]
    words: int
    reason: str
    aside: int = 0


def samples(answers: Sequence[RatedAnswer]) -> list[Sample]:
    """All rated answers, examined."""
    return [_sample(answer) for answer in answers]


def _sample(answer: RatedAnswer) -> Sample:
    sentences, _ = kept(split(answer.text))
    evidence = examine(sentences)
    named = {name: [_share(sentence, answer.evidence.get(name, ())) for sentence in sentences] for name in DIMENSIONS}
    return Sample(
        answer,
        answer.id[0],
        evidence,
        named,
        {**answer.levels, "overall": answer.overall},
        sum(one.words for one in evidence),
        reason_to_abstain(evidence),
    )


def _share(sentence: Sentence, spans: Sequence[tuple[int, int, int]]) -> float:
    """Share of the raters who named a span that is this sentence."""
    found = [raters for start, end, raters in spans if same(sentence.start, sentence.end, start, end)]
    return max(found, default=0) / RATERS


def same(start: int, end: int, other_start: int, other_end: int) -> bool:
    """Whether two spans cover the same sentence, cut a little differently perhaps."""
    common = min(end, other_end) - max(start, other_start)
    return common > OVERLAP * min(end - start, other_end - other_start)
