"""Figures of agreement against published worked examples, the packages they come from, and levels that say nothing."""

from __future__ import annotations

import importlib.util

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.metrics import cohen_kappa_score

from starlift.errors import StarliftError
from starlift.scoring.agreement import RESAMPLED, alpha, figures, icc, kappa, share_within

NONE = np.nan
SHROUT_FLEISS = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], dtype=float
)
"""Shrout and Fleiss 1979, table 2: six targets, four judges."""
KRIPPENDORFF = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, NONE, NONE, NONE],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NONE, 3],
        [NONE, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NONE],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NONE],
    ]
).T
"""Krippendorff 2011, “Computing Krippendorff's Alpha-Reliability”, section C: twelve units, four observers."""
GWET = np.array([[13, 0, 0], [0, 20, 7], [0, 4, 56]])
"""Gwet's two abstractors and 100 pregnancies; the R package irrCAC prints .8921569 for quadratic weights."""


def from_table(counts: NDArray[np.int_]) -> NDArray[np.float64]:
    rows = [(i, j) for (i, j), count in np.ndenumerate(counts) for _ in range(count)]
    return np.array(rows, dtype=float)


def test_icc_of_shrout_and_fleiss() -> None:
    single, mean = icc(SHROUT_FLEISS)

    assert round(float(single), 2) == 0.29
    assert round(float(mean), 2) == 0.62


@pytest.mark.parametrize(("measurement", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_alpha_of_krippendorff(measurement: str, published: float) -> None:
    assert round(alpha(KRIPPENDORFF, measurement), 3) == published  # type: ignore[arg-type]


def test_weighted_kappa_of_gwet() -> None:
    levels = from_table(GWET)

    assert round(float(kappa(levels)), 7) == 0.8921569
    assert round(figures(levels, range(3))["kappa"], 7) == 0.8921569


def test_weighted_kappa_by_hand() -> None:
    """Four answers, 0 1 2 3 and 0 1 2 2: the mean squared difference is 1/4; by chance, over all 16 pairs, 32/16."""
    assert float(kappa(np.array([[0, 0], [1, 1], [2, 2], [3, 2]], dtype=float))) == pytest.approx(
        1 - (4 / 16) / (32 / 16)
    )


levels_of_three = st.lists(st.lists(st.integers(0, 3), min_size=3, max_size=3), min_size=4, max_size=12)


@settings(max_examples=60, deadline=None)
@given(levels_of_three)
def test_the_figure_and_its_resamples_are_one(rows: list[list[int]]) -> None:
    levels = np.array(rows, dtype=float)
    found = figures(levels, range(4))

    for name, resampled in RESAMPLED.items():
        assert resampled(levels[None])[0] == pytest.approx(found[name], nan_ok=True), name


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=3, max_size=15))
def test_kappa_is_that_of_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    levels = np.array(pairs, dtype=float)
    if len(np.unique(levels)) < 2:
        assert np.isnan(kappa(levels))
    else:
        expected = cohen_kappa_score(*levels.T.astype(int), labels=range(1, 6), weights="quadratic")
        assert float(kappa(levels)) == pytest.approx(expected)


def test_many_tables_at_once_give_what_each_gives() -> None:
    tables = np.random.default_rng(4).integers(0, 4, (20, 8, 3)).astype(float)
    tables[3, 2, 1] = NONE

    for name, resampled in RESAMPLED.items():
        together = resampled(tables)
        assert together == pytest.approx([resampled(one[None])[0] for one in tables], nan_ok=True), name


def test_shares_count_pairs_that_are_there() -> None:
    levels = np.array([[1, 1, NONE], [1, 2, 3], [NONE, NONE, 2]])

    assert float(share_within(levels, 0)) == pytest.approx(1 / 4)
    assert float(share_within(levels, 1)) == pytest.approx(3 / 4)


def test_a_level_left_out_leaves_the_item_out_of_the_icc() -> None:
    with_gap = np.vstack([SHROUT_FLEISS, [9, NONE, 1, 1]])

    assert np.array(icc(with_gap)) == pytest.approx(np.array(icc(SHROUT_FLEISS)))


@pytest.mark.parametrize("name", ["kappa", "icc_single", "icc_mean", "alpha_ordinal", "alpha_interval"])
def test_raters_who_always_say_the_same_level_cannot_be_told_apart_from_chance(name: str) -> None:
    assert np.isnan(figures(np.full((6, 3), 2.0), range(4))[name])


def test_one_constant_rater_agrees_as_by_chance() -> None:
    levels = np.array([[2, 0], [2, 1], [2, 2], [2, 3], [2, 1]], dtype=float)

    assert float(kappa(levels)) == pytest.approx(0)
    assert np.isfinite(figures(levels, range(4))["icc_single"])


def test_full_agreement_is_one() -> None:
    levels = np.repeat(np.array([[0.0], [1], [2], [3], [1]]), 3, axis=1)

    assert figures(levels, range(4)) == pytest.approx(dict.fromkeys(RESAMPLED, 1.0))


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr("starlift.scoring.find_spec", lambda _: None)

    with pytest.raises(StarliftError, match=r"starlift\[facilitator\]"):
        figures(SHROUT_FLEISS, range(11))
