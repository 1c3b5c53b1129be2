"""Export file: one learner's journal as a single plain file, and the checks that such a file must pass.

JSON Lines in UTF-8. The first line says what the file is and whose; every other line is one entry, oldest first. The
learner is named in the first line alone, so no entry can claim to be somebody else's.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from starlift.errors import JournalError, Problem, shown_path
from starlift.journal import MAX_LINE_BYTES, Entry, line_of

FORMAT = "starlift-journal"
VERSION = 1
MAX_BYTES = 100_000_000
"""Several hours of typing without a pause; a longer journal is moved by copying its folder."""
MAX_ENTRIES = 200_000
MAX_NAME = 254
"""Characters of a cohort's or participant's id, as in rosters."""
MAX_DEPTH = 20
"""Lists and objects inside each other; the kit writes four."""
MAX_PROBLEMS = 20
"""Wrong lines that are told before the rest is left unread."""
_HEADER = {"format": str, "version": int, "cohort": str, "participant": str, "exported": str, "redacted": bool,
           "entries": int}  # fmt: skip
_ENTRY = {"kind": str, "case": str, "at": str, "body": dict}
_TYPES = {str: "text", int: "a whole number", bool: "true or false", dict: "an object"}
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""What UTF-8 cannot hold, or what makes an editor show a line other than it is."""
_AGAIN = "export the journal again"
Fault = tuple[str, str, str]
"""Field, what is wrong with it, what to do."""


@dataclass(frozen=True)
class Export:
    """What an export file says.

    Attributes:
        exported: When it was made, as UTC time in ISO 8601.
        redacted: Whether confidential words were replaced.
        entries: Oldest first; all of this cohort and participant.
    """

    cohort: str
    participant: str
    exported: str
    redacted: bool
    entries: tuple[Entry, ...]

    def dump(self) -> bytes:
        """The bytes of the file."""
        header: dict[str, Any] = {
            "format": FORMAT,
            "version": VERSION,
            "cohort": self.cohort,
            "participant": self.participant,
        }
        header |= {"exported": self.exported, "redacted": self.redacted, "entries": len(self.entries)}
        entries = ({"at": one.at, "kind": one.kind, "case": one.case, "body": one.body} for one in self.entries)
        return b"".join(_line(values) for values in (header, *entries))


