"""Rows of whole numbers in one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from starlift.feedback.fields import Fields

ROW = Fields(4)
numbers = st.lists(st.integers(-(2**29), 2**29), min_size=4, max_size=4)


@given(numbers)
def test_a_row_comes_back(row: list[int]) -> None:
    assert ROW.unpacked(ROW.packed(row)) == tuple(row)


@given(numbers, numbers)
def test_a_sum_of_rows_is_the_row_of_sums(one: list[int], other: list[int]) -> None:
    assert ROW.unpacked(ROW.packed(one) + ROW.packed(other)) == tuple(map(sum, zip(one, other, strict=True)))
    assert ROW.unpacked(ROW.packed(one) - ROW.packed(other)) == tuple(a - b for a, b in zip(one, other, strict=True))


@given(st.integers(-50, 50))
def test_a_multiple_of_a_row_is_the_row_of_multiples(times: int) -> None:
    assert ROW.unpacked(ROW.packed([1, -2, 3, 0]) * times) == (times, -2 * times, 3 * times, 0)


def test_the_limits_of_a_number() -> None:
    assert ROW.unpacked(ROW.packed([-(2**31), 2**31 - 1, -1, 0])) == (-(2**31), 2**31 - 1, -1, 0)


def test_one_of_a_row() -> None:
    assert ROW.unpacked(ROW.one(2)) == (0, 0, 1, 0)
