"""Collecting: everybody's journals from many sources into one folder with one tidy table.

The folder keeps the merged journals themselves, so collecting again with more sources adds to what is there, and the
same sources give the same bytes. What leaves words out keeps no journals: it is made afresh from the sources that are
named, and never takes the place of a table that tells of somebody whom these sources lack.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from starlift.collected.anonymous import Disguise
from starlift.collected.expected import Expected
from starlift.collected.gathering import Gathered, gather
from starlift.collected.rows import Rate, Row, rows_of
from starlift.collected.timespent import PAUSE
from starlift.errors import JournalError, Problem, shown_path
from starlift.journal import Entry, Journal, line_of, parse_entries
from starlift.merging import merged
from starlift.privatefile import write_private

KEPT = "journal"
"""Folder of the merged journals, as in every workspace."""
BATCH = 2_000
"""Rows that are held before they are written."""
Step = Callable[[int, int], None]
Who = tuple[str, str]


@dataclass(frozen=True)
class Choices:
    """How the tables are made.

    Attributes:
        text: Whether to write the table of texts, and to keep the journals.
        disguise: Makes everything anonymous; None keeps ids and texts.
        parquet: Whether to write Parquet beside CSV.
        pause: Minutes of silence that are left out of the time spent.
        rate: Rates the answers afresh; None takes the levels that the learner saw.
    """

    text: bool = True
    disguise: Disguise | None = None
    parquet: bool = True
    pause: float = PAUSE
    rate: Rate | None = None

    @property
    def keeps_journals(self) -> bool:
        """Whether words in full may lie in the folder."""
        return self.text and self.disguise is None


@dataclass(frozen=True)
class Report:
    """What came of it.

    Attributes:
        learners: How many people the table tells of.
        attempts: Rows with an attempt.
        begun: Rows of cases that were begun without an attempt.
        missing: Participants of the roster of whom there is no journal.
        findings: What was passed over or left out, and why.
        files: What was written, journals aside.
    """

    learners: int
    attempts: int
    begun: int
    missing: tuple[str, ...]
    findings: tuple[Problem, ...]
    files: tuple[Path, ...]


def collect(
    sources: Sequence[Path], out: Path, expected: Expected, choices: Choices | None = None, progress: Step | None = None
) -> Report:
    """Collect journals into the folder `out`.

    Args:
        sources: Folders, zip archives and exported files.
        out: The folder; made for its owner alone when it is not there.
        expected: Whose journals are wanted.
        choices: How the tables are made.
        progress: Called with how many learners are done and how many there are.

    Raises:
        JournalError: When a source is not there, nothing usable was found, Parquet is wanted and pyarrow missing, or
            `out` cannot take the tables. Nothing that was there has changed then.
    """
    from starlift.collected import tables  # noqa: PLC0415 - pandas, only when tables are made

    choices = choices or Choices()
    if choices.parquet and not tables.has_parquet():
        fix = "pip install 'starlift[facilitator]', or write CSV alone with --no-parquet"
        raise JournalError(Problem("", 0, "", "writing Parquet needs pyarrow", fix))
    _check_place(out, choices)
    with ExitStack() as stack:
        received = stack.enter_context(gather(sources, expected, apart_from=out))
        kept_sources = [out / KEPT] if choices.keeps_journals and (out / KEPT).is_dir() else []
        kept = stack.enter_context(gather(kept_sources, expected))
        journals = _Journals(received, kept)
        if not journals.learners:
            what = "none of these sources holds a journal that could be taken"
            raise JournalError([*received.findings.listed, Problem("", 0, "", what, "name other sources")])
        learners = journals.learners
        if choices.disguise:
            choices.disguise.measure(
                row for who in learners for row in rows_of(journals.entries(who), pause=choices.pause)
            )
            learners = choices.disguise.order(learners)
        _check_earlier(out, learners, choices)
        try:
            out.mkdir(mode=0o700, parents=True, exist_ok=True)
            written = _write(out, learners, journals, choices, progress)
        except OSError as error:
            what = f"cannot be written: {error.strerror or error}"
            raise JournalError(Problem(shown_path(out), 0, "", what, "choose another folder")) from None
        left_out = choices.disguise.findings if choices.disguise else ()
        findings = (*received.findings.listed, *kept.findings.listed, *left_out)
        return Report(
            len(written.learners), written.attempts, written.begun, expected.missing(learners), findings, written.files
        )


class _Journals:
    """What was received, together with what an earlier run has kept."""

    def __init__(self, received: Gathered, kept: Gathered) -> None:
        self._received = {(one.cohort, one.participant): one for one in received.learners}
        self._kept = {(one.cohort, one.participant): one for one in kept.learners}
        self._sources = ((received, self._received), (kept, self._kept))
        self.learners: Sequence[Who] = sorted({*self._received, *self._kept})

    def entries(self, who: Who) -> list[Entry]:
        """One learner's journal, whole."""
        held = [gathered.entries(learners[who]) for gathered, learners in self._sources if who in learners]
        more, *rest = sorted(held, key=len, reverse=True)
        if not rest or more[: len(rest[0])] == rest[0]:
            return more
        data, _ = merged(b"".join(map(line_of, more)), rest[0])
        return list(parse_entries(data))


