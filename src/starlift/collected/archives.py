"""Archives: zip files from elsewhere, read member by member and never unpacked to the disk under their own names.

What an archive says of itself is not believed: its directory is measured before it is read, a member must not be larger
than it may be, nor unpack to more than it says, and archives inside archives end soon.
"""

from __future__ import annotations

import re
import stat
import struct
import tempfile
import zipfile
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import count
from typing import IO, Protocol, TypeVar

from starlift.collected.findings import Findings, shown
from starlift.exportfile import MAX_BYTES

MAX_DIRECTORY = 10_000_000
"""Bytes of an archive's directory: more than 50,000 files."""
MAX_UNPACKED = 5_000_000_000
"""Bytes that all archives of one run may unpack to."""
MAX_NESTED = 2
"""Archives inside each other: that of a learning platform, and in it that of a learner."""
MAX_RATIO = 400
"""How many times larger than packed a member may be. Drafts that repeat each other reach about 100; zip bombs 1,000."""
SMALL = 1_000_000
"""Bytes up to which the ratio does not matter."""
MAX_OPEN = 8
_IN_MEMORY = 1_000_000
_CHUNK = 1 << 16
T = TypeVar("T")
_KINDS = {".jsonl": "journal", ".zip": "archive", ".ipynb": "notebook"}
_DRIVE = re.compile(r"^[A-Za-z]:")
_END = struct.Struct("<4s4H2LH")
_LOCATOR_BYTES = 20


def kind_of(name: str) -> str:
    """What a file's name promises: ``journal``, ``archive``, ``notebook``, or nothing of interest."""
    return next((kind for ending, kind in _KINDS.items() if name.lower().endswith(ending)), "")


class Readable(Protocol):
    """What a received file offers: its bytes, one piece after the other; `OSError` when they cannot be had."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes, none at the end."""


Opener = Callable[[], AbstractContextManager[Readable]]


@dataclass(frozen=True)
class Member:
    """A file in an archive that may be read: its name there, the parts of that name, its size and how to open it."""

    name: str
    parts: tuple[str, ...]
    size: int
    open: Opener


@dataclass(frozen=True)
class Held:
    """What an archive holds: members that may be journals or archives, and how many other files and notebooks."""

    members: tuple[Member, ...] = ()
    others: int = 0
    notebooks: int = 0


