"""CSV rows: a roster from a spreadsheet, with comma, semicolon or tab between the cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from starlift.cohorts.rows import COLUMNS, KNOWN_COLUMNS, REQUIRED, Row
from starlift.errors import Problem

DELIMITERS = ",;\t"


def csv_rows(text: str, file: str) -> Iterator[Row | Problem]:
    """The rows and problems of a roster in CSV; rows without any text are passed over."""
    header: list[str] = []
    before = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for cells in reader:
            line, before = before + 1, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = _names(cells)
                yield from _header_problems(header, file, line)
            elif len(cells) != len(header):
                fix = "put a cell that holds the separator in quotes" if len(cells) > len(header) else "fill up the row"
                yield Problem(file, line, "", f"has {len(cells)} cells, the header has {len(header)}", fix)
            else:
                values = {name: cell.strip() for name, cell in zip(header, cells, strict=True) if name in COLUMNS}
                yield Row(file, values, line)
    except csv.Error as error:
        yield Problem(file, max(reader.line_num, 1), "", f"is not valid CSV: {error}", "check the quotation marks")


def _names(cells: list[str]) -> list[str]:
    return [cell.strip().lower() for cell in cells]


def _delimiter(text: str) -> str:
    """The separator under which the first line has the most known columns."""
    first = [line[:1000] for line in text.lstrip().splitlines()[:1]]

    def known(delimiter: str) -> int:
        return sum(name in COLUMNS for cells in csv.reader(first, delimiter=delimiter) for name in _names(cells))

    return max(DELIMITERS, key=known)


def _header_problems(header: list[str], file: str, line: int) -> Iterator[Problem]:
    for name in sorted(set(header)):
        if name not in COLUMNS:
            yield Problem(file, line, "", f"{name[:40]!r} is not a known column", KNOWN_COLUMNS)
        elif header.count(name) > 1:
            yield Problem(file, line, name, "stands twice in the header", "keep one")
    for name in REQUIRED:
        if name not in header:
            yield Problem(file, line, name, "is missing in the header", "add the column")
