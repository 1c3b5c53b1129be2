"""Run sheets: the timed plan of a session, block by block, or of a few days for whoever learns alone.

A run sheet is a YAML file in `facilitator/run-sheets/`; its name without ending is its id. How to write one is told in
`docs/run-sheets.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from starlift.content import OWN_STORY, START, Case, Content
from starlift.errors import ContentError, Problem, shown_path
from starlift.rubric import Text
from starlift.steps import NAMES, SITTINGS, steps_of
from starlift.yamlfile import Model, YamlDocument, read_yaml

Need = Literal["must", "should", "could"]
StepId = Literal["read", "rate", "rewrite", "defend", "keep"]
Kind = Literal[
    "open", "rate", "reconcile", "rewrite", "workbench", "pairs", "trios", "panel", "debrief", "break", "use", "close"
]
FORMS: dict[Kind, str] = {
    "open": "Everybody",
    "rate": "Alone",
    "reconcile": "In pairs",
    "rewrite": "Alone",
    "workbench": "Alone",
    "pairs": "In pairs",
    "trios": "In threes",
    "panel": "Everybody",
    "debrief": "Everybody",
    "break": "Break",
    "use": "Alone",
    "close": "Everybody",
}
"""How the room works in a block of each kind."""
FOLDER = Path("facilitator", "run-sheets")
"""Where the run sheets of a workspace are."""
LONGEST_DAY = 60
"""Minutes that a plan of days asks of one day at most."""
ID = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
Minutes = Annotated[int, Field(ge=0, le=480)]
Label = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f]*$")]


class Block(Model):
    """One part of a session, of one kind, with its own time.

    Attributes:
        id: Lower-case words with hyphens; guides refer to it.
        exercise: Minutes for the exercise itself.
        debrief: Minutes to talk about it with everybody.
        shortest: Minutes in all that it needs to be of use; by default it cannot be shortened.
        need: ``must`` is never dropped, ``could`` is dropped before ``should``.
        without: What the room loses when it is dropped or shortened, one sentence.
        uses: Id of the case that it works on, ``start``, ``your-story`` or "".
        steps: The steps of that notebook that learners open.
        say: What the facilitator says first, one sentence; in a plan of days the day's greeting.
        agenda: What learners see, one line.
        task: What learners do, up to four short lines.
        materials: What has to lie ready.
        day: Day of a plan of days, from 1.
    """

    id: Annotated[str, Field(pattern=ID, max_length=40)]
    title: Label
    kind: Kind
    exercise: Minutes
    debrief: Minutes = 0
    shortest: Annotated[int, Field(ge=1)] | None = None
    need: Need
    without: Text
    uses: str = ""
    steps: tuple[StepId, ...] = ()
    say: Text
    agenda: Text
    task: Annotated[tuple[Text, ...], Field(max_length=4)] = ()
    materials: tuple[Text, ...] = ()
    day: Annotated[int, Field(ge=1, le=14)] = 1

    @property
    def minutes(self) -> int:
        """Minutes of exercise and debrief together."""
        return self.exercise + self.debrief

    @property
    def least(self) -> int:
        """Minutes that it can be shortened to."""
        return self.minutes if self.shortest is None else self.shortest

    @property
    def form(self) -> str:
        """How the room works."""
        return FORMS[self.kind]


class _File(Model):
    title: Label
    minutes: Annotated[int, Field(ge=1)]
    suits: Text
    blocks: Annotated[tuple[Block, ...], Field(min_length=1)]


@dataclass(frozen=True)
class RunSheet:
    """A timed plan.

    Attributes:
        id: The name of its file without ending.
        title: Its name for people.
        minutes: Length of the whole.
        suits: Whom and what it is for, one sentence.
        blocks: Its parts in order.
    """

    id: str
    title: str
    minutes: int
    suits: str
    blocks: tuple[Block, ...]

    @property
    def days(self) -> tuple[tuple[Block, ...], ...]:
        """The blocks of each day; a session has one."""
        return tuple(tuple(held) for _, held in groupby(self.blocks, key=lambda block: block.day))

    @property
    def is_session(self) -> bool:
        """Whether it is one sitting with a clock, and not a plan of several days."""
        return len(self.days) == 1


def load_run_sheet(path: Path) -> RunSheet:
    """Read one run sheet.

    Raises:
        ContentError: With file, line and field of every mistake.
    """
    if not re.fullmatch(ID, path.stem):
        what = "has a file name that is no id"
        raise ContentError(Problem(shown_path(path), 0, "", what, "use lower-case words, figures and hyphens"))
    found = read_yaml(path).into(_File, _faults)
    return RunSheet(path.stem, found.title, found.minutes, found.suits, found.blocks)


def run_sheet_files(root: Path) -> list[Path]:
    """The run sheets of a workspace, sorted by name."""
    return sorted((root / FOLDER).glob("*.yaml"))


def find_run_sheet(root: Path, name: str) -> Path:
    """The file of the run sheet that `name` means.

    Args:
        root: The workspace.
        name: An id, the beginning of just one id such as ``120``, or the path of a file.

    Raises:
        ContentError: When there is none, or more than one.
    """
    files = run_sheet_files(root)
    if name.endswith((".yaml", ".yml")):
        return Path(name)
    exact = [path for path in files if path.stem == name]
    begun = [path for path in files if path.stem.startswith(name)] if name else []
    if len(found := exact or begun) == 1:
        return found[0]
    known = ", ".join(path.stem for path in found or files) or "none"
    what = f"{name!r} can be more than one run sheet" if found else f"no run sheet {name!r} in {shown_path(root)}"
    raise ContentError(Problem("", 0, "sheet", what, f"run sheets here: {known}"))


def mismatches(path: Path, sheet: RunSheet, content: Content) -> Iterator[Problem]:
    """Where the run sheet of `path` does not fit the cases: unknown notebooks or steps, another order of days."""
    document = read_yaml(path)
    known = (START, OWN_STORY, *content.cases)
    for index, block in enumerate(sheet.blocks):
        here: tuple[str | int, ...] = ("blocks", index)
        if block.uses and block.uses not in known:
            yield document.problem((*here, "uses"), f"{block.uses!r} is no notebook", f"one of: {', '.join(known)}")
        elif block.steps and not block.uses:
            yield document.problem((*here, "steps"), "needs the notebook that has these steps", "add uses")
        elif lacking := [step for step in block.steps if step not in _planned(block.uses, content.cases)]:
            what = f"{block.uses} has no step {lacking[0]!r}"
            yield document.problem((*here, "steps"), what, f"steps: {', '.join(NAMES)}")
    if not sheet.is_session:
        yield from _days_off_plan(document, sheet, content)


def _planned(notebook: str, cases: dict[str, Case]) -> dict[str, int]:
    """Step -> minutes planned for it in the notebook; the two without a case have no length of their own."""
    minutes = cases[notebook].story.minutes if notebook in cases else 0
    return {step.id: step.minutes for step in steps_of(notebook, minutes)}


def _days_off_plan(document: YamlDocument, sheet: RunSheet, content: Content) -> Iterator[Problem]:
    """Where a plan of days departs from the studio's own plan (`steps.plan`) or leaves a step too little time."""
    last: dict[str, tuple[int, int]] = {}
    for index, block in enumerate(sheet.blocks):
        if block.uses not in (START, OWN_STORY, *content.cases) or not block.steps:
            continue
        where = ("blocks", index, "steps")
        sittings = {number for number, held in enumerate(SITTINGS) if set(held) & set(block.steps)}
        if len(sittings) > 1:
            yield document.problem(where, "mixes steps that the studio plans for different days", "split the block")
            continue
        now = (sittings.pop(), block.day)
        before = last.setdefault(block.uses, now)
        if now[0] < before[0] or (now[0] > before[0]) != (now[1] > before[1]):
            yield document.problem(where, "is not the order of days that the studio plans", "one sitting a day")
        last[block.uses] = now
        planned = _planned(block.uses, content.cases)
        least = sum(planned.get(step, 0) for step in block.steps)
        if block.exercise < least:
            what = f"has {block.exercise} minutes, but the studio plans {least} for these steps"
            yield document.problem(("blocks", index, "exercise"), what, "give it more")


