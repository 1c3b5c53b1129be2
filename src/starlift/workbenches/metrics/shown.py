"""Shown: one view of a programme as figures, before anything is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Better = Literal["lower", "higher", ""]
Trend = Literal["improving", "worsening", "steady", ""]
STEADY = 0.05
"""A change of at most this share of where it began is none."""
_NUMBER = re.compile(r"\d+(?:[,\u202f]\d{3})*(?:\.\d+)?")


@dataclass(frozen=True)
class Series:
    """One line or one set of bars: a label for the legend, and pairs of place and value."""

    label: str
    points: tuple[tuple[str | float, float], ...]


@dataclass(frozen=True)
class Shown:
    """What a view shows.

    Attributes:
        shape: Bars, lines over quarters, or curves over days.
        unit: What the values are, such as "days".
        series: What is drawn.
        key: What moved, in one sentence with its figures.
        main: The figure that stands for the view, per quarter.
        better: Which way that figure gets better; empty where neither is.
        head: Heads of the table beside the plot.
        rows: Its rows.
    """

    shape: Literal["bars", "lines", "curves"]
    unit: str
    series: tuple[Series, ...]
    key: str
    main: tuple[float, ...]
    better: Better = ""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def trend(self) -> Trend:
        """Where the main figure went from its first value to its last; empty where neither way is better."""
        known = [value for value in self.main if value == value]  # noqa: PLR0124 - not a number is left out
        if not self.better or len(known) < 2:
            return ""
        change = known[-1] - known[0]
        if abs(change) <= STEADY * abs(known[0]):
            return "steady"
        return "improving" if (change < 0) == (self.better == "lower") else "worsening"

    @property
    def figures(self) -> frozenset[float]:
        """Every figure that a comment may cite: what is drawn or tabled, changes of the main figure, and sums."""
        return frozenset(value for value in self._figures() if value == value)  # noqa: PLR0124

    def _figures(self) -> Iterator[float]:
        told = (self.key, *(cell for row in self.rows for cell in row))
        yield from (number for text in told for number in numbers(text))
        for series in self.series:
            values = [value for _, value in series.points]
            if self.shape != "curves":
                yield from values
                yield sum(values)
                yield from _changes(values)
        yield from self.main
        yield from _changes(list(self.main))


def _changes(values: list[float]) -> Iterator[float]:
    """Difference, per cent, and how many times, from the first value to the last and from each to the next."""
    for first, last in {(values[0], values[-1]), *pairwise(values)} if values else ():
        yield abs(last - first)
        if first and last:
            yield abs(last / first - 1) * 100
            yield max(first / last, last / first)


def numbers(text: str) -> list[float]:
    """The numbers written with digits in `text`."""
    return [float(found.replace(",", "").replace("\u202f", "")) for found in _NUMBER.findall(text)]
