"""The shipped run sheets add up, and the loader names file, line and field of every mistake."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from starlift.check import problems
from starlift.content import Content, load_content
from starlift.errors import ContentError
from starlift.runsheets import FORMS, RunSheet, find_run_sheet, load_run_sheet, mismatches, run_sheet_files
from starlift.steps import plan, steps_of

ROOT = Path(__file__).resolve().parents[1]
FILES = run_sheet_files(ROOT)
LENGTHS = {"60-minutes": 60, "90-minutes": 90, "120-minutes": 120, "240-minutes": 240}
SMALL = """title: Small
minutes: 30
suits: A test.
blocks:
  - id: first
    title: First
    kind: open
    exercise: 10
    need: must
    without: Nobody knows.
    say: Begin.
    agenda: We begin.
  - id: second
    title: Second
    kind: trios
    exercise: 15
    debrief: 5
    shortest: 12
    need: should
    without: Nobody tells.
    say: Go on.
    agenda: We go on.
"""


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content(ROOT)


@pytest.fixture
def small(tmp_path: Path) -> Callable[[str, str], Path]:
    def write(old: str = "", new: str = "") -> Path:
        assert old in SMALL
        path = tmp_path / "small.yaml"
        path.write_text(SMALL.replace(old, new, 1), encoding="utf-8")
        return path

    return write


def shipped(name: str) -> RunSheet:
    return load_run_sheet(find_run_sheet(ROOT, name))


def told(path: Path) -> list[tuple[int, str, str]]:
    with pytest.raises(ContentError) as caught:
        load_run_sheet(path)
    return [(problem.line, problem.field, problem.what) for problem in caught.value.problems]


def test_five_run_sheets_ship() -> None:
    assert {path.stem for path in FILES} == {*LENGTHS, "five-days"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_minutes_add_up_and_must_leaves_a_third(path: Path) -> None:
    sheet = load_run_sheet(path)

    assert sum(block.exercise + block.debrief for block in sheet.blocks) == sheet.minutes
    assert sheet.minutes == LENGTHS.get(sheet.id, sheet.minutes)
    assert 3 * sum(block.minutes for block in sheet.blocks if block.need == "must") <= 2 * sheet.minutes
    assert {block.need for block in sheet.blocks} == {"must", "should", "could"}


@pytest.mark.parametrize("name", LENGTHS)
def test_a_session_opens_first_closes_last_and_lets_everybody_write(name: str) -> None:
    kinds = [block.kind for block in shipped(name).blocks]

    assert (kinds[0], kinds[-1]) == ("open", "close")
    assert "rewrite" in kinds
    assert kinds.index("rate") < kinds.index("rewrite")


def test_half_a_day_has_two_cases_with_a_rating_before_and_after() -> None:
    blocks = shipped("240").blocks
    rewrites = [i for i, block in enumerate(blocks) if block.kind == "rewrite"]
    ratings = [i for i, block in enumerate(blocks) if block.kind == "rate"]

    assert len({blocks[i].uses for i in rewrites}) == 2
    assert ratings[0] < rewrites[0] < rewrites[-1] < ratings[-1]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_sheet_fits_the_cases(path: Path, content: Content) -> None:
    assert list(mismatches(path, load_run_sheet(path), content)) == []


def test_five_days_ask_an_hour_at_most_and_follow_the_studios_plan(content: Content) -> None:
    sheet = shipped("five-days")
    case = content.case("ticket-sink")
    days = {step: block.day for block in sheet.blocks if block.uses == case.id for step in block.steps}

    assert [len(day) > 0 for day in sheet.days] == [True] * 5
    assert all(sum(block.minutes for block in day) <= 60 for day in sheet.days)
    assert days == {step.id: day.number for day in plan(steps_of(case.id, case.story.minutes)) for step in day.steps}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_sentences_are_sentences_and_agenda_lines_short(path: Path) -> None:
    for block in load_run_sheet(path).blocks:
        assert re.fullmatch(r"[A-Z].*[.?]", block.without)
        assert re.fullmatch(r"[A-Z].*[.?]", block.say)
        assert len(block.agenda) <= 110
        assert block.form == FORMS[block.kind]


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "what"),
    [
        ("minutes: 30", "minutes: 31", 2, "minutes", "is 31, but the blocks add up to 30"),
        ("id: second", "id: first", 13, "blocks[1].id", "'first' stands twice"),
        ("need: should", "need: maybe", 19, "blocks[1].need", "must"),
        ("need: should", "need: must", 4, "blocks", "30 minutes of must in 30"),
        ("shortest: 12", "shortest: 21", 18, "blocks[1].shortest", "longer than the block's 20"),
        ("exercise: 15\n    debrief: 5", "exercise: 20\n    day: 3", 17, "blocks[1].day", "is 3 after day 1"),
        ("kind: trios", "kind: break", 17, "blocks[1].debrief", "has no place in a break"),
        ("    say: Begin.\n", "", 5, "blocks[0].say", "is missing"),
        ("say: Begin.", "says: Begin.", 11, "blocks[0].says", "not a known field"),
        ("id: first", "id: ../first", 5, "blocks[0].id", "match pattern"),
        ("title: First", 'title: "a\\nb"', 6, "blocks[0].title", "match pattern"),
        ("exercise: 10", "exercise: ten", 8, "blocks[0].exercise", "whole number"),
        ("exercise: 10", "exercise: -1", 8, "blocks[0].exercise", "greater than or equal to 0"),
    ],
)
def test_a_mistake_is_told_with_line_and_field(
    small: Callable[[str, str], Path], old: str, new: str, line: int, field: str, what: str
) -> None:
    found = told(small(old, new))

    assert any((at, where) == (line, field) and what in said for at, where, said in found), found


def test_a_day_of_more_than_an_hour_is_refused(tmp_path: Path) -> None:
    text = SMALL.replace("minutes: 30", "minutes: 95").replace("exercise: 15", "exercise: 80\n    day: 2")
    (tmp_path / "long.yaml").write_text(text, encoding="utf-8")

    assert any("asks 85 minutes of day 2" in what for _, _, what in told(tmp_path / "long.yaml"))


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("    say: Begin.", "    uses: nowhere\n    say: Begin.", "'nowhere' is no notebook"),
        ("    say: Begin.", "    steps: [rate]\n    say: Begin.", "needs the notebook"),
        ("    say: Begin.", "    uses: start\n    steps: [keep]\n    say: Begin.", "start has no step 'keep'"),
    ],
)
def test_what_does_not_fit_the_cases_is_told(
    small: Callable[[str, str], Path], content: Content, old: str, new: str, what: str
) -> None:
    path = small(old, new)

    (problem,) = mismatches(path, load_run_sheet(path), content)
    assert what in problem.what
    assert problem.line > 1


def test_a_plan_of_days_that_leaves_the_studios_plan_is_told(tmp_path: Path, content: Content) -> None:
    text = (ROOT / "facilitator/run-sheets/five-days.yaml").read_text(encoding="utf-8")
    changes = {
        "mixes steps": ("steps: [rewrite]", "steps: [rate, rewrite]"),
        "order of days": ("steps: [read, rate]", "steps: [rewrite]"),
        "the studio plans 14": ("exercise: 30\n    debrief: 5\n    shortest: 25", "exercise: 5\n    debrief: 30\n"),
    }
    for what, (old, new) in changes.items():
        assert old in text
        path = tmp_path / "days.yaml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        assert any(what in problem.what for problem in mismatches(path, load_run_sheet(path), content)), what


def test_a_name_may_be_short_and_a_wrong_one_is_told_what_there_is() -> None:
    assert find_run_sheet(ROOT, "120").stem == "120-minutes"
    assert find_run_sheet(ROOT, "five").stem == "five-days"
    assert find_run_sheet(ROOT, "mine.yaml") == Path("mine.yaml")
    for name in ("45", "", "../120-minutes"):
        with pytest.raises(ContentError, match="120-minutes, 240-minutes"):
            find_run_sheet(ROOT, name)


def test_a_short_name_that_fits_two_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "facilitator" / "run-sheets"
    folder.mkdir(parents=True)
    for name in ("120-minutes", "120-online"):
        (folder / f"{name}.yaml").write_text(SMALL, encoding="utf-8")

    with pytest.raises(ContentError, match="more than one"):
        find_run_sheet(tmp_path, "120")


def test_a_file_name_that_is_no_id_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "My Sheet.yaml"
    path.write_text(SMALL, encoding="utf-8")

    assert "file name" in told(path)[0][2]


def test_check_names_a_broken_run_sheet(tmp_path: Path) -> None:
    folder = tmp_path / "facilitator" / "run-sheets"
    folder.mkdir(parents=True)
    (folder / "mine.yaml").write_text(SMALL.replace("minutes: 30", "minutes: 45"), encoding="utf-8")

    assert any(problem.file.endswith("mine.yaml") and problem.line == 2 for problem in problems(tmp_path))
