"""A cluster: a scheduler and workers started by themselves give the bytes of a local run, whoever of them dies."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from test_cohort_execute import change
from typer.testing import CliRunner

import starlift
from starlift.cli import app
from starlift.cohorts import Event, Failure, Participant, build, cluster, execute
from starlift.cohorts.manifest import EXECUTED
from starlift.content import ROOT_VARIABLE, Content
from starlift.errors import RosterError

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.slow
PEOPLE = tuple(Participant(f"p{number}", f"Person {number}", cases=("ticket-sink",)) for number in range(4))
KILLS_ITS_WORKER = "import psutil; participant == 'p0' and psutil.Process().parents()[1].kill()"
"""The kernel's parent is the process that it was forked from, whose parent is the worker."""
QUICK = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}


@dataclass
class Dask:
    """A scheduler and its workers, each a process group of its own."""

    folder: Path
    scheduler: subprocess.Popen[bytes]
    address: str
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start_worker(self, source: Path | None = None) -> None:
        """Another worker, of the package in `source` where that is not ours."""
        path = {"PYTHONPATH": str(source)} if source else {}
        words = ["worker", self.address, "--nthreads", "1", "--local-directory", str(self.folder / "scratch")]
        with (self.folder / "workers.log").open("ab") as log:
            self.workers.append(started(*words, "--no-dashboard", log=log, env={**os.environ, **path}))

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def close(self) -> None:
        for process in (*self.workers, self.scheduler):
            if process.poll() is None:
                self.kill(process)


def started(*words: str, log: object, env: dict[str, str]) -> subprocess.Popen[bytes]:
    line = [sys.executable, "-m", "dask", *words]
    return subprocess.Popen(line, start_new_session=True, stdout=log, stderr=log, env=env)  # type: ignore[call-overload, no-any-return]


