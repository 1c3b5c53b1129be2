"""Comparison: agreement, severity and range of several raters, and the answers on which they differ most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from starlift.scoring.agreement import RESAMPLED, figures
from starlift.scoring.form import OVERALL
from starlift.scoring.intervals import Figure, with_interval
from starlift.scoring.meaning import SHORT, caution, count_of, sentence, severity_sentence, shown
from starlift.scoring.ratings import Ratings, apart_from_others

ALL_DIMENSIONS = "all"


@dataclass(frozen=True)
class Agreement:
    """How far raters agree on one key, or on all dimensions together.

    Attributes:
        key: A dimension, ``overall``, or `ALL_DIMENSIONS`.
        targets: Answers that two raters or more rated on it.
        whole: Items that every rater rated; the ICC rests on these alone.
        figures: Name of a figure -> the figure.
    """

    key: str
    targets: int
    whole: int
    figures: dict[str, Figure]

    def meaning(self, name: str) -> str:
        """What one of its figures means."""
        return sentence(name, self.figures[name], self.targets)


@dataclass(frozen=True)
class Habit:
    """How one rater uses the scale, on the dimensions (0 to 3) or on the whole (1 to 5).

    Attributes:
        severity: Mean distance from the mean of the others; below 0 is more severe.
        used: Level -> how often it was given.
        targets: Answers that somebody else rated too.
    """

    rater: str
    key: str
    severity: Figure
    used: dict[int, int]
    targets: int

    @property
    def range_told(self) -> str:
        """Which part of the scale was used, in words."""
        given = [level for level, count in self.used.items() if count]
        if not given:
            return "no level"
        if len(given) == 1:
            return f"only level {given[0]}"
        return f"{len(given)} of {len(self.used)} levels, {min(given)} to {max(given)}"

    @property
    def meaning(self) -> str:
        """What the severity means."""
        return severity_sentence(self.rater, self.severity, self.targets)


def agreements(ratings: Ratings) -> list[Agreement]:
    """Agreement on the whole, on all dimensions together, and on each dimension.

    Raises:
        StarliftError: When the extra is not installed.
    """
    parts = [(OVERALL, ratings.of(OVERALL)), (ALL_DIMENSIONS, ratings.dimensions)]
    parts += [(key, ratings.of(key)) for key in ratings.keys if key != OVERALL]
    return [_agreement(key, levels) for key, levels in parts if _is_compared(levels)]


def _is_compared(levels: NDArray[np.float64]) -> bool:
    return bool(((~np.isnan(levels)).sum(-1) > 1).any())


def _agreement(key: str, levels: NDArray[np.float64]) -> Agreement:
    used = levels[..., ~np.isnan(levels).all((0, 1))]  # raters with a level on it
    items = used.reshape(-1, used.shape[-1])
    scale = range(1, 6) if key == OVERALL else range(4)
    found = {name: with_interval(value, used, RESAMPLED[name]) for name, value in figures(items, scale).items()}
    compared = ((~np.isnan(used)).sum(-1) > 1).any(-1)
    return Agreement(key, int(compared.sum()), int((~np.isnan(items).any(-1)).sum()), found)


def habits(ratings: Ratings) -> list[Habit]:
    """Severity and use of the scale, for each rater on the dimensions and on the whole."""
    parts = [(ALL_DIMENSIONS, ratings.dimensions, range(4)), (OVERALL, ratings.of(OVERALL), range(1, 6))]
    return [
        _habit(rater, place, key, levels, scale)
        for place, rater in enumerate(ratings.raters)
        for key, levels, scale in parts
        if levels.size
    ]


def _habit(rater: str, place: int, key: str, levels: NDArray[np.float64], scale: range) -> Habit:
    def severity(tables: NDArray[np.float64]) -> NDArray[np.float64]:
        apart = apart_from_others(tables)[..., place]
        known = ~np.isnan(apart)
        count = known.sum(-1)
        total = np.where(known, apart, 0.0).sum(-1)
        mean: NDArray[np.float64] = np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)
        return mean

    compared = ~np.isnan(apart_from_others(levels)[..., place])
    value = float(severity(levels.reshape(1, -1, levels.shape[-1]))[0])
    given = levels[..., place]
    used = {level: int((given == level).sum()) for level in scale}
    shared = levels[compared.any(-1)]
    return Habit(rater, key, with_interval(value, shared, severity), used, int(compared.any(-1).sum()))


@dataclass(frozen=True)
class Difference:
    """One answer on one dimension where raters are apart.

    Attributes:
        apart: Highest minus lowest level.
        levels: Rater -> level.
    """

    target: str
    key: str
    apart: int
    levels: dict[str, int]


def differences(ratings: Ratings) -> list[Difference]:
    """Where raters differ, the widest first."""
    spread = ratings.spread()
    found = []
    for row, column in np.argwhere(spread > 0):
        cell = ratings.levels[row, column]
        levels = {name: int(level) for name, level in zip(ratings.raters, cell, strict=True) if np.isfinite(level)}
        found.append(Difference(ratings.targets[row], ratings.keys[column], int(spread[row, column]), levels))
    return sorted(found, key=lambda one: -one.apart)


def summary(found: Sequence[Agreement], ratings: Ratings) -> list[str]:
    """The report in a few sentences."""
    overall = next((one for one in found if one.key == OVERALL), None)
    dimensions = next((one for one in found if one.key == ALL_DIMENSIONS), None)
    lines = [f"{len(ratings.raters)} raters rated {count_of(len(ratings.targets))}."]
    if overall:
        exact, adjacent = overall.figures["exact"], overall.figures["adjacent"]
        lines.append(
            f"On the overall level, pairs of raters gave the same level in {exact.value:.0%} of cases and were at most "
            f"one apart in {adjacent.value:.0%}."
        )
        lines.append(f"One rater's overall level, {_told(overall, 'icc_single')}")
    if dimensions:
        lines.append(f"All dimensions together, {_told(dimensions, 'alpha_ordinal')}")
    return [*lines, caution(len(ratings.targets))]


def _told(one: Agreement, name: str) -> str:
    return f"{SHORT[name]} {shown(name, one.figures[name])}. {one.meaning(name)}"
