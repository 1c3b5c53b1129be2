"""Change: how far answers came from thin to final, and how much that depends on who was there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from starlift.dimensions import DIMENSIONS
from starlift.reports.outcomes import Outcome
from starlift.reports.thin import OVERALL
from starlift.scoring.intervals import LEAST_TARGETS, RESAMPLES, Figure, draws

KEYS = (OVERALL, *DIMENSIONS)
FEW = 15
"""People below which a percentile interval of a mean is visibly too narrow (Hesterberg 2015,
doi:10.1080/00031305.2015.1089789)."""


@dataclass(frozen=True)
class Change:
    """The change of one dimension, or of the overall level.

    Attributes:
        key: `OVERALL` or a dimension.
        start: Mean level of the thin answers.
        final: Mean level of the last attempts.
        change: The mean difference with its 95 % interval.
    """

    key: str
    start: float
    final: float
    change: Figure


@dataclass(frozen=True)
class Changes:
    """The changes of one group, and how many it is.

    Attributes:
        people: Learners.
        answers: Answers of theirs; somebody may have worked on several cases.
        each: By dimension, the overall level first; empty where no answer began as a thin one.
    """

    people: int
    answers: int
    each: tuple[Change, ...]

    @property
    def told(self) -> str:
        """What the figures mean at this size, in plain words."""
        if not self.each:
            return "Nobody began from a thin answer, so there is no change to tell of."
        size = f"{count(self.people, 'person', 'people')}, {count(self.answers, 'answer', 'answers')}."
        if self.people < LEAST_TARGETS:
            return f"{size} That is too few for an interval: the figures describe these people alone."
        return (
            f"{size} Each interval is the middle 95 % of {RESAMPLES:,} rooms drawn anew from these people. One that "
            f"holds 0 may be chance. {_caution(self.people)} The levels are those of the feedback, not of a panel."
        )


def changes_of(outcomes: Sequence[Outcome]) -> Changes:
    """The changes of those outcomes that have a start.

    The interval is a percentile bootstrap (Efron and Tibshirani 1993). It draws people and not answers, since the
    answers of one person hang together; the seed is fixed, so the same answers give the same interval.
    """
    begun = [one for one in outcomes if one.start]
    people: dict[tuple[str, str], list[Outcome]] = defaultdict(list)
    for one in begun:
        people[one.who].append(one)
    if not begun:
        return Changes(0, 0, ())
    start = np.array([[one.start[key] for key in KEYS] for one in begun])
    final = np.array([[one.final[key] for key in KEYS] for one in begun])
    sums = np.array(
        [[sum(one.final[key] - one.start[key] for one in held) for key in KEYS] for held in people.values()]
    )
    sizes = np.array([len(held) for held in people.values()], dtype=float)
    figures = _figures(sums, sizes)
    means = zip(KEYS, start.mean(0), final.mean(0), figures, strict=True)
    return Changes(len(people), len(begun), tuple(Change(key, float(a), float(b), c) for key, a, b, c in means))


def _figures(sums: np.ndarray, sizes: np.ndarray) -> list[Figure]:
    """The mean change by key: `sums` (people, keys) over `sizes` (people)."""
    values = sums.sum(0) / sizes.sum()
    if len(sizes) < LEAST_TARGETS:
        return [Figure(float(value)) for value in values]
    drawn = draws(len(sizes))
    resampled = sums[drawn].sum(1) / sizes[drawn].sum(1)[:, None]
    low, high = np.quantile(resampled, [0.025, 0.975], axis=0)
    return [Figure(float(v), float(a), float(b)) for v, a, b in zip(values, low, high, strict=True)]


def count(number: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else many}"


def signed(value: float, decimals: int = 1) -> str:
    """A difference with its sign; none where it rounds to 0."""
    text = f"{value:+.{decimals}f}"
    return text.replace("-", "\N{MINUS SIGN}") if float(text) else text[1:]


def interval(figure: Figure) -> str:
    """The interval in words; "none" where there is none."""
    return f"{signed(figure.low)} to {signed(figure.high)}" if figure.has_interval else "none"


def _caution(people: int) -> str:
    if people < FEW:
        return "With so few people such intervals are too narrow: read the direction, not the decimals."
    return "It says nothing of people who were not here."
