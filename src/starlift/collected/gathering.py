"""Gathering: the journals of many learners, found in sources and read one learner at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from starlift.collected.archives import Archives
from starlift.collected.expected import Expected
from starlift.collected.findings import Findings
from starlift.collected.places import Search
from starlift.collected.received import Received, receive
from starlift.journal import Entry, line_of, parse_entries
from starlift.merging import merged

MAX_COPIES = 50
"""Files that are merged into the journal of one learner."""


@dataclass(frozen=True)
class Learner:
    """One learner and the files that hold their journal, the largest first."""

    cohort: str
    participant: str
    files: tuple[Received, ...]


class Gathered:
    """What was found in sources.

    Attributes:
        learners: Sorted by cohort and participant.
        findings: What was passed over, and why; more come while entries are read.
    """

    def __init__(self, learners: Sequence[Learner], findings: Findings) -> None:
        self.learners, self.findings = tuple(learners), findings

    def entries(self, learner: Learner) -> list[Entry]:
        """The journal of one learner in the order of a journal, merged from all files; nothing stands in it twice."""
        files = learner.files
        if len(files) > 1 and any(not file.redacted for file in files):
            for file in files:
                if file.redacted:
                    what = "is redacted, and the whole journal is here too; it is passed over"
                    self.findings.add(file.place.name, what)
            files = tuple(file for file in files if not file.redacted)
        for file in files[MAX_COPIES:]:
            what = f"is one of more than {MAX_COPIES} files of {learner.participant!r}; it is passed over"
            self.findings.add(file.place.name, what, "ask who sent it")
        first, *others = files[:MAX_COPIES]
        found = first.entries(self.findings)
        if not others:
            return found
        data = b"".join(map(line_of, found))
        for other in others:
            more = other.entries(self.findings)
            data, new = (data, 0) if found[: len(more)] == more else merged(data, more)
            what = f"adds {new:,} entries to what {first.place.name} holds" if new else f"repeats {first.place.name}"
            self.findings.add(other.place.name, f"is of {learner.participant!r} too: it {what}")
        return list(parse_entries(data))


@contextmanager
def gather(
    sources: Iterable[Path], expected: Expected | None = None, *, apart_from: Path | None = None
) -> Iterator[Gathered]:
    """Find the journals in folders, zip archives and single files; the archives close with the block.

    Args:
        sources: Workspaces, sets, folders of them, folders with journals, zips of all that, or files made by
            ``starlift journal export``.
        expected: Whose journals are wanted; everybody's by default.
        apart_from: A folder that is passed over even where it lies in a source.

    Raises:
        JournalError: When a source is not there. Whatever is wrong *in* a source is a finding.
    """
    wanted, findings, archives = expected or Expected(), Findings(), Archives()
    search = Search(findings, archives, apart_from)
    found: dict[tuple[str, str], list[Received]] = {}
    try:
        for source in sources:
            for place in search.places(source):
                file = receive(place, findings)
                fault = file and wanted.fault(file.cohort, file.participant, place.parts[:-1])
                if fault:
                    findings.add(place.name, *fault)
                elif file:
                    found.setdefault((file.cohort, file.participant), []).append(file)
        learners = [Learner(*who, tuple(sorted(found[who], key=_largest_first))) for who in sorted(found)]
        yield Gathered(learners, findings)
    finally:
        archives.close()


def _largest_first(file: Received) -> tuple[int, str]:
    return -file.place.size, file.place.name
