"""Execute: runs every notebook of a cohort in a pool of processes and tells which ones failed and where."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from starlift.cohorts.manifest import EXECUTED, Manifest
from starlift.cohorts.worker import Failure, Task, run_notebook
from starlift.errors import Problem, RosterError, shown_path

Outcome = tuple[Task, Failure | None]
Run = Callable[[Task], Failure | None]
_LOST = "the process that ran it ended unexpectedly, perhaps for want of memory"


@dataclass(frozen=True)
class ExecutionReport:
    """How the notebooks of a cohort ran.

    Attributes:
        executed: How many ran to their end.
        failures: The others, in the order of the manifest.
    """

    executed: int
    failures: tuple[Failure, ...]


def execute(
    out: Path,
    manifest: Manifest,
    root: Path,
    *,
    workers: int = 2,
    timeout: int = 120,
    progress: Callable[[int, int], None] | None = None,
) -> ExecutionReport:
    """Run every notebook of the manifest; executed copies go to `executed/<set>/` below `out`.

    A failing notebook is reported and the rest goes on. Learners' notebooks and journals stay as they are; an executed
    copy from an earlier run is removed where the notebook now fails.

    Args:
        out: The cohort's folder.
        manifest: What `build` made there.
        root: The workspace whose content the notebooks show.
        workers: How many notebooks run at the same time, at least 1.
        timeout: Seconds that one cell may take.
        progress: Told how many notebooks are done, of how many.

    Raises:
        RosterError: When the folder for the executed copies cannot be made.
    """
    tasks = _tasks(out.resolve(), manifest, root.resolve(), timeout)
    try:
        for target in {task.target.parent for task in tasks}:
            target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        place = shown_path(out / EXECUTED)
        raise RosterError(Problem(place, 0, "out", f"cannot be made: {error.strerror}", "move it away")) from error
    failures: dict[Task, Failure] = {}
    for done, (task, failure) in enumerate(run_all(tasks, workers), start=1):
        if failure:
            failures[task] = failure
        if progress:
            progress(done, len(tasks))
    return ExecutionReport(len(tasks) - len(failures), tuple(failures[task] for task in tasks if task in failures))


def _tasks(out: Path, manifest: Manifest, root: Path, timeout: int) -> list[Task]:
    return [
        Task(
            participant=entry.participant,
            folder=out / entry.folder,
            file=file,
            digest=digest,
            target=out / EXECUTED / entry.folder / file,
            root=root,
            timeout=timeout,
        )
        for entry in manifest.sets
        for file, digest in sorted(entry.files.items())
    ]


def run_all(tasks: list[Task], workers: int, run: Run = run_notebook) -> Iterator[Outcome]:
    """Every task with its outcome, as they end.

    When a process dies, the tasks that were running are run again one by one, so that only the guilty one fails.
    """
    waiting = deque(tasks)
    while waiting:
        for suspect in (yield from _run_pool(waiting, workers, run)):
            if (yield from _run_pool(deque([suspect]), 1, run)):
                suspect.target.unlink(missing_ok=True)
                yield suspect, Failure(suspect.participant, suspect.file, "", _LOST)


def _run_pool(waiting: deque[Task], workers: int, run: Run) -> Generator[Outcome, None, list[Task]]:
    """Work off the queue, and give back the tasks that were running when a process died."""
    running: dict[Future[Failure | None], Task] = {}
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        try:
            while waiting or running:
                while waiting and len(running) < workers:
                    running[pool.submit(run, waiting[0])] = waiting[0]
                    waiting.popleft()
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    failure = future.result()
                    yield running.pop(future), failure
        except BrokenProcessPool:
            return list(running.values())
    return []
