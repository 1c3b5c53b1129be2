"""Reading: the same rows from journals and from the tables that were made of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from made_journals import learner, put

from starlift.collected import Choices, Expected, collect
from starlift.collected.reading import is_table, read_rows, table_rows
from starlift.errors import JournalError


@pytest.fixture
def room(tmp_path: Path) -> Path:
    put(tmp_path / "a", learner("p1", shared=True))
    put(tmp_path / "b", learner("007"))
    return tmp_path


def tables(room: Path, *, text: bool = True) -> Path:
    """The two tables alone."""
    out = room / "tables"
    collect([room / "a", room / "b"], out, Expected("spring"), Choices(text=text, parquet=False))
    for path in (out / "journal").glob("*"):
        path.unlink()
    if (out / "journal").exists():
        (out / "journal").rmdir()
    return out


def test_tables_give_the_rows_of_the_journals(room: Path) -> None:
    journals = read_rows([room / "a", room / "b"]).rows
    found = read_rows([tables(room)]).rows

    assert [row.variant for row in journals if row.attempt] == ["v"] * 4
    assert found == tuple(replace(row, variant="") for row in journals)


def test_without_texts_the_answers_are_empty(room: Path) -> None:
    assert not any(row.answer.text for row in table_rows(tables(room, text=False)))


def test_a_folder_with_journals_is_read_as_journals_though_tables_lie_there(room: Path) -> None:
    collect([room / "a"], room / "kept", Expected("spring"), Choices(parquet=False))

    assert not is_table(room / "kept")
    assert is_table(room / "kept" / "attempts.csv")
    assert any(row.variant for row in read_rows([room / "kept"]).rows)


def test_who_stands_in_both_counts_once_and_other_cohorts_do_not_count(room: Path) -> None:
    journals = read_rows([room / "a", room / "b"]).rows
    put(room / "c", learner("p9", cohort="autumn"))

    assert read_rows([tables(room), room / "a", room / "c"], Expected("spring")).rows == tuple(
        replace(row, variant="") if row.participant == "007" else row for row in journals
    )
    assert not read_rows([room / "tables"], Expected("autumn")).rows


def test_levels_that_no_answer_can_have_are_left_out(room: Path) -> None:
    path = tables(room) / "attempts.csv"
    head, first, *rest = path.read_text(encoding="utf-8-sig").splitlines()
    cells = dict(zip(head.split(","), first.split(","), strict=True))
    place = {name: number for number, name in enumerate(cells)}
    edited = first.split(",")
    edited[place['"overall"']], edited[place['"intake"']] = "9.0", "-4"
    path.write_text("\n".join([head, ",".join(edited), *rest]), encoding="utf-8")
    one = table_rows(path)[0]

    assert (one.overall, one.levels) == (None, {})


def test_a_table_that_is_none_is_told(room: Path) -> None:
    (room / "tables").mkdir()
    (room / "tables" / "attempts.csv").write_text("a,b\n1,2\n")

    with pytest.raises(JournalError, match="its columns are others"):
        read_rows([room / "tables"])
    with pytest.raises(JournalError, match="gone: holds no table"):
        table_rows(room / "gone")
    (room / "notes.txt").write_text("no table")
    with pytest.raises(JournalError, match=r"notes\.txt: holds no table"):
        table_rows(room / "notes.txt")
