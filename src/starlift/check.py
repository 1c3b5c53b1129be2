"""Check: everything that is wrong with a workspace's content, in one list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from starlift import questionpack
from starlift.content import Content, exercise_files, load_content, workbench_file
from starlift.errors import ContentError, Problem, shown_path
from starlift.exercises import Contexts, Exercise, load_contexts, load_exercise, slots_of
from starlift.notebooks import FRAME_NOTEBOOKS, problems_of
from starlift.runsheets import load_run_sheet, mismatches, run_sheet_files
from starlift.scoring.comments import load_comments
from starlift.scoring.panel import load_panel, panel_file
from starlift.workbenches.loading import load_workbench
from starlift.yamlfile import read_yaml

_ARTICLE = re.compile(r"\b(an?)\s+\{([^{}]*)\}", re.IGNORECASE)
_SENTENCE_START = re.compile(r"(?:\A|[.!?][\"”’)]*\s+)[\"“(]*\{([^{}]*)\}")


def problems(root: Path) -> list[Problem]:
    """Every mistake in the content: stories, exercises, workbenches, rubric, questions, notebooks, run sheets and more.

    The panel of interviewers and its comments are read where `root` has them.
    """
    found: list[Problem] = []
    content = None
    try:
        content = load_content(root)
    except ContentError as error:
        found += error.problems
    else:
        found += questionpack.problems(content)
        found += _scoring(content)
    found += _run_sheets(root, content)
    found += _unnatural(root)
    found += _workbenches(root)
    folder = root / "notebooks"
    for name in FRAME_NOTEBOOKS.values():
        if not (folder / f"{name}.ipynb").exists():
            found.append(Problem(shown_path(folder / f"{name}.ipynb"), 0, "", "is missing", "restore the file"))
    for path in sorted(folder.glob("*.ipynb")):
        found += problems_of(path)
    return sorted(found)


def _scoring(content: Content) -> Iterator[Problem]:
    """What is wrong with the panel and its comments."""
    if panel_file(content.root).parent.is_dir():
        for load in (load_panel, load_comments):
            try:
                load(content)
            except ContentError as error:
                yield from error.problems


def _unnatural(root: Path) -> Iterator[Problem]:
    """Slots that stand where some context would read badly, in every exercise that can be read."""
    try:
        contexts = load_contexts(root / "exercises" / "contexts.yaml")
    except ContentError:
        return
    capital = _always_capital(contexts)
    for path in exercise_files(root):
        try:
            exercise = load_exercise(path, contexts)
        except ContentError:
            continue
        document = read_yaml(path)
        for index, thin in enumerate(exercise.thin_answers):
            for what in _misplaced(thin.text, capital):
                yield document.problem(("thin_answers", index, "text"), what, "turn the sentence")
        for field, text in _without_slots(exercise):
            for slot in sorted(slots_of(text) & set(contexts.slots)):
                what = f"holds the slot {{{slot}}}, which is filled in thin answers only"
                yield document.problem(field, what, "write the word itself")


def _workbenches(root: Path) -> Iterator[Problem]:
    """What is wrong with the workbenches that exercises name."""
    for path in exercise_files(root):
        try:
            exercise = load_exercise(path)
        except ContentError:
            continue
        if not exercise.workbench:
            continue
        file = workbench_file(root, exercise.workbench)
        try:
            case = load_workbench(exercise.workbench, file).case
        except ContentError as error:
            yield from error.problems
            continue
        if case != exercise.case:
            what = f"is {case!r}, but {shown_path(path)} is about {exercise.case!r}"
            yield read_yaml(file).problem(("case",), what, "make them the same")


def _run_sheets(root: Path, content: Content | None) -> Iterator[Problem]:
    """What is wrong with run sheets; whether they fit the cases is asked once these can be read."""
    for path in run_sheet_files(root):
        try:
            sheet = load_run_sheet(path)
        except ContentError as error:
            yield from error.problems
            continue
        if content is not None:
            yield from mismatches(path, sheet, content)


def _without_slots(exercise: Exercise) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Path and text of the fields that are shown as they are."""
    yield ("role",), exercise.role
    yield ("brief",), exercise.brief
    for index, item in enumerate(exercise.evidence):
        yield ("evidence", index, "text"), item.text


def _misplaced(text: str, capital: set[str]) -> Iterator[str]:
    for article, slot in _ARTICLE.findall(text):
        yield f"has {article!r} before {{{slot}}}, which does not fit every context"
    for slot in _SENTENCE_START.findall(text):
        if slot not in capital:
            yield f"begins a sentence with {{{slot}}}, which is in lower case"


def _always_capital(contexts: Contexts) -> set[str]:
    """Slots whose text begins with a capital or a figure in every context."""
    everywhere = list(contexts.all())
    return {
        slot
        for slot in contexts.slots
        if all(context.fills[slot][0].isupper() or context.fills[slot][0].isdigit() for context in everywhere)
    }
