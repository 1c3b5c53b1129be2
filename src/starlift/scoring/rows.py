"""Rows: a sheet as the table that stands in a spreadsheet, and such a table as a sheet again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from starlift.content import Content
from starlift.errors import Problem, ScoringError
from starlift.scoring.form import Form, form_for, named
from starlift.scoring.panel import Panel
from starlift.scoring.sheet import Sheet

HEADER = ("field", "asks", "answer", "help")
MARK = "starlift score sheet 1"
"""Stands in the first row, so that another table is not taken for a sheet."""
_HEAD = ("sheet", "candidate", "question", "rater")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


@dataclass(frozen=True)
class Row:
    """One row of a file: its number from 1, the field's id, the answer, and the answer's cell in a spreadsheet."""

    number: int
    field: str
    answer: str
    cell: str = ""


def table(form: Form, rater: str, values: Mapping[str, str]) -> list[tuple[str, str, str, str]]:
    """The sheet as rows of `HEADER`, that row left out."""
    question = form.question
    head = [
        ("sheet", "Do not change the first column", MARK, ""),
        ("candidate", "Candidate", form.candidate, "Initials or a number will do"),
        ("question", question.text, question.id, question.listen_for),
        ("rater", "Rater", rater, "Fill in the sheet alone, before you hear the others"),
    ]
    body = []
    for section in form.sections:
        for field in section.fields:
            anchors = "\n".join(f"{value}: {meaning}" for value, meaning in field.options)
            body.append(
                (field.id, field.label, values.get(field.id, ""), "\n".join(filter(None, (field.hint, anchors))))
            )
    return head + body


def sheet_of(content: Content, panel: Panel, rows: Iterable[Row], file: str) -> Sheet:
    """The sheet that a table holds; what is wrong inside its fields is told by the sheet itself.

    Raises:
        ScoringError: When the table is no sheet, or names no candidate, question or rater, or a field stands twice.
    """
    found: dict[str, Row] = {}
    problems = []
    for row in rows:
        if row.field in found:
            problems.append(Problem(file, row.number, row.field, "stands twice", "keep one of the two rows"))
        elif row.field:
            found[row.field] = row
        elif row.answer:
            problems.append(
                Problem(file, row.number, row.cell, "has an answer and no field", "restore the first column")
            )
    if not found or found.get("sheet", Row(0, "", "")).answer != MARK:
        what = "is no score sheet of this kit"
        raise ScoringError(Problem(file, 0, "sheet", what, "make one: starlift score sheet CANDIDATE --question ID"))
    named_parts = {name: _part(found, name, file, problems) for name in _HEAD[1:]}
    if problems:
        raise ScoringError(problems)
    try:
        form = form_for(content, named_parts["candidate"], named_parts["question"], panel)
    except ScoringError as error:
        number = found["question"].number
        raise ScoringError(Problem(file, number, one.field, one.what, one.fix) for one in error.problems) from None
    answers = {name: row for name, row in found.items() if name not in _HEAD}
    return Sheet(
        form,
        named_parts["rater"],
        {name: row.answer for name, row in answers.items() if row.answer or name not in form.fields},
        file,
        {name: row.number for name, row in answers.items()},
        {name: row.cell for name, row in answers.items() if row.cell},
    )


def _part(found: Mapping[str, Row], name: str, file: str, problems: list[Problem]) -> str:
    row = found.get(name)
    if row is None:
        problems.append(Problem(file, 0, name, "is missing", "restore the row"))
        return ""
    try:
        return named(row.answer, name)
    except ScoringError as error:
        problems += [Problem(file, row.number, name, one.what, one.fix) for one in error.problems]
        return ""


def safe_cell(text: str) -> str:
    """`text` as a cell that no spreadsheet takes for a formula: an apostrophe stands before what could be one."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def plain_cell(text: str) -> str:
    """What `safe_cell` was given."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA) else text
