"""The sentences shown for each level: those without which it would be lower."""

from __future__ import annotations

from collections.abc import Sequence

from starlift.dimensions import DIMENSIONS
from starlift.feedback.features import Evidence
from starlift.feedback.levels import Levels, amount, supported, weigh_without
from starlift.feedback.weights import Weights, load_weights

MORE = 4
"""Sentences that can be added to the strongest ones, where those alone do not carry a level."""

SLACK = 0.5
"""By so much can the amount of evidence that is left grow when its sentences take other places, at the most seen. Any
other sentence could take the first place, at which the situation is told, so that is always weighed afresh."""


def carrying(evidence: Sequence[Evidence], found: Levels, weights: Weights | None = None) -> dict[str, tuple[int, ...]]:
    """Dimension -> the indices of the sentences that carry its level, in reading order.

    They are the strongest ones. Where as much is left without them, the next strongest are added one by one; where
    that lowers nothing either, no few sentences carry the level, and none are shown.
    """
    weights = weights or load_weights()
    return {name: _carrying(name, evidence, found, weights) for name in DIMENSIONS}


def _carrying(name: str, evidence: Sequence[Evidence], found: Levels, weights: Weights) -> tuple[int, ...]:
    shown = found.spans[name]
    if not shown:
        return ()
    level = found.levels[name]
    spans = set(shown)
    for _ in range(MORE + 1):
        others = [pair for pair in zip(found.strengths[name], found.spots, strict=True) if pair[1] not in spans]
        left = amount([strength for strength, _ in others])
        too_little = name != "situation" and supported(left + SLACK, weights.needed[name]) < level
        if too_little or weigh_without(name, spans, evidence, found, weights, enough=level) < level:
            return tuple(sorted(spans))
        if others:
            spans.add(max(others, key=lambda pair: (pair[0], -pair[1]))[1])
    return ()
