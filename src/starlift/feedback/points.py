"""What the marks of sentences add to levels, by the weights, for all dimensions at once.

Weights of marks are whole thousandths, so their sums are exact in any order, and a sentence can be added or taken away
without going through the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain, repeat
from operator import mul
from typing import NamedTuple

from starlift.dimensions import DIMENSIONS
from starlift.feedback.fields import Fields
from starlift.feedback.weights import START, Weights

TARGETS = (*DIMENSIONS, "overall")
"""What has a level, in the order of its points."""
UNIT = 1_000
"""Points of a weight of one."""
COUNTED = 3
"""More sentences with the same mark than these add nothing to its count."""
_ROW = Fields(len(TARGETS))


class Tables(NamedTuple):
    """Weights as points.

    Attributes:
        by_sentence: Mark -> its points for how strongly a sentence speaks for each dimension, and last for how much it
            looks like padding.
        by_count: Mark -> its points for each of `TARGETS`, once for each sentence that bears it, up to `COUNTED`.
        by_share: Mark -> its points for each of `TARGETS`, by the share of sentences that bear it.
        start: The points of every sentence, as those of `by_sentence`.
        other: Target -> the weights that belong to no mark.
    """

    by_sentence: Mapping[str, int]
    by_count: Mapping[str, int]
    by_share: Mapping[str, int]
    start: Sequence[int]
    other: Mapping[str, Mapping[str, float]]


class Tally(NamedTuple):
    """Which marks some sentences bear.

    Attributes:
        counts: Mark -> how many of them bear it.
        by_count: The points of the marks by `Tables.by_count`.
        by_share: The points of the marks by `Tables.by_share`.
    """

    counts: Mapping[str, int]
    by_count: int
    by_share: int


@lru_cache(maxsize=16)
def tables(weights: Weights) -> Tables:
    """The weights as points."""
    by_sentence = [*(weights.sentence[name] for name in DIMENSIONS), weights.padding]
    count, share = ([_starting(f"{kind}:", weights.level[name]) for name in TARGETS] for kind in ("count", "share"))
    other = {name: {key: weight for key, weight in weights.level[name].items() if ":" not in key} for name in TARGETS}
    start = [_points(table.get(START, 0.0)) for table in by_sentence]
    return Tables(_packed(by_sentence), _packed(count), _packed(share), start, other)


def _starting(kind: str, weights: Mapping[str, float]) -> dict[str, float]:
    """Mark -> weight of the features of one kind."""
    return {name.removeprefix(kind): weight for name, weight in weights.items() if name.startswith(kind)}


def _packed(columns: Sequence[Mapping[str, float]]) -> dict[str, int]:
    """Mark -> its points in each column, as one number."""
    marks = set().union(*columns) - {START}
    return {mark: _ROW.packed([_points(column.get(mark, 0.0)) for column in columns]) for mark in marks}


def _points(weight: float) -> int:
    return round(weight * UNIT)


@lru_cache(maxsize=4096)
def points_of(marks: frozenset[str], weights: Weights) -> tuple[int, ...]:
    """What the marks add for each dimension, and last for likeness to padding.

    The same sentences are weighed many times, also from key to key.
    """
    return _ROW.unpacked(sum(map(tables(weights).by_sentence.get, marks, repeat(0))))


@lru_cache(maxsize=4096)
def _share_of(marks: frozenset[str], weights: Weights) -> int:
    """The points of the marks by their share."""
    return sum(map(tables(weights).by_share.get, marks, repeat(0)))


def tally(sentences: Sequence[frozenset[str]], weights: Weights) -> Tally:
    """Which marks the sentences bear."""
    counts = Counter(chain.from_iterable(sentences))
    points = map(tables(weights).by_count.get, counts, repeat(0))
    by_count = sum(map(mul, points, map(min, counts.values(), repeat(COUNTED))))
    return Tally(counts, by_count, sum([_share_of(marks, weights) for marks in sentences]))


def moved(before: Tally, gone: Sequence[frozenset[str]], come: Sequence[frozenset[str]], weights: Weights) -> Tally:
    """The tally without the marks of some sentences, and with those that others bear besides."""
    counts, by_count, by_share = before
    counts = dict(counts)
    points = tables(weights).by_count
    for marks, times in chain(zip(gone, repeat(-1)), Counter(come).items()):
        by_share += times * _share_of(marks, weights)
        for mark in marks:
            old = counts.get(mark, 0)
            counts[mark] = new = old + times
            if (new < COUNTED or old < COUNTED) and mark in points:
                by_count += points[mark] * (min(new, COUNTED) - min(old, COUNTED))
    return Tally(counts, by_count, by_share)


def levels_of(found: Tally, sentences: int, weights: Weights) -> list[float]:
    """What the marks of so many sentences add to the level of each of `TARGETS`.

    A mark adds by how many sentences bear it, up to `COUNTED`, and by their share of all that are more than a few words
    (those that are not bear the mark ``bare``).
    """
    counts, by_count, by_share = found
    whole = max(sentences - counts.get("bare", 0), 1)
    if whole < sentences:  # a share is never more than one
        points = tables(weights).by_share
        by_share -= sum((times - whole) * points.get(mark, 0) for mark, times in counts.items() if times > whole)
    pairs = zip(_ROW.unpacked(by_count), _ROW.unpacked(by_share), strict=True)
    return [count / (UNIT * COUNTED) + share / (UNIT * whole) for count, share in pairs]
