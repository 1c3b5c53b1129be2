"""`starlift packet`: the check comes first, a mistake changes nothing, and the files are what was asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import docx
import pypdfium2
import pytest

sys.path.insert(0, str(Path(__file__).parent / "packets"))
from told import SECRET, STORY, in_sections, journal_with

from test_cli import ENVIRON


def run(*words: str | Path, cwd: Path, text: str = "") -> tuple[int, str, str]:
    line = [sys.executable, "-m", "starlift.cli", "packet", *map(str, words)]
    done = subprocess.run(
        line, cwd=cwd, env=ENVIRON, input=text, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    return done.returncode, done.stdout, done.stderr


def test_a_story_from_the_journal_in_three_forms(tmp_path: Path) -> None:
    journal_with(tmp_path)
    code, told, problems = run("manager-interview", "your-story", "--out", "out", "--paper", "letter", cwd=tmp_path)
    out = tmp_path / "out"
    stem = "manager-interview-your-story"

    assert (code, problems) == (0, "")
    assert told.splitlines()[:4] == [f"out/{stem}.{end}" for end in ("docx", "pdf", "md", "before-you-send.docx")]
    assert docx.Document(str(out / f"{stem}.docx")).paragraphs[0].text == "Manager interview"
    assert [round(side) for side in pypdfium2.PdfDocument(out / f"{stem}.pdf")[0].get_size()] == [612, 792]
    assert "## Cue card" in (out / f"{stem}.md").read_text(encoding="utf-8")


def test_findings_are_listed_and_nothing_is_written_until_the_learner_chooses(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text(in_sections({**STORY, "result": SECRET}), encoding="utf-8")
    words = ("promotion", "mine.txt", "--out", "out", "--format", "md")
    code, told, problems = run(*words, cwd=tmp_path)

    assert (code, told) == (2, "")
    assert "Result, line 1: company “Contoso”" in problems
    assert "--redact" in problems
    assert "--as-is" in problems
    assert not (tmp_path / "out").exists()

    assert run(*words, "--redact", cwd=tmp_path)[0] == 0
    text = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").glob("*uns*"))
    packet = (tmp_path / "out" / "promotion-case-mine.md").read_text(encoding="utf-8")
    assert not [name for name in ("Contoso", "Marco", "Rossi") if name in packet + text]

    code, told, _ = run(*words, "--as-is", "--force", cwd=tmp_path)
    assert code == 0
    assert "may be confidential; the last file lists them" in told
    note = (tmp_path / "out" / "promotion-case-mine.before-you-send.md").read_text(encoding="utf-8")
    assert "Contoso" in note


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("obituary", "your-story"), "choose from: manager-interview, calibration-packet"),
        (("promotion", "no-such-story"), "no story 'no-such-story'"),
        (("promotion", "your-story", "--redact", "--as-is"), "exclude each other"),
        (("promotion", "your-story", "--format", "odt"), "no form 'odt'"),
        (("promotion", "your-story", "--attempt", "7"), "7 is not there"),
        (("promotion", "your-story", "--participant", "nobody"), "holds no journal of this learner"),
        (("decision-record", "your-story"), "choose from: release-conflict"),
        (("decision-record", "release-conflict"), "holds no work at the workbench"),
        (("executive-report", "x.txt"), "made of your work at a workbench"),
        (("promotion", "x.txt", "--attempt", "1"), "are about one"),
    ],
)
def test_a_mistake_is_told_in_a_line_and_writes_nothing(tmp_path: Path, words: tuple[str, ...], told: str) -> None:
    journal_with(tmp_path)
    (tmp_path / "x.txt").write_text("I decided it.", encoding="utf-8")
    code, out, problems = run(*words, "--out", "out", cwd=tmp_path)

    assert (code, out) == (2, "")
    assert told in " ".join(problems.split())
    assert "Traceback" not in problems
    assert not (tmp_path / "out").exists()


def test_a_story_from_standard_input(tmp_path: Path) -> None:
    code, told, _ = run("self_review", "-", "--out", ".", "--format", "md", cwd=tmp_path, text=in_sections(STORY))

    assert code == 0
    assert "leadership-self-review" in told.splitlines()[0]
