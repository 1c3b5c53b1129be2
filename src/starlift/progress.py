"""Progress: where one learner stands in one case, read from the journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from starlift.answers import SUBSTANCE_WORDS, Answer
from starlift.dimensions import CRAFT, DIMENSIONS
from starlift.journal import Entry

FIELD = "workbench."
"""What stands before the name of a workbench's field in the journal's notes."""


@dataclass(frozen=True)
class Attempt:
    """One saved version of an answer.

    Attributes:
        at: UTC time in ISO 8601.
        overall: Overall level 1 to 5, or None where the feedback could not tell.
        levels: Dimension -> level 0 to 3.
    """

    at: str
    answer: Answer
    overall: float | None
    levels: Mapping[str, float]

    @property
    def body(self) -> dict[str, Any]:
        """The attempt as it stands in the journal."""
        answer = self.answer
        figures = {"words": answer.words, "overall": self.overall, "levels": dict(self.levels)}
        return {"sections": answer.sections, **figures}


@dataclass(frozen=True)
class Progress:
    """Everything a panel needs to open where the learner stopped.

    Attributes:
        draft: The answer as it was last typed.
        attempts: Saved versions, oldest first.
        notes: Note id -> latest text, such as the reply to a follow-up question; the one written last stands last.
        choices: Choice id -> latest value, such as levels given to a practice answer.
        drafted_at: When the draft was last written, UTC in ISO 8601, or empty.
    """

    draft: Answer
    attempts: tuple[Attempt, ...]
    notes: Mapping[str, str]
    choices: Mapping[str, Any]
    drafted_at: str = ""

    @classmethod
    def read(cls, entries: Iterable[Entry], case: str) -> Progress:
        """Fold the journal's entries for `case`, oldest first."""
        sections = dict.fromkeys(CRAFT, "")
        attempts: list[Attempt] = []
        notes: dict[str, str] = {}
        choices: dict[str, Any] = {}
        drafted_at = ""
        for entry in entries:
            if entry.case != case:
                continue
            if entry.kind == "draft":
                sections.update(_texts(entry.body.get("sections")))
                drafted_at = entry.at
            elif entry.kind == "attempt":
                attempts.append(_attempt(entry))
            elif entry.kind == "note":
                for name, text in _texts(entry.body).items():
                    notes.pop(name, None)  # the note written last stands last
                    notes[name] = text
            elif entry.kind == "choice":
                choices.update(entry.body)
        return cls(Answer.from_mapping(sections), tuple(attempts), notes, choices, drafted_at)

    @property
    def fields(self) -> dict[str, str]:
        """Field of the case's workbench -> its value."""
        return {name.removeprefix(FIELD): text for name, text in self.notes.items() if name.startswith(FIELD)}

    def has_substance(self, thin: str) -> bool:
        """Whether some saved attempt says enough of its own for the reference story to be shown."""
        return any(
            attempt.overall is not None and attempt.answer.own_words(thin) >= SUBSTANCE_WORDS
            for attempt in self.attempts
        )


def _texts(value: Any) -> dict[str, str]:
    items = value.items() if isinstance(value, dict) else ()
    return {key: text for key, text in items if isinstance(text, str)}


def _attempt(entry: Entry) -> Attempt:
    overall, levels = entry.body.get("overall"), entry.body.get("levels")
    found = levels if isinstance(levels, dict) else {}
    return Attempt(
        entry.at,
        Answer.from_mapping(_texts(entry.body.get("sections"))),
        _level(overall),
        {name: level for name in DIMENSIONS if (level := _level(found.get(name))) is not None},
    )


def _level(value: Any) -> float | None:
    """A level as the journal holds it; None for anything that cannot be one."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and 0 <= value <= 5 else None
