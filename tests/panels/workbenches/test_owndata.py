from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from fields import fields_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from starlift.panels.workbenches.owndata import blocks, chosen
from starlift.workbenches.owndata import chosen as chosen_module
from starlift.workbenches.owndata.table import FIELDS, Kind, Loaded

EXAMPLES = Path(__file__).parents[2] / "workbenches" / "owndata" / "examples"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    own = tmp_path / "own-data"
    shutil.copytree(EXAMPLES, own)
    (own / "broken.csv").write_text('Summary,Created\n"A,2026-03-01\n', encoding="utf-8")
    (tmp_path / "outside.csv").write_text("Summary,Created\nA,2026-03-01\n", encoding="utf-8")
    return own


def find(page: list[dict[str, Any]], id: str) -> dict[str, Any] | None:
    for block in page:
        inner = find(block.get("blocks", []), id)
        if block.get("id") == id or inner:
            return inner or block
    return None


def field(page: list[dict[str, Any]], id: str) -> dict[str, Any]:
    found = find(page, id)
    assert found is not None
    return found


def confirmed(folder: Path, values: Mapping[str, str], kind: Kind) -> Loaded | None:
    """What the learner gets who ticks the box that the page shows for `values`."""
    box = find(blocks(folder, values, kind), "own.confirmed")
    return chosen(folder, {**values, "own.confirmed": box["options"][0][0]}, kind) if box else None


def test_without_files_the_page_says_where_they_go(tmp_path: Path) -> None:
    page = blocks(tmp_path / "own-data", {}, "requests")

    assert "nothing leaves this machine" in page[0]["html"]
    assert "holds no export yet" in page[0]["html"]
    assert not set(fields_of(page))
    assert chosen(tmp_path, {}, "requests") is None


def test_files_are_offered_and_none_is_chosen_at_first(folder: Path) -> None:
    page = blocks(folder, {}, "requests")

    options = field(page, "own.file")["options"]
    assert options[0] == ["", "None: stay with the synthetic data"]
    assert ["jira.csv", "jira.csv"] in options
    assert set(fields_of(page)) == {"own.file"}


@pytest.mark.parametrize("kind", ["requests", "findings"])
def test_a_chosen_csv_shows_its_columns_what_was_read_and_five_rows(folder: Path, kind: Kind) -> None:
    page = blocks(folder, {"own.file": "jira.csv"}, kind)

    assert set(fields_of(page)) == {f"own.{name}" for name in (*FIELDS[kind], "file", "order", "confirmed")}
    assert all(id.startswith("own.") for id in set(fields_of(page)))
    opened = field(page, "own.opened")["options"]
    assert opened[0] == ["", "Created (guessed by its name)"]
    assert ["-", "No column"] in opened
    assert ["=Updated", "Updated"] in opened
    assert [label for _, label in opened].count("Component/s") == 1
    assert any("Recognised as a Jira-style CSV" in block.get("html", "") for block in page)
    assert "Rows used: 4 of 6." in field(page, "own.told")["done"]
    assert any("Review the design of the upload service" in block.get("html", "") for block in page)


def test_names_of_people_are_not_shown(folder: Path) -> None:
    assert "Person" not in str(blocks(folder, {"own.file": "jira.csv"}, "requests"))


def test_data_counts_only_once_confirmed_and_only_for_these_columns(folder: Path) -> None:
    values = {"own.file": "jira.csv"}
    assert chosen(folder, values, "requests") is None

    loaded = confirmed(folder, values, "requests")
    assert loaded is not None
    assert len(loaded.table) == 4

    token = field(blocks(folder, values, "requests"), "own.confirmed")["options"][0][0]
    assert chosen(folder, {**values, "own.confirmed": token, "own.kind": "=Status"}, "requests") is None
    assert chosen(folder, {"own.file": "jira-german.csv", "own.confirmed": token}, "requests") is None


def test_the_learners_columns_count(folder: Path) -> None:
    values = {"own.file": "jira.csv", "own.kind": "=Custom field (Team)", "own.closed": "-", "own.title": "=no such"}

    loaded = confirmed(folder, values, "requests")

    assert loaded is not None
    assert loaded.table["kind"].iloc[0] == "Team Red"
    assert loaded.table["closed"].isna().all()
    assert loaded.table["title"].iloc[0].startswith("Review")


