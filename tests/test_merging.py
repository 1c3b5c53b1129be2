"""Merging: nothing is lost, nothing comes twice, and the newest text stays the newest."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from starlift.journal import Entry, line_of, parse_entries
from starlift.merging import merged
from starlift.progress import Progress


def at(minute: float) -> str:
    return (datetime(2026, 3, 1, 9, tzinfo=UTC) + timedelta(minutes=minute)).isoformat()


def draft(minute: float, text: str, section: str = "action") -> Entry:
    return Entry("draft", "own", at(minute), "c", "p", {"sections": {section: text}})


def journal(*entries: Entry) -> bytes:
    return b"".join(line_of(entry) for entry in entries)


def texts(data: bytes) -> list[str]:
    return [text for entry in parse_entries(data) for text in entry.body["sections"].values()]


HISTORIES = st.lists(st.tuples(st.integers(0, 5), st.sampled_from("abc")), max_size=8).map(
    lambda pairs: [draft(minute, text) for minute, text in pairs]
)


def test_an_empty_journal_takes_everything_as_it_is() -> None:
    entries = [draft(2, "b"), draft(1, "a"), draft(1, "a")]

    assert merged(b"", entries) == (journal(*entries), 3)


def test_a_second_time_changes_nothing() -> None:
    entries = [draft(1, "a"), draft(1, "a"), draft(3, "c")]
    once, _ = merged(journal(draft(2, "b")), entries)

    assert texts(once) == ["a", "a", "b", "c"]
    assert merged(once, entries) == (once, 0)


@pytest.mark.parametrize(("minute", "last"), [(1, "here"), (2, "here"), (3, "there")])
def test_the_newer_text_is_the_one_that_one_goes_on_with(minute: float, last: str) -> None:
    data, count = merged(journal(draft(2, "here")), [draft(minute, "there")])

    assert count == 1
    assert Progress.read(parse_entries(data), "own").draft.action == last


def test_each_section_keeps_its_own_newest_text() -> None:
    here = journal(draft(1, "old task", "task"), draft(4, "new action"))

    data, _ = merged(here, [draft(2, "new task", "task"), draft(3, "old action")])

    found = Progress.read(parse_entries(data), "own").draft
    assert (found.task, found.action) == ("new task", "new action")


def test_what_followed_an_entry_elsewhere_follows_it_here_even_when_the_clock_there_was_slow() -> None:
    first = draft(10, "written here")

    data, _ = merged(journal(first), [first, draft(5, "written there, later")])

    assert texts(data) == ["written here", "written there, later"]


def test_a_clock_that_was_set_back_moves_nothing_that_is_there() -> None:
    here = [draft(10, "a"), draft(4, "b"), draft(12, "c")]

    data, _ = merged(journal(*here), [draft(5, "x"), draft(11, "y")])

    assert texts(data) == ["x", "a", "b", "y", "c"]


def test_lines_that_are_no_entries_stay_where_they_are() -> None:
    here = line_of(draft(1, "a")) + b"# mine\n" + line_of(draft(3, "c")) + b'{"v": 1, "torn'

    data, _ = merged(here, [draft(2, "b"), draft(4, "d")])

    assert data.split(b"\n")[1:3] == [b"# mine", line_of(draft(2, "b")).rstrip(b"\n")]
    assert texts(data) == ["a", "b", "c", "d"]
    assert b'\n{"v": 1, "torn\n' in data


def test_the_same_entry_counts_as_the_same_whatever_the_order_of_its_fields() -> None:
    one = Entry("note", "own", at(1), "c", "p", {"a": "1", "b": "2"})
    line = json.dumps(
        {"body": {"b": "2", "a": "1"}, **{k: v for k, v in json.loads(line_of(one)).items() if k != "body"}}
    )

    assert merged(line.encode() + b"\n", [one])[1] == 0


@settings(deadline=None, max_examples=300)
@given(HISTORIES, HISTORIES)
def test_any_two_histories_join_without_loss(here: list[Entry], there: list[Entry]) -> None:
    data, count = merged(journal(*here), there)

    found = [line_of(entry) for entry in parse_entries(data)]
    ours, theirs = Counter(map(line_of, here)), Counter(map(line_of, there))
    assert Counter(found) == ours | theirs
    assert count == len(found) - len(here)
    assert merged(data, there) == (data, 0)
    assert merged(data, here) == (data, 0)
    rest = iter(found)
    assert all(line_of(entry) in rest for entry in here), "the order of what was here is kept"


@settings(deadline=None)
@given(st.permutations(range(8)), st.integers(0, 8))
def test_two_machines_come_to_the_same_history(order: list[int], cut: int) -> None:
    here, there = ([draft(minute, str(minute)) for minute in sorted(part)] for part in (order[:cut], order[cut:]))

    data, _ = merged(journal(*here), there)

    assert merged(journal(*there), here)[0] == data
    assert texts(data) == list("01234567")


@settings(deadline=None)
@given(st.binary(max_size=200), HISTORIES)
def test_no_byte_of_any_file_is_lost(data: bytes, entries: list[Entry]) -> None:
    found, count = merged(data, entries)

    left = [line for line in data.split(b"\n") if line]
    rest = iter(found.split(b"\n"))
    assert all(line in rest for line in left)
    assert count == len(entries)
