"""The sentences shown for each level: those without which it would be lower."""

from __future__ import annotations

from collections.abc import Sequence

from starlift.dimensions import DIMENSIONS
from starlift.feedback.features import Evidence
from starlift.feedback.levels import Levels, weigh_one
from starlift.feedback.weights import Weights, load_weights

MORE = 4
"""Sentences that can be added to the strongest ones, where those alone do not carry a level."""


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
    strengths = dict(zip(found.spots, found.strengths[name], strict=True))
    others = sorted(strengths.keys() - set(shown), key=lambda spot: (-strengths[spot], spot))
    for more in range(MORE + 1):
        spans = {*shown, *others[:more]}
        rest = [one for spot, one in enumerate(evidence) if spot not in spans]
        if weigh_one(name, rest, weights) < found.levels[name]:
            return tuple(sorted(spans))
    return ()
