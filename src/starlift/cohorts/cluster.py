"""Cluster: has the notebooks of a cohort run by the workers of a dask scheduler, which share no disk with this machine.

Notebooks and content go there and executed notebooks come back as bytes (`starlift.cohorts.parcel`); this machine alone
reads and writes the cohort's folder. What dask cannot mend by itself is mended here: a worker's end that is laid to
the wrong notebook, and a cluster that is not there or not of our edition.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from starlift.cohorts.parcel import EditionError, edition, packed, packed_content, run_parcel
from starlift.cohorts.worker import Failure, Task
from starlift.errors import Problem, RosterError
from starlift.notebooks import write_atomic

IN_FLIGHT = 2
"""Notebooks sent for each thread of the cluster: one runs, the next one waits beside it."""
JOINING, PATIENCE = 20.0, 300.0
"""Seconds for a scheduler to answer and a first worker to be there, and without any worker in mid-run."""
LOOK = 2.0
"""Seconds between two looks at how many workers there are."""
LOST = "the workers that ran it ended unexpectedly, perhaps for want of memory"
Outcome = tuple[Task, Failure | None]


def run_on_cluster(address: str, tasks: Sequence[Task], begin: Callable[[Task], None]) -> Iterator[Outcome]:
    """Every task with its outcome, as they end.

    A task whose worker is lost is run again by dask. One that dask gives up, because several workers were lost with it,
    is run once more when nothing else runs, so that only the guilty one fails.

    Args:
        address: Of the scheduler, such as ``tcp://10.0.0.5:8786``.
        tasks: All of one workspace; their executed copies are written as `Task.target` says.
        begin: Told of each task as it is sent.

    Raises:
        RosterError: When dask is not installed, there is no scheduler or no worker, or a worker is of another edition.
    """
    if not tasks:
        return
    with _joined(address) as client:
        cluster = _Cluster(client, tasks[0].root)
        suspects = yield from cluster.run(deque(tasks), begin)
        for suspect in suspects:
            if (yield from cluster.run(deque([suspect]), begin)):
                suspect.target.unlink(missing_ok=True)
                yield suspect, Failure(suspect.participant, suspect.file, "", LOST)


class _Cluster:
    """The workers of one scheduler, at work on the notebooks of one workspace."""

    def __init__(self, client: Any, root: Path) -> None:
        self._client = client
        self._edition = edition(root)
        # As a task, and not scattered, the content is made again where the workers that held it are lost.
        self._content = client.submit(bytes, packed_content(root))
        self._ended: SimpleQueue[Any] = SimpleQueue()
        self._threads, self._looked, self._seen = 0, 0.0, time.monotonic()

    def run(self, waiting: deque[Task], begin: Callable[[Task], None]) -> Generator[Outcome, None, list[Task]]:
        """Work off the queue, and give back the tasks with which several workers were lost."""
        from distributed.scheduler import KilledWorker  # noqa: PLC0415 - optional

        running: dict[Any, Task] = {}
        suspects = []
        while waiting or running:
            self._look()
            while waiting and len(running) < max(1, IN_FLIGHT * self._threads):
                task = waiting.popleft()
                begin(task)
                try:
                    running[self._send(task)] = task
                except OSError as error:
                    yield task, Failure(task.participant, task.file, "", f"cannot be read: {error.strerror}")
            for future, found in self._results():
                task = running.pop(future)
                if isinstance(found, KilledWorker):
                    suspects.append(task)
                else:
                    yield task, _kept(task, found)
        return suspects

    def _send(self, task: Task) -> Any:
        future = self._client.submit(run_parcel, packed(task, self._edition), self._content, pure=False)
        future.add_done_callback(self._ended.put)
        return future

    def _results(self) -> Iterator[tuple[Any, bytes | Failure | BaseException]]:
        """What has ended, once something has or some time has gone, with what it ended with.

        Raises:
            RosterError: When it is nothing that another notebook could be spared.
        """
        ended = []
        with suppress(Empty):
            ended.append(self._ended.get(timeout=LOOK))
            while True:
                ended.append(self._ended.get_nowait())
        problems = {future: _problem_of(future) for future in ended}
        whole = [future for future, problem in problems.items() if not problem]
        yield from ((future, problem) for future, problem in problems.items() if problem)
        try:
            found = self._client.gather(whole)  # together: one by one is much slower
        except (CancelledError, OSError):
            raise _scheduler_gone() from None
        yield from zip(whole, found, strict=True)

    def _look(self) -> None:
        """Count the workers now and then.

        Raises:
            RosterError: When there has been none for long.
        """
        now = time.monotonic()
        if now - self._looked < LOOK:
            return
        self._looked = now
        try:
            self._threads = sum(self._client.nthreads().values())
        except (OSError, TimeoutError):
            return  # the scheduler has gone, which ends what has been sent to it
        self._seen = now if self._threads else self._seen
        if now - self._seen > PATIENCE:
            raise _refused(f"there was no worker for {PATIENCE:.0f} seconds", f"start workers and {_AGAIN}")


_AGAIN = "give the same command again; what has been run is kept"


def _refused(what: str, fix: str) -> RosterError:
    return RosterError(Problem("", 0, "--dask", what, fix))


def _scheduler_gone() -> RosterError:
    return _refused("the scheduler has ended or been restarted", f"start it and its workers, then {_AGAIN}")


def _problem_of(future: Any) -> BaseException | None:
    """What a future ended with, None for a result.

    Raises:
        RosterError: When it is nothing that another notebook could be spared.
    """
    if future.cancelled() or future.status == "lost":
        raise _scheduler_gone()
    problem: BaseException | None = future.exception()
    if isinstance(problem, EditionError):
        raise _refused(str(problem), f"install the same on both, then {_AGAIN}")
    if isinstance(problem, ImportError):
        fix = f"install on every worker what this machine has, then {_AGAIN}"
        raise _refused(f"a worker cannot run notebooks: {problem}", fix)
    return problem


def _kept(task: Task, found: bytes | Failure | BaseException) -> Failure | None:
    """Write what came back."""
    if isinstance(found, bytes):
        write_atomic(task.target, found.decode())
        return None
    task.target.unlink(missing_ok=True)
    if isinstance(found, Failure):
        return found
    message = f"{type(found).__name__}: {found}".splitlines()[0][:300]
    return Failure(task.participant, task.file, "", message)


@contextmanager
def _joined(address: str) -> Iterator[Any]:
    """A client of the scheduler, once there is a worker."""
    try:
        from distributed import Client  # noqa: PLC0415 - optional
    except ImportError:
        raise _refused("needs dask, which is not installed", "pip install 'starlift[cluster]'") from None
    try:
        client = Client(address, timeout=JOINING, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        what = f"no scheduler answers at {address!r} ({type(error).__name__})"
        raise _refused(what, "start one with: dask scheduler; it prints its address") from None
    try:
        _await_worker(client, address)
        yield client
    finally:
        client.close(timeout=5)


def _await_worker(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=JOINING)
    except TimeoutError:
        what = f"the scheduler at {address} has no worker"
        raise _refused(what, f"start some with: dask worker {address} --nthreads 1") from None
