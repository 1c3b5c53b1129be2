"""Engine: what papermill knows of the forked kernels, by the names ``starlift-warm`` and ``starlift-cold``."""

from __future__ import annotations

import atexit
import os
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import Any

from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines

from starlift.cohorts.kernels.client import KernelManager
from starlift.cohorts.kernels.nursery import Nursery, NurseryError, can_fork

WARM, COLD = "starlift-warm", "starlift-cold"
IPC = os.name == "posix"
"""Whether kernels can listen at sockets in a folder; ports are open to every user, and starts in parallel race."""


class Client(PapermillNotebookClient):
    """Runs the cells of one notebook, all of them together within `notebook_timeout` seconds (0: no limit)."""

    def __init__(self, *args: Any, notebook_timeout: float = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._end = time.monotonic() + notebook_timeout if notebook_timeout else float("inf")

    def _get_timeout(self, cell: Any) -> Any:
        of_cell = super()._get_timeout(cell)
        left = self._end - time.monotonic()
        if left == float("inf") or (of_cell and of_cell <= left):
            return of_cell
        return max(left, 0.01)


class ColdEngine(NBClientEngine):
    """Starts each kernel by itself."""

    @classmethod
    def nursery(cls) -> Nursery | None:
        """Where kernels are forked."""
        return None

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **kwargs: Any) -> Any:
        """Run the notebook, as papermill asks its engines to."""
        given = {
            name: value
            for name, value in kwargs.items()
            if name not in ("input_path", "start_timeout", "execution_timeout", "log_output")
        }
        nursery = cls.nursery()
        with tempfile.TemporaryDirectory(prefix="k-", dir=nursery.folder if nursery else None) as room:
            manager = KernelManager(nursery, kernel_name=kernel_name)
            if IPC:
                manager.transport, manager.ip = "ipc", str(Path(room, "k"))
            manager.connection_file = str(Path(room, "c.json"))
            return Client(
                nb_man,
                km=manager,
                startup_timeout=kwargs.get("start_timeout", 60),
                timeout=kwargs.get("execution_timeout"),
                kernel_name=kernel_name,
                **given,
            ).execute(cleanup_kc=True)


class WarmEngine(ColdEngine):
    """Has each kernel forked from a process that has imported everything; as `ColdEngine` where that is not sound."""

    @classmethod
    def nursery(cls) -> Nursery | None:
        """This process's own, made anew where the one before has ended; None where none can be had."""
        if not can_fork():
            return None
        try:
            if not _nursery().lives:
                _nursery.cache_clear()
            return _nursery()
        except NurseryError:
            return None


@cache
def _nursery() -> Nursery:
    found = Nursery(os.environ)
    atexit.register(found.close)
    return found


papermill_engines.register(WARM, WarmEngine)
papermill_engines.register(COLD, ColdEngine)
