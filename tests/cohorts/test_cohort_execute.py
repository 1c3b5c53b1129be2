from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from starlift.cohorts import Failure, Manifest, Participant, build, execute
from starlift.cohorts.execute import Event, run_all
from starlift.cohorts.worker import Task
from starlift.content import Content
from starlift.journal import Journal, safe_name

pytestmark = pytest.mark.slow


def change(content: Content, name: str, source: str) -> None:
    """Put `source` into the last cell of a notebook."""
    path = content.root / "notebooks" / name
    notebook = json.loads(path.read_text())
    notebook["cells"][-1]["source"] = [source]
    path.write_text(json.dumps(notebook))


def shown(path: Path) -> str:
    outputs = [output for cell in json.loads(path.read_text())["cells"] for output in cell.get("outputs", [])]
    return json.dumps(outputs)


def test_a_real_set_runs_and_leaves_the_learner_alone(real: Content, tmp_path: Path) -> None:
    person = Participant("p 1", "Ada", "clinics", "first", ("ticket-sink",))
    manifest = build(real, [person], "c", tmp_path)
    folder = tmp_path / safe_name("p 1")
    journal = Journal(folder, "c", "p 1")
    journal.append("draft", "ticket-sink", {"sections": {"action": "my secret words"}})
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    seen: list[Event] = []
    report = execute(tmp_path, manifest, real.root, log=seen.append)
    assert report.failures == ()
    assert report.executed == 3
    assert sorted(event.notebook for event in seen if event.kind == "started") == list(manifest.sets[0].files)
    assert sorted(event.notebook for event in seen if event.kind == "finished") == list(manifest.sets[0].files)
    assert all(event.seconds > 0 for event in seen if event.kind == "finished")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    copies = sorted((tmp_path / "executed" / folder.name).iterdir())
    assert [path.name for path in copies] == list(manifest.sets[0].files)
    text = "".join(path.read_text() for path in copies)
    assert "sl-page" in text
    for trace in ("my secret words", str(tmp_path), "starlift-", '"papermill"', "start_time", "model_id", "iopub"):
        assert trace not in text
    first = [path.read_bytes() for path in copies]
    again = execute(tmp_path, manifest, real.root, log=seen.append)
    assert (again.executed, again.skipped) == (0, 3), "what was run is not run again"
    assert [event.kind for event in seen[-3:]] == ["skipped"] * 3
    copies[0].write_text("{}")
    cold = execute(tmp_path, manifest, real.root, cold=True)
    assert (cold.executed, cold.skipped) == (1, 2), "but what is no longer what came of it is"
    assert [path.read_bytes() for path in copies] == first


def test_failures_name_participant_notebook_and_cell(own: Content, tmp_path: Path) -> None:
    change(own, "00-start.ipynb", 'raise ValueError("no such thing\\nsecond line")')
    change(own, "02-release-conflict.ipynb", "import time; time.sleep(60)")
    change(own, "05-your-story.ipynb", "import os; os.getcwd(), os.environ['STARLIFT_CONTENT'], workspace")
    out = tmp_path / "out {with} braces"
    manifest = build(own, [Participant("007", "Bo")], "c", out)
    folder = out / safe_name("007")
    stale = out / "executed" / folder.name / "00-start.ipynb"
    stale.parent.mkdir(parents=True)
    stale.write_text("{}")
    (folder / "01-ticket-sink.ipynb").write_text("{}")
    report = execute(out, manifest, own.root, timeout=3)
    assert report.executed == 1
    changed, late, failed = report.failures[1], report.failures[2], report.failures[0]
    assert failed == Failure("007", "00-start.ipynb", "show", "ValueError: no such thing")
    assert str(failed) == "participant 007, 00-start.ipynb, cell show: ValueError: no such thing"
    assert (changed.notebook, changed.cell) == ("01-ticket-sink.ipynb", "")
    assert "not as it was built" in changed.message
    assert (late.notebook, late.cell) == ("02-release-conflict.ipynb", "show")
    assert "3 seconds" in late.message
    assert not stale.exists()
    ran = shown(out / "executed" / folder.name / "05-your-story.ipynb")
    assert str(folder) in ran
    assert str(own.root) in ran


def dies(task: Task) -> Failure | None:
    if task.file == "kill":
        os._exit(9)
    return Failure(task.participant, task.file, "", "mild") if task.file == "fail" else None


def test_a_dying_process_takes_nobody_along(tmp_path: Path) -> None:
    names = ["a", "kill", "b", "fail", "c", "kill", "d"]
    tasks = [Task(str(n), tmp_path, name, "", tmp_path / "t", tmp_path, 1) for n, name in enumerate(names)]
    outcome = {int(task.participant): failure for task, failure in run_all(tasks, 2, dies)}
    assert sorted(outcome) == list(range(7))
    assert [n for n, failure in outcome.items() if failure and "unexpectedly" in failure.message] == [1, 5]
    assert outcome[3] == Failure("3", "fail", "", "mild")


def test_a_manifest_without_sets_runs_nothing(tmp_path: Path) -> None:
    assert execute(tmp_path, Manifest("c"), tmp_path).executed == 0
