"""Standing: where one learner is now, kept up entry by entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from starlift.answers import Answer
from starlift.exportfile import time_of
from starlift.journal import Entry
from starlift.progress import Progress
from starlift.steps import CHOICE, KEEP, LINES, NAMES, READ, REWRITE, SHARE


@dataclass
class CaseStanding:
    """Where a learner is in one case.

    Attributes:
        step: Id of the step.
        overall: Overall level of each attempt, oldest first.
        levels: Levels of the latest attempt.
        lines: Whether there are lines to remember.
        shared: Whether the answer may be shown to the room.
    """

    step: str = ""
    sections: dict[str, str] = field(default_factory=dict)
    overall: list[float | None] = field(default_factory=list)
    levels: Mapping[str, float] = field(default_factory=dict)
    lines: bool = False
    shared: bool = False
    _said: dict[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> int:
        """Words of the draft."""
        return Answer.from_mapping(self.sections).words

    def take(self, entry: Entry) -> bool:
        """Take in an entry; says whether something has moved on: a text, the step, a rating, or the workbench."""
        if entry.kind == "attempt":
            (attempt,) = Progress.read([entry], entry.case).attempts
            self.overall.append(attempt.overall)
            self.levels = attempt.levels
            self.step = self.step or REWRITE
            return True
        if entry.kind == "draft":
            before = dict(self.sections)
            draft = Progress.read([entry], entry.case).draft
            named = entry.body.get("sections")
            self.sections |= {
                name: text for name, text in vars(draft).items() if isinstance(named, dict) and name in named
            }
            self.step = self.step or REWRITE
            return self.sections != before
        if entry.kind in ("note", "choice"):
            return self._hear(entry.body)
        return False

    def _hear(self, body: Mapping[str, Any]) -> bool:
        new = {name: value for name, value in body.items() if name not in self._said or self._said[name] != value}
        self._said |= new
        step = new.get(CHOICE)
        if isinstance(step, str) and step in NAMES:
            self.step = step
        if isinstance(new.get(LINES), str):
            self.lines = bool(new[LINES].strip())
        if SHARE in new:
            self.shared = new[SHARE] is True
        return bool(new)


class Standing:
    """Where one learner is.

    Attributes:
        cases: Case id -> where they are in it.
        case: Id of the case that they worked on last.
        latest: When anything was written last, by their computer's clock; None before anything was.
        moved: When something moved on last, by our clock as far as we saw it happen.
    """

    def __init__(self) -> None:
        self.cases: dict[str, CaseStanding] = {}
        self.case = ""
        self.latest: datetime | None = None
        self.moved: datetime | None = None

    def take(self, entries: Iterable[Entry], now: datetime, *, live: bool) -> None:
        """Take in entries, oldest first.

        Args:
            entries: Those that follow the ones taken so far.
            now: The time by our clock.
            live: Whether they came in since the last look, so that our clock says when, however wrong theirs is.
        """
        for entry in entries:
            when = now if live else min(time_of(entry.at) or now, now)
            self.case = entry.case
            self.latest = when
            if self.cases.setdefault(entry.case, CaseStanding()).take(entry):
                self.moved = when

    @property
    def current(self) -> CaseStanding:
        """Where they are in the case that they worked on last."""
        return self.cases.get(self.case, CaseStanding())

    @property
    def step(self) -> str:
        """The step that they are on."""
        return self.current.step or READ

    @property
    def is_done(self) -> bool:
        """Whether the case is brought to its end: at the last step, with lines to remember."""
        return self.step == KEEP and self.current.lines

    def quiet_minutes(self, now: datetime) -> float:
        """Minutes since something moved on; 0 before anything was written."""
        return max(0.0, (now - self.moved).total_seconds() / 60) if self.moved else 0.0
