"""Journal: a learner's own words, kept as append-only JSON Lines.

Each entry is written with one system call to a file opened for appending and flushed to disk, so entries of several
threads, kernels or tabs never mix, and a crash can tear the last line at most. Reading passes a torn line over. Files
are opened for each operation; nothing is tied to a thread. Only `Journal.rewrite` puts a new file in the place of the
old one; the file's lock keeps those who append waiting meanwhile.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import threading
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlift.errors import JournalError, Problem, shown_path
from starlift.lockedfile import CAN_LOCK, opened
from starlift.privatefile import write_private

VERSION = 1
MAX_LINE_BYTES = 16_000_000
"""More than all sections of the greatest length take, each character escaped."""
_LOCK = threading.Lock()
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$")


@dataclass(frozen=True)
class Entry:
    """One line of a journal.

    Attributes:
        kind: What happened, such as ``draft``, ``attempt``, ``rating``, ``defence`` or ``keep``.
        case: Id of the case, or the id of the notebook outside of cases.
        at: UTC time in ISO 8601.
        body: What the kind needs, in plain JSON types.
    """

    kind: str
    case: str
    at: str
    cohort: str
    participant: str
    body: Mapping[str, Any] = field(default_factory=dict)


def safe_name(name: str) -> str:
    """`name` as a file name that is safe on every system and different for different names.

    A readable part of ASCII letters, digits and hyphens, then eight digits of the name's SHA-256.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    if not slug or _RESERVED.match(slug):
        slug = f"x-{slug}".rstrip("-")
    return f"{slug}-{digest}"


class Journal:
    """The journal of one participant of one cohort below a workspace folder.

    Making one touches no disk: file and folder appear with the first entry.
    """

    def __init__(self, workspace: Path, cohort: str, participant: str) -> None:
        self.cohort, self.participant = cohort, participant
        name = f"{safe_name(cohort)}.{safe_name(participant)}.jsonl"
        self.path = workspace.resolve() / "journal" / name

    def append(self, kind: str, case: str, body: Mapping[str, Any]) -> Entry:
        """Add one entry and wait until the disk has it.

        Raises:
            JournalError: When it could not be written in full; a torn rest is passed over by `entries`.
        """
        entry = Entry(kind, case, datetime.now(UTC).isoformat(), self.cohort, self.participant, body)
        line = line_of(entry)
        if len(line) > MAX_LINE_BYTES:
            raise self._error(f"an entry of {len(line):,} bytes is too large", "shorten the text")
        try:
            with _LOCK:
                self._write(line)
        except OSError as error:
            raise self._error(f"cannot be written: {error.strerror}", "free space or check its rights") from error
        return entry

    def entries(self) -> list[Entry]:
        """All whole entries, oldest first; torn or foreign lines are passed over.

        Raises:
            JournalError: When the file exists but cannot be read.
        """
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise self._error(f"cannot be read: {error.strerror}", "check its rights") from error
        return list(parse_entries(data))

    @property
    def size(self) -> int:
        """Bytes that are in the file now; it grows with every entry, whoever writes it."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    def latest(self, kind: str, case: str) -> Entry | None:
        """The newest entry of this kind for this case."""
        found = [entry for entry in self.entries() if entry.kind == kind and entry.case == case]
        return found[-1] if found else None

    def rewrite(self, change: Callable[[bytes], bytes]) -> None:
        """Put `change` of the file's bytes in their place: whatever happens, the old or the new ones stand there whole.

        Nothing can be appended meanwhile. What `change` raises is passed on, and nothing is written.

        Raises:
            JournalError: When it could not be written.
        """
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Without locks the file stays closed, since an open one may not be replaced there.
            with _LOCK, opened(self.path, must_lock=True) if CAN_LOCK else nullcontext():
                data = self.path.read_bytes() if self.path.exists() else b""
                try:
                    changed = change(data)
                    if changed != data:
                        write_private(self.path, changed)
                finally:
                    if self.path.exists() and not self.path.stat().st_size:
                        self.path.unlink()  # made for the lock alone
        except OSError as error:
            raise self._error(f"cannot be written: {error.strerror}", "free space or check its rights") from error

    def _write(self, line: bytes) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with opened(self.path) as descriptor:
            if _is_torn(descriptor):
                line = b"\n" + line  # leave the torn line alone and start afresh
            if os.write(descriptor, line) != len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(descriptor)

    def _error(self, what: str, fix: str) -> JournalError:
        return JournalError(Problem(shown_path(self.path), 0, "", what, fix))


def _is_torn(descriptor: int) -> bool:
    """Whether the open file is not empty and does not end with a line break."""
    if not os.fstat(descriptor).st_size:
        return False
    os.lseek(descriptor, -1, os.SEEK_END)
    return os.read(descriptor, 1) != b"\n"


def line_of(entry: Entry) -> bytes:
    """The entry as it stands in a journal, with its line break."""
    return json.dumps({"v": VERSION, **vars(entry)}, ensure_ascii=True).encode() + b"\n"


def parse_entries(data: bytes) -> Iterator[Entry]:
    """The entries in the bytes of a journal; lines that are not whole entries of a known version are left out."""
    for line in data.split(b"\n"):
        if not line.strip() or len(line) > MAX_LINE_BYTES:
            continue
        try:
            values = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if not isinstance(values, dict) or values.pop("v", None) != VERSION:
            continue
        texts = ("kind", "case", "at", "cohort", "participant")
        if all(isinstance(values.get(name), str) for name in texts) and isinstance(values.get("body"), dict):
            yield Entry(**{name: values[name] for name in (*texts, "body")})
