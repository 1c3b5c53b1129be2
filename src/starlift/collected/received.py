"""Received file: whose journal it is, and its entries, whether it is a journal itself or an exported one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from starlift.collected.findings import Findings
from starlift.collected.lines import lines_of
from starlift.collected.places import Place
from starlift.errors import JournalError
from starlift.exportfile import FORMAT, MAX_BYTES, MAX_DEPTH, depth, parse_export, time_of
from starlift.journal import VERSION, Entry, parse_entries, safe_name

_NAME = re.compile(r"([a-z0-9-]*-[0-9a-f]{8})\.([a-z0-9-]*-[0-9a-f]{8})(?![0-9a-z])")
"""The two parts of a journal's name, wherever a learning platform or a browser has put more around them."""
_AHEAD = timedelta(days=1)
_ASK = "ask who sent it"
MAX_TOLD = 3
"""Mistakes of an exported file that are told."""
BROKEN, NEWER, LONG, DEEP, ALIEN = "broken", "newer", "long", "deep", "alien"
_REASONS = {
    BROKEN: ("is no whole entry, as after a crash", "nothing to do if it is the only one"),
    NEWER: (f"is of a newer edition than this one, which reads version {VERSION}", "update Starlift"),
    LONG: ("is longer than any entry", _ASK),
    DEEP: (f"is nested deeper than {MAX_DEPTH}", _ASK),
    ALIEN: ("is an entry of somebody else", _ASK),
    "time": ("has no readable time; it is taken without one", ""),
    "future": ("lies in the future; it is taken without its time", "that computer's clock is wrong"),
}


@dataclass(frozen=True)
class Received:
    """A file that holds a journal.

    Attributes:
        cohort: As the file says.
        participant: As the file says.
        exported: Whether it was made by ``starlift journal export``.
        redacted: Whether it was exported with confidential words replaced.
    """

    place: Place
    cohort: str
    participant: str
    exported: bool = False
    redacted: bool = False

    def entries(self, findings: Findings) -> list[Entry]:
        """Its entries in their order; what is not taken goes to `findings`, one line for each reason."""
        try:
            return self._exported(findings) if self.exported else self._journal(findings)
        except OSError as error:
            findings.add(self.place.name, f"cannot be read: {error.strerror or error}", "ask for it again")
            return []

    def _exported(self, findings: Findings) -> list[Entry]:
        with self.place.open() as stream:
            data = b"".join(iter(lambda: stream.read(1 << 20), b"")) if self.place.size <= MAX_BYTES else b""
        try:
            return list(parse_export(data, self.place.name).entries)
        except JournalError as error:
            for problem in error.problems[:MAX_TOLD]:
                findings.add(problem.file, f"nothing is taken: {problem.field} {problem.what}".replace("  ", " "),
                             problem.fix, line=problem.line)  # fmt: skip
            return []

    def _journal(self, findings: Findings) -> list[Entry]:
        found: list[Entry] = []
        faults: dict[str, list[int]] = {}
        with self.place.open() as stream:
            for number, line in enumerate(lines_of(stream), start=1):
                read = entry_in(line)
                if isinstance(read, Entry) and (read.cohort, read.participant) != (self.cohort, self.participant):
                    read = ALIEN
                if isinstance(read, Entry):
                    found.append(read)
                    read = time_fault(read)
                if read:
                    faults.setdefault(read, []).append(number)
        for reason, numbers in faults.items():
            what, fix = _REASONS[reason]
            more = f", and {len(numbers) - 1:,} lines more" if len(numbers) > 1 else ""
            findings.add(self.place.name, f"{what}{more}", fix, line=numbers[0])
        return found


def entry_in(line: bytes | None) -> Entry | str:
    """The entry in a line, or why it is none; empty for an empty line.

    Args:
        line: None stands for one that is too long to be read.
    """
    if line is None:
        return LONG
    if not line.strip():
        return ""
    for entry in parse_entries(line):
        return DEEP if depth(entry.body) > MAX_DEPTH else entry
    try:
        version = json.loads(line).get("v")
    except (ValueError, RecursionError, AttributeError):
        return BROKEN
    return NEWER if isinstance(version, int) and version > VERSION else BROKEN


def time_fault(entry: Entry) -> str:
    """What is wrong with an entry's time, by the name of the reason; empty when nothing is."""
    when = time_of(entry.at)
    if when is None:
        return "time"
    return "future" if when > datetime.now(UTC) + _AHEAD else ""


def receive(place: Place, findings: Findings) -> Received | None:
    """Look into a file as far as it takes to know whose it is; None, and a finding, when that cannot be told.

    A journal's own name says whose it is, and an entry of it must fit; of a file with another name the first entry
    says it.
    """
    if place.size > MAX_BYTES:
        what = f"is larger than {MAX_BYTES:,} bytes and is not read"
        findings.add(place.name, what, "ask who sent it, or split it")
        return None
    try:
        with place.open() as stream:
            return _received(place, lines_of(stream), findings)
    except OSError as error:
        findings.add(place.name, f"cannot be read: {error.strerror or error}", "ask for it again")
        return None


def _received(place: Place, lines: Iterator[bytes | None], findings: Findings) -> Received | None:
    named = _NAME.search(place.parts[-1])
    first = next(lines)
    header = _header(first)
    if header is not None:
        owner = (str(header.get("cohort", "")), str(header.get("participant", "")))
        if not named or _fits(named, *owner):
            return Received(place, *owner, exported=True, redacted=header.get("redacted") is True)
        findings.add(place.name, "says another id than its name", _ASK)
        return None
    reasons = set()
    for line in _with(first, lines):
        read = entry_in(line)
        if isinstance(read, str):
            reasons.add(read)
        elif not named or _fits(named, read.cohort, read.participant):
            return Received(place, read.cohort, read.participant)
        else:
            reasons.add(ALIEN)
    if ALIEN in reasons:
        findings.add(place.name, "holds only entries of others than its name says", _ASK)
    elif NEWER in reasons:
        findings.add(place.name, *_REASONS[NEWER])
    elif place.size:
        findings.add(place.name, "is no journal", "nothing to do, unless it should be one")
    return None


def _header(line: bytes | None) -> dict[str, Any] | None:
    """The first line of an exported file; None when it is none."""
    try:
        values = json.loads((line or b"").removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        return None
    return values if isinstance(values, dict) and values.get("format") == FORMAT else None


def _fits(named: re.Match[str], cohort: str, participant: str) -> bool:
    return named[1].endswith(safe_name(cohort)) and named[2] == safe_name(participant)


def _with(first: bytes | None, rest: Iterator[bytes | None]) -> Iterator[bytes | None]:
    yield first
    yield from rest
