from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from starlift.workbenches.metrics.survival import Curve, curve

TODAY = pd.Timestamp("2025-12-31")


def of(ages: list[tuple[int, int | None]]) -> Curve | None:
    """The curve of things opened so many days ago and closed after so many days, or still open."""
    opened = pd.Series([TODAY - pd.Timedelta(days=age) for age, _ in ages], dtype="datetime64[ns]")
    closed = [
        pd.NaT if took is None else start + pd.Timedelta(days=took)
        for start, (_, took) in zip(opened, ages, strict=True)
    ]
    return curve(opened, pd.Series(closed, dtype="datetime64[ns]"), TODAY)


def test_open_things_count_as_censored() -> None:
    """Worked by hand: 10 of 4 at risk closes one, then the open one leaves, then one of two, at 20, then none."""
    found = of([(100, 10), (15, None), (100, 20), (100, None)])

    assert found is not None
    assert found.at(9) == 1.0
    assert found.at(10) == pytest.approx(0.75)
    assert found.at(20) == pytest.approx(0.75 / 2)
    assert found.median == 20
    assert (found.count, found.open) == (4, 2)


def test_leaving_the_open_ones_out_would_say_less() -> None:
    with_open = of([(100, 10), (100, 20), (100, None), (100, None)])
    without = of([(100, 10), (100, 20)])

    assert with_open is not None
    assert without is not None
    assert with_open.at(60) == pytest.approx(0.5)
    assert without.at(60) == 0.0


def test_nothing_is_said_beyond_what_was_watched() -> None:
    found = of([(30, None), (40, 5), (35, None)])

    assert found is not None
    assert found.at(36) is None
    assert found.median is None


def test_a_tail_of_few_is_marked() -> None:
    many = of([(age, None) for age in range(1, 41)])
    few = of([(5, None), (9, 2)])

    assert many is not None
    assert few is not None
    assert (many.until, few.until) == (26.0, 5.0)


def test_nothing_to_watch_is_no_curve() -> None:
    assert of([]) is None
    assert of([(-3, None)]) is None


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 400), st.none() | st.integers(0, 500)), min_size=1, max_size=30))
def test_a_curve_never_rises_and_stays_between_nought_and_one(ages: list[tuple[int, int | None]]) -> None:
    found = of(ages)

    assert found is not None
    assert list(found.days) == sorted(found.days)
    assert list(found.share) == sorted(found.share, reverse=True)
    assert all(0 <= share <= 1 for share in found.share)
    assert found.count == len(ages)
