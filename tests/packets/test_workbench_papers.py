"""The papers of two workbenches, from what stands in the journal."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pypdfium2
import pytest

from metrics_pack import GOOD
from sample_release import full
from starlift.content import default_content, shipped_root, workbench_file
from starlift.documents.model import Figure, Gap, Table
from starlift.errors import StarliftError
from starlift.journal import Journal
from starlift.packets.decision_record import DecisionRecord
from starlift.packets.executive_report import ExecutiveReport
from starlift.panels.workbenches.base import Setting
from starlift.panels.workbenches.release import ReleaseWorkbench
from starlift.seat import Seat
from starlift.typeset import Paper
from starlift.workbenches.owndata.files import FOLDER
from starlift.workbenches.release.situation import load_release

RELEASE, METRICS = "release-conflict", "metrics-narrative"
FILE = workbench_file(shipped_root(), "release")


def worked(folder: Path, case: str, values: dict[str, str]) -> Journal:
    journal = Journal(folder, "self-study", "learner")
    Seat(default_content(), case, journal).write("note", {f"workbench.{name}": text for name, text in values.items()})
    return journal


def decided(folder: Path, **changed: str) -> DecisionRecord:
    content = load_release(FILE)
    variant = content.variants[1]
    values = full(content, variant, "reduce") | {f"{variant.id}-{name}": text for name, text in changed.items()}
    return DecisionRecord(default_content(), worked(folder, RELEASE, values), RELEASE)


def reported(folder: Path, **changed: str) -> ExecutiveReport:
    return ExecutiveReport(default_content(), worked(folder, METRICS, {**GOOD, **changed}), METRICS)


def test_the_record_is_that_of_the_workbench(tmp_path: Path) -> None:
    paper = decided(tmp_path)
    bench = ReleaseWorkbench.at(Setting(FILE, tmp_path, "self-study", "learner"))

    assert paper.file("md", "a4") == bench.act("markdown", paper.values).data
    assert paper.file("pdf", "us-letter") == bench.act("pdf-letter", paper.values).data


def test_the_record_in_a_word_file_holds_every_row(tmp_path: Path) -> None:
    paper = decided(tmp_path)
    made = docx.Document(io.BytesIO(paper.file("docx", "a4")))
    tables = [block for block in paper.document().blocks if isinstance(block, Table)]
    sheet = paper.sheet

    assert [table.rows for table in tables] == [
        sheet.claims,
        sheet.answers,
        sheet.mitigations,
        sheet.options,
        sheet.terms,
    ]
    assert [len(table.rows) - 1 for table in made.tables] == [len(table.rows) for table in tables]
    assert made.paragraphs[0].text == sheet.title


def test_what_is_open_in_the_record_is_a_question(tmp_path: Path) -> None:
    paper = decided(tmp_path, owner="", trigger="")

    assert [block.question for block in paper.document().blocks if isinstance(block, Gap)] == list(paper.sheet.open)
    assert paper.sheet.open


def test_only_words_of_the_chosen_situation_are_checked_and_replaced(tmp_path: Path) -> None:
    other = load_release(FILE).variants[0].id
    paper = decided(tmp_path, reason="My engineer Marco Rossi found it.", owner="product")
    paper.values[f"{other}-reason"] = "At Contoso."
    found = {(one.place, one.words) for one in paper.findings()}
    text = paper.redacted().file("md", "a4").decode()

    assert ("Reason", "Marco Rossi") in found
    assert not [words for _, words in found if "Contoso" in words]
    assert "Marco" not in text
    assert "person 1" in text
    assert paper.redacted().sheet.terms[0] == paper.sheet.terms[0]


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_the_report_has_its_plots_told_in_every_form(tmp_path: Path, paper: Paper) -> None:
    report = reported(tmp_path)
    figures = [block for block in report.document().blocks if isinstance(block, Figure)]
    made = docx.Document(io.BytesIO(report.file("docx", paper)))
    text = report.file("md", paper).decode()

    assert len(figures) == len(made.inline_shapes) == 6
    assert [shape._inline.docPr.get("descr") for shape in made.inline_shapes] == [one.told for one in figures]
    assert text.count("*Picture: ") == 6
    assert GOOD["headline"] in text
    assert GOOD["headline"] == made.paragraphs[0].text
    assert len(pypdfium2.PdfDocument(report.file("pdf", paper))) == 1
    assert report.file("docx", paper) == report.file("docx", paper)


def test_the_report_is_of_the_data_that_the_learner_chose(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir()
    (folder / "f.csv").write_text("Title,Created,Severity\n" + "A,2026-03-01,High\n" * 3, encoding="utf-8")
    synthetic = reported(tmp_path)
    unconfirmed = reported(tmp_path, **{"own.file": "f.csv"})
    page = unconfirmed_token(folder)
    own = reported(tmp_path, **{"own.file": "f.csv", "own.confirmed": page})

    assert unconfirmed.file("md", "a4") == synthetic.file("md", "a4")
    assert "Your own findings" in own.file("md", "a4").decode()


def unconfirmed_token(folder: Path) -> str:
    """What the page offers to confirm the file with."""
    from starlift.workbenches.owndata.chosen import state_of

    return state_of(folder, {"own.file": "f.csv"}, "findings").token


def test_a_hostile_headline_is_text(tmp_path: Path) -> None:
    hostile = '<img src=x> #read("/etc/passwd") \0 *x*'
    report = reported(tmp_path, headline=hostile)

    assert docx.Document(io.BytesIO(report.file("docx", "a4"))).paragraphs[0].text.startswith('<img src=x> #read("/etc')
    assert "\\<img src=x\\> \\#read" in report.file("md", "a4").decode()
    assert report.file("pdf", "a4")


@pytest.mark.parametrize(
    ("paper", "case", "told"),
    [
        (DecisionRecord, METRICS, "choose from: release-conflict"),
        (ExecutiveReport, RELEASE, "choose from: metrics-narrative"),
        (ExecutiveReport, "your-story", "has no workbench"),
        (DecisionRecord, RELEASE, "holds no work at the workbench"),
    ],
)
def test_what_is_not_there_is_told(
    tmp_path: Path, paper: type[DecisionRecord | ExecutiveReport], case: str, told: str
) -> None:
    with pytest.raises(StarliftError, match=told):
        paper(default_content(), Journal(tmp_path, "self-study", "learner"), case)


def test_a_report_without_views_is_refused(tmp_path: Path) -> None:
    journal = worked(tmp_path, METRICS, {"headline": "Only this"})

    with pytest.raises(StarliftError, match="no view is chosen yet"):
        ExecutiveReport(default_content(), journal, METRICS).document()
