"""Spreadsheet edition of a score sheet: an XLSX file in which only answers can be changed and levels are chosen."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from starlift.errors import Problem, ScoringError
from starlift.scoring import SPREADSHEET, need_extra
from starlift.scoring.form import Form
from starlift.scoring.rows import HEADER, Row, table
from starlift.scoring.sheet import Sheet

MAX_UNPACKED = 20_000_000
"""Bytes that the parts of a workbook may have together; a sheet has some thousands."""
MAX_ROWS = 2_000
_ANSWER = 3
"""Column of the answers, from 1."""
_WIDTHS = (22, 44, 60, 70)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def dump(sheet: Sheet, *, letter: bool = False) -> bytes:
    """The workbook with one sheet of `HEADER`, made to print on A4 or, with `letter`, on Letter.

    Raises:
        StarliftError: When the extra is not installed.
    """
    need_extra("A spreadsheet", SPREADSHEET)
    from openpyxl import Workbook  # noqa: PLC0415 - an extra
    from openpyxl.styles import Alignment, Font, PatternFill, Protection  # noqa: PLC0415

    book = Workbook()
    page = book.active
    page.title = "Score sheet"
    rows = [HEADER, *table(sheet.form, sheet.rater, sheet.values)]
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            cell = page.cell(number, column)
            cell.value = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
            cell.data_type, cell.number_format = "s", "@"  # text, whatever it begins with
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
    shade = PatternFill("solid", fgColor="FFF6DD")
    for number, (field, *_) in enumerate(rows, start=1):
        if field in sheet.form.fields or field == "rater":
            page.cell(number, _ANSWER).protection = Protection(locked=False)
            page.cell(number, _ANSWER).fill = shade
    _lay_out(page, letter=letter)
    _offer_choices(page, sheet.form, [row[0] for row in rows])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _lay_out(page: Any, *, letter: bool) -> None:
    for letter_of, width in zip("ABCD", _WIDTHS, strict=True):
        page.column_dimensions[letter_of].width = width
    page.freeze_panes = "A2"
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = False  # may be made wider
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_LETTER if letter else page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"


def _offer_choices(page: Any, form: Form, fields: list[str]) -> None:
    """A list to choose from in each cell that wants a level, or yes or no."""
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    lists: dict[str, DataValidation] = {}
    for number, id in enumerate(fields, start=1):
        field = form.fields.get(id)
        if field is None or not field.options:
            continue
        words = ",".join(value for value, _ in field.options)
        if words not in lists:
            lists[words] = DataValidation(
                type="list", formula1=f'"{words}"', allow_blank=True, showErrorMessage=True,
                errorTitle="Not on the scale", error=f"Choose one of: {words.replace(',', ', ')}",
            )  # fmt: skip
            page.add_data_validation(lists[words])
        lists[words].add(page.cell(number, _ANSWER))


def parse(data: bytes, file: str) -> list[Row]:
    """The rows of a workbook's first sheet.

    Raises:
        StarliftError: When the extra is not installed, or this is no workbook with columns ``field`` and ``answer``.
    """
    need_extra("A spreadsheet", SPREADSHEET)
    from openpyxl import load_workbook  # noqa: PLC0415

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
                raise ScoringError(Problem(file, 0, "", "unpacks to far more than a sheet holds", "make a fresh sheet"))
        book = load_workbook(io.BytesIO(data), read_only=True)
        rows = [list(row) for row in book.worksheets[0].iter_rows(max_row=MAX_ROWS, max_col=20)]
    except ScoringError:
        raise
    except Exception as error:  # noqa: BLE001 - a broken workbook fails in openpyxl in many ways
        what = f"is no workbook that can be read ({type(error).__name__})"
        raise ScoringError(Problem(file, 0, "", what, "save it as .xlsx once more")) from None
    head = [_plain(cell).casefold() for cell in rows[0]] if rows else []
    if "field" not in head or "answer" not in head:
        fix = "keep the first row of the sheet as it is"
        raise ScoringError(Problem(file, 1, "", "has no columns named field and answer", fix))
    field, answer = head.index("field"), head.index("answer")
    return list(_rows(rows, field, answer, file))


def _rows(rows: list[list[Any]], field: int, answer: int, file: str) -> list[Row]:
    found, problems = [], []
    for number, cells in enumerate(rows[1:], start=2):
        id, cell = _plain(cells[field]) if field < len(cells) else "", cells[answer] if answer < len(cells) else None
        name = f"{chr(65 + answer)}{number}"
        if cell is not None and cell.data_type == "f":
            problems.append(Problem(file, number, f"{id} (cell {name})", "holds a formula", "write the answer as text"))
        elif id or _plain(cell):
            found.append(Row(number, id, _plain(cell), name))
    if problems:
        raise ScoringError(problems)
    return found


def _plain(cell: Any) -> str:
    value = getattr(cell, "value", None)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()
