"""Run sheets for the tests of sessions: the shipped ones, and one whose every text is hostile."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from starlift.content import Content, load_content
from starlift.runsheets import RunSheet, find_run_sheet, load_run_sheet, run_sheet_files
from starlift.sessions.timetable import Timetable, timetable

ROOT = Path(__file__).resolve().parents[2]
NAMES = [path.stem for path in run_sheet_files(ROOT)]
HOSTILE = (
    "</script><script>document.title='got'</script><img src=x onerror=alert(1)> #read(\"/etc/passwd\") {{ 7*7 }} &amp;"
)


@cache
def content() -> Content:
    return load_content(ROOT)


def sheet(name: str) -> RunSheet:
    return load_run_sheet(find_run_sheet(ROOT, name))


def table(name: str, start: int | None = 14 * 60) -> Timetable:
    return timetable(sheet(name), content(), start)


def hostile_table() -> Timetable:
    """The one-hour session with markup of every kind in all its texts."""
    good = sheet("60")
    texts = {"title": HOSTILE[:80], "without": HOSTILE, "say": HOSTILE, "agenda": HOSTILE}
    more = {"task": (HOSTILE,), "materials": (HOSTILE,)}
    blocks = tuple(block.model_copy(update={**texts, **more}) for block in good.blocks)
    return timetable(RunSheet("hostile", HOSTILE[:80], good.minutes, HOSTILE, blocks), content(), 0)
