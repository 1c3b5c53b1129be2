"""Cluster: runs the notebooks of a cohort on the workers of a dask scheduler, which share no disk with this machine.

Each worker is sent the workspace's content once and each notebook as text, and sends the executed notebook back; this
machine alone writes. A worker runs one notebook at a time, in the way of `starlift.cohorts.worker`.
"""

from __future__ import annotations

import io
import tempfile
import threading
import time
import zipfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from starlift.cohorts.fingerprint import CONTENT, files_below, fingerprint
from starlift.cohorts.worker import Failure, Task, run_notebook
from starlift.errors import Problem, RosterError
from starlift.notebooks import write_atomic

IN_FLIGHT = 2
"""Notebooks sent for each thread of the cluster: one runs, the next one waits beside it."""
JOINING, PATIENCE = 20.0, 300.0
"""Seconds for a scheduler to answer and a first worker to be there, and without any worker in mid-run."""
LOST = "the workers that ran it ended unexpectedly, perhaps for want of memory"
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True)
class Parcel:
    """One notebook as it is sent.

    Attributes:
        task: What to run; its paths are those of the sender.
        notebook: The notebook, as it was built.
        kit: Fingerprint of the sender's kit and content.
    """

    task: Task
    notebook: bytes
    kit: str


def run_on_cluster(
    address: str, tasks: Sequence[Task], begin: Callable[[Task], None]
) -> Iterator[tuple[Task, Failure | None]]:
    """Every task with its outcome, as they end; `begin` is told of each as it is sent.

    A task whose worker is lost is run again by dask. One that is given up, because several workers were lost with it,
    is run once more when nothing else runs, so that only the guilty one fails.

    Args:
        address: Of the scheduler, such as ``tcp://10.0.0.5:8786``.
        tasks: Their executed copies are written as `Task.target` says.
        begin: Told of each task as it is sent.

    Raises:
        RosterError: When dask is not installed, or there is no scheduler or no worker.
    """
    if not tasks:
        return
    client = _joined(address)
    try:
        root = tasks[0].root
        shipped = client.submit(
            bytes, _packed(root)
        )  # as a task it is made again where the workers that held it are lost
        send = _Sender(client, shipped, fingerprint(root))
        suspects: list[Task] = []
        yield from _run(send, deque(tasks), begin, suspects, alone=False)
        for suspect in suspects:
            lost: list[Task] = []
            yield from _run(send, deque([suspect]), begin, lost, alone=True)
            for task in lost:
                task.target.unlink(missing_ok=True)
                yield task, Failure(task.participant, task.file, "", LOST)
    finally:
        client.close(timeout=5)


class _Sender:
    """Sends notebooks to the workers of one scheduler."""

    def __init__(self, client: Any, content: Any, kit: str) -> None:
        self.client, self._content, self._kit = client, content, kit

    def __call__(self, task: Task) -> Any:
        parcel = Parcel(task, (task.folder / task.file).read_bytes(), self._kit)
        return self.client.submit(run_parcel, parcel, self._content, pure=False)


def _run(
    send: _Sender, waiting: deque[Task], begin: Callable[[Task], None], suspects: list[Task], *, alone: bool
) -> Iterator[tuple[Task, Failure | None]]:
    """Work off the queue; tasks with which workers were lost are added to `suspects`."""
    from distributed.scheduler import KilledWorker  # noqa: PLC0415 - optional

    running: dict[Any, Task] = {}
    seen = time.monotonic()
    while waiting or running:
        threads = sum(send.client.nthreads().values())
        seen = time.monotonic() if threads else seen
        if time.monotonic() - seen > PATIENCE:
            fix = "start workers and give the same command again; what has been run is kept"
            raise RosterError(Problem("", 0, "--dask", f"there was no worker for {PATIENCE:.0f} seconds", fix))
        while waiting and len(running) < (1 if alone else max(1, IN_FLIGHT * threads)):
            task = waiting.popleft()
            begin(task)
            try:
                running[send(task)] = task
            except OSError as error:
                yield task, Failure(task.participant, task.file, "", f"cannot be read: {error.strerror}")
        for future in _ended(send.client, list(running)):
            task = running.pop(future)
            problem = future.exception()
            if isinstance(problem, KilledWorker):
                suspects.append(task)
            else:
                yield task, _kept(task, f"{type(problem).__name__}: {problem}" if problem else future.result())


