"""Rows: one an attempt, with the time spent on it and the levels that an answer can have."""

from __future__ import annotations

import json
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from made_journals import LEVELS, START, attempt, entry, learner

from starlift.collected import rows_of
from starlift.collected.rating import rater
from starlift.collected.timespent import minutes_until
from starlift.content import load_content, shipped_root
from starlift.journal import Entry, line_of, parse_entries
from starlift.steps import CHOICE, SHARE


def test_each_attempt_is_a_row_and_a_begun_case_is_one() -> None:
    first, second, begun = rows_of(learner("p1", shared=True))
    assert (first.case, first.attempt, first.step, first.time) == (
        "ticket-sink", 1, "rewrite", START + timedelta(minutes=10),
    )  # fmt: skip
    assert (first.overall, first.levels, first.flags, first.words) == (3.0, LEVELS, "all_we", 14)
    assert (second.attempt, second.overall, second.answer.result) == (2, 3.5, "It became calm, says p1.")
    assert (begun.case, begun.attempt, begun.step, begun.words) == ("your-story", 0, "rewrite", 2)
    assert (begun.overall, begun.levels, begun.flags) == (None, {}, "")
    assert [one.shared for one in (first, second, begun)] == [True, True, False]


def test_the_step_is_the_one_at_that_time_and_the_last_word_on_sharing_counts() -> None:
    entries = [
        attempt(1), entry("choice", {CHOICE: "defend"}, 2), attempt(3), entry("choice", {CHOICE: "nowhere"}, 4),
        attempt(5), entry("choice", {SHARE: True}, 6), entry("choice", {SHARE: False}, 7),
    ]  # fmt: skip
    rows = list(rows_of(entries))
    assert [one.step for one in rows] == ["rewrite", "defend", "defend"]
    assert not any(one.shared for one in rows)
    assert not any(one.shared for one in rows_of([attempt(1), entry("choice", {SHARE: "yes"}, 2)]))


def test_a_case_without_an_attempt_tells_how_far_somebody_came() -> None:
    (row,) = rows_of([entry("choice", {CHOICE: "read"}, 0), entry("choice", {CHOICE: "rate"}, 3)])
    assert (row.attempt, row.step, row.words, row.minutes) == (0, "rate", 0, 3.0)


def test_rating_answers_in_the_opening_notebook_is_no_case() -> None:
    assert list(rows_of([entry("choice", {"rating:x": {}}, case="start")])) == []


def test_time_counts_for_the_case_that_the_later_entry_is_of_and_pauses_are_left_out() -> None:
    entries = [
        entry("draft", {}, 0), entry("draft", {}, 4), entry("draft", {}, 6, case="b"), entry("draft", {}, 7),
        entry("draft", {}, 20), entry("draft", {}, 15), entry("draft", {}, 16),
        Entry("draft", "b", "never", "spring", "p1"), entry("draft", {}, 17.5),
    ]  # fmt: skip
    assert minutes_until(entries, pause=10) == [0, 4, 2, 5, 5, 5, 6, 2, 7.5]
    assert minutes_until(entries, pause=2)[-1] == 3.5


def test_minutes_are_those_since_the_attempt_before() -> None:
    assert [one.minutes for one in rows_of(learner("p1"))] == [10.0, 0.0, 4.0], "16 minutes of silence are a pause"
    assert [one.minutes for one in rows_of(learner("p1"), pause=30)] == [10.0, 16.0, 4.0]


def test_levels_that_no_answer_can_have_are_none() -> None:
    forged = {"overall": 5.0, "levels": {**LEVELS, "action": 4.5, "task": "3", "intake": True}, "flags": "x"}
    (row,) = rows_of([entry("attempt", {"sections": {"action": "I did."}, **forged})])
    assert row.overall == 5.0
    assert set(LEVELS) - set(row.levels) == {"action", "task", "intake"}
    odd = [{"overall": 0.2}, {"overall": None}, {}, {"overall": json.loads("NaN")}]
    rows = list(rows_of([entry("attempt", {"levels": LEVELS, "flags": ["=1+1", 3, "empty"], **one}) for one in odd]))
    assert [(one.overall, one.levels, one.flags) for one in rows] == [(None, {}, "empty")] * 4


def test_an_older_attempt_without_flags_and_variant_is_read() -> None:
    (row,) = rows_of([entry("attempt", {"sections": {"whole": "I did it all."}, "overall": 2, "levels": {"task": 1}})])
    assert (row.overall, row.levels, row.flags, row.words) == (2.0, {"task": 1.0}, "", 4)


def test_a_clock_that_was_wrong_leaves_the_time_empty() -> None:
    later = Entry("attempt", "a", "9998-01-01T00:00:00+00:00", "spring", "p1", {})
    assert [one.time for one in rows_of([later])] == [None]


def test_answers_are_rated_afresh_on_wish() -> None:
    rate = rater(load_content(shipped_root()))
    first, second, begun = rows_of(learner("p1"), rate=rate)
    assert first.overall != 3.0
    assert (second.overall, second.levels) != (3.5, LEVELS)
    assert begun.overall is None
    unknown = rows_of([attempt(1, case="a-case-of-theirs")], rate=rate)
    assert next(unknown).overall is not None


TEXTS = st.text(max_size=8)
VALUES = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | TEXTS, lambda inner: (
    st.lists(inner, max_size=3) | st.dictionaries(TEXTS | st.sampled_from(["sections", "levels", "action"]), inner,
                                                  max_size=3)), max_leaves=6)  # fmt: skip
ENTRIES = st.builds(
    Entry,
    kind=st.sampled_from(["draft", "attempt", "note", "choice"]) | TEXTS,
    case=st.sampled_from(["ticket-sink", "your-story", "start"]) | TEXTS,
    at=st.sampled_from([START.isoformat(), "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"]) | TEXTS,
    cohort=st.just("spring"),
    participant=st.just("p1"),
    body=st.dictionaries(
        TEXTS | st.sampled_from(["sections", "levels", "overall", "flags", CHOICE, SHARE]), VALUES, max_size=4
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(ENTRIES, max_size=8))
def test_any_journal_becomes_rows(entries: list[Entry]) -> None:
    read = [one for entry in entries for one in parse_entries(line_of(entry))]
    for row in rows_of(read):
        assert row.overall is None or 1 <= row.overall <= 5
        assert all(0 <= level <= 3 for level in row.levels.values())
        assert row.minutes >= 0
