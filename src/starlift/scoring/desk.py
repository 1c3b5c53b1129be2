"""Desk: one rater at one sheet in a notebook; entries are kept as a learner's are, in an append-only journal.

Independent first, then comparison: what others rated leaves the desk only once the rater's own sheet is complete, and
agreement is measured on what each had chosen before that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlift.errors import ScoringError
from starlift.journal import Journal, parse_entries
from starlift.progress import Progress
from starlift.scoring.form import Form
from starlift.scoring.journalsheet import COHORT, FIRST, case_of, independent, sheets_in
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

    def others(self, values: Mapping[str, str]) -> tuple[list[Sheet], int]:
        """The complete sheets of other raters on the same answer, and how many are begun and not complete.

        Args:
            values: The rater's own values, complete at the latest when they asked to compare.

        Raises:
            ScoringError: When the rater's own sheet is not complete, with all that is missing.
        """
        own = self.sheet(independent(values) if FIRST in values else values)
        if not own.is_complete:
            raise ScoringError([*own.mistakes, *own.gaps])
        found = [sheet for path in self._journals() for sheet in self._sheets(path)]
        complete = [sheet for sheet in found if sheet.is_complete]
        return sorted(complete, key=lambda sheet: sheet.rater.casefold()), len(found) - len(complete)

    def _journals(self) -> list[Path]:
        own = self.journal.path
        return [path for path in sorted(own.parent.glob("*.jsonl")) if path != own]

    def _sheets(self, path: Path) -> list[Sheet]:
        try:
            entries = list(parse_entries(path.read_bytes()))
        except OSError:
            return []  # another rater's file that is just being moved
        target = (self.form.candidate, self.form.question.id)
        return [
            one for one in sheets_in(entries, self.form.content, self.form.panel, path.name) if one.target == target
        ]
