"""Worker: runs one notebook of a cohort with papermill, in a process that does nothing else at the time."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from starlift.cohorts.manifest import digest_of
from starlift.cohorts.normal import INJECTED, Notebook, as_node, normalised
from starlift.content import ROOT_VARIABLE
from starlift.notebooks import dump_notebook, write_atomic

START_TIMEOUT = 60
"""Seconds that a kernel may take to start."""
MAX_MESSAGE = 300


@dataclass(frozen=True)
class Task:
    """One notebook to run.

    Attributes:
        folder: The set's folder, in which the kernel runs.
        digest: SHA-256 that the notebook must have: nothing is run that was not built.
        target: Where the executed copy goes.
        root: The workspace whose content the notebook shows.
        timeout: Seconds that one cell may take.
        limit: Seconds that all cells together may take; 0 for no limit.
        cold: Whether to start a kernel by itself even where one can be forked.
    """

    participant: str
    folder: Path
    file: str
    digest: str
    target: Path
    root: Path
    timeout: int
    limit: int = 0
    cold: bool = False


@dataclass(frozen=True)
class Failure:
    """A notebook that did not run to its end.

    Attributes:
        cell: Id of the cell that failed; empty when none had begun.
        message: What happened, on one line.
    """

    participant: str
    notebook: str
    cell: str
    message: str

    def __str__(self) -> str:
        cell = f", cell {self.cell}" if self.cell else ""
        return f"participant {self.participant}, {self.notebook}{cell}: {self.message}"


def run_notebook(task: Task) -> Failure | None:
    """Run a notebook and write its executed copy; the learner's own file and journal stay untouched.

    Changes the environment and, through papermill, the current folder: call it in a process of its own.
    """
    started: list[str] = []
    try:
        write_atomic(task.target, dump_notebook(_executed(task, started)))
    except Exception as error:  # noqa: BLE001 - whatever a notebook does, the rest of the cohort goes on
        task.target.unlink(missing_ok=True)
        return Failure(task.participant, task.file, started[-1] if started else "", _one_line(error))
    return None


def _executed(task: Task, started: list[str]) -> Notebook:
    from papermill import execute_notebook  # noqa: PLC0415 - slow to import

    from starlift.cohorts.kernels.engine import COLD, WARM  # noqa: PLC0415 - imports papermill

    data = (task.folder / task.file).read_bytes()
    if digest_of(data) != task.digest:
        raise ValueError("the file is not as it was built; build the cohort again")
    notebook: Notebook = json.loads(data)
    with tempfile.TemporaryDirectory(prefix="starlift-") as scratch:
        os.environ[ROOT_VARIABLE] = str(task.root)
        os.environ["IPYTHONDIR"] = scratch  # nobody's own start-up files
        executed = execute_notebook(
            as_node(_with_scratch_journal(notebook, scratch)),
            None,
            engine_name=COLD if task.cold else WARM,
            kernel_name="python3",
            cwd=task.folder,
            request_save_on_cell_execute=False,
            progress_bar=False,
            log_output=False,
            start_timeout=START_TIMEOUT,
            execution_timeout=task.timeout,
            notebook_timeout=task.limit,
            shutdown_kernel="immediate",
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
            on_cell_start=lambda cell, cell_index: started.append(cell["id"]),  # noqa: ARG005 - called by name
        )
    kept = normalised(executed, outputs=True)
    for cell, original in zip(kept["cells"], notebook["cells"], strict=True):
        cell["source"] = original["source"]
    return kept


def _with_scratch_journal(notebook: Notebook, scratch: str) -> Notebook:
    """The notebook with its journal elsewhere, so that a run neither writes a learner's journal nor shows it."""
    line = f"\nworkspace = {scratch!r}"
    cells = [
        {**cell, "source": [*cell["source"], line]} if cell["id"] == INJECTED else cell for cell in notebook["cells"]
    ]
    return {**notebook, "cells": cells}


def _one_line(error: Exception) -> str:
    """Kind and first line of what went wrong in the notebook, or around it."""
    kind = getattr(error, "ename", type(error).__name__)
    lines = str(getattr(error, "evalue", error)).strip().splitlines() or [""]
    text = f"{kind}: {lines[0].strip()}" if lines[0] else kind
    return text if len(text) <= MAX_MESSAGE else text[: MAX_MESSAGE - 1] + "…"
