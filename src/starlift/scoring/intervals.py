"""Intervals: how far a figure would move had other answers been rated, by drawing answers again with replacement.

Answers are drawn and not single levels, since the levels of one answer hang together. The interval is the middle
95 % of the resamples (Efron and Tibshirani 1993); with few answers it tends to be narrower than it should.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 1_000
SEED = 20_260_101
LEAST_TARGETS = 5
"""Answers below which no interval is given: so few resamples differ that it would say nothing."""
LEAST_DEFINED = 0.9
"""Share of the resamples in which the figure must be computable."""


@dataclass(frozen=True)
class Figure:
    """A figure with its interval.

    Attributes:
        value: NaN where it cannot be computed.
        low: Lower end of the interval, or NaN where none is given.
        high: Upper end of it, or NaN.
    """

    value: float
    low: float = float("nan")
    high: float = float("nan")

    @property
    def is_known(self) -> bool:
        """Whether there is a value."""
        return bool(np.isfinite(self.value))

    @property
    def has_interval(self) -> bool:
        """Whether there is an interval."""
        return bool(np.isfinite(self.low) and np.isfinite(self.high))


def draws(targets: int, *, resamples: int = RESAMPLES, seed: int = SEED) -> NDArray[np.int64]:
    """Which answers are in each resample, shape (resamples, targets); the same seed gives the same draws."""
    return np.random.default_rng(seed).integers(0, targets, (resamples, targets))


def with_interval(
    value: float, levels: NDArray[np.float64], statistic: Callable[[NDArray[np.float64]], NDArray[np.float64]]
) -> Figure:
    """`value` with the interval of `statistic`.

    Args:
        value: The figure for all of `levels`.
        levels: Shape (targets, keys, raters).
        statistic: From tables of shape (resamples, items, raters) to one figure each.
    """
    rated = levels[((~np.isnan(levels)).sum(-1) > 1).any(-1)]
    if len(rated) < LEAST_TARGETS or not np.isfinite(value):
        return Figure(value)
    drawn = rated[draws(len(rated))]
    found = statistic(drawn.reshape(len(drawn), -1, levels.shape[-1]))
    known = found[np.isfinite(found)]
    if len(known) < LEAST_DEFINED * len(found):
        return Figure(value)
    low, high = np.quantile(known, [0.025, 0.975])
    return Figure(value, float(low), float(high))
