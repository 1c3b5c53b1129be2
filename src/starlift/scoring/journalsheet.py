"""Journal edition of a score sheet: what the widget kept, as sheets."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

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
"""The value that holds, as JSON, the ratings as they stood when the rater asked to compare."""


def case_of(candidate: str, question: str) -> str:
    """What a rater's journal calls the sheet on one answer."""
    return f"{question}:{candidate}"


def sheets_in(entries: Iterable[Entry], content: Content, panel: Panel, file: str) -> list[Sheet]:
    """The sheets that a rater's journal holds, each as it was before its rater compared; what is no sheet is left out."""
    kept = [entry for entry in entries if entry.cohort == COHORT]
    found = []
    for case in dict.fromkeys(entry.case for entry in kept):
        question, _, candidate = case.partition(":")
        try:
            form, rater = form_for(content, candidate, question, panel), named(kept[0].participant, "rater")
        except ScoringError:
            continue
        notes = Progress.read(kept, case).notes
        values = {name.removeprefix(FIELD): text for name, text in notes.items() if name.startswith(FIELD)}
        mine = {name: text for name, text in independent(values).items() if name in form.fields}
        if any(text.strip() for text in mine.values()):
            found.append(Sheet(form, rater, mine, file))
    return found


def independent(values: Mapping[str, str]) -> dict[str, str]:
    """The values, with the ratings as they stood before the rater saw those of others."""
    try:
        first = json.loads(values.get(FIRST, ""))
    except ValueError:
        return dict(values)
    return (
        {**values, **{k: v for k, v in first.items() if isinstance(v, str)}}
        if isinstance(first, dict)
        else dict(values)
    )


def frozen(sheet: Sheet) -> str:
    """The ratings and conditions of a sheet, to be kept as `FIRST`."""
    parts = [
        field for section in sheet.form.sections if section.id in ("ratings", "no_hire") for field in section.fields
    ]
    return json.dumps({field.id: sheet.values.get(field.id, "") for field in parts}, ensure_ascii=True)
