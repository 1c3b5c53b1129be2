"""Editions: blank score sheets as files, one for each question that a rater asks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from starlift.content import Content
from starlift.errors import Problem, ScoringError, shown_path
from starlift.journal import safe_name
from starlift.scoring import csvsheet, paper, xlsxsheet
from starlift.scoring.form import form_for, named
from starlift.scoring.panel import Panel, load_panel
from starlift.scoring.rows import table
from starlift.scoring.sheet import Sheet
from starlift.wholefile import write_together, write_whole

EDITIONS = ("csv", "xlsx", "html", "pdf")


def edition_of(sheet: Sheet, edition: str, *, letter: bool = False) -> bytes:
    """A sheet as a file's bytes.

    Args:
        sheet: Blank or filled in.
        edition: One of `EDITIONS`.
        letter: Whether it is printed on Letter rather than A4; HTML takes the paper that the printer has.

    Raises:
        StarliftError: When the extra that XLSX needs is not installed.
    """
    if edition == "csv":
        return csvsheet.dump(table(sheet.form, sheet.rater, sheet.values))
    if edition == "xlsx":
        return xlsxsheet.dump(sheet, letter=letter)
    if edition == "pdf":
        return paper.as_pdf(sheet, paper="us-letter" if letter else "a4")
    return paper.as_html(sheet).encode()


def file_name(sheet: Sheet, edition: str) -> str:
    """A name that is safe everywhere and differs for different sheets."""
    return f"{safe_name(f'{sheet.form.candidate} {sheet.rater} {sheet.form.question.id}')}.{edition}"


def write_blank(
    content: Content, candidate: str, question: str, rater: str, folder: Path, edition: str, *, letter: bool = False
) -> list[Path]:
    """Write the blank sheets of one rater, all of them or none; a sheet that is there already is never replaced.

    Args:
        content: With the panel's file beside it.
        candidate: How the panel calls the candidate.
        question: Id of a question; "" for all of the rater's lane.
        rater: Who fills them in.
        folder: Made if need be.
        edition: One of `EDITIONS`.
        letter: As in `edition_of`.

    Raises:
        ScoringError: When a name or question is not usable, or a sheet is there already.
    """
    panel = load_panel(content)
    name = named(rater, "rater")
    forms = [form_for(content, candidate, one, panel) for one in _questions(panel, question, name)]
    sheets = [Sheet(form, name, {}) for form in forms]
    made = {folder / file_name(sheet, edition): edition_of(sheet, edition, letter=letter) for sheet in sheets}
    if there := [path for path in made if path.exists()]:
        raise ScoringError(
            Problem(
                shown_path(path), 0, "", "is there already and may be filled in", "move it or choose another folder"
            )
            for path in there
        )
    write_together(made, partial(write_whole, prefix=".sheet-"))
    return list(made)


def _questions(panel: Panel, question: str, rater: str) -> Sequence[str]:
    if question:
        return (question,)
    lane = panel.lane_of(rater)
    if lane is None or not lane.questions:
        known = ", ".join(lane.interviewer for lane in panel.lanes)
        what = f"{rater!r} has no lane with questions in panel.yaml"
        raise ScoringError(Problem("", 0, "rater", what, f"name a question, or one of: {known}"))
    return lane.questions
