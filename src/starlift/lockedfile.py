"""Locked file: opened for appending while no other process that asks for the lock has it open."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError:  # Windows and the browser
    flock = None  # type: ignore[assignment]

CAN_LOCK = flock is not None
"""Whether this system knows such locks; without them `opened` opens and that is all."""
PATIENCE = 30.0
"""Seconds to wait for the lock; the greatest import takes about twenty."""


@contextmanager
def opened(path: Path, *, must_lock: bool = False, patience: float = PATIENCE) -> Iterator[int]:
    """A descriptor of `path`, opened for reading and appending; the file is made, for its owner alone, if need be.

    Args:
        path: The file; its folder must be there.
        must_lock: Whether to give up, rather than go on without the lock, when it cannot be had in time. On a disk
            that knows no locks both go on.
        patience: Seconds to wait for the lock.

    Raises:
        OSError: When it cannot be opened, or is locked for too long.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
    end = time.monotonic() + patience
    while True:
        descriptor = os.open(path, flags, 0o600)
        try:
            in_time = _lock(descriptor, end)
            if must_lock and not in_time:
                raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN), str(path))
            if in_time and CAN_LOCK and not _stands_at(descriptor, path) and time.monotonic() < end:
                continue  # another file took its place while we waited
            yield descriptor
            return
        finally:
            os.close(descriptor)


def _lock(descriptor: int, end: float) -> bool:
    """Lock the open file until it is closed; False when another process kept it until `end`."""
    while CAN_LOCK:
        try:
            flock(descriptor, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                return False
            time.sleep(0.01)
        except OSError:
            break  # the disk knows no locks
        else:
            break
    return True


def _stands_at(descriptor: int, path: Path) -> bool:
    """Whether the open file is still the one at `path`."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False
