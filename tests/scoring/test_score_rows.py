"""Sheets in CSV and XLSX, there and back, as spreadsheets save them and as hostile hands write them."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from starlift.content import Content
from starlift.errors import ScoringError, StarliftError
from starlift.scoring import csvsheet, xlsxsheet
from starlift.scoring.form import Form
from starlift.scoring.reading import complete_sheets, read_sheets
from starlift.scoring.rows import plain_cell, safe_cell, sheet_of, table
from starlift.scoring.sheet import Sheet

Fill = Callable[..., Sheet]
Save = Callable[..., Path]
HOSTILE = '=HYPERLINK("http://evil","x")\n<script>alert(1)</script> \'; "quoted", שלום 🎉'
texts = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=60)


@pytest.mark.parametrize("edition", ["csv", "xlsx"])
def test_there_and_back(filled: Fill, save: Save, content: Content, edition: str) -> None:
    sheet = filled(**{"intake.evidence": HOSTILE, "debrief.changed": "'tis", "intake.comment": "+1 @you"})
    (read,) = read_sheets(content, [save(sheet, edition)])

    assert {k: v for k, v in read.values.items() if v} == sheet.values
    assert (read.rater, read.target) == (sheet.rater, sheet.target)
    assert read.is_complete


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts)
def test_any_evidence_comes_back_from_csv(content: Content, form: Form, text: str) -> None:
    data = csvsheet.dump(table(form, "Rita", {"intake.evidence": text}))
    sheet = sheet_of(content, form.panel, csvsheet.parse(data, "f"), "f")

    assert sheet.values.get("intake.evidence", "") == text


@given(texts)
def test_no_cell_is_a_formula(text: str) -> None:
    assert not safe_cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert plain_cell(safe_cell(text)) == text


def test_every_cell_of_a_csv_is_safe(form: Form) -> None:
    data = csvsheet.dump(table(form, "=rater()", dict.fromkeys(form.fields, "=cmd()")))

    for record in csv.reader(io.StringIO(data.decode("utf-8-sig"))):
        assert not [cell for cell in record if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize(
    ("separator", "encoding"), [(";", "utf-8-sig"), ("\t", "utf-16"), (",", "utf-8"), (";", "utf-8")]
)
def test_a_csv_as_a_spreadsheet_saves_it(
    filled: Fill, content: Content, tmp_path: Path, separator: str, encoding: str
) -> None:
    sheet = filled(**{"intake.evidence": "one; two, three\tfour\nfive"})
    text = io.StringIO(newline="")
    rows = [("Field", "Asks", "Answer", "Help", ""), *((*row, "") for row in table(sheet.form, "Rita", sheet.values))]
    csv.writer(text, delimiter=separator).writerows([*rows, [""] * 5])
    path = tmp_path / "s.csv"
    path.write_bytes(text.getvalue().encode(encoding))

    assert read_sheets(content, [path])[0].is_complete


def edited(save: Save, sheet: Sheet, before: str, after: str) -> Path:
    path = save(sheet)
    text = path.read_text(encoding="utf-8-sig")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8-sig")
    return path


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("whoever-shouts", "no-such", r":4: question: there is no question"),
        ("starlift score sheet 1", "something else", "is no score sheet"),
        ("C. 17", "", r":3: candidate: is no name"),
        ("field,asks,answer", "a,b,c", "no column field and no column answer"),
        ("action.level", "action.evidence", "action.evidence: stands twice"),
        ("rater,Rater", "racer,Rater", "rater: is missing"),
    ],
)
def test_what_is_wrong_with_a_file_is_named(
    filled: Fill, save: Save, content: Content, before: str, after: str, words: str
) -> None:
    with pytest.raises(ScoringError, match=words):
        read_sheets(content, [edited(save, filled(), before, after)])


def test_a_fault_in_a_field_has_its_row_or_cell(filled: Fill, save: Save, content: Content) -> None:
    broken = filled(**{"intake.evidence": ""})
    in_csv, in_xlsx = (read_sheets(content, [save(broken, edition)])[0] for edition in ("csv", "xlsx"))

    (problem,) = in_csv.mistakes
    assert (problem.line, problem.field) == (7, "intake.level")
    (problem,) = in_xlsx.mistakes
    assert (problem.line, problem.field) == (7, "intake.level (cell C7)")
    assert load_workbook(save(broken, "xlsx")).active["C7"].value == "2"


def test_all_files_are_read_before_problems_are_told(
    filled: Fill, save: Save, content: Content, tmp_path: Path
) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "bytes.csv").write_bytes(b"\xff\xfe\x00\xd8field")
    (tmp_path / "torn.xlsx").write_bytes(b"PK\x03\x04 nothing")
    (tmp_path / "other.jsonl").write_text('{"v": 1}\n')
    paths = [*sorted(tmp_path.iterdir()), tmp_path / "missing.csv", save(filled())]

    with pytest.raises(ScoringError) as caught:
        read_sheets(content, paths)
    assert {Path(problem.file).name for problem in caught.value.problems} == {
        "empty.csv", "bytes.csv", "torn.xlsx", "other.jsonl", "missing.csv",
    }  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"field,answer\n{text}".encode("utf-8", "replace"))
)
def test_any_bytes_are_a_sheet_or_a_plain_refusal(content: Content, form: Form, data: bytes) -> None:
    for edition in (csvsheet, xlsxsheet):
        with suppress(StarliftError):
            sheet_of(content, form.panel, edition.parse(data, "f"), "f")


def test_a_workbook_lets_only_answers_be_changed_and_offers_the_levels(filled: Fill, save: Save) -> None:
    page = load_workbook(save(filled(**{"intake.evidence": "=1+1"}), "xlsx")).active

    assert page.protection.sheet
    assert page["A7"].protection.locked
    assert not page["C7"].protection.locked
    assert page["C6"].data_type == "s", "no formula"
    offered = {str(one.sqref): one.formula1 for one in page.data_validations.dataValidation}
    level = next(words for cells, words in offered.items() if "C7" in cells.split())
    assert level == '"0,1,2,3,not heard"'


def test_a_formula_in_a_workbook_is_refused_with_its_cell(filled: Fill, save: Save, content: Content) -> None:
    path = save(filled(), "xlsx")
    book = load_workbook(path)
    book.active["C7"] = "=1+1"
    book.save(path)

    with pytest.raises(ScoringError, match=r"intake.level \(cell C7\): holds a formula"):
        read_sheets(content, [path])


def test_a_level_that_a_spreadsheet_made_a_number(filled: Fill, save: Save, content: Content) -> None:
    path = save(filled(), "xlsx")
    book = load_workbook(path)
    book.active["C7"] = 3.0
    book.save(path)

    assert read_sheets(content, [path])[0].levels["intake"] == 3


def test_a_workbook_that_unpacks_to_too_much_is_refused(content: Content, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * (xlsxsheet.MAX_UNPACKED + 1))

    with pytest.raises(ScoringError, match="unpacks"):
        read_sheets(content, [path])


def test_the_same_rater_twice_is_refused(filled: Fill, save: Save, content: Content) -> None:
    with pytest.raises(ScoringError, match=r"rita rated C. 17 on whoever-shouts in .*\.csv too"):
        read_sheets(content, [save(filled("Rita")), save(filled("rita"), "xlsx")])


def test_only_complete_sheets_are_compared(filled: Fill, save: Save, content: Content) -> None:
    whole, broken = save(filled("Rita")), save(filled("Sven", **{"intake.evidence": "", "result.level": ""}))

    with pytest.raises(ScoringError) as caught:
        complete_sheets(content, [whole, broken])
    assert {problem.field for problem in caught.value.problems} == {"intake.level", "result.level"}
    assert len(complete_sheets(content, [whole])) == 1


def test_without_openpyxl_it_says_what_to_install(filled: Fill, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("starlift.scoring.find_spec", lambda _: None)

    with pytest.raises(StarliftError, match=r"starlift\[facilitator\]"):
        xlsxsheet.dump(filled())
