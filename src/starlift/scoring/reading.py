"""Reading: score sheets from files in any edition, with everything that is wrong in one list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from starlift.content import Content
from starlift.errors import Problem, ScoringError, StarliftError, shown_path
from starlift.journal import parse_entries
from starlift.scoring import csvsheet, xlsxsheet
from starlift.scoring.journalsheet import sheets_in
from starlift.scoring.panel import Panel, load_panel
from starlift.scoring.rows import sheet_of
from starlift.scoring.sheet import Sheet

MAX_BYTES = 20_000_000
_PRINTED = (b"%PDF-", b"<!doctype html>")
"""How the editions begin that are made to be printed."""


def read_sheets(content: Content, paths: Iterable[Path]) -> list[Sheet]:
    """The sheets in CSV, XLSX and journal files, faults inside their fields included; see `Sheet.mistakes`.

    Raises:
        ScoringError: With one problem for each file that holds no sheet, or a sheet that is there twice.
        ContentError: When the panel's file is broken.
    """
    panel = load_panel(content)
    found: list[Sheet] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            found += _read(content, panel, path)
        except StarliftError as error:
            problems += error.problems
    problems += _twice(found)
    if problems:
        raise ScoringError(problems)
    return found


def complete_sheets(content: Content, paths: Iterable[Path]) -> list[Sheet]:
    """As `read_sheets`, and every sheet complete: raters compare only what they rated alone and to the end.

    Raises:
        ScoringError: Also with everything that is wrong or blank on any sheet.
    """
    sheets = read_sheets(content, paths)
    problems = [problem for sheet in sheets for problem in (*sheet.mistakes, *sheet.gaps)]
    if problems:
        raise ScoringError(problems)
    return sheets


def _read(content: Content, panel: Panel, path: Path) -> list[Sheet]:
    file, data = shown_path(path), _bytes(path)
    if path.suffix.lower() == ".jsonl":
        sheets = sheets_in(parse_entries(data), content, panel, file)
        if not sheets:
            raise ScoringError(Problem(file, 0, "", "holds no score sheet", "name a rater's journal, CSV or XLSX file"))
        return sheets
    if data.startswith(_PRINTED):
        fix = "type what stands on it into a CSV or XLSX sheet: starlift score sheet CANDIDATE --format xlsx"
        raise ScoringError(Problem(file, 0, "", "is a sheet to print, which cannot be read back", fix))
    is_workbook = data[:2] == b"PK"
    rows = (xlsxsheet if is_workbook else csvsheet).parse(data, file)
    return [sheet_of(content, panel, rows, file)]


def _bytes(path: Path) -> bytes:
    file = shown_path(path)
    try:
        with path.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise ScoringError(Problem(file, 0, "", f"cannot be read: {error.strerror}", "check its name")) from None
    if len(data) > MAX_BYTES:
        raise ScoringError(Problem(file, 0, "", f"is larger than {MAX_BYTES:,} bytes", "name a score sheet"))
    return data


def _twice(sheets: Sequence[Sheet]) -> list[Problem]:
    seen: dict[tuple[str, ...], str] = {}
    problems = []
    for sheet in sheets:
        key = (*sheet.target, sheet.rater.casefold())
        if key in seen:
            what = f"{sheet.rater} rated {sheet.form.candidate} on {sheet.form.question.id} in {seen[key]} too"
            problems.append(Problem(sheet.file, 0, "rater", what, "leave one of the two files out"))
        seen[key] = sheet.file
    return problems
