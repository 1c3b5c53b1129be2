"""Comparison: cohorts side by side, without names, texts and small groups."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path
from statistics import fmean

import pytest
from typer.testing import CliRunner, Result

from sample_cohort import HIDDEN, NAMES, learner, room
from starlift.cli import app
from starlift.content import OWN_STORY, Content
from starlift.dimensions import DIMENSIONS
from starlift.errors import JournalError
from starlift.reports.comparing import compare, comparison_page, write_comparison
from starlift.reports.comparison import planned_minutes
from starlift.reports.thin import OVERALL, Thin
from starlift.runsheets import find_run_sheet, load_run_sheet


def starlift(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["cohort", *map(str, words)])


@pytest.fixture
def tables(tmp_path: Path, content: Content, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Three collected cohorts: six people, eight, and four."""
    monkeypatch.chdir(tmp_path)
    room(tmp_path / "spring", content)
    for number in range(8):
        learner(tmp_path / "=autumn", f"q{number}", content=content, cohort="=autumn", levels=(2.0, 2.5, 3.0))
    for who in list(NAMES)[:4]:
        learner(tmp_path / "small", who, content=content, cohort="small", text=HIDDEN, shared=True)
    for cohort in ("spring", "=autumn", "small"):
        done = starlift("collect", cohort, cohort, "--out", f"{cohort}-tables", "--no-parquet")
        assert done.exit_code == 0, done.output
    return [Path("spring-tables"), Path("=autumn-tables", "attempts.csv"), Path("small-tables")]


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\N{BYTE ORDER MARK}"))))


def test_levels_and_change_are_those_of_the_tables(tables: list[Path], content: Content) -> None:
    found = compare(tables, content)
    thin = Thin(content).levels("ticket-sink", "")
    overall = {cohort: held.each[0] for cohort, held in found.changes.items()}

    assert list(found.changes) == ["=autumn", "spring"]
    assert [held.people for held in found.changes.values()] == [8, 6]
    assert overall["=autumn"].final == 4.0
    assert overall["spring"].final == pytest.approx(2.625)
    assert overall["spring"].start == pytest.approx(thin[OVERALL])
    assert overall["spring"].change.value == pytest.approx(2.625 - thin[OVERALL])
    assert found.left_out == ("small: no case with 5 people or more, left out.",)


def test_the_thin_level_is_the_mean_over_all_thin_answers_of_the_case(content: Content) -> None:
    thin = Thin(content)
    case = content.cases["ticket-sink"]
    context = next(iter(content.contexts.all()))
    ids = ["/".join([one.id, *(option.id for option in context.options)]) for one in case.exercise.thin_answers]

    for name in (OVERALL, *DIMENSIONS):
        assert thin.levels(case.id, "")[name] == pytest.approx(fmean(thin.levels(case.id, one)[name] for one in ids))
    assert thin.levels(OWN_STORY, "") == {}
    assert thin.levels(case.id, "no such one") == thin.levels(case.id, "")


def test_times_are_held_against_the_plan(tables: list[Path], content: Content) -> None:
    sheet = load_run_sheet(find_run_sheet(content.root, "120"))
    (autumn, spring) = compare(tables, content, sheet).overruns
    rewriting = next(block for block in sheet.blocks if block.id == "rewrite")

    assert spring.planned == rewriting.exercise
    assert (autumn.people, autumn.median, autumn.over) == (8, 30.0, 30.0 - rewriting.exercise)
    assert (spring.people, spring.median, spring.longer) == (6, 20.0, 0)


def test_without_a_run_sheet_the_notebooks_plan_counts(content: Content) -> None:
    plan = planned_minutes(content)

    assert set(plan) == set(content.cases)
    assert all(0 < plan[case.id] < case.story.minutes for case in content.cases.values())


def test_no_name_no_id_no_text_and_nothing_of_a_small_group(
    tables: list[Path], content: Content, tmp_path: Path
) -> None:
    files = write_comparison(compare(tables, content), content, tmp_path / "out")
    told = "\n".join(path.read_text(encoding="utf-8") for path in files)

    assert HIDDEN not in told
    assert not [who for who in (*NAMES, "q0", "Zoe", "Quintero") if f">{who}<" in told or f"{who}," in told]
    assert [row["cohort"] for row in read(files[1].read_text(encoding="utf-8"))].count("small") == 0
    assert {row["cohort"] for row in read(files[1].read_text(encoding="utf-8"))} == {"'=autumn", "spring"}
    assert len(read(files[1].read_text(encoding="utf-8"))) == 2 * (1 + len(DIMENSIONS))
    assert len(read(files[2].read_text(encoding="utf-8"))) == 2


def test_a_hostile_cohort_stays_text(tmp_path: Path, content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    cohort = "<img src=x onerror=alert(1)>"
    room(tmp_path / "room", content, cohort=cohort)
    assert starlift("collect", cohort, "room", "--out", "tables", "--no-parquet").exit_code == 0
    page = comparison_page(compare([Path("tables")], content), content)

    assert "<img" not in page
    assert "&lt;img src=x" in page


def test_the_same_tables_give_the_same_bytes_in_any_order(tables: list[Path], content: Content, tmp_path: Path) -> None:
    made = [
        [path.read_bytes() for path in write_comparison(compare(order, content), content, tmp_path / name)]
        for name, order in (("one", tables), ("two", tables[::-1]))
    ]

    assert made[0] == made[1]


def test_nobody_counts_twice(tables: list[Path], content: Content) -> None:
    with pytest.raises(JournalError, match="tells of the cohort 'spring', and so does spring-tables"):
        compare([tables[0], tables[0]], content)


def test_small_cohorts_alone_are_refused(tables: list[Path], content: Content) -> None:
    with pytest.raises(JournalError, match="5 people or more"):
        compare([tables[2]], content)


def test_the_command(tables: list[Path]) -> None:
    done = starlift("compare", *tables, "--sheet", "120", "--out", "out")

    assert done.exit_code == 0, done.output
    assert "Cohorts 2, cases with times 2" in done.output
    assert "small: no case with 5 people or more, left out." in done.output
    assert sorted(path.name for path in Path("out").iterdir()) == ["comparison.csv", "comparison.html", "overrun.csv"]


@pytest.mark.parametrize(("what", "problem"), [("gone", "gone: holds no table"), ("empty", "empty: holds no table")])
def test_a_mistake_ends_with_code_2(tmp_path: Path, what: str, problem: str) -> None:
    (tmp_path / "empty").mkdir()
    line = [sys.executable, "-m", "starlift.cli", "cohort", "compare", what, "--out", "out"]
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert problem in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()
