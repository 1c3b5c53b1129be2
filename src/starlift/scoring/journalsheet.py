"""Journal edition of a score sheet: what the widget kept, as sheets."""

from __future__ import annotations

from collections.abc import Iterable

from starlift.content import Content
from starlift.errors import ScoringError
from starlift.journal import Entry
from starlift.progress import FIELD, Progress
from starlift.scoring.form import form_for, named
from starlift.scoring.panel import Panel
from starlift.scoring.sheet import Sheet

COHORT = "score-sheets"
"""What the journal of a rater calls its cohort."""
FIRST = "compared.first"
"""The choice that holds the ratings as they stood when the rater asked to compare: field id -> text."""


def case_of(candidate: str, question: str) -> str:
    """What a rater's journal calls the sheet on one answer."""
    return f"{question}:{candidate}"


def sheets_in(entries: Iterable[Entry], content: Content, panel: Panel, file: str) -> list[Sheet]:
    """The sheets in a rater's journal, each as it was before its rater compared; what is no sheet is left out."""
    kept = [entry for entry in entries if entry.cohort == COHORT]
    found = []
    for case in dict.fromkeys(entry.case for entry in kept):
        question, _, candidate = case.partition(":")
        try:
            form, rater = form_for(content, candidate, question, panel), named(kept[0].participant, "rater")
        except ScoringError:
            continue
        progress = Progress.read(kept, case)
        notes = {name.removeprefix(FIELD): text for name, text in progress.notes.items() if name.startswith(FIELD)}
        mine = {name: text for name, text in {**notes, **(first_of(progress) or {})}.items() if name in form.fields}
        if any(text.strip() for text in mine.values()):
            found.append(Sheet(form, rater, mine, file))
    return found


def first_of(progress: Progress) -> dict[str, str] | None:
    """The ratings as they stood when the rater asked to compare; None before that."""
    kept = progress.choices.get(FIRST)
    return {str(k): v for k, v in kept.items() if isinstance(v, str)} if isinstance(kept, dict) else None


def ratings_in(sheet: Sheet) -> dict[str, str]:
    """What is kept as `FIRST`: evidence, levels and no-hire conditions."""
    parts = [section for section in sheet.form.sections if section.id in ("ratings", "no_hire")]
    return {field.id: sheet.values.get(field.id, "") for section in parts for field in section.fields}
