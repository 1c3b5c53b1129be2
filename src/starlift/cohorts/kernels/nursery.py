"""Nursery: the owner's side of a zygote. It starts the process, asks it for kernels and asks after them."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

SINGLE = {
    **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1"),
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}
"""No threads of numerical libraries, nor of pyarrow's allocator: a process with threads cannot fork safely."""
BACKEND = {"MPLBACKEND": "module://matplotlib_inline.backend_inline"}
"""What a kernel sets before anybody imports matplotlib."""
SAFE_SYSTEMS = ("linux",)
"""Where forking a process that has loaded large libraries is sound; macOS's own libraries object."""


def can_fork() -> bool:
    """Whether kernels can be forked on this system."""
    return sys.platform in SAFE_SYSTEMS


class NurseryError(RuntimeError):
    """The zygote did not start, or did not answer as it should."""


class Nursery:
    """A zygote and a private folder for its socket and its kernels' sockets.

    Attributes:
        folder: Readable for its owner alone, with a short path, since a socket's path may have about 100 bytes.
    """

    def __init__(self, env: Mapping[str, str]) -> None:
        self._room = tempfile.TemporaryDirectory(prefix="sl-", dir=_short_place(), ignore_cleanup_errors=True)
        self.folder = Path(self._room.name)
        self._socket = str(self.folder / "z")
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-P", "-m", "starlift.cohorts.kernels.zygote", self._socket],
            cwd=self.folder,  # papermill has this process in the set's folder, which need not outlive the notebook
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # where it does not start, kernels are started one by one and say what is wrong
            env={**env, **SINGLE, **BACKEND, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        if self._process.stdout is None or self._process.stdout.readline() != b"ready\n":
            self.close()
            raise NurseryError("the process that kernels are forked from did not start")

    @property
    def lives(self) -> bool:
        """Whether the zygote is there to be asked."""
        return self._process.poll() is None

    def start(self, argv: Sequence[str], env: Mapping[str, str], cwd: str) -> ForkedProcess:
        """A kernel by the command `argv`, in the environment `env` and the folder `cwd`.

        Raises:
            NurseryError: When the zygote is gone or refuses.
        """
        answer = self.ask({"do": "start", "argv": list(argv), "env": dict(env), "cwd": cwd})
        return ForkedProcess(self, int(answer["pid"]))

    def ask(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """The zygote's answer.

        Raises:
            NurseryError: When it is gone or refuses.
        """
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
                connection.connect(self._socket)
                with connection.makefile("rw", encoding="utf-8") as stream:
                    stream.write(json.dumps(request) + "\n")
                    stream.flush()
                    answer: dict[str, Any] = json.loads(stream.readline())
        except (OSError, ValueError) as error:
            raise NurseryError(f"the process that kernels are forked from is gone: {error}") from error
        if "error" in answer:
            raise NurseryError(f"the process that kernels are forked from refuses: {answer['error']}")
        return answer

    def close(self) -> None:
        """End the zygote and its kernels."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=5)
        self._process.kill()
        self._process.wait()
        self._room.cleanup()


class ForkedProcess:
    """A kernel's process as `subprocess.Popen` would show it; its parent is the zygote and not we."""

    stdin = stdout = stderr = None

    def __init__(self, nursery: Nursery, pid: int) -> None:
        self._nursery, self.pid = nursery, pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """The exit code, None while it lives; where the zygote is gone its kernels are gone with it."""
        if self.returncode is None:
            try:
                self.returncode = self._nursery.ask({"do": "poll", "pid": self.pid})["code"]
            except NurseryError:
                self.returncode = -signal.SIGKILL
        return self.returncode

    def wait(self) -> int | None:
        """The exit code of a process that is known to have ended."""
        return self.poll()

    def send_signal(self, signum: int) -> None:
        """Send a signal unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, signum)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


def _short_place() -> str | None:
    """A folder for sockets where the usual one has a long name."""
    usual = tempfile.gettempdir()
    return "/tmp" if len(usual) > 40 and Path("/tmp").is_dir() else usual  # noqa: S108 - a private folder is made in it
