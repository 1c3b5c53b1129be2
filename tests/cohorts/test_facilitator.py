"""What a cohort's folder holds for the facilitator: keys, an index, paper, and executed notebooks as pages."""

from __future__ import annotations

import csv
import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from starlift.cohorts import Manifest, Participant, build, execute, write_handouts
from starlift.cohorts.exclusive import LOCK
from starlift.cohorts.manifest import EXECUTED, FACILITATOR
from starlift.content import Content
from starlift.exercises import exercise_id, find_variant
from starlift.journal import safe_name

HOSTILE = "<img src=x onerror=alert(1)>"


def test_the_index_says_who_got_what_under_which_id(real: Content, tmp_path: Path) -> None:
    people = [Participant("=1+1", HOSTILE), Participant("b", "Bo", cases=("ticket-sink",))]
    build(real, people, "c", tmp_path)
    rows = list(csv.DictReader(io.StringIO((tmp_path / FACILITATOR / "index.csv").read_text())))
    assert [row["case"] for row in rows] == [*real.cases, "ticket-sink"]
    assert rows[0]["participant"] == "'=1+1", "no cell is a formula"
    for row in rows:
        variant = find_variant(real.cases[row["case"]].exercise, real.contexts, row["variant"])
        assert row["exercise"] == exercise_id(variant)
        paper = tmp_path / FACILITATOR / "paper" / f"{safe_name(row['participant'].removeprefix(chr(39)))}.html"
        assert row["exercise"] in paper.read_text()
        assert row["exercise"] in (tmp_path / FACILITATOR / "keys.html").read_text()


def test_names_are_text(real: Content, tmp_path: Path) -> None:
    build(real, [Participant("a", HOSTILE)], "c", tmp_path)
    pages = list((tmp_path / FACILITATOR).rglob("*.html"))
    assert len(pages) == 2
    for page in pages:
        text = page.read_text()
        assert "<img" not in text
        assert "&lt;img src=x onerror=alert(1)&gt;" in text
        assert "default-src &#39;none&#39;" in text or "default-src 'none'" in text


def test_what_has_not_changed_is_not_written_again(real: Content, tmp_path: Path) -> None:
    people = [Participant(name, "N", cases=("ticket-sink",)) for name in "abc"]
    build(real, people, "c", tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    build(real, [*people, Participant("z", "N", cases=("ticket-sink",))], "c", tmp_path)
    written = {path.relative_to(tmp_path) for path, at in before.items() if path.stat().st_mtime_ns != at}
    pages = {Path(FACILITATOR, name) for name in ("index.csv", "keys.html", "parity.md")}
    assert written == {*pages, Path("manifest.json"), Path(LOCK)}


def test_a_build_that_is_killed_ends_in_the_same_bytes(real: Content, tmp_path: Path) -> None:
    roster = tmp_path / "c.csv"
    roster.write_text("id,name\n" + "".join(f"p{number},Person {number}\n" for number in range(40)))
    words = [sys.executable, "-m", "starlift.cli", "cohort", "build", str(roster), "--quiet", "--out"]
    env = {**os.environ, "STARLIFT_CONTENT": str(real.root)}
    subprocess.run([*words, str(tmp_path / "whole")], env=env, check=True, capture_output=True)
    for number, after in enumerate((1.5, 2.2, 3.0)):
        out = tmp_path / f"killed-{number}"
        with subprocess.Popen([*words, str(out)], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
            time.sleep(after)
            run.send_signal(signal.SIGKILL)
        subprocess.run([*words, str(out)], env=env, check=True, capture_output=True)
        assert files(out) == files(tmp_path / "whole")


def files(folder: Path) -> dict[str, bytes]:
    """All files with their bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.slow
def test_executed_notebooks_are_pages_to_print(real: Content, tmp_path: Path) -> None:
    manifest = build(real, [Participant("a", "Ada", cases=("ticket-sink",))], "c", tmp_path)
    assert write_handouts(tmp_path, manifest) == 0, "nothing has been run"
    assert execute(tmp_path, manifest, real.root).failures == ()
    assert write_handouts(tmp_path, manifest) == 3
    page = (tmp_path / FACILITATOR / "handouts" / manifest.sets[0].folder / "01-ticket-sink.html").read_text()
    assert real.cases["ticket-sink"].exercise.brief.split(".")[0] in page
    assert "Run All Cells" not in page, "a page has no menu"
    assert "<script" not in page


def test_handouts_need_what_was_executed(tmp_path: Path) -> None:
    assert write_handouts(tmp_path, Manifest("c")) == 0
    assert not (tmp_path / EXECUTED).exists()