def a_scheduler(folder: Path) -> Dask:
    with (folder / "scheduler.log").open("wb") as log:
        words = ["scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
        process = started(*words, log=log, env={**os.environ, **QUICK})
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if told := re.search(r"tcp://127\.0\.0\.1:\d+", (folder / "scheduler.log").read_text()):
            return Dask(folder, process, told[0])
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    raise AssertionError((folder / "scheduler.log").read_text())


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    """A scheduler with two workers."""
    found = a_scheduler(tmp_path_factory.mktemp("dask"))
    try:
        for _ in range(2):
            found.start_worker()
        yield found
    finally:
        found.close()


@pytest.fixture
def lonely(tmp_path: Path) -> Iterator[Dask]:
    """A scheduler without workers."""
    found = a_scheduler(tmp_path)
    try:
        yield found
    finally:
        found.close()


@pytest.fixture(scope="module")
def local(content: Content, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a run on this machine leaves."""
    out = tmp_path_factory.mktemp("local")
    report = execute(out, build(content, PEOPLE, "c", out), content.root, workers=1)
    assert (report.executed, report.failures) == (12, ())
    return files(out)


def files(out: Path) -> dict[str, bytes]:
    folder = out / EXECUTED
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_losing_a_worker_changes_nothing(content: Content, tmp_path: Path, dask: Dask, local: dict[str, bytes]) -> None:
    manifest = build(content, PEOPLE, "c", tmp_path)
    events: list[Event] = []

    def tell(event: Event) -> None:
        events.append(event)
        if sum(one.kind == "finished" for one in events) == 3 and dask.workers[0].poll() is None:
            dask.kill(dask.workers[0])

    report = execute(tmp_path, manifest, content.root, cluster=dask.address, log=tell)
    assert dask.workers[0].returncode == -signal.SIGKILL
    assert (report.executed, report.failures) == (12, ())
    assert files(tmp_path) == local
    dask.start_worker()
    again = execute(tmp_path, manifest, content.root, cluster=dask.address)
    assert (again.executed, again.skipped) == (0, 12)


def test_a_run_that_was_killed_is_finished_by_the_same_command(
    content: Content, tmp_path: Path, dask: Dask, local: dict[str, bytes]
) -> None:
    out, log = tmp_path / "out", tmp_path / "log"
    manifest = build(content, PEOPLE, "c", out)
    line = [sys.executable, "-m", "starlift.cli", "cohort", "run", str(out), "--dask", dask.address]
    run = subprocess.Popen([*line, "--json-log", str(log)], env={**os.environ, ROOT_VARIABLE: str(content.root)})
    end = time.monotonic() + 60
    while time.monotonic() < end and not (log.exists() and log.read_text().count('"finished"') >= 3):
        time.sleep(0.02)
    run.kill()
    run.wait()
    done = log.read_text().count('"finished"')
    assert 3 <= done < 12
    report = execute(out, manifest, content.root, cluster=dask.address)
    assert report.skipped >= done
    assert report.executed + report.skipped == 12
    assert files(out) == local


def test_a_notebook_that_fails_is_named_and_the_rest_goes_on(
    own: Content, tmp_path: Path, dask: Dask, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(own, "01-ticket-sink.ipynb", 'raise ValueError("no such thing")')
    build(own, PEOPLE[:1], "c", tmp_path / "out")
    monkeypatch.setenv(ROOT_VARIABLE, str(own.root))
    done = CliRunner().invoke(app, ["cohort", "run", str(tmp_path / "out"), "--dask", dask.address])
    assert done.exit_code == 1
    told = "failed: participant p0, 01-ticket-sink.ipynb, cell show: ValueError: no such thing"
    assert told in " ".join(done.output.split())
    assert "2 notebooks run, 1 failed" in done.output
    assert len(list((tmp_path / "out" / EXECUTED).rglob("*.ipynb"))) == 2


def test_a_worker_shows_each_cohort_its_own_content(real: Content, tmp_path: Path, dask: Dask) -> None:
    texts = {}
    for title in ("The ticket sink", "The other sink"):
        root = tmp_path / title
        for name in ("stories", "exercises", "notebooks"):
            shutil.copytree(real.root / name, root / name)
        story = root / "stories" / "01-ticket-sink.md"
        story.write_text(story.read_text().replace("title: The ticket sink", f"title: {title}"))
        out = tmp_path / f"out {title}"
        manifest = build(replace(real, root=root), PEOPLE[:1], "c", out)
        report = execute(out, manifest, root, cluster=dask.address)
        assert report.failures == ()
        texts[title] = "".join(path.read_text() for path in out.glob(f"{EXECUTED}/*/01*"))
    for title, text in texts.items():
        assert [other for other in texts if other in text.partition('"outputs"')[2]] == [title]


def test_one_that_kills_every_worker_fails_alone(own: Content, tmp_path: Path, dask: Dask) -> None:
    change(own, "01-ticket-sink.ipynb", KILLS_ITS_WORKER)
    manifest = build(own, PEOPLE[:2], "c", tmp_path / "out")
    report = execute(tmp_path / "out", manifest, own.root, cluster=dask.address)
    assert report.failures == (Failure("p0", "01-ticket-sink.ipynb", "", cluster.LOST),)
    assert report.executed == 5
    end = time.monotonic() + 60
    while list((dask.folder / "scratch").rglob("starlift-set-*")):
        assert time.monotonic() < end, "what a killed worker had unpacked is gone once it works again"
        time.sleep(0.1)


def test_without_workers_or_with_others_nothing_is_run(
    content: Content, tmp_path: Path, lonely: Dask, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    manifest = build(content, PEOPLE[:1], "c", out)
    with monkeypatch.context() as hurry:
        hurry.setattr(cluster, "JOINING", 1.0)
        with pytest.raises(RosterError, match=f"the scheduler at {lonely.address} has no worker.*dask worker tcp"):
            execute(out, manifest, content.root, cluster=lonely.address)

    package = Path(starlift.__file__).parent
    shutil.copytree(package, tmp_path / "other" / "starlift", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "other" / "starlift" / "errors.py").open("a") as file:
        file.write("# changed\n")
    lonely.start_worker(tmp_path / "other")
    with pytest.raises(RosterError, match=r"a worker has Starlift .* this machine has Starlift .*install the same"):
        execute(out, manifest, content.root, cluster=lonely.address)
    assert not list((out / EXECUTED).rglob("*.ipynb"))


def test_no_scheduler_is_told_before_anything_is_run(
    content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "JOINING", 1.0)
    manifest = build(content, PEOPLE[:1], "c", tmp_path)
    for address in ("tcp://127.0.0.1:9", "nonsense://x", "127.0.0.1"):
        with pytest.raises(RosterError, match=f"no scheduler answers at '{address}'"):
            execute(tmp_path, manifest, content.root, cluster=address)
    assert not list((tmp_path / EXECUTED).rglob("*.ipynb"))


def test_without_dask_the_command_says_how_to_install_it(
    content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    manifest = build(content, PEOPLE[:1], "c", tmp_path)
    with pytest.raises(RosterError, match=r"needs dask.*pip install 'starlift\[cluster\]'"):
        execute(tmp_path, manifest, content.root, cluster="tcp://127.0.0.1:9")


def test_cohorts_without_a_cluster_load_nothing_of_it() -> None:
    code = "import sys, starlift.cohorts, starlift.cli.cohort as _; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"dask", "distributed", "fsspec", "obstore"} & set(run.stdout.split())


def test_a_scheduler_that_ends_is_told_and_what_was_run_is_kept(
    content: Content, tmp_path: Path, dask: Dask, local: dict[str, bytes]
) -> None:
    """Comes last, since it ends the scheduler of the others."""
    out = tmp_path / "out"
    manifest = build(content, PEOPLE, "c", out)

    def tell(event: Event) -> None:
        if event.kind == "finished" and dask.scheduler.poll() is None:
            dask.kill(dask.scheduler)

    with pytest.raises(RosterError, match="the scheduler has ended or been restarted"):
        execute(out, manifest, content.root, cluster=dask.address, log=tell)
    kept = {name: data for name, data in files(out).items() if name.endswith(".ipynb")}
    assert kept
    assert kept.items() <= local.items()
