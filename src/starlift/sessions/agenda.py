"""Agenda: what learners may know of a run sheet; nothing that the facilitator says, weighs or would drop."""

from __future__ import annotations

from typing import Any

from starlift.sessions.page import page
from starlift.sessions.timetable import Row, Timetable, shown_time, span
from starlift.typeset import Paper, pdf

PROMISE = "What you write stays on your computer unless you take it somewhere. What others tell stays in the room."


def agenda_page(table: Timetable, *, paper: Paper = "a4") -> str:
    """The agenda as an HTML page."""
    return page("agenda.html", styles=("base.css", "paper.css"), paper=paper, sheet=table.sheet, **_told(table))


def agenda_pdf(table: Timetable, *, paper: Paper = "a4") -> bytes:
    """The agenda as a PDF of one page, for most."""
    data = {"title": table.sheet.title, "is_session": table.sheet.is_session, **_told(table)}
    return pdf("agenda", data, paper=paper)


def _told(table: Timetable) -> dict[str, Any]:
    days = [
        {"number": day.number, "minutes": day.minutes, "entries": [_entry(row, table) for row in day.rows]}
        for day in table.days
    ]
    return {"span": span(table), "days": days, "promise": PROMISE}


def _entry(row: Row, table: Timetable) -> dict[str, Any]:
    block = row.block
    return {
        "id": block.id,
        "title": block.title,
        "minutes": block.minutes,
        "when": shown_time(row.begin, table.start) if table.sheet.is_session else str(row.number),
        "agenda": block.agenda,
        "tags": " · ".join(filter(None, ("" if block.kind == "break" else block.form, row.place))),
    }
