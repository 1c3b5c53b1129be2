"""From evidence to levels, by the fitted figures of `starlift.feedback.weights`.

Sentences that look like padding are set aside first: habits, opinions, rows of terms, the rubric's own wording. The
marks of each other sentence give its strength for each dimension, 0 to 1. A level is a weighted sum of how strong the
dimension's best sentences are and of how many sentences bear which mark, both as a count up to three and as a share. It
never exceeds what the amount of its own evidence supports, nor what the voice allows: what the speaker did not do, or
left to others, is nothing for the speaker (rubric).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import chain, repeat
from operator import mul
from types import MappingProxyType
from typing import NamedTuple

from starlift.dimensions import DIMENSIONS, SIGNALS
from starlift.feedback.features import Evidence, count, marks_of_places, placed
from starlift.feedback.weak_spots import WEAK_SPOTS
from starlift.feedback.weights import START, Weights, load_weights

SHARES = (1.0, 0.7, 0.5, 0.3)
"""What the strongest sentence counts for in the amount of evidence, the next one, and so on."""
COUNTED = 3
"""More sentences with the same mark than these add nothing to its count."""
PADDED = "padding"
"""Name of the feature that says how much of an answer was set aside."""
PADDING = 0.8
"""From this likeness to padding on a sentence is set aside."""
DOUBTFUL, BENEFIT = 0.7, 0.25
"""From this likeness to padding on sentences are in doubt, and the most that all of them together can add overall."""
EMPTY_OVERALL, EMPTY_LEVEL, PEELED = 1.3, 1.5, 3
"""What a paragraph that shows nothing reaches at most by itself, and how many of them are looked at from each end."""
SHOWN_LEVEL = 0.5
"""The level from which a dimension's sentences are shown; below, nothing has earned it."""
UNSEEN = 0.4
"""The most a dimension can reach of which no sentence can be shown."""
SHOWN_STRENGTH, SHOWN_SHARE = 0.1, 0.35
"""A sentence is shown from this strength, and from this share of the strongest one's."""
DENIED = 0.07
"""Levels overall that each sentence costs in which the speaker's side did not do something."""
CAPS: Mapping[str, Mapping[str, float]] = {
    "undone": {"action": 1.0, "result": 1.0, **dict.fromkeys(SIGNALS, 0.5), "overall": 1.3},
    "all_we": {"action": 2.0, "task": 1.0, "overall": 2.8},
    "claim_without_act": {"action": 1.3, "task": 2.0, **dict.fromkeys(SIGNALS, 1.0), "overall": 2.0},
    "general": {"overall": 1.7},
    "blame": {**dict.fromkeys(SIGNALS, 1.0), "overall": 1.6},
    "stuffing": {**dict.fromkeys(SIGNALS, 1.0), "overall": 1.6},
    "figure_without_meaning": {"overall": 2.3},
}
"""Flag -> the most that an answer told like this can reach.

From the rubric: what somebody else did, or what was not done, is 0 for the speaker; a term named without anything else
is at most 1; activity without a mechanism is level 1 or 2 overall.
"""


class Levels(NamedTuple):
    """What the evidence adds up to.

    Attributes:
        overall: 1 to 5.
        levels: Dimension -> 0 to 3.
        spans: Dimension -> the indices of its evidence among the sentences, in reading order.
        flags: What held the levels down, names of `CAPS`.
        uncertainty: Half-width around `overall` in which the panel's level lies in eight of ten cases.
        spots: The sentences that were weighed.
        strengths: Dimension -> how strongly each of them speaks for it.
        points: What the marks of each of them add by themselves, in the order of `DIMENSIONS`, last for padding.
        counts: Mark -> how many of them bear it by themselves.
    """

    overall: float
    levels: Mapping[str, float]
    spans: Mapping[str, tuple[int, ...]]
    flags: tuple[str, ...]
    uncertainty: float
    spots: Sequence[int] = ()
    strengths: Mapping[str, Sequence[float]] = MappingProxyType({})
    points: Sequence[tuple[float, ...]] = ()
    counts: Mapping[str, int] = MappingProxyType({})


