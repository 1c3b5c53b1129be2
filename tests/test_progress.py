"""Progress: where a learner stands, folded from the journal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starlift.answers import SUBSTANCE_WORDS, Answer
from starlift.dimensions import DIMENSIONS
from starlift.journal import Entry, Journal
from starlift.progress import Attempt, Progress

KINDS = ("draft", "attempt", "note", "choice", "keep")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just(10**400),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["sections", "levels", "overall", "task", "action", "x"]), inner, max_size=4)
    ),
    max_leaves=8,
)


def entry(kind: str, body: dict[str, Any], case: str = "own") -> Entry:
    return Entry(kind, case, "2026-01-02T03:04:05+00:00", "spring", "p1", body)


def attempt(text: str, overall: float | None = 2.5) -> Entry:
    return entry("attempt", Attempt("", Answer(action=text), overall, {"action": 1.5}).body)


def test_an_empty_journal() -> None:
    assert Progress.read([], "own") == Progress(Answer(), (), {}, {})


def test_a_draft_is_the_latest_text_of_each_section() -> None:
    entries = [
        entry("draft", {"sections": {"task": "I", "action": "We"}}),
        entry("draft", {"sections": {"task": "I chose"}}),
        entry("draft", {"sections": {"task": "elsewhere"}}, case="other"),
        entry("draft", {"sections": {"action": ""}}),
    ]

    assert Progress.read(entries, "own").draft == Answer(task="I chose")


def test_notes_and_choices_keep_their_latest_value() -> None:
    entries = [
        entry("note", {"why": "a", "who": "b"}),
        entry("note", {"why": "c"}),
        entry("choice", {"use": "interview", "levels": {"task": 1}}),
        entry("choice", {"use": "promotion"}),
    ]

    progress = Progress.read(entries, "own")

    assert progress.notes == {"why": "c", "who": "b"}
    assert progress.choices == {"use": "promotion", "levels": {"task": 1}}


def test_attempts_come_back_through_a_journal_as_they_were(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "spring", "p1")
    levels = dict.fromkeys(DIMENSIONS, 1.5)
    kept = [Attempt("", Answer("s", "t", "a", "r"), 3.25, levels), Attempt("", Answer(task="t"), None, {})]
    at = [journal.append("attempt", "own", one.body).at for one in kept]

    found = Progress.read(journal.entries(), "own").attempts

    assert found == tuple(
        Attempt(when, one.answer, one.overall, one.levels) for when, one in zip(at, kept, strict=True)
    )


def test_an_attempt_names_its_words() -> None:
    assert Attempt("", Answer(task="I chose one rule"), None, {}).body["words"] == 4


@pytest.mark.parametrize(
    ("entries", "shown"),
    [
        ([], False),
        ([attempt("word " * SUBSTANCE_WORDS)], True),
        ([attempt("word " * (SUBSTANCE_WORDS - 1))], False),
        ([attempt("word " * SUBSTANCE_WORDS, overall=None)], False),
        ([entry("draft", {"sections": {"action": "word " * SUBSTANCE_WORDS}})], False),
        ([attempt("Given and given. " * SUBSTANCE_WORDS)], False),
        ([attempt("word " * SUBSTANCE_WORDS), attempt("too little")], True),
    ],
)
def test_the_reference_is_shown_after_an_own_attempt_of_substance(entries: list[Entry], shown: bool) -> None:
    assert Progress.read(entries, "own").has_substance("Given and given.") is shown


@pytest.mark.parametrize("value", [True, "3", float("nan"), float("inf"), -1, 10**400, [2], None])
def test_a_level_that_cannot_be_one_is_left_out(value: object) -> None:
    (found,) = Progress.read(
        [entry("attempt", {"overall": value, "levels": {"task": value, "action": 2}})], "own"
    ).attempts

    assert found.overall is None
    assert found.levels == {"action": 2.0}


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.dictionaries(
    st.sampled_from(["sections", "levels", "overall", "task"]), JSON, max_size=4)), max_size=6))  # fmt: skip
def test_any_journal_can_be_opened(found: list[tuple[str, dict[str, Any]]]) -> None:
    progress = Progress.read([entry(kind, body) for kind, body in found], "own")

    assert len(progress.attempts) == sum(kind == "attempt" for kind, _ in found)
    json.dumps([one.body for one in progress.attempts], allow_nan=False)
    progress.has_substance("")
