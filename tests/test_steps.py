"""Steps: which there are, how long they take, what is done, and where to go on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starlift.answers import SUBSTANCE_WORDS
from starlift.content import OWN_STORY, START
from starlift.journal import Entry
from starlift.progress import Progress
from starlift.steps import DEFEND, KEEP, RATE, READ, REWRITE, done, plan, resume, split_minutes, steps_of

CASE = steps_of("any-case", 35)
PRACTICE = ("a1", "a2")
ALL = (READ, RATE, REWRITE, DEFEND, KEEP)


def progress(*entries: tuple[str, dict[str, object]]) -> Progress:
    return Progress.read([Entry(kind, "own", "", "c", "p", body) for kind, body in entries], "own")


RATED = ("choice", {"rating:a1": {"overall": 2}, "rating:a2": {"overall": 4}})
WRITTEN = ("attempt", {"sections": {"action": "word " * SUBSTANCE_WORDS}, "overall": 2.0, "levels": {}})
REPLIED = ("note", {"defence:why": "Because."})
KEPT = ("note", {"keep": "One line."})


def finished(*entries: tuple[str, dict[str, object]]) -> tuple[str, ...]:
    return done(CASE, progress(*entries), practice=PRACTICE, thin="")


@pytest.mark.parametrize(
    ("case", "expected"),
    [("any-case", ALL), (OWN_STORY, (REWRITE, DEFEND, KEEP)), (START, (RATE,))],
)
def test_each_notebook_has_the_steps_that_make_sense_in_it(case: str, expected: tuple[str, ...]) -> None:
    steps = steps_of(case, 30)
    assert tuple(step.id for step in steps) == expected
    assert sum(step.minutes for step in steps) == 30
    assert all(step.name and step.aim for step in steps)


def test_most_of_the_time_is_for_rewriting() -> None:
    assert [step.minutes for step in CASE] == [5, 5, 14, 7, 4]


@given(st.integers(0, 300), st.lists(st.integers(1, 100), min_size=1, max_size=7))
def test_minutes_add_up_and_leave_one_for_each(minutes: int, shares: list[int]) -> None:
    times = split_minutes(minutes, shares)
    assert sum(times) == max(minutes, len(shares))
    assert min(times) >= 1


def test_nothing_is_done_at_first_and_everything_at_the_end() -> None:
    assert finished() == ()
    assert finished(RATED, WRITTEN, REPLIED, KEPT) == ALL


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([("choice", {"step": RATE})], (READ,)),
        ([("choice", {"rating:a1": {"overall": 2}})], (READ,)),
        ([RATED], (READ, RATE)),
        ([("draft", {"sections": {"task": "I had to."}})], (READ,)),
        ([WRITTEN], (READ, REWRITE)),
        ([("note", {"defence:why": "  "})], ()),
        ([REPLIED], (READ, DEFEND)),
        ([("note", {"keep": " \n"})], ()),
        ([("choice", {"use": "interview"})], ()),
    ],
)
def test_what_counts_as_done(entries: list[tuple[str, dict[str, object]]], expected: tuple[str, ...]) -> None:
    assert finished(*entries) == expected


def test_a_notebook_without_practice_answers_never_says_that_rating_is_done() -> None:
    assert RATE not in done(CASE, progress(RATED), practice=(), thin="")


def test_it_resumes_at_the_step_that_was_left() -> None:
    assert resume(CASE, progress()) == READ
    assert resume(CASE, progress(("choice", {"step": KEEP}), ("choice", {"step": RATE}), KEPT)) == RATE


@pytest.mark.parametrize(
    ("entries", "expected"),
    [([RATED], RATE), ([RATED, WRITTEN], REWRITE), ([WRITTEN, REPLIED], DEFEND), ([KEPT], KEEP)],
)
def test_an_older_journal_resumes_where_the_latest_traces_are(
    entries: list[tuple[str, dict[str, object]]], expected: str
) -> None:
    assert resume(CASE, progress(*entries)) == expected


@pytest.mark.parametrize("value", ["elsewhere", 3, None, ["read"], {"step": "read"}])
def test_a_damaged_step_is_passed_over(value: object) -> None:
    assert resume(CASE, progress(("choice", {"step": value}))) == READ


def test_a_step_that_the_notebook_does_not_have_is_passed_over() -> None:
    own = steps_of(OWN_STORY, 45)
    assert resume(own, progress(("choice", {"step": RATE}))) == REWRITE
    assert resume(own, progress(RATED)) == REWRITE


def test_the_plan_spreads_the_steps_over_days() -> None:
    days = plan(CASE)
    assert [[step.id for step in day.steps] for day in days] == [[READ, RATE], [REWRITE], [DEFEND, KEEP]]
    assert [day.number for day in days] == [1, 2, 3]
    assert sum(day.minutes for day in days) == 35
    assert [[step.id for step in day.steps] for day in plan(steps_of(OWN_STORY, 45))] == [[REWRITE], [DEFEND, KEEP]]
    assert plan(steps_of(START, 20)) == ()
