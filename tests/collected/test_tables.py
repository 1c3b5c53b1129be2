"""Tables: what was written is read back, in Parquet and in CSV, and no spreadsheet takes a text for a formula."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_journals import attempt, learner

from starlift.answers import Answer
from starlift.collected import rows_of, tables
from starlift.collected.cells import MAX_CELL, harmed, harmless
from starlift.collected.tablefile import TableFile
from starlift.collected.tables import ATTEMPTS, TEXTS, attempts_frame, read_table, texts_frame
from starlift.errors import JournalError

ROWS = [*rows_of(learner("p1", shared=True)), *rows_of(learner("007"))]


def write(folder: Path, rows: list, *, parquet: bool) -> None:
    with TableFile(folder, ATTEMPTS, parquet=parquet) as attempts, TableFile(folder, TEXTS, parquet=parquet) as texts:
        for row in rows:
            attempts.add(attempts_frame([row]))
            texts.add(texts_frame([row]))


@pytest.mark.parametrize("parquet", [True, False])
def test_what_was_written_is_read_back(tmp_path: Path, parquet: bool) -> None:
    rows = [*ROWS, replace(ROWS[0], time=None, participant="NA")]
    write(tmp_path, rows, parquet=parquet)
    pd.testing.assert_frame_equal(read_table(tmp_path, ATTEMPTS), attempts_frame(rows))
    pd.testing.assert_frame_equal(read_table(tmp_path, TEXTS), texts_frame(rows))
    assert (tmp_path / "attempts.csv").stat().st_mode & 0o777 == 0o600


def test_without_pyarrow_the_csv_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, ROWS, parquet=True)
    monkeypatch.setattr(tables, "has_parquet", lambda: False)
    pd.testing.assert_frame_equal(read_table(tmp_path, ATTEMPTS), attempts_frame(ROWS))


def test_a_table_without_rows_has_its_columns(tmp_path: Path) -> None:
    with TableFile(tmp_path, ATTEMPTS, parquet=True) as table:
        table.add(attempts_frame([]))
    assert list(read_table(tmp_path, ATTEMPTS).columns) == list(tables.ATTEMPT_COLUMNS)


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00", b"PK"])
def test_another_table_is_refused(tmp_path: Path, data: bytes) -> None:
    for name in ("attempts.csv", "attempts.parquet"):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(JournalError, match="starlift cohort collect writes it"):
            read_table(tmp_path, ATTEMPTS)


def test_an_error_leaves_the_table_as_it_was(tmp_path: Path) -> None:
    write(tmp_path, ROWS, parquet=True)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    others = [attempts_frame(ROWS[:1]), "no frame"]
    with pytest.raises(AttributeError), TableFile(tmp_path, ATTEMPTS, parquet=True) as table:
        list(map(table.add, others))  # type: ignore[arg-type]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@given(st.text("='+-@\t\r\n\u200bab\uff1d", max_size=6) | st.text(max_size=20))
def test_no_cell_is_a_formula_and_each_tells_its_text(text: str) -> None:
    assert harmless(text)[:1] not in (*"=+-@\t\r\n\uff1d\uff0b\uff0d\uff20",)
    assert harmed(harmless(text)) == text


def test_a_cell_is_no_longer_than_a_spreadsheet_takes() -> None:
    assert len(harmless("=" * 200_000)) == MAX_CELL


@settings(max_examples=60, deadline=None)
@given(st.text("=@\"',;\n\r\0\ud800 a\u2028", max_size=12))
def test_hostile_words_stay_in_their_cell(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("t")
    (row,) = rows_of([attempt(1)])
    write(folder, [replace(row, answer=Answer(action=text, whole="end"))], parquet=True)
    with (folder / "texts.csv").open(encoding="utf-8-sig", newline="") as file:
        header, cells = csv.reader(file)
    assert len(cells) == len(header)
    assert cells[-1] == "end"
    assert not any(cell.startswith(("=", "@", "\r", "\n")) for cell in cells)
    kept = text.replace("\0", "\ufffd").replace("\ud800", "\ufffd")
    assert list(read_table(folder, TEXTS)["action"]) == [kept]
