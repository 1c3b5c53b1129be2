"""Parcel: one notebook as it travels to a worker of a cluster, and how it is run there, where no disk is shared.

With it goes the content that it shows, as one archive for a whole cohort. Of the sender's machine nothing else is sent:
no journal, no path, no name of a folder.
"""

from __future__ import annotations

import io
import sys
import tempfile
import threading
import zipfile
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from starlift import __version__
from starlift.cohorts.fingerprint import CONTENT, files_below, fingerprint
from starlift.cohorts.worker import Failure, Task, run_notebook

DECISIVE = ("ipykernel", "ipywidgets", "matplotlib", "nbclient", "numpy", "pandas", "papermill", "scipy")
"""Packages whose version can show in what a notebook puts out."""
_NOWHERE = Path()
_ONE_AT_A_TIME = threading.Lock()
"""A notebook changes its process's environment and folder, so that another thread of the worker waits."""


class EditionError(RuntimeError):
    """The worker would run the notebook with something else than its sender has; the message says with what."""


@dataclass(frozen=True)
class Parcel:
    """One notebook as it is sent.

    Attributes:
        task: What to run, without the sender's paths.
        notebook: The notebook, as it was built.
        edition: What the sender would run it with.
    """

    task: Task
    notebook: bytes
    edition: tuple[str, ...]


def packed(task: Task, edition: tuple[str, ...]) -> Parcel:
    """The task's notebook, ready to be sent.

    Raises:
        OSError: When it cannot be read.
    """
    bare = replace(task, folder=_NOWHERE, target=_NOWHERE, root=_NOWHERE)
    return Parcel(bare, (task.folder / task.file).read_bytes(), edition)


def packed_content(root: Path) -> bytes:
    """What notebooks show of the workspace `root`, as a zip archive; the same content gives the same bytes."""
    archived = io.BytesIO()
    with zipfile.ZipFile(archived, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in CONTENT:
            for path in files_below(root / name):
                entry = zipfile.ZipInfo(path.relative_to(root).as_posix())
                archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return archived.getvalue()


def edition(root: Path) -> tuple[str, ...]:
    """What this process runs notebooks with: versions, and a figure for the kit's files and the content of `root`."""
    python = f"Python {sys.version_info.major}.{sys.version_info.minor}"
    kit = f"Starlift {__version__} with files {fingerprint(root)[:12]}"
    return (kit, python, *(f"{name} {version(name)}" for name in DECISIVE))


def run_parcel(parcel: Parcel, content: bytes) -> bytes | Failure:
    """Run a notebook that was sent; called on a worker.

    Returns:
        The executed notebook, or why there is none.

    Raises:
        EditionError: When it would run with other versions than at its sender's.
    """
    with _ONE_AT_A_TIME:
        root, here = _opened(content)
        there = parcel.edition
        if here != there:
            ours, theirs = (", ".join(sorted(set(one) - set(other))) for one, other in ((here, there), (there, here)))
            raise EditionError(f"a worker has {ours}, this machine has {theirs}")
        with tempfile.TemporaryDirectory(prefix="starlift-set-", dir=_scratch()) as room:
            folder, target = Path(room, "set"), Path(room, "executed.ipynb")
            folder.mkdir()
            (folder / parcel.task.file).write_bytes(parcel.notebook)
            task = replace(parcel.task, folder=folder, target=target, root=root)
            return run_notebook(task) or target.read_bytes()


def _opened(content: bytes) -> tuple[Path, tuple[str, ...]]:
    """A folder with the content, and the edition of this process with it."""
    room, found = _unpacked(content)
    return Path(room.name), found


@lru_cache(maxsize=4)  # a worker that serves several cohorts in turn does not fill its disk
def _unpacked(content: bytes) -> tuple[tempfile.TemporaryDirectory[str], tuple[str, ...]]:
    room = tempfile.TemporaryDirectory(prefix="starlift-content-", dir=_scratch())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(room.name)
    return room, edition(Path(room.name))


def _scratch() -> str | None:
    """The folder that dask gives the worker and clears after one that was killed; None outside a worker."""
    from distributed import get_worker  # noqa: PLC0415 - optional, and there on every worker

    with suppress(ValueError):
        return str(get_worker().local_directory)
    return None
