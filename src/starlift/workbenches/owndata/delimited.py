"""Delimited: tables in CSV, read column by column so that thousands of unused columns cost little."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from starlift.errors import StarliftError
from starlift.workbenches.owndata.files import refused

if TYPE_CHECKING:
    import pandas as pd

MAX_CELL = 20_000
"""Characters of a cell from which on it is taken for a mistake in the quotation marks: dates and titles are short."""
MAX_COLUMNS = 20_000
SURPLUS = "surplus"
_SEPARATORS = ",;\t|"


@dataclass(frozen=True)
class Layout:
    """How a CSV is laid out.

    Attributes:
        separator: What parts its cells.
        header: Number of the record that holds the names, from 1.
        columns: The names as they stand, repeated ones included.
    """

    separator: str
    header: int
    columns: tuple[str, ...]

    @property
    def told(self) -> str:
        """What parts the cells, where that is no comma."""
        names = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}
        return f"Cells are parted by {names[self.separator]}." if self.separator in names else ""


class _Widened(io.TextIOBase):
    """A text file below a first record that has one cell more than the header, so that surplus cells show."""

    def __init__(self, first: str, rest: TextIO) -> None:
        self._first, self._rest = first, rest

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> str:
        first, self._first = self._first, ""
        return first or self._rest.read(-1 if size is None else size)


def layout_of(path: Path, head: str) -> Layout:
    """The layout of the table that begins with `head`.

    Raises:
        StarliftError: When its first line is not the head of a table.
    """
    try:
        layout = max((_headed(head, separator) for separator in _SEPARATORS), key=lambda one: len(one.columns))
    except csv.Error:
        raise refused(path, "has a name of a column that does not end", "look for a quotation mark", line=1) from None
    if len([name for name in layout.columns if name]) < 2:
        raise refused(path, "is neither JSON nor a table with a line of column names", "export it as CSV or JSON")
    if len(layout.columns) > MAX_COLUMNS:
        raise refused(path, f"has more than {MAX_COLUMNS:,} columns", "export fewer fields")
    return layout


def _headed(head: str, separator: str) -> Layout:
    for number, record in enumerate(csv.reader(io.StringIO(head, newline=""), delimiter=separator), 1):
        cells = tuple(cell.strip() for cell in record)
        if any(cells) and not cells[0].casefold().startswith("sep="):  # a line for Excel
            return Layout(separator, number, cells)
    return Layout(separator, 1, ())


def cells(path: Path, encoding: str, layout: Layout, positions: Sequence[int], most: int | None = None) -> pd.DataFrame:
    """Some columns of a table, as texts.

    Args:
        path: The file.
        encoding: Its codec.
        layout: How it is laid out.
        positions: Indices of the columns wanted.
        most: Read at most so many rows.

    Returns:
        One row for each record that is not blank, columns named by their index, missing cells empty; the column named
        `SURPLUS` holds the first cell beyond the header.

    Raises:
        StarliftError: When the table is torn, or a cell has more than `MAX_CELL` characters.
    """
    import pandas as pd  # noqa: PLC0415

    width = len(layout.columns)
    try:
        with path.open(encoding=encoding, newline="") as handle:
            reader = csv.reader(handle, delimiter=layout.separator)
            for _ in range(layout.header):
                next(reader)
            found = pd.read_csv(
                _Widened(layout.separator * width + "\n", handle),
                sep=layout.separator,
                header=None,
                names=range(width + 1),
                usecols=sorted({*positions, width}),
                index_col=False,
                dtype=object,
                na_filter=False,
                nrows=None if most is None else most + 1,
            )
    except (OSError, UnicodeError, StopIteration, csv.Error):
        raise refused(path, "has changed while it was read", "choose it again") from None
    except (ValueError, OverflowError) as error:
        raise _torn(path, encoding, layout, str(error)) from None
    found = found.iloc[1:].reset_index(drop=True).rename(columns={width: SURPLUS})
    for name in found.columns:
        lengths = found[name].map(len)
        if lengths.size and lengths.max() > MAX_CELL:
            line = lines(path, encoding, layout, [int(lengths.argmax())])
            raise refused(path, f"has a cell of over {MAX_CELL:,} characters", "is a quotation mark missing there?",
                          line=line[0] if line else 0, field=_name(layout, name))  # fmt: skip
    return found


def _name(layout: Layout, column: int | str) -> str:
    return layout.columns[column] if isinstance(column, int) else ""


def _torn(path: Path, encoding: str, layout: Layout, why: str) -> StarliftError:
    if "EOF inside string" in why:
        last = deque(_starts(path, encoding, layout), maxlen=1)
        what = "has a quotation mark that is opened and never closed"
        return refused(path, what, "close it, or export the file again: it may be cut off", line=last[0] if last else 0)
    return refused(path, "cannot be read as a table", "export it again as CSV with a comma between cells")


def lines(path: Path, encoding: str, layout: Layout, rows: Sequence[int]) -> list[int]:
    """The lines of the file at which some rows of `cells` begin; fewer where that cannot be told."""
    wanted, last = set(rows), max(rows, default=-1)
    starts = islice(_starts(path, encoding, layout), last + 1)
    return [line for row, line in enumerate(starts) if row in wanted]


def _starts(path: Path, encoding: str, layout: Layout) -> Iterator[int]:
    """The first line of each record below the header."""
    try:
        with path.open(encoding=encoding, newline="") as handle:
            reader = csv.reader(handle, delimiter=layout.separator)
            for _ in range(layout.header):
                next(reader)
            line = reader.line_num + 1
            for record in reader:
                if len(record) > 1 or "".join(record).strip():
                    yield line
                line = reader.line_num + 1
    except csv.Error:
        yield line
    except (OSError, UnicodeError, StopIteration):
        return
