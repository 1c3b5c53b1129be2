"""Commands for score sheets: make them, read them back, compare raters, and keep comments."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from starlift.cli.console import err, out
from starlift.cli.papersize import PaperSize
from starlift.errors import ScoringError, shown_path

if TYPE_CHECKING:
    from starlift.scoring.sheet import Sheet

app = typer.Typer(help="Score sheets for a panel: make, read back, compare raters.", no_args_is_help=True)
Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help="Sheets as CSV or XLSX, or raters' journals.")]


class Edition(StrEnum):
    """What a sheet can be written as."""

    csv = "csv"
    xlsx = "xlsx"
    html = "html"
    pdf = "pdf"


@app.command("sheet")
def score_sheet(
    candidate: Annotated[str, typer.Argument(metavar="CANDIDATE", help="Initials or a number will do.")],
    out_dir: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the sheets.")],
    question: Annotated[
        str,
        typer.Option(metavar="ID", help="A question of stories/questions.yaml; default: those of the rater's lane."),
    ] = "",
    rater: Annotated[
        str, typer.Option(metavar="NAME", help="Who fills it in, as in panel.yaml.")
    ] = "First interviewer",
    edition: Annotated[Edition, typer.Option("--format", help="What to write.")] = Edition.csv,
    paper: Annotated[PaperSize, typer.Option(help="Paper to print on.")] = PaperSize.A4,
) -> None:
    """Write the blank score sheet of a candidate, one for each question."""
    from starlift.content import default_content
    from starlift.scoring.editions import write_blank

    letter = paper is PaperSize.LETTER
    for path in write_blank(default_content(), candidate, question, rater, out_dir, edition.value, letter=letter):
        out.print(f"Sheet written to {shown_path(path)}", soft_wrap=True)


@app.command("read")
def score_read(files: Files) -> None:
    """Read filled sheets; every problem is named with file, row or cell, and field."""
    from starlift.content import default_content
    from starlift.scoring.reading import read_sheets

    sheets = read_sheets(default_content(), files)
    for sheet in sheets:
        _print_sheet(sheet)
    if problems := [problem for sheet in sheets for problem in sheet.mistakes]:
        raise ScoringError(problems)


def _print_sheet(sheet: Sheet) -> None:
    state = "complete" if sheet.is_complete else f"{len(sheet.gaps)} open, {len(sheet.mistakes)} wrong"
    out.print(f"{sheet.form.candidate} · {sheet.form.question.id} · {sheet.rater}: {state}", soft_wrap=True)
    for key in sheet.form.keys:
        out.print(f"  {sheet.form.name(key)}: {sheet.levels.get(key, sheet.chosen(key) or 'open')}", soft_wrap=True)
    for line in sheet.standing():
        out.print(f"  {line}", soft_wrap=True)
    for gap in sheet.gaps:
        err.print(f"open: {gap}", soft_wrap=True)


@app.command("compare")
def score_compare(
    files: Files,
    out_file: Annotated[Path, typer.Option("--out", metavar="OUT", help="The page to write.")],
) -> None:
    """Compare the complete sheets of two raters or more, as a page of HTML."""
    from starlift.assessments import write_out
    from starlift.content import default_content
    from starlift.scoring import AGREEMENT, need_extra

    need_extra("Agreement", AGREEMENT)
    from starlift.scoring.reading import complete_sheets
    from starlift.scoring.report import report

    sheets = complete_sheets(default_content(), files)
    write_out(out_file, report(sheets))
    out.print(f"{len(sheets)} sheets compared in {shown_path(out_file)}", soft_wrap=True)


@app.command("comment")
def score_comment(
    dimension: Annotated[str, typer.Argument(metavar="DIMENSION", help="Such as intake, or overall.")],
    level: Annotated[int, typer.Argument(metavar="LEVEL", help="The level that the comment answers to.")],
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="One question; {quote} stands for the candidate's words.")
    ],
    folder: Annotated[Path, typer.Option("--scores", metavar="DIR", help="Where your scores are kept.")] = Path(
        "facilitator/scores"
    ),
    candidate: Annotated[list[str] | None, typer.Option(metavar="NAME", help="A name that must not be in it.")] = None,
    known: Annotated[list[str] | None, typer.Option(metavar="WORD", help="A word that is no secret.")] = None,
) -> None:
    """Add a comment of your own to the bank, once nothing confidential is found in it."""
    from starlift.content import default_content
    from starlift.scoring.comments import add_comment

    path = add_comment(default_content(), folder, dimension, level, text, candidates=candidate or (), known=known or ())
    out.print(f"Nothing confidential found; comment kept in {shown_path(path)}", soft_wrap=True)