@dataclass
class _Written:
    """What has been written so far."""

    learners: set[Who]
    attempts: int = 0
    begun: int = 0
    files: tuple[Path, ...] = ()


def _write(
    out: Path, learners: Sequence[Who], journals: _Journals, choices: Choices, progress: Step | None
) -> _Written:
    from starlift.collected import tables  # noqa: PLC0415
    from starlift.collected.tablefile import TableFile  # noqa: PLC0415

    written = _Written(set())

    def rows() -> Iterator[Row]:
        for number, who in enumerate(learners, start=1):
            entries = journals.entries(who)
            if choices.keeps_journals:
                _keep(out, who, entries)
            for row in rows_of(entries, pause=choices.pause, rate=choices.rate):
                seen = choices.disguise.disguised(row) if choices.disguise else row
                if seen:
                    written.learners.add(who)
                    written.attempts += seen.attempt > 0
                    written.begun += seen.attempt == 0
                    yield seen
            if progress:
                progress(number, len(learners))

    with ExitStack() as stack:
        attempts = stack.enter_context(TableFile(out, tables.ATTEMPTS, parquet=choices.parquet))
        texts = stack.enter_context(TableFile(out, tables.TEXTS, parquet=choices.parquet)) if choices.text else None
        for batch in _batches(rows()):
            attempts.add(tables.attempts_frame(batch))
            if texts:
                texts.add(tables.texts_frame(row for row in batch if row.shared or not choices.disguise))
    written.files = (*attempts.files, *(texts.files if texts else ()))
    return written


def _keep(out: Path, who: Who, entries: Iterable[Entry]) -> None:
    """Put a learner's merged journal into the folder, unless it is there as it is."""
    journal = Journal(out, *who)
    data = b"".join(map(line_of, entries))
    if not journal.path.exists() or journal.path.read_bytes() != data:
        journal.path.parent.mkdir(mode=0o700, exist_ok=True)
        write_private(journal.path, data)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows in lists of `BATCH`; one empty list when there are none, so that a table has its columns."""
    batch: list[Row] = []
    is_first = True
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch, is_first = [], False
    if batch or is_first:
        yield batch


def _check_place(out: Path, choices: Choices) -> None:
    """Raise when `out` is a file, or holds words that are not to be passed on."""
    from starlift.collected.tables import TEXTS  # noqa: PLC0415

    name, fix = shown_path(out), "choose a new folder"
    if out.exists() and not out.is_dir():
        raise JournalError(Problem(name, 0, "out", "is not a folder", fix))
    texts = [] if choices.text else [f"{TEXTS}.csv", f"{TEXTS}.parquet"]
    words = [] if choices.keeps_journals else [KEPT]
    there = [entry for entry in (*words, *texts) if (out / entry).exists()]
    if there:
        what = f"holds {' and '.join(there)} with words that this collection leaves out"
        raise JournalError(Problem(name, 0, "out", what, fix))


def _check_earlier(out: Path, learners: Iterable[Who], choices: Choices) -> None:
    """Raise when a table is there that tells of somebody who would no longer be in it."""
    from starlift.collected import tables  # noqa: PLC0415

    if not (out / f"{tables.ATTEMPTS}.csv").exists():
        return
    before = set(tables.read_table(out, tables.ATTEMPTS)["participant"])
    now = {choices.disguise.name(who) if choices.disguise else who[1] for who in learners}
    gone = len(before - now)
    if gone:
        what = f"holds a table that tells of {gone} people of whom these sources say nothing"
        raise JournalError(Problem(shown_path(out), 0, "out", what, "name all sources, or choose a new folder"))
