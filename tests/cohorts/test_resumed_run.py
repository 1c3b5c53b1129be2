"""A run that is killed at any moment is finished by the same command and leaves the bytes of an undisturbed one."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from starlift.cohorts import Participant, build, execute
from starlift.cohorts.fingerprint import fingerprint
from starlift.cohorts.manifest import EXECUTED, Manifest
from starlift.cohorts.record import RECORD, Record
from starlift.cohorts.worker import Task
from starlift.content import Content

pytestmark = pytest.mark.slow
PEOPLE = tuple(Participant(f"p{number}", f"Person {number}", cases=("ticket-sink",)) for number in range(3))


@pytest.fixture
def whole(content: Content, tmp_path: Path) -> tuple[Manifest, dict[str, bytes]]:
    """The manifest of a cohort and what an undisturbed run leaves of it."""
    manifest = build(content, PEOPLE, "c", tmp_path / "whole")
    report = execute(tmp_path / "whole", manifest, content.root, workers=2)
    assert (report.executed, report.failures) == (9, ())
    return manifest, files(tmp_path / "whole")


def files(out: Path) -> dict[str, bytes]:
    """All that a run leaves, by name."""
    folder = out / EXECUTED
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("after", [0.5, 3.0, 6.0])
def test_killed_at_any_moment(
    content: Content, tmp_path: Path, whole: tuple[Manifest, dict[str, bytes]], after: float
) -> None:
    out = tmp_path / "killed"
    manifest = build(content, PEOPLE, "c", out)
    words = ["cohort", "run", str(out), "--workers", "2", "--quiet"]
    run = subprocess.Popen(
        [sys.executable, "-m", "starlift.cli", *words],
        start_new_session=True,
        env={**os.environ, "STARLIFT_CONTENT": str(content.root)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(after)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    before = {path: path.stat().st_mtime_ns for path in (out / EXECUTED).rglob("*.ipynb")}
    report = execute(out, manifest, content.root, workers=2)
    assert report.executed + report.skipped == 9
    assert files(out) == whole[1]
    kept = [path for path, at in before.items() if path.stat().st_mtime_ns == at]
    assert len(kept) == report.skipped, "what was recorded was not run again"


def test_what_has_changed_runs_again_and_nothing_else(content: Content, own: Content, tmp_path: Path) -> None:
    out = tmp_path / "out"
    manifest = build(own, PEOPLE[:1], "c", out)
    assert execute(out, manifest, own.root).executed == 3
    assert execute(out, manifest, own.root).skipped == 3
    notebook = own.root / "notebooks" / "00-start.ipynb"
    cells = json.loads(notebook.read_text())
    cells["cells"][-1]["source"] = ["print('changed')"]
    notebook.write_text(json.dumps(cells))
    report = execute(out, build(own, PEOPLE[:1], "c", out), own.root)
    assert (report.executed, report.skipped) == (1, 2)


def test_a_record_outlives_torn_lines_and_forgets_what_is_not_there(tmp_path: Path) -> None:
    tasks = [Task("p", tmp_path, f"{n}.ipynb", "d" * 64, tmp_path / f"{n}.ipynb", tmp_path, 1) for n in range(3)]
    record = Record(tmp_path / RECORD, "kit")
    for task in tasks:
        task.target.write_text(task.file)
        record.add(task)
    with (tmp_path / RECORD).open("ab") as file:
        file.write(b'\n["torn", "li')
    read = Record(tmp_path / RECORD, "kit")
    assert all(map(read.holds, tasks))
    assert not any(map(Record(tmp_path / RECORD, "another kit").holds, tasks))
    tasks[1].target.write_text("changed")
    read.finish(tasks)
    assert [json.loads(line)[0].rpartition("/")[2] for line in (tmp_path / RECORD).read_text().splitlines()] == [
        "0.ipynb", "2.ipynb",
    ]  # fmt: skip


def test_the_kit_is_known_by_its_content(own: Content) -> None:
    (own.root / "stories").mkdir(exist_ok=True)
    before = fingerprint(own.root)
    assert fingerprint(own.root) == before
    (own.root / "stories" / "more.md").write_text("more")
    assert fingerprint(own.root) != before
