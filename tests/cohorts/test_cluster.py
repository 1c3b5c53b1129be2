"""A cluster: a scheduler and two workers started by themselves give the bytes of a local run, and one may die."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from typer.testing import CliRunner

from starlift.cli import app
from starlift.cohorts import Event, Participant, build, cluster, execute
from starlift.cohorts.manifest import EXECUTED
from starlift.content import ROOT_VARIABLE, Content
from starlift.errors import RosterError

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.slow
PEOPLE = tuple(Participant(f"p{number}", f"Person {number}", cases=("ticket-sink",)) for number in range(4))


@dataclass
class Cluster:
    """A scheduler's address, and its workers."""

    address: str
    folder: Path
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start_worker(self) -> None:
        words = [self.address, "--nthreads", "1", "--no-dashboard", "--local-directory", str(self.folder)]
        self.workers.append(started("worker", *words))


def started(*words: str, **more: object) -> subprocess.Popen[bytes]:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **more}
    line = [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:]]
    environ = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(Path(__file__).parent), os.environ.get("PYTHONPATH", ""))),
    }
    return subprocess.Popen(line, start_new_session=True, env=environ, **quiet)  # type: ignore[call-overload, no-any-return]


@pytest.fixture(scope="module")
def two_workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler and two workers, each a process of its own."""
    folder = tmp_path_factory.mktemp("dask")
    with (folder / "log").open("wb") as log:
        scheduler = started("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", stderr=log)
    try:
        found = Cluster(_address(folder / "log"), folder)
        for _ in range(2):
            found.start_worker()
        yield found
        for worker in found.workers:
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
    finally:
        os.killpg(scheduler.pid, signal.SIGKILL)
        scheduler.wait()


def _address(log: Path) -> str:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if told := re.search(r"tcp://127\.0\.0\.1:\d+", log.read_text()):
            return told[0]
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def files(out: Path) -> dict[str, bytes]:
    folder = out / EXECUTED
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_cluster_that_loses_a_worker_leaves_the_bytes_of_a_local_run(
    content: Content, tmp_path: Path, two_workers: Cluster
) -> None:
    for name in ("local", "far"):
        manifest = build(content, PEOPLE, "c", tmp_path / name)
    local = execute(tmp_path / "local", manifest, content.root, workers=2)
    assert (local.executed, local.failures) == (12, ())

    events: list[Event] = []

    def tell(event: Event) -> None:
        events.append(event)
        if sum(one.kind == "finished" for one in events) == 3 and two_workers.workers[0].poll() is None:
            os.killpg(two_workers.workers[0].pid, signal.SIGKILL)
            two_workers.workers[0].wait()
            two_workers.start_worker()

    far = execute(tmp_path / "far", manifest, content.root, cluster=two_workers.address, log=tell)
    assert two_workers.workers[0].poll() == -signal.SIGKILL
    assert (far.executed, far.failures) == (12, ())
    assert files(tmp_path / "far") == files(tmp_path / "local")
    again = execute(tmp_path / "far", manifest, content.root, cluster=two_workers.address)
    assert (again.executed, again.skipped) == (0, 12)


def test_a_notebook_that_fails_is_named_and_the_rest_goes_on(
    own: Content, tmp_path: Path, two_workers: Cluster
) -> None:
    notebook = own.root / "notebooks" / "01-ticket-sink.ipynb"
    notebook.write_text(notebook.read_text().replace('"source": [', '"source": ["1 / 0\\n", ', 1))
    manifest = build(own, PEOPLE[:1], "c", tmp_path / "out")
    report = execute(tmp_path / "out", manifest, own.root, cluster=two_workers.address)
    assert report.executed == 2
    (failure,) = report.failures
    assert (failure.participant, failure.notebook) == ("p0", "01-ticket-sink.ipynb")


def test_one_that_kills_every_worker_fails_alone(
    own: Content, tmp_path: Path, two_workers: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = build(own, PEOPLE[:1], "c", tmp_path / "out")
    monkeypatch.setattr(cluster, "run_parcel", _deadly)
    report = execute(tmp_path / "out", manifest, own.root, cluster=two_workers.address)
    assert [failure.message for failure in report.failures] == [cluster.LOST]
    assert report.failures[0].notebook == "01-ticket-sink.ipynb"
    assert report.executed == 2


def test_a_worker_of_another_version_is_told(
    content: Content, tmp_path: Path, two_workers: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = build(content, PEOPLE[:1], "c", tmp_path / "out")
    monkeypatch.setattr(cluster, "fingerprint", lambda _root: "another")
    report = execute(tmp_path / "out", manifest, content.root, cluster=two_workers.address)
    assert report.executed == 0
    assert all("another version of Starlift" in failure.message for failure in report.failures)


def test_no_scheduler_and_no_worker_are_told_with_exit_code_2(
    content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ROOT_VARIABLE, str(content.root))
    monkeypatch.setattr(cluster, "JOINING", 2.0)
    manifest = build(content, PEOPLE[:1], "c", tmp_path / "out")
    with pytest.raises(RosterError, match=r"no scheduler answers at 'tcp://127\.0\.0\.1:9'"):
        execute(tmp_path / "out", manifest, content.root, cluster="tcp://127.0.0.1:9")
    with pytest.raises(RosterError, match="no scheduler answers at 'nonsense://x'"):
        execute(tmp_path / "out", manifest, content.root, cluster="nonsense://x")
    assert not list((tmp_path / "out" / EXECUTED).rglob("*.ipynb"))
    done = CliRunner().invoke(app, ["cohort", "run", str(tmp_path / "out"), "--dask", "tcp://127.0.0.1:9"])
    assert isinstance(done.exception, RosterError)


def _deadly(parcel: cluster.Parcel, content: bytes) -> object:
    if parcel.task.file.startswith("01"):
        os.kill(os.getpid(), signal.SIGKILL)
    return cluster.run_parcel(parcel, content)
