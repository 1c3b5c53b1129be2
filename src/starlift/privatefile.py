"""Private file: written whole or not at all, and readable to its owner alone."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from starlift.wholefile import write_whole


def write_private(path: Path, data: bytes) -> None:
    """Write `path` so that the old or the new bytes stand there whole, even after a crash; a link stays a link.

    The new bytes are on the disk before they take the place of the old ones. What an earlier crash left of the same
    file is cleared away.

    Raises:
        OSError: When it could not be written; the old file is then as it was.
    """
    target = Path(os.path.realpath(path))
    mark = f".{hashlib.sha256(os.fsencode(target.name)).hexdigest()[:8]}-"
    with suppress(OSError):
        for rest in target.parent.glob(f"{mark}*.part"):
            rest.unlink()
    write_whole(target, data, prefix=mark, suffix=".part", flush=True)
    with suppress(OSError):  # some systems and disks cannot flush a folder
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
