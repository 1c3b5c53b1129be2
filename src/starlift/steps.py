"""Steps: what a learner does in the studio, in which order, for how long, and where to go on.

The steps are an offer and no gate: each can be left and entered again at any time. What counts as done is read from the
journal alone, so it survives whatever happens to the notebook.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlift.content import OWN_STORY, START
from starlift.progress import Progress

READ, RATE, REWRITE, DEFEND, KEEP = "read", "rate", "rewrite", "defend", "keep"
CHOICE = "step"
"""Name of the choice in the journal that says which step the learner is on."""
RATING = "rating:"
"""Begins the name of the choice that holds the levels given to a practice answer; the answer's id follows."""
REPLY = "defence:"
"""Begins the name of the note that holds a reply to the panel; the question's id follows."""
LINES = "keep"
"""Name of the note with the lines to remember."""
SHARE = "share"
"""Name of the choice that says whether the room may see the answer, without its author's name."""
SELF_STUDY = "self-study"
"""The cohort of everybody who learns alone."""
NAMES = {READ: "Read", RATE: "Rate", REWRITE: "Rewrite", DEFEND: "Defend", KEEP: "Keep"}
AIMS = {
    READ: "Find out what is going on and what you may use.",
    RATE: "Judge two answers yourself, then see what the panel heard.",
    REWRITE: "Tell it so that the manager in it can be heard.",
    DEFEND: "Answer the question that the panel would ask next.",
    KEEP: "See how far you have come, and take it with you.",
}
SHARES = {READ: 15, RATE: 15, REWRITE: 40, DEFEND: 18, KEEP: 12}
"""How the planned minutes are split, in parts of the steps that there are."""
SITTINGS = ((READ, RATE), (REWRITE,), (DEFEND, KEEP))
"""The steps of one day each, for whoever learns alone."""


@dataclass(frozen=True)
class Step:
    """One step: its id, its name, what it is for and how many minutes are planned for it."""

    id: str
    name: str
    aim: str
    minutes: int


@dataclass(frozen=True)
class Day:
    """One sitting of the plan for several days."""

    number: int
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        """Minutes of all its steps."""
        return sum(step.minutes for step in self.steps)


def steps_of(case_id: str, minutes: int) -> tuple[Step, ...]:
    """The steps of a notebook.

    A case has all five; an own story has nothing to read or to rate; the opening notebook practises rating alone.

    Args:
        case_id: A case's id, `START` or `OWN_STORY`.
        minutes: Time planned for the notebook.
    """
    chosen = {START: (RATE,), OWN_STORY: (REWRITE, DEFEND, KEEP)}.get(case_id, tuple(NAMES))
    times = split_minutes(minutes, [SHARES[name] for name in chosen])
    names = {**NAMES, REWRITE: "Write"} if case_id == OWN_STORY else NAMES
    return tuple(Step(name, names[name], AIMS[name], time) for name, time in zip(chosen, times, strict=True))


def split_minutes(minutes: int, shares: Sequence[int]) -> list[int]:
    """`minutes` as whole minutes in the proportion of `shares`, at least one each.

    They add up to `minutes` where that leaves one for each; the largest remainders are rounded up.
    """
    whole = sum(shares)
    exact = [minutes * share / whole for share in shares]
    times = [max(1, int(value)) for value in exact]
    by_remainder = sorted(range(len(shares)), key=lambda i: int(exact[i]) - exact[i])
    for i in by_remainder[: max(0, minutes - sum(times))]:
        times[i] += 1
    while sum(times) > max(minutes, len(times)):
        times[times.index(max(times))] -= 1
    return times


def done(steps: Sequence[Step], progress: Progress, *, practice: Sequence[str], thin: str) -> tuple[str, ...]:
    """The ids of the steps that are done.

    Read is done once it was left; Rate when every practice answer has levels; Rewrite with an attempt of substance;
    Defend with a reply; Keep with lines to remember.

    Args:
        steps: The steps of the notebook.
        progress: Where the learner stands.
        practice: Ids of the answers to rate.
        thin: The text that the learner started from.
    """
    notes, choices = progress.notes, progress.choices
    begun = _begun(progress)
    reached = {
        READ: CHOICE in choices or any(begun.values()),
        RATE: bool(practice) and all(f"{RATING}{answer}" in choices for answer in practice),
        REWRITE: progress.has_substance(thin),
        DEFEND: begun[DEFEND],
        KEEP: bool(notes.get(LINES, "").strip()),
    }
    return tuple(step.id for step in steps if reached[step.id])


def resume(steps: Sequence[Step], progress: Progress) -> str:
    """The id of the step to open: the one the learner was on.

    A journal that names none, as older ones, opens where the latest traces are, and an empty one at the first step.
    """
    ids = [step.id for step in steps]
    named = progress.choices.get(CHOICE)
    if isinstance(named, str) and named in ids:
        return named
    traces = [name for name, is_begun in _begun(progress).items() if is_begun and name in ids]
    return traces[-1] if traces else ids[0]


def plan(steps: Sequence[Step]) -> tuple[Day, ...]:
    """The steps spread over days, for whoever learns alone; no plan where one sitting holds everything."""
    sittings = [tuple(step for step in steps if step.id in names) for names in SITTINGS]
    days = tuple(Day(number, held) for number, held in enumerate((held for held in sittings if held), start=1))
    return days if len(days) > 1 else ()


def _begun(progress: Progress) -> dict[str, bool]:
    """Step -> whether the journal holds any work of it, in the order of the steps."""
    return {
        RATE: any(name.startswith(RATING) for name in progress.choices),
        REWRITE: bool(progress.attempts or progress.draft.text.strip()),
        DEFEND: any(name.startswith(REPLY) and text.strip() for name, text in progress.notes.items()),
        KEEP: bool(progress.notes.get(LINES, "").strip()),
    }
