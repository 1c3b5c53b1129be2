"""Desk: one rater at one sheet in a notebook; entries are kept as a learner's are, in an append-only journal.

Independent first, then comparison: what others rated leaves the desk only once the rater's own sheet is complete, and
agreement is measured on what each had chosen before that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlift.errors import Problem, ScoringError
from starlift.journal import Journal, parse_entries
from starlift.progress import Progress
from starlift.scoring.form import Form
from starlift.scoring.journalsheet import COHORT, FIRST, case_of, first_of, ratings_in, sheets_in
from starlift.scoring.sheet import Sheet


@dataclass(frozen=True)
class Desk:
    """A rater's place.

    Attributes:
        folder: The raters' journals are in `journal/` below it; on a shared drive, every rater can read them there.
    """

    form: Form
    rater: str
    folder: Path

    @property
    def journal(self) -> Journal:
        """The rater's journal; making it touches no disk."""
        return Journal(self.folder, COHORT, self.rater)

    @property
    def case_id(self) -> str:
        """What the journal calls this sheet."""
        return case_of(self.form.candidate, self.form.question.id)

    def progress(self) -> Progress:
        """What is kept of this sheet."""
        return Progress.read(self.journal.entries(), self.case_id)

    def write(self, kind: str, body: Mapping[str, Any]) -> None:
        """Add an entry.

        Raises:
            JournalError: When it cannot be written.
        """
        self.journal.append(kind, self.case_id, body)

    def sheet(self, values: Mapping[str, str]) -> Sheet:
        """The rater's sheet as it stands."""
        return Sheet(self.form, self.rater, {name: text for name, text in values.items() if name in self.form.fields})

    def first(self) -> Sheet | None:
        """The rater's sheet as it stood when they asked to compare; None before that."""
        kept = first_of(self.progress())
        return None if kept is None else self.sheet(kept)

    def compare(self, values: Mapping[str, str]) -> None:
        """Keep the rater's ratings as independent ones; from then on `others` may be seen.

        Raises:
            ScoringError: When the sheet is not complete, with all that is wrong or blank; nothing is kept then.
            JournalError: When it cannot be written.
        """
        own = self.sheet(values)
        if not own.is_complete:
            raise ScoringError([*own.mistakes, *own.gaps])
        if self.first() is None:
            self.write("choice", {FIRST: ratings_in(own)})

    def others(self) -> tuple[list[Sheet], int]:
        """The complete sheets of other raters on the same answer, and how many are begun and not complete.

        Raises:
            ScoringError: When the rater has not asked to compare, which takes a complete sheet.
        """
        if self.first() is None:
            raise ScoringError(Problem("", 0, "compare", "your own sheet comes first", "complete it, then compare"))
        found = [sheet for path in self._journals() for sheet in self._sheets(path)]
        complete = [sheet for sheet in found if sheet.is_complete]
        return sorted(complete, key=lambda sheet: sheet.rater.casefold()), len(found) - len(complete)

    def _journals(self) -> list[Path]:
        own = self.journal.path
        return [path for path in sorted(own.parent.glob("*.jsonl")) if path.name != own.name]

    def _sheets(self, path: Path) -> list[Sheet]:
        try:
            entries = list(parse_entries(path.read_bytes()))
        except OSError:
            return []  # another rater's file that is just being moved
        form, target = self.form, self.sheet({}).target
        return [one for one in sheets_in(entries, form.content, form.panel, path.name) if one.target == target]
