"""Check: every mistake of a workspace in one list, and silence about good content."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from starlift.check import problems
from starlift.content import load_content
from starlift.errors import Problem

ROOT = Path(__file__).resolve().parents[1]
EXERCISE = "exercises/01-ticket-sink.yaml"
Notebook = dict[str, Any]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for part in ("stories", "exercises", "notebooks"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("journal", ".ipynb_*"))
    return tmp_path


def begin_with(words: str, file: Path) -> tuple[int, str]:
    """Put `words` before the file's first thin answer; returns the line and field that a problem should name."""
    text = file.read_text(encoding="utf-8")
    place = re.search(r"^thin_answers:\n.*?^( +)text: \|\n", text, re.MULTILINE | re.DOTALL)
    assert place
    indent = place[1] + "  "
    lines = "".join(f"{indent}{line}\n" if line else "\n" for line in words.split("\n"))
    file.write_text(text[: place.end()] + lines + text[place.end() :], encoding="utf-8")
    return text[: place.end()].count("\n"), "thin_answers[0].text"


def change(path: Path, how: Callable[[Notebook], None]) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    how(notebook)
    path.write_text(json.dumps(notebook), encoding="utf-8")


def code_cell(notebook: Notebook) -> Notebook:
    cells: list[Notebook] = notebook["cells"]
    return next(cell for cell in cells if cell["cell_type"] == "code" and "tags" not in cell["metadata"])


def test_good_content_gives_nothing(workspace: Path) -> None:
    assert problems(workspace) == []
    assert problems(ROOT) == []


@pytest.mark.parametrize("kind", ["intake", "release", "reframing", "metrics"])
def test_a_workbench_is_checked(workspace: Path, kind: str) -> None:
    file = workspace / "exercises" / "workbenches" / f"{kind}.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"^case: .*", "case: elsewhere", text, count=1, flags=re.MULTILINE), encoding="utf-8")
    (found,) = problems(workspace)
    assert (found.field, found.file.endswith(f"{kind}.yaml")) == ("case", True)
    assert "is 'elsewhere', but" in str(found)

    file.write_text(text + "\nstray: 1\n", encoding="utf-8")
    assert any(one.field == "stray" and one.line > 5 for one in problems(workspace))
    file.unlink()
    assert any(one.file.endswith(f"{kind}.yaml") for one in problems(workspace))


@pytest.mark.parametrize(
    ("words", "slot", "what"),
    [
        ("We ran a {product} there.", "product", "has 'a' before {product}, which does not fit every context"),
        ("An {product} ran.", "product", "has 'An' before {product}, which does not fit every context"),
        ("We ran a\n{product} there.", "product", "has 'a' before {product}, which does not fit every context"),
        ("{customers} complained.", "customers", "begins a sentence with {customers}, which is in lower case"),
        ("It broke. {customers} left.", "customers", "begins a sentence with {customers}, which is in lower case"),
        ("Why? {the_product} broke.", "the_product", "begins a sentence with {the_product}, which is in lower case"),
        ("It broke.\n\n{customers} left.", "customers", "begins a sentence with {customers}, which is in lower case"),
        ('He said "no." {customers} left.', "customers", "begins a sentence with {customers}, which is in lower case"),
    ],
)
def test_a_slot_that_would_read_badly_in_some_context(workspace: Path, words: str, slot: str, what: str) -> None:
    assert slot in load_content(workspace).contexts.slots
    line, field = begin_with(words, workspace / EXERCISE)

    assert problems(workspace) == [Problem(str(workspace / EXERCISE), line, field, what, "turn the sentence")]


def test_a_slot_outside_of_thin_answers_is_told(workspace: Path) -> None:
    file = workspace / EXERCISE
    file.write_text(
        file.read_text(encoding="utf-8").replace("role: |\n  ", "role: |\n  At {company}: ", 1), encoding="utf-8"
    )

    (problem,) = problems(workspace)

    assert (problem.field, problem.what) == ("role", "holds the slot {company}, which is filled in thin answers only")