class Archives:
    """The archives of one run, of which only the few used last stay open."""

    def __init__(self) -> None:
        self._open: OrderedDict[int, tuple[zipfile.ZipFile, IO[bytes]]] = OrderedDict()
        self._left = MAX_UNPACKED
        self._numbers = count()

    def members(self, name: str, take: Callable[[], IO[bytes]], findings: Findings, depth: int) -> Held:
        """What an archive holds, in the order of the names.

        Args:
            name: The archive as messages name it.
            take: Opens it as a file to move about in; closed by `close` at the latest.
            findings: Takes what is not read, and why.
            depth: 1 for an archive that lies on the disk, 2 for one inside it.
        """
        if depth > MAX_NESTED:
            findings.add(name, f"is an archive inside {MAX_NESTED} others and is not opened", "unpack it")
            return Held()
        number = next(self._numbers)
        try:
            infos = sorted(self._archive(number, take).infolist(), key=lambda info: info.filename)
        except Exception as error:  # noqa: BLE001 - zipfile raises many kinds on bytes that somebody forged
            findings.add(name, f"cannot be read as an archive: {_reason(error)}", "ask for it again, or unpack it")
            return Held()
        members, counts = [], {"": 0, "notebook": 0}
        for info in infos:
            kind = kind_of(info.filename)
            if info.is_dir() or "__MACOSX/" in info.filename:
                continue
            fault = next(self._faults(info), None)
            if fault and (kind or fault[2]):
                findings.add(f"{name}: {shown(info.orig_filename)}", *fault[:2])
            elif kind in counts:
                counts[kind] += 1
            elif not fault:
                self._left -= info.file_size
                parts = tuple(re.split(r"[/\\]", info.filename))
                members.append(Member(info.filename, parts, info.file_size, self._member(number, take, info)))
        return Held(tuple(members), counts[""], counts["notebook"])

    def close(self) -> None:
        """Close all that are open."""
        while self._open:
            self._close_oldest()

    def _faults(self, info: zipfile.ZipInfo) -> Iterator[tuple[str, str, bool]]:
        """Why a member is not read, what to do, and whether that is told even of a file that nobody wants to read."""
        name, mode = info.orig_filename, info.external_attr >> 16
        if "\0" in name or name[:1] in ("/", "\\") or _DRIVE.match(name) or ".." in re.split(r"[/\\]", name):
            yield "has a name that leads out of its archive", "ask who sent it", True
        if stat.S_ISLNK(mode):
            yield "is a link, and links are not followed", "put the file itself there", True
        elif stat.S_IFMT(mode) not in (0, stat.S_IFREG):
            yield "is no ordinary file", "take it away", True
        if info.flag_bits & 1:
            yield "is encrypted", "unpack the archive with its password", False
        if info.file_size > MAX_BYTES:
            yield f"unpacks to {info.file_size:,} bytes, {MAX_BYTES:,} are allowed", "unpack the archive", True
        if info.file_size > max(SMALL, MAX_RATIO * info.compress_size):
            times = info.file_size // max(1, info.compress_size)
            yield f"unpacks to {times:,} times its size, as no journal does", "ask who sent it", True
        if info.file_size > self._left:
            yield f"archives unpack to more than {MAX_UNPACKED:,} bytes", "collect in several runs", False

    def _archive(self, number: int, take: Callable[[], IO[bytes]]) -> zipfile.ZipFile:
        if number in self._open:
            self._open.move_to_end(number)
        else:
            stream = take()
            try:
                self._open[number] = (_checked(stream), stream)
            except BaseException:
                stream.close()
                raise
            if len(self._open) > MAX_OPEN:
                self._close_oldest()
        return self._open[number][0]

    def _close_oldest(self) -> None:
        _, (archive, stream) = self._open.popitem(last=False)
        archive.close()
        stream.close()

    def _member(self, number: int, take: Callable[[], IO[bytes]], info: zipfile.ZipInfo) -> Opener:
        @contextmanager
        def opened() -> Iterator[Readable]:
            stream = _told(lambda: self._archive(number, take).open(info))
            try:
                yield _Telling(stream)
            finally:
                stream.close()

        return opened


class _Telling:
    """The bytes of a member; whatever keeps them from being read becomes an `OSError` that says why."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def read(self, size: int, /) -> bytes:
        return _told(lambda: self._stream.read(size))


def _told(act: Callable[[], T]) -> T:
    try:
        return act()
    except Exception as error:  # zipfile and its unpackers raise many kinds on bytes that somebody forged
        raise OSError(0, _reason(error)) from error


def copied(opener: Opener) -> IO[bytes]:
    """A received file as one to move about in: a copy in memory, or on the disk without a name when it is large.

    Raises:
        OSError: When it cannot be read or is too large.
    """
    copy = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - whoever asks for it closes it
    with opener() as stream:
        left = MAX_BYTES
        while chunk := stream.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise OSError(0, f"it is larger than {MAX_BYTES:,} bytes")
            copy.write(chunk)
    copy.seek(0)
    return copy


def _checked(stream: IO[bytes]) -> zipfile.ZipFile:
    """The archive in `stream`, once its directory is known to be of bearable size."""
    size = stream.seek(0, 2)
    tail = min(size, _END.size + (1 << 16) + _LOCATOR_BYTES)
    stream.seek(size - tail)
    data = stream.read(tail)
    place = data.rfind(b"PK\x05\x06")
    if place < 0 or place + _END.size > len(data):
        raise ValueError("it has no directory, so it was cut or is no archive")
    directory = _END.unpack_from(data, place)[5]
    if data[max(0, place - _LOCATOR_BYTES) : place].startswith(b"PK\x06\x07") or directory > MAX_DIRECTORY:
        raise ValueError("it holds too many or too large files for one archive")
    return zipfile.ZipFile(stream)


def _reason(error: Exception) -> str:
    what = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return shown(what) or type(error).__name__
