from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics_pack import content, programme
from starlift.workbenches.metrics.generator import generate
from starlift.workbenches.metrics.of_findings import ageing, mttr
from starlift.workbenches.metrics.programme import COLUMNS, Programme
from starlift.workbenches.metrics.statistics import check_statistics, without_duplicates

SEEDS = st.integers(0, 2**32 - 1)


def tables(of: Programme) -> dict[str, pd.DataFrame]:
    found = {name: getattr(of, name) for name in COLUMNS}
    assert all(table is not None for table in found.values())
    return found


def test_every_table_has_the_documented_columns_and_says_that_it_is_synthetic() -> None:
    for name, table in tables(programme()).items():
        described = set(COLUMNS[name]) | ({"checks_2", "checks_3", "checks_4"} if name == "applications" else set())
        assert set(table.columns) == described | {"source"}, name
        assert set(table["source"]) == {"synthetic"}, name
    assert programme().source.startswith("Synthetic data")


def test_the_same_seed_gives_the_same_tables_and_another_seed_others() -> None:
    again, other = generate(content().programme), generate(content().programme, 1)

    for name, table in tables(programme()).items():
        pd.testing.assert_frame_equal(table, tables(again)[name])
    assert not programme().findings.equals(other.findings)


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_statistics_stay_within_the_stated_ranges(seed: int) -> None:
    checked = check_statistics(generate(content().programme, seed), content().programme)

    assert not [one for one in checked if not one.holds]


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_the_trap_holds_the_mean_of_closed_falls_while_open_ones_age(seed: int) -> None:
    data = generate(content().programme, seed)
    mean, age = mttr(data), ageing(data)

    assert mean.main[-1] < mean.main[0]
    assert age.main[-1] > age.main[0]
    assert mean.trend == "improving"


@settings(max_examples=6, deadline=None)
@given(SEEDS)
def test_dates_are_in_order_and_references_hold(seed: int) -> None:
    data = generate(content().programme, seed)
    held = tables(data)
    findings, exceptions, names = held["findings"], held["exceptions"], set(held["applications"]["name"])

    for table, first, last in (("findings", "opened", "closed"), ("secrets", "found", "revoked")):
        known = held[table].dropna(subset=[last])
        assert (known[last] >= known[first]).all()
        assert (held[table][first] < data.today).all()
        assert (known[last] < data.today).all()
    assert (exceptions["opened"] < exceptions["expires"]).all()
    assert set(findings["exception"]) <= {"", *exceptions["id"]}
    for table in ("findings", "exceptions", "release_paths", "reviews"):
        column = "application"
        assert set(held[table][column]) <= names, table
    owner = held["applications"].set_index("name")["lane"]
    assert (findings["application"].map(owner) == findings["lane"]).all()
    assert findings["id"].is_unique


def test_the_mechanism_of_the_trap_is_in_the_data() -> None:
    """Without what the new scanner reports, what is closed does not look faster; and the gateway keeps what is hard."""
    findings = without_duplicates(programme())
    last = programme().quarters[-1]
    closed = findings[(findings["closed"] >= last.start) & (findings["closed"] < last.end)]
    days = (closed["closed"] - closed["opened"]).dt.days.groupby(closed["kind"]).mean()
    still = findings[findings["closed"].isna()]

    assert days["scanner"] < 15
    assert days["ordinary"] > 100
    assert (still["lane"] == "platform").mean() > 1.4 * (findings["lane"] == "platform").mean()
    assert still["application"].value_counts().index[0] == "Gateway"


def test_a_statistic_out_of_its_range_is_seen() -> None:
    data = programme()
    younger = Programme(data.quarters, data.source, data.findings.assign(duplicate=False))

    assert [one.label for one in check_statistics(younger, content().programme) if not one.holds]
    assert pytest.approx(0.0) == next(
        one.value for one in check_statistics(younger, content().programme) if one.label == "Share of duplicates"
    )
