"""CSV rows: a roster from a spreadsheet or a learning platform, with comma, semicolon or tab between the cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from starlift.cohorts.platforms import Table, recognised, renamed
from starlift.cohorts.rows import COLUMNS, KNOWN_COLUMNS, REQUIRED, Row
from starlift.errors import Problem

DELIMITERS = ",;\t"


def csv_rows(text: str, file: str, columns: Mapping[str, str] | None = None) -> Iterator[Row | Problem | str]:
    """The rows and problems of a roster in CSV; rows without any text are passed over.

    Args:
        text: The file's text.
        file: Its name for messages.
        columns: A roster's column -> the name in the file, where they differ.

    Yields:
        A sentence on what was taken for what, where the columns are not a roster's own.
    """
    header: list[str] = []
    rows: list[tuple[int, list[str]]] = []
    before, line = 0, 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for cells in reader:
            line, before = before + 1, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header, first = _names(cells), line
            elif len(cells) != len(header):
                fix = "put a cell that holds the separator in quotes" if len(cells) > len(header) else "fill up the row"
                yield Problem(file, line, "", f"has {len(cells)} cells, the header has {len(header)}", fix)
            else:
                rows.append((line, cells))
    except csv.Error as error:
        yield Problem(file, max(reader.line_num, 1), "", f"is not valid CSV: {error}", "check the quotation marks")
    if header:
        yield from _as_rows(Table(header, rows), file, first, columns or {})


def _as_rows(table: Table, file: str, line: int, columns: Mapping[str, str]) -> Iterator[Row | Problem | str]:
    missing = [name for name in columns.values() if name.strip().lower() not in table.header]
    if missing:
        for name in missing:
            yield Problem(file, line, "", f"has no column {name[:40]!r}", "correct it in the cohort file's columns")
        return
    table = renamed(table, columns) if columns else recognised(table)
    if table.told:
        yield table.told
    else:
        yield from _header_problems(table.header, file, line)
    for number, cells in table.rows:
        values = {name: cell.strip() for name, cell in zip(table.header, cells, strict=True) if name in COLUMNS}
        yield Row(file, values, number)


def _names(cells: list[str]) -> list[str]:
    return [cell.strip().lower() for cell in cells]


def _delimiter(text: str) -> str:
    """The separator under which the first line has the most known columns, or else the most columns."""
    first = [line[:1000] for line in text.lstrip().splitlines()[:1]]

    def known(delimiter: str) -> tuple[int, int]:
        names = [name for cells in csv.reader(first, delimiter=delimiter) for name in _names(cells)]
        return sum(name in COLUMNS for name in names), len(names)

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
