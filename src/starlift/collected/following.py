"""Following: what is new in the journals of a folder since the last look, at the cost of what is new.

A journal only grows, except that an import puts another file in its place; that is read from its beginning again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from starlift.collected.expected import Expected
from starlift.collected.findings import Findings
from starlift.collected.lines import lines_of
from starlift.collected.places import Place, Search, opened
from starlift.collected.received import Received, entry_in, receive
from starlift.errors import Problem
from starlift.journal import Entry


@dataclass(frozen=True)
class News:
    """What is new in one file.

    Attributes:
        file: The file; the same in every look.
        afresh: Whether it is read from its beginning, so that what was known of it is void.
        entries: Oldest first.
    """

    file: Path
    cohort: str
    participant: str
    afresh: bool
    entries: tuple[Entry, ...]


@dataclass
class _Followed:
    """How far one file has been read; without `received` it is none of ours as long as it does not change."""

    identity: tuple[int, int]
    size: int
    received: Received | None
    offset: int = 0


class Follower:
    """Follows the journals in folders; archives are not opened.

    Args:
        sources: Folders and files, as for `starlift.collected.gather`.
        expected: Whose journals are wanted.

    Attributes:
        findings: What was passed over at the last look, and why.
        bytes_read: How much has been read so far.
    """

    def __init__(self, sources: Sequence[Path], expected: Expected) -> None:
        self._sources, self._expected = tuple(sources), expected
        self._files: dict[Path, _Followed] = {}
        self.findings: tuple[Problem, ...] = ()
        self.bytes_read = 0

    def look(self) -> list[News]:
        """What is new since the last look; a file that cannot be read now is read at the next.

        Raises:
            JournalError: When a source is not there.
        """
        findings, news = Findings(), []
        search = Search(findings, None)
        for source in self._sources:
            for place in search.places(source):
                if place.path is not None:
                    news += self._in(place, place.path, findings)
        self.findings = findings.listed
        return news

    def _in(self, place: Place, path: Path, findings: Findings) -> list[News]:
        known = self._files.get(path)
        if known and known.identity == place.identity and known.size == place.size:
            return []
        grown = known and known.received and known.identity == place.identity and known.size < place.size
        if not (known and grown) or (known.received and known.received.exported):
            known = self._files[path] = _Followed(place.identity, place.size, self._wanted(place, findings))
        if known.received is None:
            return []
        afresh = known.offset == 0
        try:
            entries = self._read(known, known.received, path, findings)
        except OSError as error:
            known.size = -1  # so that the next look tries again
            findings.add(place.name, f"cannot be read: {error.strerror or error}")
            return []
        if not entries and not afresh:
            return []
        return [News(path, known.received.cohort, known.received.participant, afresh, tuple(entries))]

    def _wanted(self, place: Place, findings: Findings) -> Received | None:
        received = receive(place, findings)
        fault = received and self._expected.fault(received.cohort, received.participant, place.parts[:-1])
        if fault:
            findings.add(place.name, *fault)
            return None
        return received

    def _read(self, known: _Followed, received: Received, path: Path, findings: Findings) -> list[Entry]:
        """The whole entries behind `known.offset`; a line that is still being written is left for the next look."""
        if received.exported:
            known.offset = known.size
            return received.entries(findings)
        with opened(path) as file:
            file.seek(known.offset)
            lines = list(lines_of(file))
            end = file.tell()
        rest = lines.pop()
        self.bytes_read += end - known.offset
        known.size, known.offset = end, end - len(rest or b"")
        read = [entry_in(line) for line in lines]
        whose = (received.cohort, received.participant)
        return [one for one in read if isinstance(one, Entry) and (one.cohort, one.participant) == whose]
