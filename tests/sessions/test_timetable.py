"""The timetable: times of day, and the plan as text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import NAMES, sheet, table

from starlift.errors import StarliftError
from starlift.sessions.timetable import as_text, minute_of_day, rescues, shown_time, span, split_of


@pytest.mark.parametrize("name", NAMES)
def test_blocks_follow_each_other_and_fill_the_sheet(name: str) -> None:
    made = table(name)

    assert [row.number for row in made.rows] == list(range(1, len(sheet(name).blocks) + 1))
    for day in made.days:
        assert all(before.end == row.begin for before, row in zip(day.rows, day.rows[1:], strict=False))
    assert sum(row.end - row.begin for row in made.rows) == made.sheet.minutes


@settings(deadline=None)
@given(st.integers(0, 24 * 60 - 1))
def test_a_time_of_day_is_read_as_it_is_shown(minute: int) -> None:
    assert minute_of_day(shown_time(minute, minute)) == minute


@pytest.mark.parametrize("text", ["25:00", "14:60", "14", "2 pm", "-1:00", "14:00:00", "14:٣0"])
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(StarliftError, match="no time of day"):
        minute_of_day(text)


def test_times_without_a_start_count_from_it_and_midnight_is_crossed() -> None:
    assert shown_time(75, None) == "+1:15"
    assert shown_time(23 * 60 + 75, 23 * 60) == "00:15"
    assert (minute_of_day(""), minute_of_day("9.30")) == (None, 570)


def test_text_names_every_block_with_its_minutes_and_time() -> None:
    text = as_text(table("120"))

    for row in table("120").rows:
        assert f"{row.number:>2} {row.block.title} · {split_of(row.block)}" in text
    assert "14:40-15:15" in text
    assert "[01-ticket-sink: Read, Rewrite]" in text
    assert text.splitlines()[-1].startswith("  30 min: drop Defend it in threes (20 min)")


def test_a_plan_of_days_has_days_and_no_clock() -> None:
    text = as_text(table("five"))

    assert re.findall(r"^Day \d, \d+ min$", text, re.MULTILINE) == [
        "Day 1, 35 min",
        "Day 2, 55 min",
        "Day 3, 50 min",
        "Day 4, 55 min",
        "Day 5, 45 min",
    ]
    assert not re.search(r"\d\d:\d\d", text)
    assert span(table("five")) == "5 days, 240 min in all, 55 a day at most"


def test_a_rescue_says_what_is_lacking() -> None:
    found = {rescue.late: rescue for rescue in rescues(sheet("60"))}

    assert found[15].lacking == 0
    assert found[30].lacking == 0
    assert found[5].cuts == ("drop One answer for everybody (5 min)",)
