"""Clock page: the clock as one file that opens in a browser, without a server that could die before the room."""

from __future__ import annotations

import hashlib
from typing import Any

from starlift.errors import Problem, StarliftError
from starlift.page import inline_json
from starlift.runsheets import RunSheet
from starlift.sessions.clock import MINUTE, parts_of
from starlift.sessions.page import page
from starlift.sessions.timetable import Row, Timetable


def clock_page(table: Timetable) -> str:
    """The page of the clock; it keeps the run in the browser, so a reload goes on where it was.

    Raises:
        StarliftError: When the run sheet is a plan of days, which has no clock.
    """
    _need_session(table.sheet)
    session = _session(table)
    return page(
        "clock.html",
        styles=("base.css", "clock.css"),
        scripts=("clock_model.js", "clock.js"),
        title=table.sheet.title,
        session=inline_json(session),
    )


def _need_session(sheet: RunSheet) -> None:
    """Refuse a plan of days.

    Raises:
        StarliftError: When `sheet` is one.
    """
    if not sheet.is_session:
        what = f"{sheet.id} is a plan of days and has no clock"
        fix = f"print it: starlift print {sheet.id}, or read it: starlift run {sheet.id} --text"
        raise StarliftError(Problem("", 0, "sheet", what, fix))


def _session(table: Timetable) -> dict[str, Any]:
    """What the page has to know; its key tells one plan from another in the browser's storage."""
    told: dict[str, Any] = {
        "title": table.sheet.title,
        "start": table.start,
        "blocks": [
            {"id": part.id, "planned": part.planned, "least": part.least, "need": part.need, **_shown(row)}
            for part, row in zip(parts_of(table.sheet), table.rows, strict=True)
        ],
    }
    digest = hashlib.sha256(inline_json(told).encode()).hexdigest()[:12]
    return {**told, "key": f"{table.sheet.id}-{digest}"}


def _shown(row: Row) -> dict[str, Any]:
    block = row.block
    return {
        "title": block.title,
        "form": block.form,
        "debrief": block.debrief * MINUTE,
        "without": block.without,
        "say": block.say,
        "agenda": block.agenda,
        "place": row.place,
    }
