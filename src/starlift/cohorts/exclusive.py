"""Exclusive: one run at a time in a cohort's folder, and no lock that outlives its run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from starlift.errors import Problem, RosterError, shown_path
from starlift.lockedfile import opened

LOCK = ".lock"
"""Name of the file that is locked; it stays, empty, when nobody holds the lock."""


@contextmanager
def exclusive(out: Path) -> Iterator[None]:
    """Keep every other run out of the folder `out` meanwhile.

    The lock is the operating system's, so it ends with its process, however that ends. The file says who has it.

    Raises:
        RosterError: When another run is at work there, or the folder cannot be written.
    """
    path = out / LOCK
    try:
        with opened(path, must_lock=True, patience=0.0) as descriptor:
            with suppress(OSError):
                os.ftruncate(descriptor, 0)
                os.write(descriptor, f"process {os.getpid()} since {datetime.now(UTC):%Y-%m-%d %H:%M} UTC".encode())
            try:
                yield
            finally:
                with suppress(OSError):
                    os.ftruncate(descriptor, 0)
    except BlockingIOError:
        who = path.read_text(encoding="utf-8", errors="replace").strip() or "of somebody else"
        fix = "wait until it is done, or name another folder"
        raise RosterError(Problem(shown_path(out), 0, "out", f"another run is at work here ({who})", fix)) from None
