"""Requests of the intake workbench: their statistics, their dates, and tables of one's own."""

from __future__ import annotations

import datetime as dt
from functools import cache
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from starlift.content import shipped_root
from starlift.errors import ContentError, StarliftError
from starlift.workbenches.intake.composition import by_kind, by_severity, measured, open_by_week
from starlift.workbenches.intake.content import Intake, load_intake
from starlift.workbenches.intake.requests import COLUMNS, WEEK, clock_time, dispersion, generate, working_hours
from starlift.workbenches.intake.simulation import run
from starlift.workbenches.intake.tables import from_frame, kind_reader, to_frame

FILE = shipped_root() / "exercises" / "workbenches" / "intake.yaml"
MONDAY = dt.date(2024, 9, 2)


@cache
def intake() -> Intake:
    return load_intake(FILE)


@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.integers(0, 100_000))
def test_every_half_year_shows_the_statistics_that_it_should(seed: int) -> None:
    half = generate(intake(), seed)
    answered = run(intake(), half, intake().old_way.policy, seed).answered

    found = {item.id: item for item in measured(intake(), half, answered)}

    assert set(found) == {check.id for check in intake().checks}
    assert not {id: item.value for id, item in found.items() if not item.holds and id != "open"}
    assert 0.02 < found["open"].value < 0.45


def test_the_half_year_that_is_shown_is_within_all_bounds_and_its_line_rises() -> None:
    seed = intake().generator.seed
    half = generate(intake(), seed)
    answered = run(intake(), half, intake().old_way.policy, seed).answered
    line = open_by_week(half, answered, tracked_only=True)

    assert all(item.holds for item in measured(intake(), half, answered))
    assert line[-1] == max(line) > 4 * line[3]
    assert all(a <= b for a, b in zip(line, open_by_week(half, answered, tracked_only=False), strict=True))


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 100_000))
def test_the_same_seed_gives_the_same_requests_and_duplicates_point_back(seed: int) -> None:
    half = generate(intake(), seed)

    assert half == generate(intake(), seed)
    assert half.origin == f"synthetic, seed {seed}"
    assert all(a.at <= b.at and a.opened <= b.opened for a, b in pairwise(half.requests))
    for request in half.requests:
        if request.duplicate_of is not None:
            original = half.requests[request.duplicate_of]
            assert (original.kind, original.severity) == (request.kind, request.severity)
            assert original.number < request.number


def test_another_seed_gives_other_requests() -> None:
    assert generate(intake(), 1).requests != generate(intake(), 2).requests


def test_independent_arrivals_have_a_dispersion_of_about_one_and_even_ones_of_none() -> None:
    import numpy as np

    assert dispersion([3, 3, 3, 3, 3, 1, 1] * 26) == 0
    assert 0.8 < dispersion(np.random.default_rng(4).poisson([13, 13, 13, 13, 13, 2, 2] * 52)) < 1.2


def test_slices_hold_all_requests_and_all_hours() -> None:
    half = generate(intake(), 5)
    for slices in (by_kind(intake(), half), by_severity(half)):
        assert sum(item.requests for item in slices) == len(half.requests)
        assert sum(item.hours for item in slices) * half.weeks == pytest.approx(sum(r.hours for r in half.requests))
        assert all(0 <= item.interrupting <= item.hours for item in slices)


@pytest.mark.parametrize(
    ("moment", "hours"),
    [("2024-09-02 09:00", 0), ("2024-09-02 07:00", 0), ("2024-09-02 23:00", 8), ("2024-09-06 13:30", 36.5),
     ("2024-09-07 12:00", 40), ("2024-09-08 23:00", 40), ("2024-09-10 10:00", 49)],
)  # fmt: skip
def test_nights_and_weekends_are_no_working_hours(moment: str, hours: float) -> None:
    assert working_hours(dt.datetime.fromisoformat(moment), MONDAY) == hours


@given(st.floats(0, 26 * WEEK - 0.1))
def test_a_working_hour_has_its_moment(hours: float) -> None:
    assert working_hours(clock_time(hours, MONDAY), MONDAY) == pytest.approx(hours, abs=1 / 60)


def test_a_drawn_half_year_comes_back_from_its_table() -> None:
    half = generate(intake(), 3)
    answered = run(intake(), half, intake().old_way.policy, 3).answered
    table = to_frame(half, answered)
    back = from_frame(table, intake(), 3)

    assert tuple(table.columns) == COLUMNS
    assert table["synthetic"].all()
    assert [(r.kind, r.severity, r.at, r.hours) for r in back.requests] == [
        (r.kind, r.severity, r.at, r.hours) for r in half.requests
    ]
    assert [at is None for at in back.closed] == [at is None for at in answered]


def test_an_export_with_little_in_it_is_read_and_can_be_run() -> None:
    table = pd.DataFrame(
        {
            "opened": ["2025-01-08T10:00:00Z", "nonsense", "2025-01-06 09:00", None],
            "kind": ["Release sign-off?", "x", None, "y"],
            "severity": ["INFO", "high", None, 7],
            "title": ["", "", "False positive in the parser \0", 3],
        }
    )
    half = from_frame(table, intake(), 1)

    assert [(r.kind, r.severity) for r in half.requests] == [("dispute", "medium"), ("release", "low")]
    assert half.start == dt.date(2025, 1, 6)
    assert "synthetic" not in half.origin
    assert half == from_frame(table, intake(), 1)
    assert sum(at is not None for at in run(intake(), half, intake().old_way.policy, 1).answered) == 2


@pytest.mark.parametrize(
    ("table", "what"),
    [
        (pd.DataFrame({"kind": ["a"]}), "is missing"),
        (pd.DataFrame({"opened": ["x"], "kind": ["a"]}), "holds no date"),
        (pd.DataFrame({"opened": ["2025-01-01"] * 8_001, "kind": "a"}), "8,001 requests"),
    ],
)
def test_a_table_that_cannot_be_replayed_says_why(table: pd.DataFrame, what: str) -> None:
    with pytest.raises(StarliftError, match=what):
        from_frame(table, intake(), 1)


def test_the_last_six_months_are_replayed() -> None:
    table = pd.DataFrame({"opened": ["2001-01-01", "2024-12-01", "2025-03-01"], "kind": "a"})

    assert [request.opened.year for request in from_frame(table, intake(), 1).requests] == [2024, 2025]


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_label_is_read_as_some_kind(label: str, title: str) -> None:
    assert kind_reader(intake())(label, title) in intake().kinds


@pytest.mark.parametrize(
    ("old", "new", "field", "what"),
    [
        ("share: 0.24", "share: 0.34", "", "add up to 1"),
        ("hours: 0.7", "hours: much", "kinds[0].hours", "number"),
        ("lane: design, kinds", "lane: desing, kinds", "references[0].lanes[0].lane", "no lane 'desing'"),
        ("kinds: [dispute, fixing], mode", "kinds: [dispute, design], mode", "references[0].lanes[1].kinds",
         "two lanes"),
        ("kinds: [incident], mode: live, hours: 1}", "kinds: [incident], mode: live, hours: 2}",
         "references[0].lanes[3].hours", "no promise of 2"),
        ("- id: howto", "- id: look", "kinds[1].id", "stands twice"),
        ("start: 2024-09-02", "start: 2024-09-03", "generator", "Monday"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_content_names_file_line_and_field(
    tmp_path: Path, old: str, new: str, field: str, what: str
) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    copy = tmp_path / "intake.yaml"
    copy.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        load_intake(copy)

    assert any(p.field == field and what in p.what and p.line for p in caught.value.problems), caught.value
