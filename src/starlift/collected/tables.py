"""Tables: rows as pandas frames, and the tables of a collected folder read back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pandas as pd

from starlift.answers import WHOLE
from starlift.collected.cells import harmed
from starlift.collected.rows import Row
from starlift.dimensions import CRAFT, DIMENSIONS
from starlift.errors import JournalError, Problem, shown_path

ATTEMPTS, TEXTS = "attempts", "texts"
KEY = {"cohort": "str", "participant": "str", "case": "str", "attempt": "int64"}
"""The columns that both tables begin with; they name a row."""
ATTEMPT_COLUMNS: Mapping[str, str] = {
    **KEY,
    "step": "str",
    "time": "datetime64[us, UTC]",
    "overall": "float64",
    **dict.fromkeys(DIMENSIONS, "float64"),
    "flags": "str",
    "words": "int64",
    "minutes": "float64",
    "shared": "bool",
}
TEXT_COLUMNS: Mapping[str, str] = {**KEY, "shared": "bool", **dict.fromkeys((*CRAFT, WHOLE), "str")}
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""What no table file can hold or no editor shows; line breaks and tabs stay."""


def attempts_frame(rows: Iterable[Row]) -> pd.DataFrame:
    """One line for each row, with the columns that `starlift.collected` describes."""
    return _frame([_attempt(row) for row in rows], ATTEMPT_COLUMNS)


def texts_frame(rows: Iterable[Row]) -> pd.DataFrame:
    """The texts of the rows, section by section."""
    return _frame([{**_key(row), "shared": row.shared, WHOLE: "", **_texts(row)} for row in rows], TEXT_COLUMNS)


def read_table(folder: Path, name: str) -> pd.DataFrame:
    """A table that was collected into `folder`, from Parquet where that is there and can be read, else from CSV.

    Args:
        folder: Where ``starlift cohort collect`` wrote.
        name: `ATTEMPTS` or `TEXTS`.

    Raises:
        JournalError: When there is none, or its columns are others.
    """
    columns = ATTEMPT_COLUMNS if name == ATTEMPTS else TEXT_COLUMNS
    parquet = folder / f"{name}.parquet"
    is_parquet = parquet.exists() and has_parquet()
    path = parquet if is_parquet else folder / f"{name}.csv"
    try:
        frame = pd.read_parquet(path) if is_parquet else _csv(path, columns)
        if list(frame.columns) != list(columns):
            raise ValueError("its columns are others")
        return frame.astype(dict(columns))
    except (OSError, ValueError, TypeError, KeyError) as error:
        what = f"cannot be read: {getattr(error, 'strerror', None) or error}"
        fix = "starlift cohort collect writes it"
        raise JournalError(Problem(shown_path(path), 0, "", what.splitlines()[0], fix)) from None


def has_parquet() -> bool:
    """Whether this installation can read and write Parquet."""
    return find_spec("pyarrow") is not None


def _csv(path: Path, columns: Mapping[str, str]) -> pd.DataFrame:
    """The cells as what they stand for."""
    frame = pd.read_csv(path, encoding="utf-8-sig", dtype="str", keep_default_na=False)
    for column in frame.columns:
        kind = columns.get(column)
        if kind == "str":
            frame[column] = frame[column].map(harmed).astype("str")
        elif kind == "float64":
            frame[column] = frame[column].map(lambda cell: float(cell or "nan")).astype("float64")
        elif kind == "bool":
            frame[column] = frame[column] == "True"
        elif column == "time":
            frame[column] = pd.to_datetime(frame[column].replace("", None), utc=True, format="ISO8601")
    return frame


def _frame(records: list[dict[str, Any]], columns: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame.from_records(records, columns=list(columns)).astype(dict(columns))


def _attempt(row: Row) -> dict[str, Any]:
    plain = {name: getattr(row, name) for name in ("step", "time", "overall", "flags", "words", "minutes", "shared")}
    return {**_key(row), **plain, **dict.fromkeys(DIMENSIONS), **row.levels}


def _key(row: Row) -> dict[str, Any]:
    return {name: getattr(row, name) for name in KEY}


def _texts(row: Row) -> dict[str, str]:
    return {name: _NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", text) for name, text in row.answer.sections.items()}
