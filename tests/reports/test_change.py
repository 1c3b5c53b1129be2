"""Change: means as counted by hand, and intervals that draw people."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from starlift.answers import Answer
from starlift.collected import Row
from starlift.reports.change import FEW, KEYS, changes_of, interval, signed
from starlift.reports.outcomes import Outcome
from starlift.reports.thin import with_overall
from starlift.scoring.intervals import RESAMPLES, SEED, Figure

ROW = Row("spring", "p1", "ticket-sink", 1, "rewrite", None, 2.0, {}, "", 10, 5.0, False, Answer(whole="I decided."))


def outcome(who: str, start: float, final: float, case: str = "ticket-sink") -> Outcome:
    begun, ended = (dict.fromkeys(KEYS, level) for level in (start, final))
    return Outcome((replace(ROW, participant=who, case=case),), begun, ended)


def test_means_and_change_by_hand() -> None:
    found = changes_of([outcome("a", 1, 2), outcome("b", 1, 1), outcome("c", 0, 3), outcome("c", 0, 2, "other")])
    one = found.each[0]

    assert (found.people, found.answers) == (3, 4)
    assert (one.start, one.final, one.change.value) == (0.5, 2.0, 1.5)
    assert not one.change.has_interval
    assert "3 people, 4 answers" in found.told
    assert "too few for an interval" in found.told


def test_the_interval_draws_people_and_not_answers() -> None:
    changes = {"a": [2.0, 1.0], "b": [0.0], "c": [1.0], "d": [3.0], "e": [1.0, 1.0, 1.0]}
    outcomes = [outcome(who, 0, one) for who, held in changes.items() for one in held]
    rng = np.random.default_rng(SEED)
    means = []
    for drawn in rng.integers(0, 5, (RESAMPLES, 5)):
        answers = [one for index in drawn for one in list(changes.values())[index]]
        means.append(sum(answers) / len(answers))
    low, high = np.quantile(means, [0.025, 0.975])

    figure = changes_of(outcomes).each[0].change
    assert figure.value == pytest.approx(sum(map(sum, changes.values())) / 8)
    assert (figure.low, figure.high) == pytest.approx((low, high))


def test_the_interval_agrees_with_scipy() -> None:
    from scipy.stats import bootstrap

    changes = [0.2, 1.4, 0.9, -0.3, 2.1, 1.1, 0.7, 1.8, 0.0, 1.2, 0.5, 1.6]
    figure = changes_of([outcome(f"p{i}", 0.5, 0.5 + one) for i, one in enumerate(changes)]).each[0].change
    theirs = bootstrap((changes,), np.mean, n_resamples=20_000, method="percentile", rng=1).confidence_interval

    assert (figure.low, figure.high) == pytest.approx((theirs.low, theirs.high), abs=0.06)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.floats(0, 3), st.floats(0, 3)), min_size=5, max_size=30))
def test_an_interval_stays_among_the_changes_and_the_same_room_has_the_same(pairs: list[tuple[float, float]]) -> None:
    outcomes = [outcome(f"p{i}", *pair) for i, pair in enumerate(pairs)]
    figure = changes_of(outcomes).each[0].change
    each = [final - start for start, final in pairs]

    assert min(each) - 1e-9 <= figure.low <= figure.high <= max(each) + 1e-9
    assert changes_of(outcomes) == changes_of(outcomes)
    assert math.isclose(figure.value, sum(each) / len(each), abs_tol=1e-9)


def test_words_for_the_size_of_a_room() -> None:
    small = changes_of([outcome(f"p{i}", 1, 2) for i in range(FEW - 1)])
    large = changes_of([outcome(f"p{i}", 1, 2) for i in range(FEW)])

    assert "too narrow" in small.told
    assert "too narrow" not in large.told
    assert all("may be chance" in one.told for one in (small, large))


def test_an_own_story_has_no_start_and_so_no_change() -> None:
    found = changes_of([Outcome((ROW,), {}, with_overall(2.0, {}))])

    assert found.each == ()
    assert "no change" in found.told


def test_signs() -> None:
    assert [signed(value) for value in (0.04, -0.04, 1.25, -2)] == ["0.0", "0.0", "+1.2", "\N{MINUS SIGN}2.0"]
    assert signed(-8.2, 0) == "\N{MINUS SIGN}8"
    assert interval(Figure(1.0)) == "none"
    assert interval(Figure(1.0, -0.5, 1.5)) == "\N{MINUS SIGN}0.5 to +1.5"
