"""Timetable: a run sheet with the time of day of each block; the one source of what is printed and shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from starlift.content import OWN_STORY, START, Content
from starlift.errors import Problem, StarliftError
from starlift.notebooks import FRAME_NOTEBOOKS
from starlift.runsheets import Block, RunSheet
from starlift.sessions.clock import MINUTE, State, follow, parts_of, propose
from starlift.steps import NAMES, REWRITE

LATE = (5, 10, 15, 20, 30)
"""Minutes late for which a printed run sheet says what to cut."""
_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
_DAY = 24 * 60


@dataclass(frozen=True)
class Row:
    """One block in its place.

    Attributes:
        number: From 1, over the whole run sheet.
        begin: Minutes from the beginning of its day, or of the day of the clock when the session has a start.
        place: Notebook and steps that learners open, in words; "" without.
    """

    number: int
    begin: int
    block: Block
    place: str

    @property
    def end(self) -> int:
        """When it ends, on the same axis as `begin`."""
        return self.begin + self.block.minutes


@dataclass(frozen=True)
class Day:
    """The rows of one day."""

    number: int
    rows: tuple[Row, ...]

    @property
    def minutes(self) -> int:
        """Minutes of all its blocks."""
        return sum(row.block.minutes for row in self.rows)


@dataclass(frozen=True)
class Timetable:
    """A run sheet in its places.

    Attributes:
        start: Minute of the day at which the session begins, or None when that is open.
    """

    sheet: RunSheet
    start: int | None
    days: tuple[Day, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows of all days."""
        return tuple(row for day in self.days for row in day.rows)


@dataclass(frozen=True)
class Rescue:
    """What to cut when the room is `late` minutes late: sentences, and the minutes that are lacking even so."""

    late: int
    cuts: tuple[str, ...]
    lacking: int


def timetable(sheet: RunSheet, content: Content, start: int | None = None) -> Timetable:
    """The run sheet with its times.

    Args:
        sheet: The run sheet.
        content: Where the cases' notebooks have their names from.
        start: Minute of the day at which it begins; a plan of days has none.
    """
    if not sheet.is_session:
        start = None
    numbers = iter(range(1, len(sheet.blocks) + 1))
    days = []
    for blocks in sheet.days:
        begin, rows = start or 0, []
        for block in blocks:
            rows.append(Row(next(numbers), begin, block, _place(block, content)))
            begin += block.minutes
        days.append(Day(blocks[0].day, tuple(rows)))
    return Timetable(sheet, start, tuple(days))


def minute_of_day(text: str) -> int | None:
    """``"14:00"`` as 840, and "" as None.

    Raises:
        StarliftError: When it is no time of day.
    """
    if not text.strip():
        return None
    found = _TIME.fullmatch(text.strip())
    if not found:
        raise StarliftError(Problem("", 0, "start", f"{text!r} is no time of day", "write it as 14:00"))
    return int(found[1]) * 60 + int(found[2])


def shown_time(minutes: int, start: int | None) -> str:
    """A time of a `Row` as ``14:05``, or as ``+0:05`` from the beginning when the start is open."""
    if start is None:
        return f"+{minutes // 60}:{minutes % 60:02d}"
    return f"{minutes % _DAY // 60:02d}:{minutes % 60:02d}"


def split_of(block: Block) -> str:
    """The block's minutes in words: ``35 min (30 + 5 debrief)``."""
    if block.exercise and block.debrief:
        return f"{block.minutes} min ({block.exercise} + {block.debrief} debrief)"
    return f"{block.minutes} min"


def rescues(sheet: RunSheet) -> Iterator[Rescue]:
    """What to cut for some ways of being late after the first block, as the clock would propose it."""
    parts = parts_of(sheet)
    titles = {block.id: block.title for block in sheet.blocks}
    state: State = follow(parts, ())
    for late in LATE:
        begun = State(0, state.times, state.began)
        cuts = propose(parts, begun, late * MINUTE)
        told = tuple(
            f"drop {titles[cut.id]} ({cut.saves // MINUTE} min)"
            if cut.how == "drop"
            else f"shorten {titles[cut.id]} to {cut.to // MINUTE} min"
            for cut in cuts
        )
        yield Rescue(late, told, late - sum(cut.saves for cut in cuts) // MINUTE)


def as_text(table: Timetable) -> str:
    """The plan for a terminal: one line a block, then what to cut."""
    sheet = table.sheet
    lines = [f"{sheet.title} ({sheet.minutes} min)", sheet.suits]
    for day in table.days:
        lines.append("" if sheet.is_session else f"\nDay {day.number}, {day.minutes} min")
        for row in day.rows:
            when = (
                f"{shown_time(row.begin, table.start)}-{shown_time(row.end, table.start)} " if sheet.is_session else ""
            )
            lines.append(f"{when}{row.number:>2} {row.block.title} · {split_of(row.block)} · {row.block.need}")
            lines.append(f"      {row.block.agenda}" + (f" [{row.place}]" if row.place else ""))
    if sheet.is_session:
        lines += ["", "Late after the first block?"]
        lines += [f"  {rescue.late:>2} min: {rescue_told(rescue)}" for rescue in rescues(sheet)]
    return "\n".join(lines) + "\n"


def rescue_told(rescue: Rescue) -> str:
    """One rescue as a sentence without full stop."""
    told = "; ".join(rescue.cuts) or "nothing can be cut"
    return f"{told}; it still ends {rescue.lacking} min late" if rescue.lacking > 0 else told


def _place(block: Block, content: Content) -> str:
    """``01-ticket-sink: Read, Rewrite``."""
    if not block.uses:
        return ""
    stem = FRAME_NOTEBOOKS.get(block.uses) or content.case(block.uses).file_stem
    names = {**NAMES, REWRITE: "Write"} if block.uses == OWN_STORY else NAMES
    steps = ", ".join(names[step] for step in block.steps)
    return f"{stem}: {steps}" if steps and block.uses != START else stem


def span(table: Timetable) -> str:
    """From when to when, and how long, in words."""
    sheet = table.sheet
    if not sheet.is_session:
        most = max(day.minutes for day in table.days)
        return f"{len(table.days)} days, {sheet.minutes} min in all, {most} a day at most"
    if table.start is None:
        return f"{sheet.minutes} min"
    end = shown_time(table.start + sheet.minutes, table.start)
    return f"{shown_time(table.start, table.start)}–{end} ({sheet.minutes} min)"