def weigh(evidence: Sequence[Evidence], weights: Weights | None = None) -> Levels:
    """The levels that the sentences of an answer support.

    Sentences that might be padding add at most `BENEFIT` to what the others reach, and so does a first or last
    paragraph that shows nothing by itself. Each act denied costs `DENIED`.
    """
    weights = weights or load_weights()
    found = weigh_plainly(evidence, weights)
    rests = (_sure_overall(rest, weights) for end in (0, -1) for rest in _without_empty(evidence, end, weights))
    most = min([_with_doubts(found, evidence, weights), *(overall + BENEFIT for overall in rests)])
    return found._replace(overall=max(most - DENIED * count(evidence, "undone"), 1.0))


def _without_empty(evidence: Sequence[Evidence], end: int, weights: Weights) -> Iterator[Sequence[Evidence]]:
    """What is left without the first (`end` 0) or last (-1) paragraph that shows nothing, without two, and so on."""
    rest = list(evidence)
    for _ in range(PEELED):
        number = rest[end].sentence.paragraph if rest else 0
        inner = [one for one in rest if one.sentence.paragraph != number]
        if not inner or not _is_empty([one for one in rest if one.sentence.paragraph == number], weights):
            return
        rest = inner
        yield rest


def _is_empty(paragraph: Sequence[Evidence], weights: Weights) -> bool:
    """Whether a paragraph by itself is of the lowest level and shows next to nothing of any dimension."""
    alone = weigh_plainly(paragraph, weights)
    return max(alone.levels.values()) <= EMPTY_LEVEL and _with_doubts(alone, paragraph, weights) <= EMPTY_OVERALL


def _with_doubts(found: Levels, evidence: Sequence[Evidence], weights: Weights) -> float:
    """The overall level of what was `found`, sentences in doubt adding at most `BENEFIT`."""
    sure = [one for one in evidence if "bare" not in one.marks and _likeness(one.marks, weights) < DOUBTFUL]
    if len(sure) == len(evidence) or not found.spots:
        return found.overall
    return min(found.overall, _overall_of(sure, weights) + BENEFIT)


def _sure_overall(evidence: Sequence[Evidence], weights: Weights) -> float:
    """The overall level, sentences in doubt adding at most `BENEFIT`."""
    return _with_doubts(weigh_plainly(evidence, weights), evidence, weights)


def _overall_of(evidence: Sequence[Evidence], weights: Weights) -> float:
    """The overall level without regard to sentences in doubt, for which no dimension's level is needed."""
    alone = [one for one in evidence if _likeness(one.marks, weights) < PADDING]
    places = marks_of_places(alone)
    told = placed(alone, places)
    strengths = _strengths([_points_of(one.marks, weights) for one in alone], places, weights)
    seen = features(counts_of(told), strengths, len(told), len(evidence) - len(told))
    return _overall(seen, _held_down(told, evidence)[1], weights)


def weigh_plainly(evidence: Sequence[Evidence], weights: Weights | None = None) -> Levels:
    """The levels without regard to sentences in doubt and empty paragraphs, which change the overall level alone."""
    weights = weights or load_weights()
    spots = [spot for spot, one in enumerate(evidence) if _likeness(one.marks, weights) < PADDING]
    alone = [evidence[spot] for spot in spots]
    places = marks_of_places(alone)
    points = [_points_of(one.marks, weights) for one in alone]
    strengths = _strengths(points, places, weights)
    found = judge(placed(alone, places), strengths, weights, evidence)
    spans = {name: tuple(spots[number] for number in found.spans[name]) for name in DIMENSIONS}
    return found._replace(spans=spans, spots=spots, strengths=strengths, points=points, counts=counts_of(alone))


def weigh_without(
    name: str,
    left_out: Set[int],
    evidence: Sequence[Evidence],
    found: Levels,
    weights: Weights,
    *,
    enough: float = 0.0,
) -> float:
    """The level of one dimension where some of the sentences that were weighed are left out.

    Args:
        name: The dimension.
        left_out: Indices of sentences among `found.spots`.
        evidence: All sentences of the answer.
        found: What `weigh` gave for them.
        weights: By which they are weighed.
        enough: Below this the result need not be exact: no more is looked at than shows that it is not reached.
    """
    still = [(evidence[spot], own) for spot, own in zip(found.spots, found.points, strict=True) if spot not in left_out]
    alone = [one for one, _ in still]
    places = marks_of_places(alone)
    strengths = _strengths([own for _, own in still], places, weights, (name,))
    most = supported(amount(strengths[name]), weights.needed[name])
    if most < enough:
        return most
    gone = [evidence[spot].marks for spot in found.spots if spot in left_out]
    counts = _counts_without(gone, places, found.counts, _marks_for(name, weights))
    seen = features(counts, strengths, len(alone), len(evidence) - len(found.spots))
    level = _level(name, strengths[name], seen, {}, weights)
    if level < enough:
        return level
    rest = [one for spot, one in enumerate(evidence) if spot not in left_out]
    _, caps = _held_down(placed(alone, places), rest, [flag for flag in CAPS if name in CAPS[flag]])
    return round(min(level, caps.get(name, level)), 2)


