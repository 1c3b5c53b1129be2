"""Execute: runs every notebook of a cohort in a pool of processes and tells which ones failed and where."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from starlift.cohorts.cluster import run_on_cluster
from starlift.cohorts.exclusive import exclusive
from starlift.cohorts.fingerprint import fingerprint
from starlift.cohorts.manifest import EXECUTED, Manifest
from starlift.cohorts.record import RECORD, Record
from starlift.cohorts.store import Store
from starlift.cohorts.worker import Failure, Task, run_notebook
from starlift.errors import Problem, RosterError, shown_path

Outcome = tuple[Task, Failure | None]
Run = Callable[[Task], Failure | None]
Ways = Callable[..., Iterator[Outcome]]
"""How tasks are run: all of them, each told to `begin` as it starts."""
_LOST = "the process that ran it ended unexpectedly, perhaps for want of memory"


WORKER_BYTES = 500_000_000
"""Memory that a worker takes with the process it forks kernels from and one kernel, with room to spare."""


@dataclass(frozen=True)
class Event:
    """Something that happened to one notebook while a cohort ran.

    Attributes:
        seconds: How long it took, 0 where that says nothing.
        cell: Where it failed.
        message: Why it failed.
    """

    kind: Literal["started", "finished", "failed", "skipped"]
    participant: str
    notebook: str
    seconds: float = 0.0
    cell: str = ""
    message: str = ""


Log = Callable[[Event], None]


@dataclass(frozen=True)
class ExecutionReport:
    """How the notebooks of a cohort ran.

    Attributes:
        executed: How many ran to their end.
        failures: The others, in the order of the manifest.
        skipped: How many had been run before and were left as they are.
    """

    executed: int
    failures: tuple[Failure, ...]
    skipped: int = 0


def execute(  # noqa: PLR0913 - one argument for each option
    out: Path,
    manifest: Manifest,
    root: Path,
    *,
    workers: int = 0,
    timeout: int = 120,
    limit: int = 0,
    cold: bool = False,
    cluster: str = "",
    store: str = "",
    log: Log | None = None,
) -> ExecutionReport:
    """Run every notebook of the manifest; executed copies go to `executed/<set>/` below `out`.

    A failing notebook is reported and the rest goes on. Learners' notebooks and journals stay as they are; an executed
    copy from an earlier run is removed where the notebook now fails. What an earlier run of the same notebook by the
    same kit has left is not run again, so a run that was interrupted is finished by the same call.

    Args:
        out: The cohort's folder.
        manifest: What `build` made there.
        root: The workspace whose content the notebooks show.
        workers: How many notebooks run at the same time; 0 for as many as the machine bears.
        timeout: Seconds that one cell may take.
        limit: Seconds that one notebook may take; 0 for no limit.
        cold: Whether to start every kernel by itself. The results are the same.
        cluster: Address of a dask scheduler whose workers run them instead; `workers` then says nothing.
        store: Address that fsspec knows, such as ``s3://bucket/autumn``, to which executed copies are put as well.
        log: Told of every notebook that starts, ends, fails or was run before.

    Raises:
        RosterError: When another run is at work in `out`, the folder for the executed copies cannot be made, or there
            is no cluster or store at the address.
    """
    tasks = _tasks(out.resolve(), manifest, root.resolve(), timeout, limit, cold=cold)
    if not tasks:
        return ExecutionReport(0, ())
    try:
        for target in {task.target.parent for task in tasks}:
            target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        place = shown_path(out / EXECUTED)
        raise RosterError(Problem(place, 0, "out", f"cannot be made: {error.strerror}", "move it away")) from error
    with exclusive(out):
        record = Record(out / EXECUTED / RECORD, fingerprint(root))
        kept = Store(store, out / EXECUTED, manifest.cohort) if store else None
        ways: Ways = (
            partial(run_on_cluster, cluster) if cluster else partial(run_all, workers=workers or usable_workers())
        )
        return _run(tasks, record, ways, kept, log or (lambda _event: None))


def _run(tasks: list[Task], record: Record, run: Ways, store: Store | None, tell: Log) -> ExecutionReport:
    waiting = []
    for task in tasks:
        if record.holds(task):
            if store:
                store.put(task.target)
            tell(Event("skipped", task.participant, task.file))
        else:
            waiting.append(task)
    failures: dict[Task, Failure] = {}
    begun: dict[Task, float] = {}

    def begin(task: Task) -> None:
        begun[task] = time.monotonic()
        tell(Event("started", task.participant, task.file))

    for task, failure in run(waiting, begin=begin):
        seconds = round(time.monotonic() - begun[task], 3)
        if failure:
            failures[task] = failure
            tell(Event("failed", task.participant, task.file, seconds, failure.cell, failure.message))
        else:
            record.add(task)
            if store:
                store.put(task.target)
            tell(Event("finished", task.participant, task.file, seconds))
    record.finish(tasks)
    if store:
        store.finish()
    ordered = tuple(failures[task] for task in tasks if task in failures)
    return ExecutionReport(len(waiting) - len(failures), ordered, len(tasks) - len(waiting))


def usable_workers() -> int:
    """How many notebooks this machine bears at the same time: a processor each, and memory for all."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        memory = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return processors
    return max(1, min(processors, memory // WORKER_BYTES))


def _tasks(out: Path, manifest: Manifest, root: Path, timeout: int, limit: int, *, cold: bool) -> list[Task]:
    return [
        Task(
            participant=entry.participant,
            folder=out / entry.folder,
            file=file,
            digest=digest,
            target=out / EXECUTED / entry.folder / file,
            root=root,
            timeout=timeout,
            limit=limit,
            cold=cold,
        )
        for entry in manifest.sets
        for file, digest in sorted(entry.files.items())
    ]


def run_all(
    tasks: list[Task], workers: int, run: Run = run_notebook, begin: Callable[[Task], None] | None = None
) -> Iterator[Outcome]:
    """Every task with its outcome, as they end; `begin` is told of each as it starts.

    When a process dies, the tasks that were running are run again one by one, so that only the guilty one fails.
    """
    begin = begin or (lambda _task: None)
    waiting = deque(tasks)
    while waiting:
        for suspect in (yield from _run_pool(waiting, workers, run, begin)):
            if (yield from _run_pool(deque([suspect]), 1, run, begin)):
                suspect.target.unlink(missing_ok=True)
                yield suspect, Failure(suspect.participant, suspect.file, "", _LOST)


def _run_pool(
    waiting: deque[Task], workers: int, run: Run, begin: Callable[[Task], None]
) -> Generator[Outcome, None, list[Task]]:
    """Work off the queue, and give back the tasks that were running when a process died."""
    running: dict[Future[Failure | None], Task] = {}
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        try:
            while waiting or running:
                while waiting and len(running) < workers:
                    running[pool.submit(run, waiting[0])] = waiting[0]
                    begin(waiting.popleft())
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    failure = future.result()
                    yield running.pop(future), failure
        except BrokenProcessPool:
            return list(running.values())
    return []
