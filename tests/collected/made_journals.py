"""Journals as learners write them, for the tests of what reads many of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from starlift.journal import Entry, Journal, line_of
from starlift.steps import CHOICE, SHARE

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
TEXTS = {"situation": "Five of us served nine teams.", "action": "I decided to sort requests into six lanes."}
LEVELS = {"situation": 1.5, "task": 1.0, "action": 2.0, "result": 0.5, "intake": 2.0, "risk_decision": 1.0,
          "conflict": 0.0, "coaching": 0.5, "operating_system": 1.0}  # fmt: skip


def entry(
    kind: str, body: Mapping[str, Any], minute: float = 0, *, case: str = "ticket-sink", who: str = "p1",
    cohort: str = "spring",
) -> Entry:  # fmt: skip
    return Entry(kind, case, (START + timedelta(minutes=minute)).isoformat(), cohort, who, body)


def attempt(minute: float, overall: float | None = 3.0, **more: Any) -> Entry:
    text = more.pop("text", TEXTS)
    body = {"sections": text, "words": 13, "overall": overall, "levels": LEVELS, "variant": "v", "flags": ["all_we"]}
    return entry("attempt", body, minute, **more)


def learner(who: str, *, cohort: str = "spring", shared: bool = False, case: str = "ticket-sink") -> list[Entry]:
    """One who read, wrote, kept two attempts and began a story of their own."""
    more = {"who": who, "cohort": cohort}
    last = [entry("choice", {SHARE: True}, 27, case=case, **more)] if shared else []
    return [
        entry("choice", {CHOICE: "rewrite"}, 0, case=case, **more),
        entry("draft", {"sections": {"action": "I decided"}}, 4, case=case, **more),
        attempt(10, case=case, **more),
        attempt(26, 3.5, case=case, text={**TEXTS, "result": f"It became calm, says {who}."}, **more),
        *last,
        entry("draft", {"sections": {"action": "I began"}}, 30, case="your-story", **more),
    ]


def as_lines(entries: list[Entry]) -> bytes:
    return b"".join(map(line_of, entries))


def name_of(who: str, cohort: str = "spring") -> str:
    return Journal(Path(), cohort, who).path.name


def put(folder: Path, entries: list[Entry], name: str = "") -> Path:
    """A journal in the place where a learner has it."""
    first = entries[0]
    path = folder / "journal" / (name or name_of(first.participant, first.cohort))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_lines(entries))
    return path


def exported(entries: list[Entry], **changed: Any) -> bytes:
    """The same as ``starlift journal export`` writes it."""
    head = {"format": "starlift-journal", "version": 1, "cohort": entries[0].cohort, "exported": START.isoformat(),
            "participant": entries[0].participant, "redacted": False, "entries": len(entries), **changed}  # fmt: skip
    rest = [{"at": one.at, "kind": one.kind, "case": one.case, "body": one.body} for one in entries]
    return b"".join(json.dumps(one).encode() + b"\n" for one in (head, *rest))