def judge(
    evidence: Sequence[Evidence],
    strengths: Mapping[str, Sequence[float]],
    weights: Weights,
    whole: Sequence[Evidence] = (),
) -> Levels:
    """The levels for sentences of known strengths.

    Args:
        evidence: The sentences to weigh, in their places.
        strengths: Dimension -> how strongly each of them speaks for it.
        weights: By which they are weighed.
        whole: All sentences of the answer, those that were set aside among them.
    """
    seen = features(counts_of(evidence), strengths, len(evidence), len(whole or evidence) - len(evidence))
    flags, caps = _held_down(evidence, whole or evidence)
    levels = {name: _level(name, strengths[name], seen, caps, weights) for name in DIMENSIONS}
    overall = _overall(seen, caps, weights)
    spans = {name: shown(strengths[name]) if levels[name] >= SHOWN_LEVEL else () for name in DIMENSIONS}
    return Levels(overall, levels, spans, flags, weights.error[str(int(overall + 0.5))])


def _overall(seen: Mapping[str, float], caps: Mapping[str, float], weights: Weights) -> float:
    """The overall level, no more than the telling allows."""
    return min(max(_sum(weights.level["overall"], seen), 1.0), caps.get("overall", 5.0))


def _level(
    name: str, strengths: Sequence[float], seen: Mapping[str, float], caps: Mapping[str, float], weights: Weights
) -> float:
    """The level of one dimension: no more than its sentences support, and than the telling allows."""
    most = min(supported(amount(strengths), weights.needed[name]), caps.get(name, 3.0))
    if max(strengths, default=0.0) < SHOWN_STRENGTH:
        most = min(most, UNSEEN)
    return round(min(max(_sum(weights.level[name], seen), 0.0), most), 2)


def _strengths(
    points: Sequence[tuple[float, ...]],
    places: Sequence[frozenset[str]],
    weights: Weights,
    names: Sequence[str] = DIMENSIONS,
) -> dict[str, list[float]]:
    """Dimension -> how strongly each sentence speaks for it, by the `points` of its own marks and by its place."""
    by_place = {marks: _points_of(marks, weights) for marks in set(places)}
    theirs = [by_place[marks] for marks in places]
    found = {}
    for name in names:
        spot, start = DIMENSIONS.index(name), weights.sentence[name][START]
        found[name] = [_logistic(start + own[spot] + place[spot]) for own, place in zip(points, theirs, strict=True)]
    return found


@lru_cache(maxsize=4096)
def _points_of(marks: frozenset[str], weights: Weights) -> tuple[float, ...]:
    """What the marks add for each dimension, and last for likeness to padding.

    The same sentences are weighed many times, also from key to key.
    """
    rows = _by_mark(weights)
    own = sorted([rows[mark] for mark in marks if mark in rows])  # in one order, so that sums are the same
    return tuple(map(sum, zip(*own, strict=True))) if own else (0.0,) * (len(DIMENSIONS) + 1)


@lru_cache(maxsize=16)
def _by_mark(weights: Weights) -> dict[str, tuple[float, ...]]:
    """Mark -> its weight for each dimension, and last for padding."""
    tables = [*(weights.sentence[name] for name in DIMENSIONS), weights.padding]
    return {mark: tuple(table.get(mark, 0.0) for table in tables) for mark in set().union(*tables)}


def _likeness(marks: frozenset[str], weights: Weights) -> float:
    """How much a sentence with these marks looks like padding, 0 to 1."""
    return _logistic(weights.padding[START] + _points_of(marks, weights)[-1])


@lru_cache(maxsize=64)
def _marks_for(name: str, weights: Weights) -> frozenset[str]:
    """The marks whose number matters for one dimension."""
    return frozenset({"bare", *(feature.partition(":")[2] for feature in weights.level[name])})


def strength(marks: frozenset[str], weights: Mapping[str, float]) -> float:
    """How strongly a sentence with these marks speaks for a dimension, 0 to 1."""
    return _logistic(weights[START] + sum(weights.get(mark, 0.0) for mark in marks))


