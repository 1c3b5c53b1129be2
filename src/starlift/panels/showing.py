"""Showing: what the studio's page is told, as plain JSON types; every outside text stays text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlift.answers import MAX_SECTION_CHARS, Answer, segments
from starlift.content import OWN_STORY
from starlift.dimensions import DIMENSIONS
from starlift.feedback import Assessment
from starlift.feedback.flags import flag_text
from starlift.panels.holding import Question
from starlift.panels.panel import level_name
from starlift.panels.selfrating import SelfRating, asked
from starlift.progress import Attempt
from starlift.seat import Seat

HINTS = {
    "situation": "Where, who was affected, what was at stake, why it was hard",
    "task": "What you answered for, and what success would mean",
    "action": "What you decided, in what order, why that and not another thing",
    "result": "What changed, how anybody could see it, and what still holds",
}
CHANGE_SHOWN = 0.15
"""Smallest change of a level between two attempts that is worth a line."""
MARKED_LEVEL = 1.0
"""Level from which the evidence of a dimension is marked in the text."""
MOST_QUOTES, LONGEST_QUOTE = 2, 160
"""Sentences that a remark quotes, and characters of each."""


def frame(seat: Seat) -> dict[str, Any]:
    """What stays the same: title, thin answer, sections, dimensions, and what a learner rates."""
    variant, rubric = seat.variant, seat.content.rubric
    thin = variant and {
        "label": "A thin answer, from another company",
        "context": variant.context,
        "text": variant.text,
    }
    title = seat.case.story.title if seat.case else "Your story"
    names = {"overall": rubric.overall.name} | {dimension.id: dimension.name for dimension in rubric.dimensions}
    return {
        "title": f"{title}: your answer" if seat.case_id != OWN_STORY else title,
        "thin": thin,
        "longest": MAX_SECTION_CHARS,
        "sections": [{"id": name, "name": rubric[name].name, "hint": HINTS[name]} for name in HINTS],
        "dimensions": [
            dimension.model_dump(include={"id", "name", "letter", "group", "asks", "anchors"})
            for dimension in rubric.dimensions
        ],
        "asked": [
            {"id": key, "name": names[key], "levels": [[level, level_name(seat, key, level)] for level in scale]}
            for key, scale in asked(seat).items()
        ],
    }


def feedback(found: Assessment, answer: Answer, question: Question, seat: Seat, *, waiting: bool) -> dict[str, Any]:
    """The assessment of `answer`; while the learner's own rating is awaited, no level of it leaves the kernel."""
    spans = {name: answer.in_sections(found.evidence[name]) for name in _marked(found)}
    can_tell = found.overall is not None
    levels = {"overall": found.overall, "levels": found.levels, "uncertainty": found.uncertainty}
    hidden: dict[str, Any] = {"overall": None, "levels": {}, "uncertainty": None}
    remarks = _remarks(found, answer.text)
    return {
        **(hidden if waiting else levels),
        "waiting": waiting,
        "can_tell": can_tell,
        "overall_name": seat.content.rubric.overall_name(found.overall or 1) if can_tell and not waiting else "",
        "reason": "" if can_tell or not remarks else remarks[0]["text"],
        "quotes": {name: [answer.text[a:b].strip() for a, b in found.evidence[name]] for name in DIMENSIONS},
        "segments": {
            section: [vars(piece) for piece in segments(text, {name: spans[name][section] for name in spans})]
            for section, text in answer.sections.items()
        },
        "question": question.text,
        "question_id": question.id,
        "hints": list(question.hints),
        "flags": remarks if can_tell else remarks[1:],
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
    """The attempts, oldest first, each with the levels that changed since the one before.

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
        levels = {"overall": None, "change": []} if waiting else {"overall": attempt.overall, "change": change}
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


def _remarks(found: Assessment, text: str) -> list[dict[str, Any]]:
    """Every flag as a sentence with the learner's words that it is about."""
    return [
        {
            "text": flag_text(flag),
            "quotes": [_shortened(text[start:end]) for start, end in found.flag_spans.get(flag, [])[:MOST_QUOTES]],
        }
        for flag in found.flags
    ]


def _shortened(quote: str) -> str:
    quote = quote.strip()
    return quote if len(quote) <= LONGEST_QUOTE else quote[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
