"""CSV edition of a score sheet: written so that no cell is a formula, read back however a spreadsheet saved it."""

from __future__ import annotations

import csv
import io

from starlift.errors import Problem, ScoringError
from starlift.scoring.rows import HEADER, Row, plain_cell, safe_cell

_SEPARATORS = ",;\t"


def dump(table: list[tuple[str, str, str, str]]) -> bytes:
    """The table in UTF-8 with a byte order mark, which spreadsheets need to see that it is UTF-8."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEADER, *([safe_cell(cell) for cell in row] for row in table)])
    return text.getvalue().encode("utf-8-sig", "replace")


def parse(data: bytes, file: str) -> list[Row]:
    """The rows of a CSV; a row's number is that of its record, as a spreadsheet counts.

    Raises:
        ScoringError: When it is no text or has no columns named ``field`` and ``answer``.
    """
    text = _text(data, file)
    try:
        records = max((_records(text, one) for one in _SEPARATORS), key=lambda found: len(found[0]) if found else 0)
    except csv.Error as error:
        what = f"is no table: {error}"
        raise ScoringError(Problem(file, 0, "", what, "save it as CSV once more, with quotation marks")) from None
    head = [name.strip().casefold() for name in records[0]] if records else []
    missing = [name for name in ("field", "answer") if name not in head]
    if missing:
        what = f"has no column {' and no column '.join(missing)}"
        raise ScoringError(Problem(file, 1, "", what, "keep the first row of the sheet as it is"))
    field, answer = head.index("field"), head.index("answer")
    return [
        Row(number, _cell(record, field).strip(), plain_cell(_cell(record, answer)))
        for number, record in enumerate(records[1:], start=2)
        if any(cell.strip() for cell in record)
    ]


def _records(text: str, separator: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def _cell(record: list[str], place: int) -> str:
    return record[place] if place < len(record) else ""


def _text(data: bytes, file: str) -> str:
    is_utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        return data.decode("utf-16" if is_utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"byte {error.start} is not UTF-8 text"
        raise ScoringError(
            Problem(file, 0, "", what, "save it once more as “CSV UTF-8”, as spreadsheets call it")
        ) from None
