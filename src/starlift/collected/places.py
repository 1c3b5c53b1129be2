"""Places: where received files stand, found in folders without following a link or waiting for a pipe."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from starlift.collected.archives import Archives, Opener, copied, kind_of
from starlift.collected.findings import Findings, shown
from starlift.errors import JournalError, Problem, shown_path

MAX_FILES = 100_000
"""Files that are looked at in one run."""
MAX_DEPTH = 12
"""Folders inside each other."""
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_PASSED_OVER = {"__pycache__", "__MACOSX", "node_modules"}


@dataclass(frozen=True)
class Place:
    """One file that may hold a journal.

    Attributes:
        name: The file as messages name it.
        parts: Names of the folders and archives that it lies in below its source, then its own name.
        size: Bytes; of a file in an archive those that it has when unpacked.
        open: Opens it for reading; nothing is ever unpacked to a name that somebody else has chosen.
        path: Where it lies on the disk; None in an archive.
        identity: What tells one file of a disk from another that takes its place; zeros in an archive.
    """

    name: str
    parts: tuple[str, ...]
    size: int
    open: Opener
    path: Path | None = None
    identity: tuple[int, int] = (0, 0)


class Search:
    """The search for journals in files, folders and zip archives.

    Args:
        findings: Takes what is passed over, and why.
        archives: Keeps the archives that are read; None where archives are not wanted.
        apart_from: A folder that is passed over even where it lies in a source.
    """

    def __init__(self, findings: Findings, archives: Archives | None, apart_from: Path | None = None) -> None:
        self._findings, self._archives = findings, archives
        self._apart_from = apart_from and Path(os.path.realpath(apart_from))
        self._seen: set[tuple[int, int]] = set()
        self._left = MAX_FILES
        self._others = self._notebooks = 0

    def places(self, source: Path) -> Iterator[Place]:
        """Every file below `source` that may hold a journal, in the order of the names.

        Raises:
            JournalError: When there is no such file or folder.
        """
        name = shown_path(source)
        try:
            real = Path(os.path.realpath(source))  # what a user names may be a link
            about = real.stat()
        except (OSError, ValueError) as error:
            what = f"cannot be read: {getattr(error, 'strerror', None) or error}"
            raise JournalError(Problem(shown(name), 0, "", what, "check the name and its rights")) from None
        self._others = self._notebooks = 0
        if stat.S_ISDIR(about.st_mode):
            yield from self._in_folder(real, shown(name).rstrip("/"), (real.name,))
        else:
            yield from self._at(real, about, shown(name), (real.name,), named=True)
        if self._others or self._notebooks:
            what = f"holds files that were not opened: notebooks {self._notebooks:,}, others {self._others:,}"
            self._findings.add(shown(name), what)

    def _in_folder(self, folder: Path, name: str, parts: tuple[str, ...]) -> Iterator[Place]:
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            self._findings.add(name, f"cannot be read: {error.strerror}", "check its rights")
            return
        for entry in entries:
            if self._left <= 0:
                self._findings.add(name, f"more than {MAX_FILES:,} files; the rest was not looked at", "split it")
                return
            self._left -= 1
            label = f"{name}/{shown(entry.name)}"
            try:
                about = entry.stat(follow_symlinks=False)
            except OSError as error:
                self._findings.add(label, f"cannot be read: {error.strerror}", "check its rights")
                continue
            if not stat.S_ISDIR(about.st_mode):
                yield from self._at(Path(entry.path), about, label, (*parts, entry.name))
            elif entry.name.startswith(".") or entry.name in _PASSED_OVER or Path(entry.path) == self._apart_from:
                continue
            elif len(parts) >= MAX_DEPTH:
                self._findings.add(label, f"lies more than {MAX_DEPTH} folders deep", "name it as a source")
            else:
                yield from self._in_folder(Path(entry.path), label, (*parts, entry.name))

    def _at(
        self, path: Path, about: os.stat_result, name: str, parts: tuple[str, ...], *, named: bool = False
    ) -> Iterator[Place]:
        """The place or places in one file; one that the user named is looked at whatever its ending."""
        if stat.S_ISLNK(about.st_mode):
            self._findings.add(name, "is a link, and links are not followed", "put the file itself there")
            return
        if not stat.S_ISREG(about.st_mode):
            self._findings.add(name, "is no ordinary file but a pipe, a socket or a device", "take it away")
            return
        kind = kind_of(path.name)
        if kind == "notebook":
            self._notebooks += 1
            return
        if not (kind or named):
            self._others += 1
            return
        if about.st_ino and (about.st_dev, about.st_ino) in self._seen:
            return  # lies in two sources
        self._seen.add((about.st_dev, about.st_ino))
        identity = (about.st_dev, about.st_ino)
        place = Place(name, parts, about.st_size, lambda: opened(path), path, identity)
        if kind == "archive" or (named and _is_archive(place)):
            yield from self._in_archive(place, lambda: opened(path), depth=1)
        else:
            yield place

    def _in_archive(self, archive: Place, take: Callable[[], IO[bytes]], depth: int) -> Iterator[Place]:
        if self._archives is None:
            self._findings.add(archive.name, "is an archive and is not opened here", "collect it, or unpack it")
            return
        held = self._archives.members(archive.name, take, self._findings, depth)
        for member in held.members:
            parts = (*archive.parts, *member.parts)
            place = Place(f"{archive.name}: {shown(member.name)}", parts, member.size, member.open)
            if kind_of(member.name) == "archive":
                yield from self._in_archive(place, partial(copied, member.open), depth + 1)
            else:
                yield place
        self._others += held.others
        self._notebooks += held.notebooks


def opened(path: Path) -> IO[bytes]:
    """An ordinary file opened for reading; never a link, and never a pipe that would keep us waiting.

    Raises:
        OSError: When it is something else, or cannot be read.
    """
    descriptor = os.open(path, _READ)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(0, "is no ordinary file", str(path))
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def _is_archive(place: Place) -> bool:
    try:
        with place.open() as file:
            return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
    except OSError:
        return False  # told when it is read
