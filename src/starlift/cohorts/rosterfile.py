"""Roster file: finds out what kind of file a roster is, and reads it into rows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from starlift.cohorts.csvrows import csv_rows
from starlift.cohorts.rows import Row
from starlift.cohorts.yamlrows import yaml_rows
from starlift.errors import Problem, RosterError, shown_path

KINDS = {".csv": csv_rows, ".tsv": csv_rows, ".yaml": yaml_rows, ".yml": yaml_rows}
MAX_BYTES = 20_000_000


def read_rows(path: Path, columns: Mapping[str, str] | None = None) -> tuple[list[Row], list[Problem], str]:
    """The rows of a roster, what is wrong with the file apart from what the rows say, and what was taken for what.

    Args:
        path: The file.
        columns: A roster's column -> the name in a CSV file, where they differ.

    Raises:
        RosterError: When the file cannot be read, is of an unknown type or holds no rows at all.
    """
    file, kind = shown_path(path), path.suffix.lower()
    if kind not in KINDS:
        what = f"{kind or 'a file without ending'} is not a known type of roster"
        raise RosterError(Problem(file, 0, "", what, f"save it as {', '.join(KINDS)}"))
    text = _read_text(path, file)
    found = list(KINDS[kind](text, file, columns))
    rows = [item for item in found if isinstance(item, Row)]
    problems = [item for item in found if isinstance(item, Problem)]
    if not rows and not problems:
        problems = [Problem(file, 0, "", "has no participants", "add a row for each")]
    return rows, problems, " ".join(item for item in found if isinstance(item, str))


def _read_text(path: Path, file: str) -> str:
    try:
        data = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
    except OSError as error:
        raise RosterError(Problem(file, 0, "", f"cannot be read: {error.strerror}", "check name and rights")) from None
    if data is None:
        raise RosterError(Problem(file, 0, "", f"is larger than {MAX_BYTES:,} bytes", "split the cohort"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise RosterError(
            Problem(file, line, "", "is not UTF-8 text", "save it as UTF-8 (in a spreadsheet: CSV UTF-8)")
        ) from None
