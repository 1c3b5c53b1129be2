"""A room of learners at different places, for the tests of what a facilitator sees."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from starlift.dimensions import DIMENSIONS
from starlift.journal import Entry, Journal, line_of

SECRET = "I told Marco Rossi that <b>the release</b> waits."
Line = tuple[str, Mapping[str, Any], float]
"""Kind, body, minutes ago."""


def write(folder: Path, who: str, lines: list[Line], *, now: datetime, case: str = "ticket-sink") -> Path:
    """Add lines to the journal of one learner of the cohort spring."""
    path = Journal(folder / who.encode().hex(), "spring", who).path
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        for kind, body, ago in lines:
            file.write(line_of(Entry(kind, case, (now - timedelta(minutes=ago)).isoformat(), "spring", who, body)))
    return path


def step(name: str, ago: float) -> Line:
    return ("choice", {"step": name}, ago)


def draft(ago: float, text: str = SECRET) -> Line:
    return ("draft", {"sections": {"action": text}}, ago)


def attempt(ago: float, overall: float | None = 2.5, **levels: float) -> Line:
    return ("attempt", {"sections": {"action": SECRET}, "overall": overall,
                        "levels": {**dict.fromkeys(DIMENSIONS, 2.0), **levels}, "flags": []}, ago)  # fmt: skip


def fill(folder: Path, now: datetime | None = None) -> Path:
    """Twelve learners: working, stuck, done, behind, without gain, and one with a hostile name."""
    now = now or datetime.now(UTC)
    for number in range(1, 7):
        kept = attempt(3, 2 + number / 5, intake=0.5 + number / 4)
        write(folder, f"p{number:02d}", [step("rewrite", 20), draft(6), kept], now=now)
    write(folder, "p07", [step("rewrite", 30), draft(17)], now=now)
    write(folder, "p08", [step("keep", 9), attempt(8, 3.6), ("note", {"keep": "Say what it cost."}, 4),
                          ("choice", {"share": True}, 3)], now=now)  # fmt: skip
    write(folder, "p09", [step("read", 5)], now=now)
    write(folder, "p10", [step("defend", 12), attempt(11, 2.4), attempt(2, 2.4)], now=now)
    write(folder, "<img src=x onerror=alert(1)>", [step("rewrite", 4), draft(1)], now=now)
    return folder