def _ended(client: Any, running: Sequence[Any]) -> Sequence[Any]:
    """Those of `running` that have ended, once one has or some seconds have gone."""
    from distributed import wait  # noqa: PLC0415 - optional
    from distributed.client import FIRST_COMPLETED  # noqa: PLC0415

    if not running:
        time.sleep(1)
        return ()
    try:
        with client.as_current():
            return tuple(wait(running, timeout=5, return_when=FIRST_COMPLETED).done)
    except TimeoutError:
        return ()


def _kept(task: Task, found: str | bytes | Failure) -> Failure | None:
    """Write what came back; an error is a text, an executed notebook bytes."""
    if isinstance(found, bytes):
        write_atomic(task.target, found.decode())
        return None
    task.target.unlink(missing_ok=True)
    return (
        found if isinstance(found, Failure) else Failure(task.participant, task.file, "", found.splitlines()[0][:300])
    )


def _joined(address: str) -> Any:
    """A client of the scheduler, once there is a worker."""
    try:
        from distributed import Client  # noqa: PLC0415 - optional
    except ImportError:
        what, fix = "needs dask, which is not installed", "pip install 'starlift[cluster]'"
        raise RosterError(Problem("", 0, "--dask", what, fix)) from None
    try:
        client = Client(address, timeout=JOINING, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        what = f"no scheduler answers at {address!r} ({type(error).__name__})"
        raise RosterError(
            Problem("", 0, "--dask", what, "start one with: dask scheduler; it prints its address")
        ) from None
    try:
        client.wait_for_workers(1, timeout=JOINING)
    except TimeoutError:
        client.close(timeout=5)
        what, fix = f"the scheduler at {address} has no worker", f"start some with: dask worker {address} --nthreads 1"
        raise RosterError(Problem("", 0, "--dask", what, fix)) from None
    return client


def _packed(root: Path) -> bytes:
    """The content of the workspace as a zip archive; the same content gives the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in CONTENT:
            for path in files_below(root / name):
                archive.writestr(zipfile.ZipInfo(path.relative_to(root).as_posix()), path.read_bytes())
    return packed.getvalue()


def run_parcel(parcel: Parcel, content: bytes) -> bytes | Failure:
    """Run a notebook that was sent; called on a worker.

    Returns:
        The executed notebook, or why there is none.
    """
    task = parcel.task
    with _ONE_AT_A_TIME, tempfile.TemporaryDirectory(prefix="starlift-set-") as room:
        root = _unpacked(content)
        if _kit_with(root) != parcel.kit:
            what = "the worker has another version of Starlift than the machine that sent it; install the same on both"
            return Failure(task.participant, task.file, "", what)
        folder, target = Path(room, "set"), Path(room, "executed.ipynb")
        folder.mkdir()
        (folder / task.file).write_bytes(parcel.notebook)
        here = Task(task.participant, folder, task.file, task.digest, target, root, task.timeout, task.limit, task.cold)
        return run_notebook(here) or target.read_bytes()


@cache
def _unpacked(content: bytes) -> Path:
    """The content in a folder of this process, for as long as it lives."""
    place = tempfile.TemporaryDirectory(prefix="starlift-content-")
    _KEPT.append(place)
    zipfile.ZipFile(io.BytesIO(content)).extractall(place.name)
    return Path(place.name)


_KEPT: list[Any] = []
"""Folders that are removed when this process ends."""


@cache
def _kit_with(root: Path) -> str:
    return fingerprint(root)
