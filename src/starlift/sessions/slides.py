"""Slides: one page with a slide for each block and the facilitator's notes, that a browser shows without a network."""

from __future__ import annotations

from typing import Any

from starlift.sessions.page import page
from starlift.sessions.timetable import Row, Timetable, shown_time, span, split_of
from starlift.typeset import Paper


def slides_page(table: Timetable, *, paper: Paper = "a4") -> str:
    """The slides as an HTML page: a cover with the agenda, then a slide for each block, in landscape on paper."""
    rows = table.rows
    following = [row.block.title for row in rows[1:]] + ["the end"]
    return page(
        "slides.html",
        styles=("base.css", "slides.css"),
        scripts=("slides.js",),
        paper=paper,
        landscape=True,
        title=table.sheet.title,
        suits=table.sheet.suits,
        span=span(table),
        slides=[_slide(row, upcoming, table) for row, upcoming in zip(rows, following, strict=True)],
    )


def _slide(row: Row, upcoming: str, table: Timetable) -> dict[str, Any]:
    block, session = row.block, table.sheet.is_session
    until = f"until {shown_time(row.end, table.start)}" if table.start is not None else ""
    return {
        "id": block.id,
        "title": block.title,
        "minutes": block.minutes,
        "when": shown_time(row.begin, table.start) if session else f"Day {block.day}",
        "top": " · ".join(filter(None, (f"{row.number} of {len(table.rows)}", block.form, until))),
        "foot": row.place,
        "agenda": block.agenda,
        "task": block.task,
        "say": block.say,
        "split": split_of(block),
        "need": block.need,
        "without": block.without,
        "materials": "; ".join(block.materials),
        "upcoming": upcoming,
    }