def _faults(document: YamlDocument, sheet: _File) -> Iterator[Problem]:
    """What the parts of a run sheet do not hold against each other."""
    yield from document.repeated(("blocks",), (block.id for block in sheet.blocks))
    for index, block in enumerate(sheet.blocks):
        for field, what, fix in _block_faults(block):
            yield document.problem(("blocks", index, field), what, fix)
    total = sum(block.minutes for block in sheet.blocks)
    if total != sheet.minutes:
        fix = "change it or the blocks"
        yield document.problem(("minutes",), f"is {sheet.minutes}, but the blocks add up to {total}", fix)
    needed = sum(block.minutes for block in sheet.blocks if block.need == "must")
    if needed * 3 > sheet.minutes * 2:
        what = f"has {needed} minutes of must in {sheet.minutes}; two thirds at most leave room to be late"
        yield document.problem(("blocks",), what, "make some of them should or could")
    yield from _day_faults(document, sheet)


def _block_faults(block: Block) -> Iterator[tuple[str, str, str]]:
    if not block.minutes:
        yield "exercise", "leaves the block without any time", "give it minutes or remove it"
    if block.least > block.minutes:
        yield "shortest", f"is longer than the block's {block.minutes} minutes", "make it shorter"
    if block.kind == "break" and block.debrief:
        yield "debrief", "has no place in a break", "move the minutes to exercise"


def _day_faults(document: YamlDocument, sheet: _File) -> Iterator[Problem]:
    days = [block.day for block in sheet.blocks]
    for index, (before, day) in enumerate(zip([0, *days], days, strict=False)):
        if day not in {max(before, 1), before + 1}:
            yield document.problem(("blocks", index, "day"), f"is {day} after day {before}", "count the days in order")
    if max(days) > 1:
        for day in sorted(set(days)):
            minutes = sum(block.minutes for block in sheet.blocks if block.day == day)
            if minutes > LONGEST_DAY:
                what = f"asks {minutes} minutes of day {day}; {LONGEST_DAY} is the most"
                yield document.problem(("blocks", days.index(day), "day"), what, "move a block to another day")
