"""Place: whether a folder may take a cohort's sets, seen before anything is written into it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from starlift.cohorts.manifest import EXECUTED, MANIFEST, Manifest, read_manifest
from starlift.cohorts.roster import shortened
from starlift.errors import Problem, RosterError, shown_path

_ELSEWHERE = "name a new or empty folder"


def previous_build(out: Path, cohort: str) -> Manifest | None:
    """What an earlier build of this cohort left in `out`; None where there was none.

    Raises:
        RosterError: When `out` cannot be used: a file, no rights, other things in it, or another cohort.
    """
    name = shown_path(out)
    if not out.is_dir():
        if os.path.lexists(out):
            raise RosterError(Problem(name, 0, "out", "is not a folder", _ELSEWHERE))
        _check_rights(next(folder for folder in out.resolve().parents if os.path.lexists(folder)), name)
        return None
    _check_rights(out, name)
    if (out / MANIFEST).exists():
        found = read_manifest(out)
        if found.cohort != cohort:
            what = f"holds the cohort {shortened(found.cohort)} and not {shortened(cohort)}"
            raise RosterError(Problem(name, 0, "out", what, f"{_ELSEWHERE}, or give that cohort's id"))
        return found
    others = sorted(entry.name for entry in out.iterdir() if not entry.name.startswith("."))
    if others:
        what = f"holds other things, such as {shortened(others[0])}, and no {MANIFEST}"
        raise RosterError(Problem(name, 0, "out", what, _ELSEWHERE))
    return None


def _check_rights(folder: Path, name: str) -> None:
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        what = f"cannot be written: {shown_path(folder)} is not a folder that you may write to"
        raise RosterError(Problem(name, 0, "out", what, "name another folder or change its rights"))


def obstacles(out: Path, sets: Iterable[tuple[str, Iterable[str]]]) -> Iterator[Problem]:
    """What stands in `out` where a set's folder, or one of its files, is to go.

    Args:
        out: The cohort's folder.
        sets: Folder name and file names of each set.
    """
    for name, files in sets:
        folder = out / name
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            yield Problem(shown_path(folder), 0, "out", "is a link or a file where a set is to go", "move it away")
            continue
        for file in files:
            if (folder / file).is_dir():
                yield Problem(shown_path(folder / file), 0, "out", "is a folder", "move it away")
    if (out / EXECUTED).is_symlink():
        yield Problem(shown_path(out / EXECUTED), 0, "out", "is a link", "move it away")
