"""Fingerprint: what decides how a notebook runs besides the notebook itself, in one figure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import starlift

CONTENT = ("stories", "exercises")
"""Folders of a workspace that notebooks show."""


def fingerprint(root: Path) -> str:
    """SHA-256, in hexadecimal digits, of the kit's own files and the content of the workspace `root`."""
    digest = hashlib.sha256(starlift.__version__.encode())
    for path in (
        *files_below(Path(starlift.__file__).parent),
        *(file for name in CONTENT for file in files_below(root / name)),
    ):
        data = path.read_bytes()
        digest.update(f"{path.name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def files_below(folder: Path) -> Iterator[Path]:
    """All files below, in one order, without what Python or an editor leaves."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc" and not any(part.startswith(".") for part in path.parts[-2:]):
            yield path
