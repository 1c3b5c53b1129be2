"""Intervals: seeded, over answers, wide with few answers, and absent where they would say nothing."""

from __future__ import annotations

import numpy as np

from starlift.scoring.agreement import RESAMPLED, figures
from starlift.scoring.intervals import LEAST_TARGETS, draws, with_interval


def noisy(targets: int, seed: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    base = rng.integers(0, 4, (targets, 2, 1))
    return np.clip(base + rng.integers(-1, 2, (targets, 2, 3)), 0, 3).astype(float)


def interval(levels: np.ndarray, name: str = "kappa"):
    value = figures(levels.reshape(-1, levels.shape[-1]), range(4))[name]
    return with_interval(value, levels, RESAMPLED[name])


def test_the_same_levels_give_the_same_interval() -> None:
    assert interval(noisy(8)) == interval(noisy(8))
    assert (draws(6) == draws(6)).all()
    assert (draws(6, seed=2) != draws(6)).any()


def test_more_answers_give_a_narrower_interval() -> None:
    few, many = interval(noisy(6)), interval(noisy(60))

    assert few.low <= few.value <= few.high
    assert many.high - many.low < (few.high - few.low) * 0.7


def test_answers_are_drawn_and_not_levels() -> None:
    """Levels repeated within each answer carry no more than the answers do."""
    once = noisy(8)
    again = np.repeat(once, 5, axis=1)

    assert interval(again, "exact") == interval(once, "exact")


def test_too_few_answers_carry_no_interval() -> None:
    found = interval(noisy(LEAST_TARGETS - 1))

    assert found.is_known
    assert not found.has_interval
    assert interval(noisy(LEAST_TARGETS)).has_interval


def test_levels_that_hardly_vary_carry_no_interval() -> None:
    levels = np.full((6, 1, 2), 2.0)
    levels[0, 0] = (1, 1)

    assert not interval(levels).has_interval


def test_answers_of_one_rater_do_not_count() -> None:
    levels = noisy(LEAST_TARGETS - 1)
    alone = np.full((3, 2, 3), np.nan)
    alone[..., 0] = 1

    assert not interval(np.vstack([levels, alone])).has_interval


def test_coverage_is_near_what_is_claimed() -> None:
    """Of samples of twenty answers, most intervals hold the share that a thousand answers show."""
    truth = figures(noisy(1_000, 0).reshape(-1, 3), range(4))["exact"]
    hits = [found.low <= truth <= found.high for found in (interval(noisy(20, seed), "exact") for seed in range(1, 61))]

    assert 0.8 <= np.mean(hits) <= 1.0
