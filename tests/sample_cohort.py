"""Cohorts whose journals are known to the last figure, with hostile words and names in them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from starlift.content import Content
from starlift.dimensions import DIMENSIONS
from starlift.exercises import choose_variant
from starlift.journal import Entry, Journal, line_of
from starlift.steps import CHOICE, SHARE

BEGIN = datetime(2026, 3, 2, 9, tzinfo=UTC)
NAMES = {
    "p01": "Zoe Adeyemi",
    "p02": "Bo Lind",
    "emp-4711": "Marisol Quintero",
    "p04": "Ana",
    "p05": "Tom Okafor",
    "p06": "",
}
"""Participant's id -> name."""
HOSTILE = "<script>alert(1)</script> {{ 7*7 }} =HYPERLINK(1) #set text(1pt) \u202e"
HIDDEN = "I KEPT THIS TO MYSELF"


def learner(
    folder: Path,
    who: str,
    *,
    content: Content,
    cohort: str = "spring",
    case: str = "ticket-sink",
    levels: tuple[float, ...] = (1.0, 2.0),
    text: str = "I decided to say no to nine teams, and it cost us a launch.",
    shared: bool = False,
    variant: bool = True,
) -> None:
    """Add a learner with an attempt for each of `levels`, ten minutes apart, all dimensions at that level."""
    found = content.cases.get(case) if variant else None
    given = choose_variant(found.exercise, content.contexts, cohort=cohort, participant=who).id if found else ""
    lines: list[tuple[str, dict[str, Any]]] = [("choice", {CHOICE: "rewrite"})]
    for number, level in enumerate(levels, start=1):
        body = {
            "sections": {"whole": text if number == len(levels) else f"Attempt {number}. {text}"},
            "overall": 1 + level,
            "levels": dict.fromkeys(DIMENSIONS, level),
            "flags": [],
            "variant": given,
        }
        lines += [("draft", {"sections": {"whole": "half a"}}), ("attempt", body)]
    if shared:
        lines.append(("choice", {SHARE: True}))
    path = Journal(folder, cohort, who).path
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        for number, (kind, body) in enumerate(lines):
            at = (BEGIN + timedelta(minutes=5 * number)).isoformat()
            file.write(line_of(Entry(kind, case, at, cohort, who, body)))


def room(folder: Path, content: Content, **more: Any) -> Path:
    """Six people at one case, two of whom share; everybody's words are hostile and tell who they are."""
    for number, (who, name) in enumerate(NAMES.items()):
        shared = number in (1, 2)
        words = f"{HOSTILE} I, {name or who}, {who.upper()}, asked Zoe and BO LIND to wait. It moved {number} dates."
        text = words if shared else f"{HIDDEN} {words}"
        learner(folder, who, content=content, text=text, shared=shared, levels=(1.0, 1.0 + number / 4), **more)
    return folder
