"""Rows: a roster as texts that remember their lines, before anybody asks what the texts mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlift.errors import Problem

REQUIRED = ("id", "name")
COLUMNS = (*REQUIRED, "industry", "seniority", "cases")
KNOWN_COLUMNS = f"the columns are {', '.join(COLUMNS)}"


@dataclass(frozen=True)
class Row:
    """One participant as written.

    Attributes:
        values: Column -> text, for the columns that the file has.
        line: Where the row begins.
        lines: Column -> line, where a column stands on a line of its own.
    """

    file: str
    values: Mapping[str, str]
    line: int
    lines: Mapping[str, int] = field(default_factory=dict)

    def problem(self, column: str, what: str, fix: str) -> Problem:
        """A `Problem` that points at one column of this row."""
        return Problem(self.file, self.lines.get(column, self.line), column, what, fix)
