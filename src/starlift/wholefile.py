"""Whole file: the old or the new bytes stand there, and nothing between."""

from __future__ import annotations

import os
import tempfile
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
        OSError: When it could not be written.
    """
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
