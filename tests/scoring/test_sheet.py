"""The sheet: evidence before level, faults, gaps and the standing against what the panel agreed on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from starlift.scoring.form import LONGEST, NOT_HEARD, Form
from starlift.scoring.sheet import Sheet, choice

Fill = Callable[..., Sheet]


def told(sheet: Sheet) -> dict[str, str]:
    return {problem.field: problem.what for problem in sheet.mistakes}


def test_a_complete_sheet_has_no_faults(filled: Fill) -> None:
    sheet = filled()

    assert sheet.is_complete
    assert set(sheet.levels) == set(sheet.form.keys)


def test_a_level_without_evidence_is_a_fault_and_does_not_count(filled: Fill) -> None:
    sheet = filled(**{"intake.evidence": "  \n "})

    assert told(sheet) == {"intake.level": "has level 2 and no evidence"}
    assert "intake" not in sheet.levels
    assert not sheet.is_complete


def test_not_heard_needs_no_evidence(filled: Fill) -> None:
    sheet = filled(**{"intake.evidence": "", "intake.level": "Not  heard"})

    assert sheet.is_complete
    assert sheet.chosen("intake") == NOT_HEARD
    assert "intake" not in sheet.levels


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"intake.level": "4"}, "intake.level", "is no level"),
        ({"intake.level": "-1"}, "intake.level", "is no level"),
        ({"intake.level": "²"}, "intake.level", "is no level"),
        ({"intake.level": "2.5"}, "intake.level", "is no level"),
        ({"overall.level": "0"}, "overall.level", "is no level"),
        ({"overall.level": "not heard"}, "overall.level", "is no level"),
        ({"no_hire.blames": "maybe"}, "no_hire.blames", "neither yes nor no"),
        ({"no_hire.blames": "yes"}, "no_hire.evidence", "although a no-hire condition was seen"),
        ({"intake.evidence": "x" * (LONGEST + 1)}, "intake.evidence", "more than"),
        ({"charm.level": "3"}, "charm.level", "no field"),
    ],
)
def test_every_fault_is_named_with_its_field(filled: Fill, values: dict[str, str], field: str, words: str) -> None:
    assert words in told(filled(**values))[field]


def test_all_faults_come_at_once(filled: Fill) -> None:
    sheet = filled(**{"intake.evidence": "", "result.level": "9", "no_hire.blames": "yes"})

    assert set(told(sheet)) == {"intake.level", "result.level", "no_hire.evidence"}


def test_a_blank_sheet_is_open_and_not_wrong(form: Form) -> None:
    sheet = Sheet(form, "Rita", {})

    assert not sheet.mistakes
    assert {gap.field for gap in sheet.gaps} == {f"{key}.level" for key in form.keys} | {
        f"no_hire.{one.id}" for one in form.panel.no_hire
    }


@pytest.mark.parametrize(
    ("text", "level"), [("2", "2"), ("2.0", "2"), ("2,0", "2"), ("Not Heard", NOT_HEARD), ("", "")]
)
def test_levels_as_people_and_spreadsheets_write_them(text: str, level: str) -> None:
    assert choice(text) == level


def test_standing(filled: Fill) -> None:
    seen = {"no_hire.blames": "YES", "no_hire.evidence": "“They are idiots.”"}

    lines = filled(level=1, **seen).standing()
    assert lines[0] == "Level target 4: 1, below"
    assert lines[1] == "Must have Intake and priorities from 2: 1, not shown"
    assert lines[-1].startswith("No-hire condition seen: The other side")
    assert "reached" in filled(level=4).standing()[0]


def test_a_must_have_that_was_not_heard_is_not_one_that_was_not_rated(filled: Fill, form: Form) -> None:
    assert Sheet(form, "Rita", {}).standing()[:2] == [
        "Level target 4: not rated",
        "Must have Intake and priorities from 2: not rated",
    ]
    assert filled(**{"intake.level": "Not heard"}).standing()[1].endswith(": not heard")
