"""Zygote: a process that imports once, then forks a kernel for each request that comes over a Unix socket.

It has one thread, and makes no event loop, no ZMQ context and no kernel of its own: what is forked must be simple. It
refuses to fork otherwise. It ends when its standard input closes, that is with its owner, however that ended, and takes
its kernels along.

A request is a line of JSON, and so is the answer: ``{"do": "start", "argv": [...], "env": {...}, "cwd": "..."}`` gives
``{"pid": number}``; ``{"do": "poll", "pid": number}`` gives ``{"code": number or null}``; what went wrong is ``error``.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

PRELOADED = ("ipykernel.kernelapp", "ipywidgets", "anywidget", "pandas", "matplotlib.figure", "starlift.panels")
"""What the notebooks import, or what a kernel needs before the first of them."""
LAUNCHER = ["-m", "ipykernel_launcher"]
"""How the command of a Python kernel begins, behind the interpreter."""
_TASKS = Path("/proc/self/task")
CONTENT = "STARLIFT_CONTENT"
"""The environment variable that names the workspace whose content a notebook shows."""


class Zygote:
    """The loop of the process.

    Attributes:
        children: Process id -> exit code of each kernel, None while it lives.
    """

    def __init__(self, listener: socket.socket, alive: int) -> None:
        self._listener, self._alive = listener, alive
        self.children: dict[int, int | None] = {}

    def serve(self) -> None:
        """Answer requests until the file `alive` closes."""
        while True:
            readable, _, _ = select.select([self._listener.fileno(), self._alive], [], [])
            if self._alive in readable and not os.read(self._alive, 1):
                break
            if self._listener.fileno() in readable:
                self._answer(self._listener.accept()[0])
        for pid, code in self.children.items():
            if code is None:
                with suppress(ProcessLookupError):
                    os.killpg(pid, signal.SIGKILL)

    def _answer(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rw", encoding="utf-8") as stream:
            try:
                answer = self._done(json.loads(stream.readline()), connection)
            except (ValueError, KeyError, TypeError, OSError, RuntimeError) as error:
                answer = {"error": f"{type(error).__name__}: {error}"}
            with suppress(OSError):  # who asked has gone
                stream.write(json.dumps(answer) + "\n")
                stream.flush()

    def _done(self, request: Mapping[str, Any], connection: socket.socket) -> dict[str, Any]:
        self._reap()
        if request["do"] == "poll":
            return {"code": self.children[request["pid"]]}
        load_content(request["env"].get(CONTENT))
        refuse_with_threads()
        pid = os.fork()
        if not pid:
            connection.close()
            self._listener.close()
            os.close(self._alive)
            become_kernel(request["argv"], request["env"], request["cwd"])
        self.children[pid] = None
        return {"pid": pid}

    def _reap(self) -> None:
        for pid, code in self.children.items():
            if code is None:
                ended, status = os.waitpid(pid, os.WNOHANG)
                self.children[pid] = os.waitstatus_to_exitcode(status) if ended else None


def refuse_with_threads() -> None:
    """Make sure that this process can fork safely.

    Raises:
        RuntimeError: When it has more than one thread.
    """
    if _TASKS.is_dir() and len(list(_TASKS.iterdir())) != 1:
        raise RuntimeError("has more than one thread and cannot fork safely")


def load_content(root: str | None) -> Any:
    """The content of the workspace `root`, kept in this process so that kernels have it: another cohort, another root.

    Returns:
        None where it cannot be loaded, which the notebook itself shall say.
    """
    if root:
        os.environ[CONTENT] = root
    with suppress(import_module("starlift.errors").StarliftError):
        return import_module("starlift.content").default_content()
    return None


def become_kernel(argv: list[str], env: Mapping[str, str], cwd: str) -> None:
    """Turn this forked process into the kernel that the command `argv` would start; it never returns.

    It leaves without Python's own clean-up, which would touch and so copy every page that is shared.
    """
    code = 1
    try:
        _stand_alone(env, cwd)
        code = _run_kernel(argv)
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 1
    finally:
        os._exit(code)


def _stand_alone(env: Mapping[str, str], cwd: str) -> None:
    """A session, standard streams, environment, folder, signals and random numbers of its own."""
    os.setsid()
    null = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(null, stream)
    os.environ.clear()
    os.environ.update(env)
    os.fchdir(os.open(cwd, os.O_RDONLY | os.O_DIRECTORY))
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for name in ("random", "numpy.random"):
        if name in sys.modules:
            sys.modules[name].seed()


def _run_kernel(argv: list[str]) -> int:
    app = import_module("ipykernel.kernelapp").IPKernelApp.instance()
    app.initialize(argv[1 + len(LAUNCHER) :])
    import_module("ipywidgets").register_comm_target()  # there was no kernel yet when it was imported
    app.start()
    return 0


def main() -> None:
    """Import, listen at the socket that the command line names, say so on standard output, and serve."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        for name in PRELOADED:
            import_module(name)
        _warm_up(Path(sys.argv[1]).parent)
        refuse_with_threads()
        listener.bind(sys.argv[1])
        listener.listen()
        gc.collect()
        gc.freeze()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the owner, whose end is ours
        Zygote(listener, sys.stdin.fileno()).serve()


def _warm_up(nowhere: Path) -> None:
    """Do once, and keep nothing of it, what every notebook would do first: read the content, frame a studio."""
    for module in iter_modules(import_module("starlift.panels.workbenches").__path__):
        import_module(f"starlift.panels.workbenches.{module.name}")
    content = load_content(None)
    seat, journal = import_module("starlift.seat").Seat, import_module("starlift.journal").Journal
    framing, steps = import_module("starlift.panels.framing"), import_module("starlift.steps")
    for case in content.cases if content else ():
        place = seat(content, case, journal(nowhere, "", ""))
        framing.frame(place, steps.steps_of(case, place.minutes), place.progress())


if __name__ == "__main__":
    main()