def test_names_and_figures_may_begin_a_sentence_and_lower_case_may_follow(workspace: Path) -> None:
    begin_with(
        "{company} grew. {tickets} tickets came. A few {customers} left, and {teams} teams.", workspace / EXERCISE
    )

    assert problems(workspace) == []


def test_slots_are_looked_at_even_when_another_file_is_broken(workspace: Path) -> None:
    _, field = begin_with("{customers} left.", workspace / EXERCISE)
    (workspace / "exercises" / "rated.jsonl").write_text("{")
    (workspace / "exercises" / "02-release-conflict.yaml").write_text("case: 5\n")

    found = problems(workspace)

    assert {Path(problem.file).name for problem in found} == {
        "01-ticket-sink.yaml",
        "02-release-conflict.yaml",
        "rated.jsonl",
    }
    assert field in {problem.field for problem in found}


def test_contexts_that_cannot_be_read_are_one_problem_of_many(workspace: Path) -> None:
    (workspace / "exercises" / "contexts.yaml").write_text("slots: {\n")
    (workspace / "stories" / "rubric.yaml").unlink()

    assert {Path(problem.file).name for problem in problems(workspace)} == {"contexts.yaml", "rubric.yaml"}


@pytest.mark.parametrize(
    ("how", "what"),
    [
        (lambda notebook: code_cell(notebook).update(execution_count=3), "has outputs"),
        (lambda notebook: code_cell(notebook).update(source="a = 1\nb = 2\nc = 3\nd = 4"), "has more than 3 lines"),
        (lambda notebook: code_cell(notebook)["metadata"].clear(), "shows its code"),
        (lambda notebook: notebook["metadata"].update(widgets={}), "holds widgets"),
        (lambda notebook: notebook["cells"][0].update(id="no spaces, please"), "is missing, malformed or used twice"),
        (lambda notebook: notebook.update(nbformat=3), "is not a notebook of format 4"),
    ],
)
def test_a_notebook_that_must_not_ship(workspace: Path, how: Callable[[Notebook], None], what: str) -> None:
    change(workspace / "notebooks" / "00-start.ipynb", how)

    (problem,) = problems(workspace)

    assert problem.file == str(workspace / "notebooks" / "00-start.ipynb")
    assert what in problem.what
    assert problem.fix


def test_a_file_that_is_no_notebook_is_told_once(workspace: Path) -> None:
    (workspace / "notebooks" / "01-ticket-sink.ipynb").write_bytes(b"\xff\xfe")

    (problem,) = problems(workspace)

    assert problem.what.startswith("is not a notebook: ")


@pytest.mark.parametrize("name", ["00-start.ipynb", "05-your-story.ipynb"])
def test_a_notebook_that_no_template_replaces_must_be_there(workspace: Path, name: str) -> None:
    (workspace / "notebooks" / name).unlink()

    assert problems(workspace) == [
        Problem(str(workspace / "notebooks" / name), 0, "", "is missing", "restore the file")
    ]


def test_a_case_may_do_without_a_notebook(workspace: Path) -> None:
    (workspace / "notebooks" / "02-release-conflict.ipynb").unlink()

    assert problems(workspace) == []


def test_problems_stand_in_the_order_of_files_and_lines(workspace: Path) -> None:
    (workspace / "notebooks" / "00-start.ipynb").write_text("{")
    for name in ("04-metrics-narrative", "01-ticket-sink"):
        file = workspace / "exercises" / f"{name}.yaml"
        begin_with("It broke. {customers} left a {product}.", file)
    rated = workspace / "exercises" / "rated.jsonl"
    rated.write_text("{\n" * 11)

    found = problems(workspace)

    assert found == sorted(found)
    assert [problem.line for problem in found if problem.file == str(rated)] == list(range(1, 12))
    assert Path(found[0].file).name == "01-ticket-sink.yaml"
    assert Path(found[-1].file).name == "00-start.ipynb"
