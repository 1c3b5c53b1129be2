"""Problems and the errors that carry them."""

from __future__ import annotations

from pathlib import Path

import pytest

from starlift.errors import ContentError, JournalError, Problem, RosterError, StarliftError, shown_path


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem("a.yaml", 3, "title", "is missing", "add it"), "a.yaml:3: title: is missing (add it)"),
        (Problem("a.yaml", 0, "", "is empty"), "a.yaml: is empty"),
        (Problem("", 0, "case", "is not known"), "case: is not known"),
        (Problem("", 0, "", "the disk is full", "free space"), "the disk is full (free space)"),
    ],
)
def test_a_problem_says_where_what_and_what_to_do(problem: Problem, text: str) -> None:
    assert str(problem) == text


def test_an_error_lists_its_problems_in_the_order_of_the_files() -> None:
    late, early = Problem("b.md", 1, "", "is empty"), Problem("a.md", 9, "", "is empty")

    error = ContentError([late, early])

    assert error.problems == (early, late)
    assert str(error) == "a.md:9: is empty\nb.md:1: is empty"


def test_one_problem_may_stand_alone() -> None:
    problem = Problem("a.md", 1, "", "is empty")

    assert JournalError(problem).problems == (problem,)


def test_a_notebook_shows_the_problems_and_no_traceback() -> None:
    shown = ContentError(Problem("a.md", 1, "", "is empty", "write it"))._render_traceback_()

    assert shown == ["Starlift: a.md:1: is empty (write it)"]


@pytest.mark.parametrize("kind", [ContentError, JournalError, RosterError])
def test_every_error_of_a_user_is_of_one_kind(kind: type[StarliftError]) -> None:
    assert issubclass(kind, StarliftError)


def test_messages_name_no_folder_above_the_current_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert shown_path(tmp_path / "stories" / "a.md") == str(Path("stories") / "a.md")
    assert shown_path(tmp_path.parent / "other.md") == str(tmp_path.parent / "other.md")
