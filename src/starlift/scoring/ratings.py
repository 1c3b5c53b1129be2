"""Ratings: the levels of several raters for the same answers, as one block of figures, and where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from starlift.errors import Problem, ScoringError
from starlift.scoring.form import OVERALL
from starlift.scoring.sheet import Sheet


@dataclass(frozen=True)
class Ratings:
    """Levels by answer, dimension and rater.

    Attributes:
        targets: Names of the answers that were rated.
        keys: Dimensions, and the whole last.
        raters: Names of the raters.
        levels: Shape (targets, keys, raters); NaN where a rater gave no level.
    """

    targets: tuple[str, ...]
    keys: tuple[str, ...]
    raters: tuple[str, ...]
    levels: NDArray[np.float64]

    @cached_property
    def dimensions(self) -> NDArray[np.float64]:
        """The levels on the dimensions alone, 0 to 3."""
        return self.levels[:, [number for number, key in enumerate(self.keys) if key != OVERALL]]

    def of(self, key: str) -> NDArray[np.float64]:
        """The levels on one key, shape (targets, 1, raters)."""
        place = self.keys.index(key)
        return self.levels[:, place : place + 1]

    def spread(self) -> NDArray[np.float64]:
        """Highest minus lowest level, shape (targets, keys); NaN where fewer than two raters gave one."""
        known = ~np.isnan(self.levels)
        high = np.where(known, self.levels, -np.inf).max(-1)
        low = np.where(known, self.levels, np.inf).min(-1)
        return np.where(known.sum(-1) > 1, high - low, np.nan)

    def deviation(self) -> NDArray[np.float64]:
        """Each level minus the mean of the other raters' on the same item, in the shape of `levels`."""
        return apart_from_others(self.levels)


def apart_from_others(levels: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each level minus the mean of the others in the last axis; NaN where there is none to compare with."""
    known = ~np.isnan(levels)
    total, count = np.where(known, levels, 0.0).sum(-1, keepdims=True), known.sum(-1, keepdims=True)
    rest = np.where(known & (count > 1), total - np.where(known, levels, 0.0), np.nan)
    apart: NDArray[np.float64] = levels - rest / np.maximum(count - 1, 1)
    return apart


def ratings_of(sheets: Sequence[Sheet]) -> Ratings:
    """The levels of complete sheets.

    Raises:
        ScoringError: When there are not two raters, or no answer that two of them rated.
    """
    by_rater = {sheet.rater.casefold(): sheet.rater for sheet in reversed(sheets)}
    if len(by_rater) < 2:
        what = f"{len(by_rater)} rater is not enough to compare" if by_rater else "no sheet was given"
        raise ScoringError(Problem("", 0, "", what, "name the sheets of two raters or more"))
    raters = sorted(by_rater, key=str)
    names = {sheet.target: f"{sheet.form.candidate} · {sheet.form.question.id}" for sheet in sheets}
    order = [*sheets[0].form.content.rubric.names][1:]
    used = {key for sheet in sheets for key in sheet.form.keys}
    keys = (*(key for key in order if key in used), OVERALL)
    levels = np.full((len(names), len(keys), len(raters)), np.nan)
    places = {target: number for number, target in enumerate(names)}
    for sheet in sheets:
        for key, level in sheet.levels.items():
            levels[places[sheet.target], keys.index(key), raters.index(sheet.rater.casefold())] = level
    found = Ratings(tuple(names.values()), keys, tuple(by_rater[rater] for rater in raters), levels)
    if np.isnan(found.spread()).all():
        what = "no two raters rated the same answer to the same question"
        raise ScoringError(Problem("", 0, "", what, "give candidate and question the same names on all sheets"))
    return found
