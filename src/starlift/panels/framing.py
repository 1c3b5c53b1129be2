"""Framing: what stays the same in a studio while somebody works in it, as plain JSON types."""

from __future__ import annotations

from typing import Any

from starlift.answers import MAX_SECTION_CHARS, SPOKEN_WORDS_PER_MINUTE, WHOLE
from starlift.content import OWN_STORY, START
from starlift.panels.page import escape
from starlift.panels.selfrating import asked
from starlift.progress import Progress
from starlift.prose import markdown
from starlift.seat import Seat
from starlift.steps import LINES, SELF_STUDY, SHARE, Day, Step, plan

HINTS = {
    "situation": "Where, who was affected, what was at stake, why it was hard",
    "task": "What you answered for, and what success would mean",
    "action": "What you decided, in what order, why that and not another thing",
    "result": "What changed, how anybody could see it, and what still holds",
    WHOLE: "Tell it as you would speak it, from the situation to what still holds",
}
TITLES = {START: "Rate two answers", OWN_STORY: "Your story"}
"""What stands over a studio that is about no case."""
FORM = "form"
"""Name of the choice between four sections and one text."""
LONGEST_NAME = 60
"""Characters of a level's name in a drop-down list."""


def frame(seat: Seat, steps: tuple[Step, ...], progress: Progress) -> dict[str, Any]:
    """Title, steps, what there is to read, the thin answer, the editors, and what a learner rates and chooses."""
    journal = seat.journal
    return {
        "title": seat.case.story.title if seat.case else TITLES[seat.case_id],
        "key": f"starlift/{journal.cohort}/{journal.participant}/{seat.case_id}",
        "drafted_at": progress.drafted_at,
        "steps": [vars(step) for step in steps],
        "plan": [_line(day) for day in plan(steps)] if journal.cohort == SELF_STUDY else [],
        "reading": reading(seat),
        "thin": _thin(seat),
        "form": "whole" if progress.choices.get(FORM) == "whole" else "sections",
        "longest": MAX_SECTION_CHARS,
        "pace": SPOKEN_WORDS_PER_MINUTE,
        "lines": LINES,
        "use": progress.choices.get("use", ""),
        "share": progress.choices.get(SHARE) is True if seat.case and journal.cohort != SELF_STUDY else None,
        "workbench": bool(seat.case and seat.case.exercise.workbench),
        **_rubric(seat),
    }


def reading(seat: Seat) -> list[dict[str, str]]:
    """What there is to read: role, brief and evidence of a case, each with a title, a kind and trusted markup."""
    if seat.case is None:
        return []
    exercise = seat.case.exercise
    return [
        {"kind": "role", "title": "Your role", "html": markdown(exercise.role)},
        {"kind": "brief", "title": "The brief", "html": markdown(exercise.brief)},
        *({"kind": item.kind, "title": item.title, "html": markdown(item.text)} for item in exercise.evidence),
    ]


def still(seat: Seat, steps: tuple[Step, ...]) -> str:
    """The studio where it cannot be drawn, as in an export: its steps and what there is to read, as trusted markup."""
    lines = "".join(f"<li>{step.name} ({step.minutes} min): {escape(step.aim)}</li>" for step in steps)
    parts = "".join(f"<h3>{escape(part['title'])}</h3>{part['html']}" for part in reading(seat))
    return f"<ol>{lines}</ol><p>Open this notebook in JupyterLab and run all cells to work here.</p>{parts}"


def level_name(seat: Seat, key: str, level: int) -> str:
    """A level of a dimension or of ``overall`` with a few words of its anchor, for a drop-down list."""
    rubric = seat.content.rubric
    if key == "overall":
        return f"{level} · {rubric.overall_name(level)}"
    anchor = rubric[key].anchors[level]
    shown = anchor if len(anchor) <= LONGEST_NAME else anchor[: LONGEST_NAME - 3].rsplit(" ", 1)[0] + " …"
    return f"{level} · {shown}"


def _thin(seat: Seat) -> dict[str, Any] | None:
    variant = seat.variant
    if variant is None:
        return None
    found = seat.assess(variant.text)
    return {
        "label": "A thin answer, from another company",
        "context": variant.context,
        "text": variant.text,
        "levels": found.levels,
        "overall": found.overall,
    }


def _rubric(seat: Seat) -> dict[str, Any]:
    rubric = seat.content.rubric
    names = rubric.names
    sections = [{"id": name, "name": rubric[name].name, "hint": HINTS[name]} for name in HINTS if name != WHOLE]
    return {
        "sections": [*sections, {"id": WHOLE, "name": "Your answer", "hint": HINTS[WHOLE]}],
        "dimensions": [
            dimension.model_dump(include={"id", "name", "letter", "group", "asks", "anchors"})
            for dimension in rubric.dimensions
        ],
        "asked": [
            {"id": key, "name": names[key], "levels": [[level, level_name(seat, key, level)] for level in scale]}
            for key, scale in asked(seat).items()
        ],
        "uses": [
            {"id": use.id, "name": use.name, "facts": [["Read by", use.reader], ["It must prove", use.wants],
                                                       ["Length", use.length]]}
            for use in seat.content.questions.uses
        ],
    }  # fmt: skip


def _line(day: Day) -> str:
    names = " and ".join(step.name for step in day.steps)
    return f"Day {day.number}: {names}, about {day.minutes} minutes"
