"""Reading: the rows of a cohort, from journals wherever they lie, or from the tables that were made of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlift.answers import Answer
from starlift.collected.collecting import KEPT
from starlift.collected.expected import Expected
from starlift.collected.gathering import gather
from starlift.collected.rows import Row, rows_of
from starlift.collected.timespent import PAUSE
from starlift.dimensions import DIMENSIONS
from starlift.errors import JournalError, Problem, shown_path

if TYPE_CHECKING:
    import pandas as pd

_TABLE = "attempts"


@dataclass(frozen=True)
class Read:
    """What was read.

    Attributes:
        rows: By cohort, participant, case and attempt.
        findings: What was passed over, and why.
    """

    rows: tuple[Row, ...]
    findings: tuple[Problem, ...] = ()


def read_rows(sources: Sequence[Path], expected: Expected | None = None, *, pause: float = PAUSE) -> Read:
    """The rows of everybody that is wanted.

    A folder that holds tables and no journals, as ``starlift cohort collect --anonymous`` leaves it, is read as tables;
    everything else is searched for journals.

    Args:
        sources: Folders, zip archives, exported journals, and folders with tables.
        expected: Whose rows are wanted; of tables only the cohort counts, since they may hold pseudonyms.
        pause: Minutes of silence that are left out of the time spent.

    Raises:
        JournalError: When a source is not there or a table cannot be read.
    """
    expected = expected or Expected()
    anybody, tables = Expected(expected.cohort), [path for path in sources if is_table(path)]
    rows = [row for path in tables for row in table_rows(path) if not anybody.fault(row.cohort, row.participant)]
    findings: tuple[Problem, ...] = ()
    journals = [path for path in sources if path not in tables]
    if journals:
        with gather(journals, expected) as gathered:
            for learner in gathered.learners:
                rows += rows_of(gathered.entries(learner), pause=pause)
            findings = gathered.findings.listed
    found = {(row.cohort, row.participant, row.case, row.attempt): row for row in rows}
    return Read(tuple(found[key] for key in sorted(found)), findings)


def is_table(path: Path) -> bool:
    """Whether a folder holds tables and no journals, or `path` is the table of attempts itself."""
    if path.is_dir():
        return not (path / KEPT).is_dir() and _has_table(path)
    return path.is_file() and path.stem == _TABLE and _has_table(path.parent)


def table_rows(path: Path) -> list[Row]:
    """The rows of a collected folder as its tables have them; without a table of texts the answers are empty.

    Args:
        path: The folder, or its table of attempts.

    Raises:
        JournalError: When there is no table of attempts, or one cannot be read.
    """
    from starlift.collected import tables  # noqa: PLC0415 - pandas, only when tables are read

    folder = path.parent if path.is_file() else path
    if not _has_table(folder):
        what = f"holds no table {_TABLE}.csv or {_TABLE}.parquet"
        raise JournalError(Problem(shown_path(path), 0, "", what, "starlift cohort collect writes it"))
    texts: dict[tuple[Any, ...], Answer] = {}
    if any((folder / f"{tables.TEXTS}{ending}").exists() for ending in (".csv", ".parquet")):
        for record in _records(tables.read_table(folder, tables.TEXTS)):
            texts[tuple(record[name] for name in tables.KEY)] = Answer.from_mapping(record)
    attempts = _records(tables.read_table(folder, tables.ATTEMPTS))
    return [_row(one, texts.get(tuple(one[name] for name in tables.KEY), Answer())) for one in attempts]


def _has_table(folder: Path) -> bool:
    return any((folder / f"{_TABLE}{ending}").exists() for ending in (".csv", ".parquet"))


def _records(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for record in frame.to_dict("records"):
        yield {str(name): None if value != value else value for name, value in record.items()}  # noqa: PLR0124 - NaN


def _row(record: dict[str, Any], answer: Answer) -> Row:
    """A row; what a table that was edited by hand cannot have is left out as in a journal."""
    overall, time = record["overall"], record["time"]
    known = overall is not None and 1 <= overall <= 5
    levels = {name: record[name] for name in DIMENSIONS if record[name] is not None and 0 <= record[name] <= 3}
    plain = {name: record[name] for name in ("cohort", "participant", "case", "attempt", "step", "flags", "words")}
    return Row(
        **plain,
        time=time and time.to_pydatetime(),
        overall=overall if known else None,
        levels=levels if known else {},
        minutes=record["minutes"] or 0.0,
        shared=record["shared"],
        answer=answer,
    )
