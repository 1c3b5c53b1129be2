"""From evidence to levels, by the figures of `starlift.feedback.points`.

A sentence collects points for a dimension from its marks (`starlift.feedback.features`); points become a
strength between 0 and 1, so that one mark alone never carries a sentence. A dimension's level grows with the
strength of its few strongest sentences, each further one adding less, so that length by itself adds nothing.
Those sentences are the evidence shown. The overall level is put together from the nine levels, as the rubric
describes it: what a manager changed, and what came of it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlift.dimensions import DIMENSIONS, SIGNALS
from starlift.feedback.features import Evidence
from starlift.feedback.points import (
    DENSITY,
    NEEDED,
    OVERALL,
    POINTS,
    SHARES,
    SHOWN,
    WEAKEST,
    WEAKEST_SHARE,
)


@dataclass(frozen=True, slots=True)
class Levels:
    """What the evidence adds up to.

    Attributes:
        overall: 1 to 5.
        levels: Dimension -> 0 to 3.
        spans: Dimension -> the indices of its evidence among the sentences weighed, in reading order.
        flags: What held the levels down: ``all_we``, ``undone``, ``claim_without_act``.
    """

    overall: float
    levels: Mapping[str, float]
    spans: Mapping[str, tuple[int, ...]]
    flags: tuple[str, ...]


def weigh(evidence: Sequence[Evidence]) -> Levels:
    """The levels that the sentences of an answer support."""
    strengths = {name: [strength(one, name) for one in evidence] for name in DIMENSIONS}
    spans = {name: _strongest(strengths[name]) for name in DIMENSIONS}
    scale = 1 + DENSITY * (2 * _density(evidence, strengths) - 1)
    levels = {
        name: _level(scale * _amount([strengths[name][spot] for spot in spans[name]]), NEEDED[name])
        for name in DIMENSIONS
    }
    flags, caps = _held_down(evidence)
    levels = {name: min(level, caps.get(name, 3.0)) for name, level in levels.items()}
    overall = min(_overall(evidence, levels), caps.get("overall", 5.0))
    shown = {name: tuple(sorted(spots)) for name, spots in spans.items() if levels[name] >= SHOWN}
    return Levels(max(overall, 1.0), levels, shown, flags)


def strength(evidence: Evidence, dimension: str) -> float:
    """How strongly one sentence speaks for a dimension, 0 to 1."""
    marks = evidence.marks
    points = 0
    for mark, value in POINTS[dimension].items():
        if mark == "start" or mark in marks or ("+" in mark and marks.issuperset(mark.split("+"))):
            points += value
    return 1 / (1 + math.exp(-points / 2))


def _strongest(strengths: Sequence[float]) -> list[int]:
    """Indices of the sentences that count, the strongest first."""
    order = sorted(range(len(strengths)), key=lambda spot: (-strengths[spot], spot))[: len(SHARES)]
    return [spot for spot in order if strengths[spot] >= max(WEAKEST, WEAKEST_SHARE * strengths[order[0]])]


def _amount(strongest: Sequence[float]) -> float:
    """The evidence of a dimension in one figure."""
    return sum(share * value for share, value in zip(SHARES, strongest, strict=False))


def _density(evidence: Sequence[Evidence], strengths: Mapping[str, Sequence[float]]) -> float:
    """Share of the answer's words that are evidence for anything (0 to 1)."""
    words = sum(one.words for one in evidence)
    telling = sum(one.words * max(strengths[name][spot] for name in DIMENSIONS) for spot, one in enumerate(evidence))
    return telling / max(words, 1)


def _level(amount: float, needed: tuple[float, float, float]) -> float:
    """The level that an amount of evidence reaches, 0 to 3."""
    low, floor = 0.0, 0
    for step in needed:
        if amount < step:
            return floor + (amount - low) / (step - low)
        low, floor = step, floor + 1
    return 3.0


def count(evidence: Sequence[Evidence], mark: str) -> int:
    """Number of sentences that bear `mark`."""
    return sum(mark in one.marks for one in evidence)


def _overall(evidence: Sequence[Evidence], levels: Mapping[str, float]) -> float:
    """The overall level before any cap, at most 5."""
    best = sorted((levels[name] for name in SIGNALS), reverse=True)
    parts = {**levels, "best": best[0], "second": best[1], "third": best[2], "start": 1.0}
    parts |= {mark: float(min(count(evidence, mark), 3)) for mark in ("cost_borne", "habit", "soft")}
    return min(sum(points * parts[name] for name, points in OVERALL.items()), 5.0)


def _held_down(evidence: Sequence[Evidence]) -> tuple[tuple[str, ...], dict[str, float]]:
    """Flags for whose acts these are, and the levels that can then not be exceeded.

    Saying that somebody else did it, or that it was not done, is nothing for the speaker; activity without an
    act that one could have watched is level 1 at most (rubric).
    """
    mine, ours, undone = count(evidence, "mine"), count(evidence, "ours"), count(evidence, "undone")
    others = count(evidence, "theirs") + count(evidence, "passive")
    if undone >= 2 and undone > mine + ours and others > mine + ours:
        return ("undone",), {"action": 1.0, "result": 1.0, **dict.fromkeys(SIGNALS, 0.5), "overall": 1.5}
    if not mine and ours:
        return ("all_we",), {"action": 2.0, "task": 1.0, "overall": 3.4}
    if not mine and count(evidence, "vague") + count(evidence, "vague_ours"):
        return ("claim_without_act",), {
            "action": 1.3,
            "task": 2.0,
            **dict.fromkeys(SIGNALS, 1.0),
            "overall": 2.0,
        }
    return (), {}
