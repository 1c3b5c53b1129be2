from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from starlift.workbenches.owndata.formats import recognise
from starlift.workbenches.owndata.headers import NAMES, plain
from starlift.workbenches.owndata.table import FIELDS

EXAMPLES = Path(__file__).parent / "examples"


@pytest.mark.parametrize(
    ("name", "format_"),
    [("jira.csv", "jira"), ("jira-german.csv", "jira"), ("defectdojo.csv", "defectdojo"),
     ("github-rest.json", "github"), ("github-cli.json", "github"), ("scan.sarif", "sarif")],
)  # fmt: skip
def test_a_format_is_recognised_whatever_the_file_is_called(tmp_path: Path, name: str, format_: str) -> None:
    for other in ("a.csv", "a.json", "a.sarif"):
        shutil.copyfile(EXAMPLES / name, tmp_path / other)
        assert recognise(tmp_path / other).name == format_


def test_an_issue_that_speaks_of_runs_is_no_scan(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"createdAt": "2026-01-01T00:00:00Z", "title": "\\"runs\\" on"}]', encoding="utf-8")

    assert recognise(path).name == "github"


def test_any_other_table_is_a_table(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("when,what\n2026-01-01,x\n", encoding="utf-8")

    assert recognise(path).label == "a CSV table"


def test_known_names_are_written_as_they_are_looked_up_and_every_field_has_some() -> None:
    assert {field for fields in FIELDS.values() for field in fields} == set(NAMES)
    for names in NAMES.values():
        assert [name for name in names if plain(name) != name] == []
        assert len(set(names)) == len(names)


def test_names_are_compared_without_case_accents_signs_and_wrapping() -> None:
    assert plain("Custom field (Severity)") == "severity"
    assert plain("Component/s") == "component s"
    assert plain(" Priorität ") == "prioritat"
    assert plain("False_Positive") == "false positive"
