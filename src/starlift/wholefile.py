"""Whole file: the old or the new bytes stand there, and nothing between."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path


def write_whole(
    target: Path, data: bytes, *, prefix: str, suffix: str = "", mode: int = 0o600, flush: bool = False
) -> None:
    """Write `data` beside `target` and put it in its place; when that fails the old file stays and nothing else.

    Args:
        target: The file.
        data: What it shall hold.
        prefix: Begins the name of the file that is written beside it.
        suffix: Ends that name.
        mode: Rights of the new file.
        flush: Whether the bytes must be on the disk before they take their place.

    Raises:
        OSError: When it could not be written; it names `target` and not the file beside it.
    """
    try:
        _write_beside(target, data, prefix=prefix, suffix=suffix, mode=mode, flush=flush)
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(target)) from error


def write_together(files: Mapping[Path, bytes], write: Callable[[Path, bytes], None]) -> None:
    """Write all of `files`; when one fails, those that were not there before are taken away again.

    Args:
        files: Path -> what it shall hold.
        write: Writes one of them whole or not at all.

    Raises:
        OSError: When one could not be written.
    """
    new = [path for path in files if not path.exists()]
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            write(path, data)
    except OSError:
        for path in new:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        raise


def _write_beside(target: Path, data: bytes, *, prefix: str, suffix: str, mode: int, flush: bool) -> None:
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=prefix, suffix=suffix)  # it makes it mode 600
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            if flush:
                file.flush()
                os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
