"""From evidence to levels, by the fitted figures of `starlift.feedback.weights`.

Sentences that look like padding are set aside first: habits, opinions, rows of terms, the rubric's own wording. The
marks of each other sentence give its strength for each dimension, 0 to 1. A level is a weighted sum of how strong the
dimension's best sentences are and of how many sentences bear which mark, both as a count up to three and as a share. It
never exceeds what the amount of its own evidence supports, nor what the voice allows: what the speaker did not do, or
left to others, is nothing for the speaker (rubric).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, lru_cache
from itertools import repeat
from operator import add
from types import MappingProxyType
from typing import NamedTuple

from starlift.dimensions import DIMENSIONS, SIGNALS
from starlift.feedback.features import Evidence, count, marks_of_places
from starlift.feedback.points import TARGETS, UNIT, Tally, levels_of, moved, points_of, tables, tally
from starlift.feedback.weak_spots import WEAK_SPOTS
from starlift.feedback.weights import START, Weights, load_weights

SHARES = (1.0, 0.7, 0.5, 0.3)
"""What the strongest sentence counts for in the amount of evidence, the next one, and so on."""
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
        places: The marks of each one's place.
        tally: Which marks they bear by themselves.
    """

    overall: float
    levels: Mapping[str, float]
    spans: Mapping[str, tuple[int, ...]]
    flags: tuple[str, ...]
    uncertainty: float
    spots: Sequence[int] = ()
    strengths: Mapping[str, Sequence[float]] = MappingProxyType({})
    places: Sequence[frozenset[str]] = ()
    tally: Tally = Tally({}, 0, 0)


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
    sure = [one for one in evidence if _is_sure(one.marks, weights)]
    if len(sure) == len(evidence) or not found.spots:
        return found.overall
    places = marks_of_places(sure)
    gone = [evidence[spot].marks for spot in found.spots if not _is_sure(evidence[spot].marks, weights)]
    seen = features(_strengths([one.marks for one in sure], places, weights), len(sure))
    by_marks = levels_of(moved(found.tally, gone, places, weights), len(sure), weights)
    return min(found.overall, _overall(seen, by_marks, _held_down(sure, sure)[1], weights) + BENEFIT)


def _is_sure(marks: frozenset[str], weights: Weights) -> bool:
    """Whether a sentence with these marks is not in doubt; then it is no padding either."""
    return "bare" not in marks and _likeness(marks, weights) < DOUBTFUL


def _sure_overall(evidence: Sequence[Evidence], weights: Weights) -> float:
    """The overall level, sentences in doubt adding at most `BENEFIT`."""
    return _with_doubts(weigh_plainly(evidence, weights), evidence, weights)


def weigh_plainly(evidence: Sequence[Evidence], weights: Weights | None = None) -> Levels:
    """The levels without regard to sentences in doubt and empty paragraphs, which change the overall level alone."""
    weights = weights or load_weights()
    spots = [spot for spot, one in enumerate(evidence) if _likeness(one.marks, weights) < PADDING]
    alone = [evidence[spot] for spot in spots]
    marks = [one.marks for one in alone]
    places = marks_of_places(alone)
    strengths = _strengths(marks, places, weights)
    own = tally(marks, weights)
    found = judge(alone, strengths, moved(own, (), places, weights), weights, evidence)
    spans = {name: tuple(spots[number] for number in found.spans[name]) for name in DIMENSIONS}
    return found._replace(spans=spans, spots=spots, strengths=strengths, places=places, tally=own)


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
    before = zip(found.spots, found.places, found.strengths[name], strict=True)
    still = [(evidence[spot], place, value) for spot, place, value in before if spot not in left_out]
    alone = [one for one, _, _ in still]
    places = marks_of_places(alone)
    strengths = [
        value if place == now else _strength(name, one.marks, now, weights)
        for (one, place, value), now in zip(still, places, strict=True)
    ]
    seen = features({name: strengths}, len(alone), len(evidence) - len(found.spots))
    most = _most(name, seen, weights)
    if most < enough:
        return most
    gone = [evidence[spot].marks for spot in found.spots if spot in left_out]
    by_marks = levels_of(moved(found.tally, gone, places, weights), len(alone), weights)
    level = _level(name, seen, by_marks, most, weights)
    if level < enough:
        return level
    rest = [one for spot, one in enumerate(evidence) if spot not in left_out]
    _, caps = _held_down(alone, rest, [flag for flag in CAPS if CAPS[flag].get(name, level) < level])
    return round(min(level, caps.get(name, level)), 2)


def judge(
    evidence: Sequence[Evidence],
    strengths: Mapping[str, Sequence[float]],
    marks: Tally,
    weights: Weights,
    whole: Sequence[Evidence] = (),
) -> Levels:
    """The levels for sentences of known strengths.

    Args:
        evidence: The sentences to weigh.
        strengths: Dimension -> how strongly each of them speaks for it.
        marks: The marks that they bear, with those of their places.
        weights: By which they are weighed.
        whole: All sentences of the answer, those that were set aside among them.
    """
    whole = whole or evidence
    seen = features(strengths, len(evidence), len(whole) - len(evidence))
    by_marks = levels_of(marks, len(evidence), weights)
    flags, caps = _held_down(evidence, whole)
    levels = {
        name: _level(name, seen, by_marks, min(_most(name, seen, weights), caps.get(name, 3.0)), weights)
        for name in DIMENSIONS
    }
    overall = _overall(seen, by_marks, caps, weights)
    spans = {name: shown(strengths[name]) if levels[name] >= SHOWN_LEVEL else () for name in DIMENSIONS}
    return Levels(overall, levels, spans, flags, weights.error[str(int(overall + 0.5))])