def _logistic(points: float) -> float:
    return 1 / (1 + math.exp(-points))


def counts_of(told: Sequence[Evidence]) -> Counter[str]:
    """Mark -> how many of the sentences bear it."""
    return Counter(chain.from_iterable([one.marks for one in told]))


def _counts_without(
    gone: Sequence[Set[str]], places: Sequence[Set[str]], counts: Mapping[str, int], marks: Set[str]
) -> dict[str, int]:
    """`counts` for some `marks` where sentences are gone and the others have taken their places."""
    found = {mark: counts[mark] for mark in marks & counts.keys()}
    for sign, groups in ((-1, gone), (1, places)):
        for mark in chain.from_iterable(groups):
            if mark in marks:
                found[mark] = found.get(mark, 0) + sign
    return found


def features(
    counts: Mapping[str, int], strengths: Mapping[str, Sequence[float]], told: int, aside: int = 0
) -> dict[str, float]:
    """Everything that levels are computed from, by name.

    Args:
        counts: Mark -> how many sentences bear it, ``bare`` among them.
        strengths: Dimension -> how strongly each sentence speaks for it.
        told: Number of sentences.
        aside: Number of sentences that were set aside as padding.

    Returns:
        ``start``; ``padding``, the share of sentences set aside; for each dimension of `strengths` its ``strongest``,
        ``second``, ``third``, ``amount`` and ``any`` (the chance that at least one sentence speaks for it); for each
        mark ``count:`` (0 to 1, full at three sentences) and ``share:`` (of all sentences).
    """
    seen = {START: 1.0, PADDED: aside / max(aside + told, 1)}
    for name, values in strengths.items():
        best = [*sorted(values, reverse=True)[:4], 0.0, 0.0, 0.0]
        none = math.prod([1 - value for value in best])
        parts = {"strongest": best[0], "second": best[1], "third": best[2], "amount": amount(best), "any": 1 - none}
        seen |= {f"{name}.{part}": value for part, value in parts.items()}
    whole = max(told - counts.get("bare", 0), 1)
    for mark, times in counts.items():
        as_count, as_share = _names_of(mark)
        seen[as_count] = times / COUNTED if times < COUNTED else 1.0
        seen[as_share] = times / whole if times < whole else 1.0
    return seen


@lru_cache(maxsize=512)
def _names_of(mark: str) -> tuple[str, str]:
    """The names of a mark's two features."""
    return f"count:{mark}", f"share:{mark}"


def amount(strengths: Sequence[float]) -> float:
    """The evidence of a dimension in one figure: its strongest sentences, each further one counting for less."""
    best = sorted(strengths, reverse=True)
    return sum(share * value for share, value in zip(SHARES, best, strict=False))


def supported(evidence: float, needed: tuple[float, float, float]) -> float:
    """The highest level that an amount of evidence supports: half a level below the first step it misses."""
    for level, step in enumerate(needed):
        if evidence < step:
            return level + 0.5
    return 3.0


def shown(strengths: Sequence[float]) -> tuple[int, ...]:
    """The sentences to show for a dimension, in reading order."""
    order = sorted(range(len(strengths)), key=strengths.__getitem__, reverse=True)[: len(SHARES)]
    least = max(SHOWN_STRENGTH, SHOWN_SHARE * strengths[order[0]]) if order else 1.0
    return tuple(sorted(spot for spot in order if strengths[spot] >= least))


def _sum(weights: Mapping[str, float], seen: Mapping[str, float]) -> float:
    total: float = sum(map(mul, weights.values(), map(seen.get, weights, repeat(0.0))))  # the innermost loop
    return total


def _held_down(
    evidence: Sequence[Evidence], whole: Sequence[Evidence], weak: Iterable[str] = CAPS
) -> tuple[tuple[str, ...], dict[str, float]]:
    """Flags for how the answer is told, of those looked for, and the levels that can then not be exceeded.

    Padding neither hides nor heals how the rest is told, so both the rest and the whole are looked at.
    """
    tellings = (evidence,) if len(evidence) == len(whole) else (evidence, whole)
    flags = tuple(flag for flag in weak if any(WEAK_SPOTS[flag](told) for told in tellings))
    caps: dict[str, float] = {}
    for flag in flags:
        for name, most in CAPS[flag].items():
            caps[name] = min(most, caps.get(name, most))
    return flags, caps