def read_export(path: Path) -> Export:
    """Read and check an export file.

    Raises:
        JournalError: With every mistake, line by line; after a wrong first line nothing more is looked at.
    """
    file = shown_path(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
        raise JournalError(Problem(file, 0, "", what, "check the name and its rights")) from None
    return parse_export(data, file)


def parse_export(data: bytes, file: str) -> Export:
    """Check the bytes of an export file.

    Args:
        data: The bytes.
        file: The file's name for messages.

    Raises:
        JournalError: As `read_export`.
    """
    if len(data) > MAX_BYTES:
        what = f"is larger than {MAX_BYTES:,} bytes"
        raise JournalError(Problem(file, 0, "", what, "copy the folder journal/ instead"))
    if data.count(b"\n") > MAX_ENTRIES + 1:
        what = f"holds more than {MAX_ENTRIES:,} entries"
        raise JournalError(Problem(file, 0, "", what, "copy the folder journal/ instead"))
    first, *rest = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    header, faults = _read(first, _header_faults)
    if faults:
        raise JournalError(Problem(file, 1, *fault) for fault in faults)
    entries, problems = _entries(rest, header, file)
    if len(entries) != header["entries"] and not problems:
        what = f"says {header['entries']}, but {len(entries)} follow"
        problems = [Problem(file, 1, "entries", what, f"the file was cut or changed: {_AGAIN}")]
    if problems:
        raise JournalError(problems)
    return Export(header["cohort"], header["participant"], header["exported"], header["redacted"], tuple(entries))


def _entries(lines: list[bytes], header: dict[str, Any], file: str) -> tuple[list[Entry], list[Problem]]:
    entries: list[Entry] = []
    problems: list[Problem] = []
    while lines and not lines[-1].strip():
        lines.pop()
    for number, line in enumerate(lines, start=2):
        values, faults = _read(line, _entry_faults)
        if not faults:
            entry = Entry(**values, cohort=header["cohort"], participant=header["participant"])
            if len(line_of(entry)) <= MAX_LINE_BYTES:
                entries.append(entry)
                continue
            faults = [("", "is too long for a journal", "shorten the text")]
        problems += [Problem(file, number, *fault) for fault in faults]
        if len(problems) >= MAX_PROBLEMS:
            problems.append(Problem(file, number + 1, "", "and the lines behind it are not looked at", _AGAIN))
            break
    return entries, problems


def _read(line: bytes, check: Callable[[dict[str, Any]], Iterator[Fault]]) -> tuple[dict[str, Any], list[Fault]]:
    """The object in a line and the first thing that is wrong with it, if anything."""
    if len(line) > MAX_LINE_BYTES:
        return {}, [("", f"is longer than {MAX_LINE_BYTES:,} bytes", _AGAIN)]
    try:
        values = json.loads(line.decode(), object_pairs_hook=_once)
    except UnicodeDecodeError as error:
        return {}, [("", f"byte {error.start} is not UTF-8 text", _AGAIN)]
    except json.JSONDecodeError as error:
        return {}, [("", f"is not JSON: {error.msg} at column {error.colno}", _AGAIN)]
    except (ValueError, RecursionError) as error:
        return {}, [("", f"is not JSON: {error}", _AGAIN)]
    if not isinstance(values, dict):
        return {}, [("", "is not an object", _AGAIN)]
    return values, list(islice(check(values), 1))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON whose fields have different names."""
    values: dict[str, Any] = {}
    for name, value in pairs:
        if name in values:
            raise ValueError(f"the field {_short(name)} stands twice")
        values[name] = value
    return values


def _header_faults(values: dict[str, Any]) -> Iterator[Fault]:
    if values.get("format") != FORMAT:
        yield "format", f"is not {FORMAT!r}", "make the file with: starlift journal export"
    elif values.get("version") != VERSION:
        yield "version", f"is not {VERSION}, which this edition reads", "update Starlift"
    else:
        faults = list(_shape_faults(values, _HEADER))
        yield from faults or _header_value_faults(values)


def _header_value_faults(values: dict[str, Any]) -> Iterator[Fault]:
    for name in ("cohort", "participant"):
        yield from id_faults(name, values[name])
    yield from _time_faults("exported", values["exported"])


def id_faults(name: str, text: str) -> Iterator[Fault]:
    """What is wrong with the id of a cohort or participant that comes from outside; `name` says which."""
    if not text.strip():
        yield name, "is empty", _AGAIN
    if len(text) > MAX_NAME:
        yield name, f"has {len(text)} characters, {MAX_NAME} are allowed", _AGAIN
    if any(unicodedata.category(char) in _UNSEEN for char in text):
        yield name, f"{_short(text)} holds an invisible or control character", _AGAIN


def _entry_faults(values: dict[str, Any]) -> Iterator[Fault]:
    faults = list(_shape_faults(values, _ENTRY))
    yield from faults
    if not faults:
        yield from _time_faults("at", values["at"])
        if depth(values["body"]) > MAX_DEPTH:
            yield "body", f"is nested deeper than {MAX_DEPTH}", _AGAIN


def _shape_faults(values: dict[str, Any], shape: Mapping[str, type]) -> Iterator[Fault]:
    """Fields that are unknown, missing or of another type."""
    for name in values:
        if name not in shape:
            yield "", f"has the unknown field {_short(name)}", _AGAIN
    for name, kind in shape.items():
        if name not in values:
            yield name, "is missing", _AGAIN
        elif type(values[name]) is not kind:
            yield name, f"is not {_TYPES[kind]}", _AGAIN


def _time_faults(name: str, text: str) -> Iterator[Fault]:
    when = time_of(text)
    if when is None:
        yield name, f"{_short(text)} is not a time with its zone", _AGAIN
    elif when > datetime.now(UTC) + timedelta(days=1):
        yield name, f"{_short(text)} lies in the future", "set this computer's clock, or correct the time"


def time_of(text: str) -> datetime | None:
    """A moment in ISO 8601 with its zone, in UTC; None when it is none."""
    try:
        when = datetime.fromisoformat(text)
        return when.astimezone(UTC) if when.tzinfo else None
    except (ValueError, OverflowError):
        return None


def depth(value: Any) -> int:
    """How many lists and objects stand inside each other."""
    level, found = [value], 0
    while level := [item for item in level if isinstance(item, dict | list)]:
        found += 1
        level = [part for item in level for part in (item.values() if isinstance(item, dict) else item)]
    return found


def _line(values: Mapping[str, Any]) -> bytes:
    text = json.dumps(values, ensure_ascii=False)
    return _ESCAPED.sub(lambda char: f"\\u{ord(char[0]):04x}", text).encode() + b"\n"


def _short(text: str) -> str:
    """A text from outside as it may stand in a message."""
    return repr(text if len(text) <= 40 else text[:39] + "…")
