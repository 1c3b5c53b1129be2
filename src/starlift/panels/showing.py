"""Showing: what the studio's page is told about an answer, as plain JSON types; every outside text stays text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlift.answers import Answer, segments
from starlift.dimensions import DIMENSIONS
from starlift.feedback import Assessment
from starlift.feedback.flags import flag_text
from starlift.panels.holding import Question
from starlift.panels.selfrating import SelfRating
from starlift.progress import Attempt
from starlift.seat import Seat

CHANGE_SHOWN = 0.15
"""Smallest change of a level between two attempts that is worth a line."""
MARKED_LEVEL = 1.0
"""Level from which the evidence of a dimension is marked in the text."""
MOST_QUOTES, LONGEST_QUOTE = 2, 160
"""Sentences that a remark quotes, and characters of each."""
MOST_REMARKS = 3
"""Remarks at a time."""
FIRST = ("confidential_", "addressed_to_rater", "parroting", "all_we", "undone", "claim_without_act", "general")
"""Beginnings of the flags that are most useful to hear of, the most useful first: what must not leave the room, what
counts for nothing, what holds the levels down."""


def feedback(found: Assessment, answer: Answer, question: Question, seat: Seat, *, waiting: bool) -> dict[str, Any]:
    """The assessment of `answer`; while the learner's own rating is awaited, no level of it leaves the kernel."""
    spans = {name: answer.in_sections(found.evidence[name]) for name in _marked(found)}
    can_tell = found.overall is not None
    levels = {"overall": found.overall, "levels": found.levels, "uncertainty": found.uncertainty}
    hidden: dict[str, Any] = {"overall": None, "levels": {}, "uncertainty": None}
    flags = _useful_first(found.flags if can_tell else found.flags[1:])
    return {
        **(hidden if waiting else levels),
        "waiting": waiting,
        "can_tell": can_tell,
        "overall_name": seat.content.rubric.overall_name(found.overall or 1) if can_tell and not waiting else "",
        "reason": flag_text(found.flags[0]) if not can_tell and found.flags else "",
        "quotes": {name: [answer.text[a:b].strip() for a, b in found.evidence[name]] for name in DIMENSIONS},
        "segments": {
            section: [vars(piece) for piece in segments(text, {name: spans[name][section] for name in spans})]
            for section, text in answer.sections.items()
        },
        "question": question.text,
        "question_id": question.id,
        "hints": list(question.hints),
        "flags": [_remark(flag, found, answer.text) for flag in flags[:MOST_REMARKS]],
        "more_flags": max(0, len(flags) - MOST_REMARKS),
        "words": answer.words,
        "seconds": answer.spoken_seconds,
    }


def rating(now: SelfRating, seat: Seat, problem: str = "") -> dict[str, Any]:
    """Where the learner's own rating stands."""
    return {
        "waiting": now.waiting,
        "number": now.number,
        "rated": now.rated,
        "comparison": now.comparison(seat.content.rubric),
        "problem": problem,
    }


def history(attempts: tuple[Attempt, ...], seat: Seat, hidden_from: int | None = None) -> list[dict[str, Any]]:
    """The attempts, oldest first, each with its levels and those that changed since the one before.

    From attempt number `hidden_from` on the levels wait for the learner's own; None hides none.
    """
    shown: list[dict[str, Any]] = []
    before: Mapping[str, float] = {}
    for number, attempt in enumerate(attempts, start=1):
        change = [
            {"name": seat.content.rubric[name].name, "by": round(level - before[name], 1)}
            for name, level in attempt.levels.items()
            if name in before and abs(level - before[name]) >= CHANGE_SHOWN
        ]
        waiting = hidden_from is not None and number >= hidden_from
        known = {"overall": attempt.overall, "levels": dict(attempt.levels), "change": change}
        levels = {"overall": None, "levels": {}, "change": []} if waiting else known
        shown.append({"at": attempt.at, "words": attempt.answer.words, "waiting": waiting, **levels})
        before = attempt.levels
    return shown


def _marked(found: Assessment) -> list[str]:
    """The dimensions whose evidence is marked in the text, in the rubric's order.

    What is hardly there is not marked, and of the rest only the strongest of each group: a sentence that carries nine
    letters tells nothing.
    """
    groups = (found.craft, found.signals)
    strong = [sorted(group, key=lambda name: -group[name])[:most] for group, most in zip(groups, (4, 2), strict=True)]
    return [name for names in strong for name in DIMENSIONS if name in names and found.levels[name] >= MARKED_LEVEL]


def _useful_first(flags: list[str]) -> list[str]:
    def place(flag: str) -> int:
        return next((i for i, start in enumerate(FIRST) if flag.startswith(start)), len(FIRST))

    return sorted(flags, key=place)


def _remark(flag: str, found: Assessment, text: str) -> dict[str, Any]:
    """A flag as a sentence with the learner's words that it is about."""
    spans = found.flag_spans.get(flag, [])[:MOST_QUOTES]
    return {"text": flag_text(flag), "quotes": [_shortened(text[start:end]) for start, end in spans]}


def _shortened(quote: str) -> str:
    quote = quote.strip()
    return quote if len(quote) <= LONGEST_QUOTE else quote[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