def test_the_columns_fold_away_once_confirmed(folder: Path) -> None:
    values = {"own.file": "jira.csv"}
    page = blocks(folder, values, "requests")
    token = field(page, "own.confirmed")["options"][0][0]

    after = blocks(folder, {**values, "own.confirmed": token}, "requests")

    assert [len(field(one, "own.told")["items"]) for one in (page, after)] == [1, 0]
    assert [block["open"] for block in (*page, *after) if block["kind"] == "group"] == [True, False]


def test_a_broken_file_is_told_and_gives_nothing(folder: Path) -> None:
    page = blocks(folder, {"own.file": "broken.csv"}, "requests")

    assert "broken.csv:2: has a quotation mark that is opened and never closed" in field(page, "own.told")["items"][0]
    assert find(page, "own.confirmed") is None


def test_a_scan_without_a_date_takes_the_learners(folder: Path) -> None:
    scan = folder / "scan.sarif"
    scan.write_text('{"version": "2.1.0", "runs": [{"results": [{"message": {"text": "A"}}]}]}', encoding="utf-8")
    values = {"own.file": "scan.sarif"}

    for typed in ("", "2026-0", "\0"):
        told = field(blocks(folder, {**values, "own.scanned": typed}, "findings"), "own.told")["items"]
        assert "names no date of the scan" in told[0]
    loaded = confirmed(folder, {**values, "own.scanned": "2026-03-13"}, "findings")
    assert loaded is not None
    assert loaded.table["opened"].iloc[0].day == 13


@pytest.mark.parametrize("name", ["../outside.csv", "outside.csv", "nothing.csv", "\0", "a" * 200_000])
def test_only_files_of_the_folder_can_be_chosen(folder: Path, name: str) -> None:
    assert set(fields_of(blocks(folder, {"own.file": name}, "requests"))) == {"own.file"}


def test_a_repaint_reads_nothing_again_and_a_changed_file_is_read_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    load = chosen_module.load
    monkeypatch.setattr(chosen_module, "load", lambda path, *rest: (read.append(path.name), load(path, *rest))[1])
    values = {"own.file": "jira.csv"}

    for _ in range(3):
        blocks(folder, values, "requests")
        confirmed(folder, {**values, "own.other": "x"}, "requests")
    assert read == ["jira.csv"]

    for _ in range(2):
        blocks(folder, {"own.file": "broken.csv"}, "requests")
    assert len(read) <= 2

    path = folder / "jira.csv"
    path.write_text("Summary,Created\nNew,2026-03-01\n", encoding="utf-8")
    os.utime(path, ns=(1, 1))
    loaded = confirmed(folder, values, "requests")
    assert loaded is not None
    assert list(loaded.table["title"]) == ["New"]


def test_of_thousands_of_columns_those_with_values_are_offered(folder: Path) -> None:
    empty = [f"Custom field (Empty {number})" for number in range(2_000)]
    head = ",".join([*empty, "Late", "Summary", "Created", "x" * 5_000])
    (folder / "wide.csv").write_text(f"{head}\n{',' * 2_000}here,A,2026-03-01,y\n", encoding="utf-8")

    options = field(blocks(folder, {"own.file": "wide.csv"}, "requests"), "own.kind")["options"]

    assert len(options) <= chosen_module.MOST_OFFERED + 2
    assert ["=Late", "Late"] in options
    assert max(len(value) for value, _ in options) < 300


def test_markup_in_a_file_stays_text(folder: Path) -> None:
    (folder / "a.csv").write_text("Summary,Created\n<img src=x onerror=alert(1)>,2026-03-01\n", encoding="utf-8")

    page = blocks(folder, {"own.file": "a.csv"}, "requests")

    assert not any("<img" in block.get("html", "") for block in page)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from([path.name for path in sorted(EXAMPLES.iterdir())]),
    kind=st.sampled_from(["requests", "findings"]),
    others=st.dictionaries(
        st.sampled_from([f"own.{name}" for name in (*FIELDS["findings"], "order", "scanned", "confirmed")]),
        st.one_of(st.text(max_size=20), st.sampled_from(["-", "=", "=Created", "=Summary", "day", "\0", "x" * 99_999])),
    ),
)
def test_any_values_give_a_page(folder: Path, name: str, kind: Kind, others: dict[str, str]) -> None:
    values = {"own.file": name, **others}

    assert "own.file" in set(fields_of(blocks(folder, values, kind)))
    assert chosen(folder, values, kind) is None
