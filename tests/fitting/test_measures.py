"""The measures, against examples worked by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starlift.fitting.measures import confusion, correlation, nearest, weighted_kappa

levels = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=2, max_size=30)


@pytest.mark.parametrize(
    ("level", "step"), [(0.0, 1), (1.49, 1), (1.5, 2), (2.5, 3), (3.4999, 3), (4.5, 5), (5.0, 5), (7.0, 5)]
)
def test_nearest_rounds_halves_upwards_and_keeps_to_the_scale(level: float, step: int) -> None:
    assert nearest([level], 1, 5) == [step]


def test_kappa_of_a_worked_example() -> None:
    """One of four is off by two steps: 4/4 = 1 observed; by chance 0.0625 + 0.25 + 0.125 + 0.0625 + 1 + 0.125."""
    assert weighted_kappa([1, 2, 3, 3], [1, 2, 3, 1], 1, 3) == pytest.approx(1 - 1 / 1.625)


def test_kappa_of_opposites_is_minus_one() -> None:
    assert weighted_kappa([0, 3], [3, 0], 0, 3) == pytest.approx(-1)


def test_kappa_of_one_level_for_everything_is_chance() -> None:
    assert weighted_kappa([3, 3, 3, 3], [1, 2, 3, 4], 1, 5) == pytest.approx(0)
    assert weighted_kappa([2, 2], [2, 2], 1, 5) == 1.0


def test_kappa_is_taken_of_rounded_levels() -> None:
    assert weighted_kappa([1.4, 2.3, 2.6, 3.1], [1, 2, 3, 3], 1, 5) == 1.0


def test_far_misses_weigh_more_than_near_ones() -> None:
    panel = [1, 2, 3, 4, 5]
    assert weighted_kappa([2, 2, 3, 4, 5], panel, 1, 5) > weighted_kappa([4, 2, 3, 4, 5], panel, 1, 5)


@given(levels)
def test_kappa_does_not_care_who_is_who(pairs: list[tuple[int, int]]) -> None:
    one, other = [list(side) for side in zip(*pairs, strict=True)]
    assert weighted_kappa(one, other, 1, 5) == pytest.approx(weighted_kappa(other, one, 1, 5))
    assert weighted_kappa(one, one, 1, 5) == 1.0


def test_correlation() -> None:
    assert correlation([1, 2, 3], [10, 20, 30]) == pytest.approx(1)
    assert correlation([1, 2, 3, 4], [1, 3, 2, 4]) == pytest.approx(0.8)
    assert correlation([1, 2], [5, 5]) == correlation([5, 5], [1, 2]) == correlation([], []) == 0


def test_confusion_has_the_panel_in_its_rows() -> None:
    table = confusion([1.0, 4.6, 2.2], [1, 3, 2])
    assert table[0] == [1, 0, 0, 0, 0]
    assert table[2] == [0, 0, 0, 0, 1]
    assert sum(map(sum, table)) == 3
