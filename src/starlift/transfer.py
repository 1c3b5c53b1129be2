"""Transfer: a learner's journal taken out of one workspace as a single file and into another."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlift.errors import JournalError, Problem, shown_path
from starlift.exportfile import Export, parse_export
from starlift.journal import Entry, Journal, parse_entries
from starlift.merging import merged
from starlift.privatefile import write_private
from starlift.redaction import redact_all

MAX_LISTED = 10
"""Learners that a message names."""


def journals(folder: Path) -> list[Journal]:
    """The journals of all learners below `folder`, by cohort and participant; files that are none are passed over.

    Raises:
        JournalError: When a file cannot be read.
    """
    found = {}
    for path in (folder / "journal").glob("*.jsonl"):
        try:
            entries = parse_entries(path.read_bytes())
        except OSError as error:
            what = f"cannot be read: {error.strerror}"
            raise JournalError(Problem(shown_path(path), 0, "", what, "check its rights")) from None
        for cohort, participant in {(entry.cohort, entry.participant) for entry in entries}:
            journal = Journal(folder, cohort, participant)
            if journal.path.name == path.name:
                found[cohort, participant] = journal
    return [found[learner] for learner in sorted(found)]


def choose(folder: Path, cohort: str = "", participant: str = "") -> Journal:
    """The one journal below `folder` that fits; an empty name fits every learner.

    Raises:
        JournalError: When none fits, or several do; the message lists them.
    """
    here = journals(folder)
    fitting = [one for one in here if cohort in ("", one.cohort) and participant in ("", one.participant)]
    if len(fitting) == 1:
        return fitting[0]
    place = shown_path(folder / "journal")
    if not here:
        what = "holds no journal yet"
        raise JournalError(Problem(place, 0, "", what, "write something in a notebook, or name its folder"))
    what = f"holds the journals of {len(fitting)} learners" if fitting else "holds no journal of this learner"
    fix = f"add --cohort and --participant; here are {_listed(fitting or here)}"
    raise JournalError(Problem(place, 0, "", what, fix))


def export_journal(journal: Journal, target: Path, *, redacted: bool = False, force: bool = False) -> int:
    """Write a journal as a single file that only its owner can read.

    Args:
        journal: The journal to write.
        target: The file.
        redacted: Replace what may be confidential in every text, and leave out drafts and notes that were written over
            later, since a name typed by half is not recognised.
        force: Whether a file that is there may be replaced.

    Returns:
        The number of entries in the file.

    Raises:
        JournalError: When there is nothing to write, a file is in the way, or it cannot be written.
    """
    name = shown_path(target)
    if os.path.lexists(target) and not (force and target.is_file()):
        fix = "choose another name" + (", or replace it with --force" if target.is_file() else "")
        raise JournalError(Problem(name, 0, "", "is there already", fix))
    entries = journal.entries()
    if redacted:
        entries = _redacted(entries)
    export = Export(journal.cohort, journal.participant, datetime.now(UTC).isoformat(), redacted, tuple(entries))
    data = export.dump()
    try:
        parse_export(data, "")  # what could not be imported is told now, and not on the other machine
    except JournalError as error:
        what = f"cannot be exported: {error.problems[0]}"
        raise JournalError(Problem(shown_path(journal.path), 0, "", what)) from None
    try:
        write_private(target, data)
    except OSError as error:
        what = f"cannot be written: {error.strerror}"
        raise JournalError(Problem(name, 0, "", what, "choose another folder")) from None
    return len(entries)


def import_export(export: Export, folder: Path) -> tuple[Journal, int]:
    """Add the entries of an export file to its learner's journal below `folder`, all of them or none.

    Returns:
        The journal, and the number of entries that it did not hold before.

    Raises:
        JournalError: When the journal cannot be written, or a redacted export would mix with what is there.
    """
    journal = Journal(folder, export.cohort, export.participant)
    new = 0

    def add(data: bytes) -> bytes:
        nonlocal new
        changed, new = merged(data, export.entries)
        if export.redacted and new and data.strip():
            what = "is there already, and a redacted export would double what it tells"
            raise JournalError(Problem(shown_path(journal.path), 0, "", what, "import it into another workspace"))
        return changed

    journal.rewrite(add)
    return journal, new


def _redacted(entries: Iterable[Entry]) -> list[Entry]:
    kept = _without_overwritten(list(entries))
    texts: list[str] = []
    for entry in kept:
        _walk(entry.body, texts.append)
    found = iter(redact_all(texts))
    return [replace(entry, body=_walk(entry.body, lambda _: next(found))) for entry in kept]


def _without_overwritten(entries: Sequence[Entry]) -> list[Entry]:
    """The entries without texts of drafts and notes that were written again later."""
    kept = []
    later: set[tuple[str, str, str]] = set()
    for entry in reversed(entries):
        typed = _typed(entry)
        new = {name: text for name, text in typed.items() if (entry.kind, entry.case, name) not in later}
        later |= {(entry.kind, entry.case, name) for name in new}
        if len(new) == len(typed):
            kept.append(entry)
        elif new:
            kept.append(replace(entry, body={"sections": new} if entry.kind == "draft" else new))
    return kept[::-1]


def _typed(entry: Entry) -> Mapping[str, Any]:
    """Name -> text of what was saved while it was typed."""
    found = {"draft": entry.body.get("sections"), "note": entry.body}.get(entry.kind)
    return found if isinstance(found, dict) else {}


def _walk(value: Any, put: Any) -> Any:
    """`value` with `put` of every text in it, in reading order; names of fields stay."""
    if isinstance(value, str):
        return put(value)
    if isinstance(value, dict):
        return {name: _walk(part, put) for name, part in value.items()}
    return [_walk(part, put) for part in value] if isinstance(value, list) else value


def _listed(found: Sequence[Journal]) -> str:
    names = [f"--cohort {one.cohort!r} --participant {one.participant!r}" for one in found[:MAX_LISTED]]
    more = len(found) - len(names)
    return "; ".join([*names, *([f"{more} more"] if more else [])])
