"""Cohort files: what they say, and everything that can be wrong with them and their rosters in one list."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from starlift.cohorts import Participant, Setting, build, read_cohort
from starlift.content import Content, shipped_root
from starlift.errors import RosterError
from starlift.notebooks import read_notebook

Write = Callable[[str, str | bytes], Path]
ROSTER = "id,name,cases\np1,Ada,\np2,Bo,release-conflict\n"


def test_a_file_says_who_and_how(write: Write, real: Content) -> None:
    write("r.csv", ROSTER)
    path = write(
        "c.yaml",
        "id: autumn\ntitle: Autumn\ndate: 2026-10-15\nrun_sheet: 120-minutes\nroster: r.csv\ncases: [ticket-sink]\n"
        "contexts:\n  industries: [payments, hotels]\ndifficulty: 4\nsalt: x\nminutes: 20\n",
    )
    found = read_cohort(path, real)
    assert (found.id, found.title, found.run_sheet) == ("autumn", "Autumn", "120-minutes")
    assert found.date == datetime.date(2026, 10, 15)
    assert found.roster == (
        Participant("p1", "Ada", cases=("ticket-sink",)),
        Participant("p2", "Bo", cases=("release-conflict",)),
    )
    assert found.setting == Setting(4, "x", ("payments", "hotels"), minutes=20)


def test_a_roster_alone_is_a_cohort(write: Write, content: Content) -> None:
    found = read_cohort(write("autumn.csv", ROSTER), content)
    assert (found.id, len(found.roster), found.setting) == ("autumn", 2, Setting())


def test_every_mistake_of_both_files_is_told_at_once(write: Write, real: Content) -> None:
    write("r.csv", "id,name,industry\np1,,\np1,Bo,circus\n")
    path = write(
        "c.yaml",
        'id: ""\nroster: r.csv\nrun_sheet: ../x\ncases: [nothing]\ncontexts: {sizes: [huge]}\n',
    )
    with pytest.raises(RosterError) as caught:
        read_cohort(path, real)
    told = str(caught.value)
    for part in ("c.yaml:1", "r.csv:2: name", "r.csv:3: industry", "stands already in line 2"):
        assert part in told, told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("run_sheet: 61-minutes", r"run_sheet: '61-minutes' is not a run sheet here \(use one of: 120-minutes"),
        ("run_sheet: ../../etc/passwd", "is not a run sheet here"),
        ("cases: [nothing]", "'nothing' is not known"),
        ("contexts: {industries: [circus]}", "'circus' is not known"),
        ("contexts: {planets: [mars]}", "planets"),
        ("columns: {nickname: x}", "is not a column of a roster"),
        ("difficulty: many", "difficulty"),
        ("minutes: 900", "minutes"),
        ("date: tomorrow", "date"),
        ("colour: red", "colour"),
    ],
)
def test_a_mistake_is_told_with_its_line(line: str, told: str, write: Write, real: Content) -> None:
    write("r.csv", ROSTER)
    with pytest.raises(RosterError, match=told) as caught:
        read_cohort(write("c.yaml", f"id: c\nroster: r.csv\n{line}\n"), real)
    assert "c.yaml:3" in str(caught.value)


def test_a_roster_that_is_not_there_is_told(write: Write, content: Content) -> None:
    with pytest.raises(RosterError, match=r"nowhere\.csv: cannot be read"):
        read_cohort(write("c.yaml", "id: c\nroster: nowhere.csv\n"), content)


def test_the_sample_is_a_good_one() -> None:
    from starlift.content import load_content

    root = shipped_root()
    found = read_cohort(root / "facilitator" / "sample-cohort.yaml", load_content(root))
    assert (found.id, len(found.roster)) == ("sample-cohort", 12)


def test_what_the_file_decides_is_in_the_notebooks(write: Write, content: Content, tmp_path: Path) -> None:
    write("r.csv", ROSTER)
    path = write("c.yaml", "id: c\nroster: r.csv\nminutes: 21\ncontexts: {industries: [clinics]}\n")
    found = read_cohort(path, content)
    manifest = build(content, found.roster, found.id, tmp_path / "out", setting=found.setting)
    folder = tmp_path / "out" / manifest.sets[0].folder
    case = "".join("".join(cell["source"]) for cell in read_notebook(folder / "01-ticket-sink.ipynb")["cells"])
    assert "minutes = 21" in case
    assert "/clinics/" in case
    start = "".join("".join(cell["source"]) for cell in read_notebook(folder / "00-start.ipynb")["cells"])
    assert "minutes = 21" not in start
