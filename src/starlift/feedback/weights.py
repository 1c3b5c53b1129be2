"""The weights of the feedback: learnt from rated answers by `starlift feedback fit`, and kept in `weights.json`.

Every weight belongs to a name that a reader understands: a mark of a sentence (`starlift.feedback.features`), how
strong the evidence of a dimension is, or how many sentences bear a mark. Nothing depends on particular words.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

FILE = Path(__file__).with_name("weights.json")
START = "start"
"""The weight that is there before anything is seen."""


class _Figures(NamedTuple):
    """The tables of `Weights`."""

    padding: Mapping[str, float]
    sentence: Mapping[str, Mapping[str, float]]
    level: Mapping[str, Mapping[str, float]]
    needed: Mapping[str, tuple[float, float, float]]
    error: Mapping[str, float]


class Weights(_Figures):
    """All figures by which an answer is rated; equal to itself alone, so that what it gave can be remembered.

    Attributes:
        padding: Mark -> weight on the logistic scale; together they say how much a sentence looks like padding.
        sentence: Dimension -> mark -> weight on the logistic scale; together they say how strongly a sentence speaks
            for the dimension.
        level: Dimension or ``overall`` -> name of a feature -> weight in levels. Features are those of
            `starlift.feedback.levels.features`, and ``count:`` and ``share:`` with a mark
            (`starlift.feedback.points.levels_of`).
        needed: Dimension -> the amount of evidence below which level 1, 2 and 3 are out of reach.
        error: Overall level, rounded -> half-width within which eight in ten answers of unseen writers lay.
    """

    __slots__ = ()
    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def dump(self) -> str:
        """The weights as JSON, sorted, one name a line."""
        return json.dumps(self._asdict(), indent=1, sort_keys=True) + "\n"


@cache
def load_weights() -> Weights:
    """The weights that ship with the package."""
    values: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    needed = {name: (low, middle, high) for name, (low, middle, high) in values.pop("needed").items()}
    return Weights(needed=needed, **values)