def _overall(
    seen: Mapping[str, float], by_marks: Sequence[float], caps: Mapping[str, float], weights: Weights
) -> float:
    """The overall level, no more than the telling allows."""
    return min(max(_sum("overall", seen, by_marks, weights), 1.0), caps.get("overall", 5.0))


def _level(name: str, seen: Mapping[str, float], by_marks: Sequence[float], most: float, weights: Weights) -> float:
    """The level of one dimension, at most `most`."""
    return round(min(max(_sum(name, seen, by_marks, weights), 0.0), most), 2)


def _most(name: str, seen: Mapping[str, float], weights: Weights) -> float:
    """What a dimension's sentences support."""
    evidence, _, strongest, *_ = map(seen.__getitem__, _features_of(name))
    most = supported(evidence, weights.needed[name])
    return most if strongest >= SHOWN_STRENGTH else min(most, UNSEEN)


def _sum(name: str, seen: Mapping[str, float], by_marks: Sequence[float], weights: Weights) -> float:
    """The weights of one of `TARGETS` by the features that were seen, and what the marks add."""
    other = tables(weights).other[name]
    return by_marks[_PLACE[name]] + sum([weight * seen.get(feature, 0.0) for feature, weight in other.items()])


_PLACE = {name: place for place, name in enumerate(TARGETS)}


def _strengths(
    sentences: Sequence[frozenset[str]], places: Sequence[frozenset[str]], weights: Weights
) -> dict[str, Sequence[float]]:
    """Dimension -> how strongly each sentence speaks for it, by its own marks and those of its place."""
    rows = [_strengths_of(own, place, weights) for own, place in zip(sentences, places, strict=True)]
    return dict(zip(DIMENSIONS, zip(*rows, strict=True) if rows else repeat(()), strict=False))


@lru_cache(maxsize=8192)
def _strengths_of(marks: frozenset[str], place: frozenset[str], weights: Weights) -> Sequence[float]:
    """How strongly a sentence speaks for each dimension; asked about the same ones many times in one assessment."""
    points = map(add, points_of(marks, weights), points_of(place, weights))
    return list(map(_logistic, map(add, points, tables(weights).start[:-1])))


def _strength(name: str, marks: frozenset[str], place: frozenset[str], weights: Weights) -> float:
    """The same for one dimension."""
    spot = _PLACE[name]
    return _logistic(points_of(marks, weights)[spot] + points_of(place, weights)[spot] + tables(weights).start[spot])


@lru_cache(maxsize=4096)
def _likeness(marks: frozenset[str], weights: Weights) -> float:
    """How much a sentence with these marks looks like padding, 0 to 1."""
    return _logistic(tables(weights).start[-1] + points_of(marks, weights)[-1])


def strength(marks: frozenset[str], weights: Mapping[str, float]) -> float:
    """How strongly a sentence with these marks speaks for a dimension, 0 to 1."""
    return 1 / (1 + math.exp(-(weights[START] + sum(weights.get(mark, 0.0) for mark in marks))))


@lru_cache(maxsize=16_384)
def _logistic(points: int) -> float:
    return 1 / (1 + math.exp(-points / UNIT))


def features(strengths: Mapping[str, Sequence[float]], told: int, aside: int = 0) -> dict[str, float]:
    """What levels are computed from besides the marks, by name.

    Args:
        strengths: Dimension -> how strongly each sentence speaks for it.
        told: Number of sentences.
        aside: Number of sentences that were set aside as padding.

    Returns:
        ``start``; ``padding``, the share of sentences set aside; for each dimension of `strengths` its ``strongest``,
        ``second``, ``third``, ``amount`` and ``any`` (the chance that at least one sentence speaks for it).
    """
    seen = {START: 1.0, PADDED: aside / max(aside + told, 1)}
    for name, values in strengths.items():
        best = [*sorted(values, reverse=True)[: len(SHARES)], 0.0, 0.0, 0.0]
        none = math.prod([1 - value for value in best])
        seen.update(zip(_features_of(name), (amount(best), 1 - none, *best), strict=False))
    return seen


@cache
def _features_of(name: str) -> Sequence[str]:
    """The names of a dimension's features."""
    return [f"{name}.{part}" for part in ("amount", "any", "strongest", "second", "third")]


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


def _held_down(
    evidence: Sequence[Evidence], whole: Sequence[Evidence], weak: Iterable[str] = CAPS
) -> tuple[tuple[str, ...], dict[str, float]]:
    """Flags for how the answer is told, of those looked for, and the levels that can then not be exceeded.

    Padding neither hides nor heals how the rest is told, so both the rest and the whole are looked at. No mark of a
    place says how it is told.
    """
    tellings = (evidence,) if len(evidence) == len(whole) else (evidence, whole)
    flags = tuple(flag for flag in weak if any(WEAK_SPOTS[flag](told) for told in tellings))
    caps: dict[str, float] = {}
    for flag in flags:
        for name, most in CAPS[flag].items():
            caps[name] = min(most, caps.get(name, most))
    return flags, caps
