"""Rows: a learner's journal as one row for each attempt, and one for a case that was begun without an attempt."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from starlift.answers import Answer
from starlift.collected.received import time_fault
from starlift.collected.timespent import PAUSE, minutes_until
from starlift.content import START
from starlift.dimensions import DIMENSIONS
from starlift.exportfile import id_faults, time_of
from starlift.feedback.flags import FLAGS
from starlift.journal import Entry
from starlift.progress import Attempt, Progress
from starlift.steps import CHOICE, NAMES, REWRITE, SHARE, resume, steps_of

MAX_CASES = 100
"""Cases of one journal that become rows."""
_ANY = 35
"""Minutes that decide nothing here."""
Rate = Callable[[str, str], tuple[float | None, Mapping[str, float], Sequence[str]]]
"""Case and text -> overall level, levels by dimension, flags."""


@dataclass(frozen=True)
class Row:
    """One attempt; see `starlift.collected` for what the fields mean.

    Attributes:
        answer: The text.
        variant: Id of the thin answer that it rewrites, as the journal has it; "" where it has none. It stands in no
            table, since with the roster it would tell who wrote.
    """

    cohort: str
    participant: str
    case: str
    attempt: int
    step: str
    time: datetime | None
    overall: float | None
    levels: Mapping[str, float]
    flags: str
    words: int
    minutes: float
    shared: bool
    answer: Answer
    variant: str = ""


def rows_of(entries: Sequence[Entry], *, pause: float = PAUSE, rate: Rate | None = None) -> Iterator[Row]:
    """The rows of one learner, by case in the order in which they were begun, then by attempt.

    Args:
        entries: A whole journal, oldest first.
        pause: Minutes of silence that are left out of the time spent.
        rate: Rates the answers afresh; without it the levels are those that the learner saw.
    """
    minutes = minutes_until(entries, pause)
    cases = [case for case in dict.fromkeys(entry.case for entry in entries) if case != START]
    for case in [case for case in cases if not any(id_faults("case", case))][:MAX_CASES]:
        own = [(entry, spent) for entry, spent in zip(entries, minutes, strict=True) if entry.case == case]
        yield from _rows_of_case(case, own, rate)


def _rows_of_case(case: str, own: Sequence[tuple[Entry, float]], rate: Rate | None) -> Iterator[Row]:
    progress = Progress.read([entry for entry, _ in own], case)
    shared = progress.choices.get(SHARE) is True
    step, before, number = REWRITE, 0.0, 0
    for entry, spent in own:
        chosen = entry.body.get(CHOICE) if entry.kind == "choice" else None
        if isinstance(chosen, str) and chosen in NAMES:
            step = chosen
        if entry.kind == "attempt":
            attempt = progress.attempts[number]
            number += 1
            overall, levels, flags = _rated(attempt, entry, rate)
            yield Row(
                cohort=entry.cohort,
                participant=entry.participant,
                case=case,
                attempt=number,
                step=step,
                time=_time(entry),
                overall=overall,
                levels=levels,
                flags=flags,
                words=attempt.answer.words,
                minutes=round(spent - before, 1),
                shared=shared,
                answer=attempt.answer,
                variant=_variant(entry),
            )
            before = spent
    if not number:
        last, spent = own[-1]
        yield Row(
            cohort=last.cohort,
            participant=last.participant,
            case=case,
            attempt=0,
            step=resume(steps_of(case, _ANY), progress),
            time=_time(last),
            overall=None,
            levels={},
            flags="",
            words=progress.draft.words,
            minutes=round(spent, 1),
            shared=shared,
            answer=progress.draft,
        )


def _rated(attempt: Attempt, entry: Entry, rate: Rate | None) -> tuple[float | None, Mapping[str, float], str]:
    """Overall level, levels and flags; a level that no answer can have is none."""
    if rate:
        overall, levels, found = rate(entry.case, attempt.answer.text)
    else:
        overall, levels = attempt.overall, attempt.levels
        stored = entry.body.get("flags")
        found = [flag for flag in stored if isinstance(flag, str)] if isinstance(stored, list) else []
    possible = {name: levels[name] for name in DIMENSIONS if name in levels and 0 <= levels[name] <= 3}
    is_level = overall is not None and 1 <= overall <= 5
    return (
        overall if is_level else None,
        possible if is_level else {},
        " ".join(flag for flag in found if flag in FLAGS),
    )


def _variant(entry: Entry) -> str:
    stored = entry.body.get("variant")
    return stored if isinstance(stored, str) else ""


def _time(entry: Entry) -> datetime | None:
    """When it was written; None where its clock cannot have been right."""
    when = time_of(entry.at)
    return None if time_fault(entry) or when is None else when.astimezone(UTC)
