"""Printed: the run sheet on paper, for a facilitator whose screen shows something else."""

from __future__ import annotations

from typing import Any

from starlift.sessions.page import page
from starlift.sessions.timetable import Row, Timetable, rescue_told, rescues, shown_time, span, split_of
from starlift.typeset import Paper, pdf


def run_sheet_page(table: Timetable, *, paper: Paper = "a4") -> str:
    """The run sheet as an HTML page."""
    return page("run-sheet.html", styles=("base.css", "paper.css"), paper=paper, sheet=table.sheet, **_told(table))


def run_sheet_pdf(table: Timetable, *, paper: Paper = "a4") -> bytes:
    """The run sheet as a PDF, with room to note when each block really began."""
    sheet = table.sheet
    data = {"title": sheet.title, "suits": sheet.suits, "is_session": sheet.is_session, **_told(table)}
    return pdf("run-sheet", data, paper=paper)


def entries(table: Timetable) -> list[dict[str, Any]]:
    """What a facilitator reads about each block, in words."""
    return [_entry(row, table) for row in table.rows]


def _told(table: Timetable) -> dict[str, Any]:
    days = [
        {"number": day.number, "minutes": day.minutes, "entries": [_entry(row, table) for row in day.rows]}
        for day in table.days
    ]
    late = [(rescue.late, rescue_told(rescue)) for rescue in rescues(table.sheet)] if table.sheet.is_session else []
    materials = list(dict.fromkeys(item for row in table.rows for item in row.block.materials))
    return {"span": span(table), "days": days, "rescues": late, "materials": materials}


def _entry(row: Row, table: Timetable) -> dict[str, Any]:
    block = row.block
    shorter = f"down to {block.least} min" if block.least < block.minutes else ""
    return {
        "id": block.id,
        "number": row.number,
        "title": block.title,
        "when": _when(row, table),
        "split": split_of(block),
        "need": block.need,
        "tags": " · ".join(filter(None, (shorter, block.form, row.place))),
        "say": block.say,
        "task": list(block.task),
        "materials": "; ".join(block.materials),
        "without": block.without,
    }


def _when(row: Row, table: Timetable) -> str:
    if not table.sheet.is_session:
        return f"Day {row.block.day}"
    return f"{shown_time(row.begin, table.start)}–{shown_time(row.end, table.start)}"
