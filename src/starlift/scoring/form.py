"""Form: what the score sheet of one candidate and one question asks, as fields; every edition is drawn from these.

A field's id says where it belongs: ``intake.evidence``, ``intake.level``, ``no_hire.blames``, ``debrief.changed``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from starlift.content import Content
from starlift.errors import Problem, ScoringError
from starlift.questions import FollowUp, InterviewQuestion
from starlift.scoring.panel import Lane, Panel, load_panel

OVERALL = "overall"
NOT_HEARD = "not heard"
"""In place of a level: nothing in the answer bore on the dimension, so it counts as missing and never as 0."""
YES, NO = "yes", "no"
LONGEST = 10_000
"""Characters that one answer may have."""
LONGEST_NAME = 80
Kind = Literal["text", "level", "seen"]


@dataclass(frozen=True)
class Field:
    """One thing to fill in.

    Attributes:
        id: Names it, the same in every edition.
        label: What stands before it.
        kind: ``text``, ``level`` (one of `options`) or ``seen`` (yes or no).
        hint: What helps to fill it in; may be empty.
        options: What can be chosen, each with its meaning, such as a level and its anchor.
    """

    id: str
    label: str
    kind: Kind
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Section:
    """Fields that belong together; `intro` says how to go about them."""

    id: str
    title: str
    intro: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Form:
    """The sheet for one candidate and one question, not filled in.

    Attributes:
        candidate: How the panel calls the candidate; initials or a number will do.
        question: The question that was asked.
    """

    content: Content
    panel: Panel
    candidate: str
    question: InterviewQuestion

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """What is rated: the question's signals, what the panel always rates, and the whole, which comes last."""
        return tuple(dict.fromkeys((*self.question.signals, *self.panel.always, OVERALL)))

    def scale(self, key: str) -> range:
        """The levels of a dimension or of the whole."""
        return range(1, 6) if key == OVERALL else range(4)

    def name(self, key: str) -> str:
        """The name of a dimension or of the whole."""
        return self.content.rubric.names[key]

    def asks(self, key: str) -> str:
        """The question that a rater asks of the answer."""
        rubric = self.content.rubric
        return rubric.overall.asks if key == OVERALL else rubric[key].asks

    def anchors(self, key: str) -> tuple[tuple[str, str], ...]:
        """Each level with what an answer on it does."""
        rubric = self.content.rubric
        if key == OVERALL:
            return tuple((str(n), f"{one.name}: {one.text}") for n, one in enumerate(rubric.overall.anchors, start=1))
        return tuple((str(n), text) for n, text in enumerate(rubric[key].anchors))

    def follow_up(self, key: str) -> FollowUp:
        """What to ask when an answer only claims the dimension."""
        return next(one for one in self.content.questions.follow_ups[key] if 1 in one.levels)

    @property
    def lane(self) -> Lane | None:
        """The lane that leads the question."""
        return self.panel.lane_for(self.question.id)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """All fields, in the order in which they are filled in: evidence stands before its level."""
        panel = self.panel
        return (
            Section("ratings", "Evidence, then level", RATE, tuple(self._ratings())),
            Section("follow_ups", "Follow-up questions", FOLLOW_UP, tuple(self._follow_ups())),
            Section("no_hire", "No-hire conditions", NO_HIRE, tuple(self._conditions())),
            Section(
                "debrief", "Debrief", DEBRIEF, tuple(Field(f"debrief.{o.id}", o.asks, "text") for o in panel.debrief)
            ),
            Section(
                "synthesis",
                "Hiring manager's synthesis",
                SYNTHESIS,
                tuple(Field(f"synthesis.{one.id}", one.asks, "text") for one in panel.synthesis),
            ),
        )

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Field id -> field, in order."""
        return {field.id: field for section in self.sections for field in section.fields}

    def _ratings(self) -> Iterator[Field]:
        for key in self.keys:
            name = self.name(key)
            options = self.anchors(key)
            if key != OVERALL:
                options += ((NOT_HEARD, "Nothing in the answer bore on it."),)
            yield Field(f"{key}.evidence", f"{name}: evidence", "text", self.asks(key))
            yield Field(f"{key}.level", f"{name}: level", "level", "", options)
            yield Field(
                f"{key}.comment", f"{name}: comment", "text", "One question rather than a verdict; may stay blank."
            )

    def _follow_ups(self) -> Iterator[Field]:
        for key in self.keys:
            if key != OVERALL:
                yield Field(
                    f"reply.{key}", self.follow_up(key).text, "text", f"{self.name(key)}, if it was only claimed."
                )

    def _conditions(self) -> Iterator[Field]:
        seen = ((NO, "not seen"), (YES, "seen, and written down below"))
        for one in self.panel.no_hire:
            yield Field(f"no_hire.{one.id}", one.text, "seen", "", seen)
        yield Field("no_hire.evidence", "What was said or done, word for word", "text")


RATE = (
    "Write down what the candidate said before you choose a level. Rate each line on its own and the whole last. "
    "A level without evidence does not count."
)
FOLLOW_UP = "Ask where the answer leaves a gap, and note the reply."
NO_HIRE = "One of these ends the candidacy whatever the levels say. Seen means heard or seen by you, with the words."
DEBRIEF = "Fill this in after everybody has handed in a complete sheet."
SYNTHESIS = "The hiring manager fills this in once for each candidate, from the evidence on all sheets."


def form_for(content: Content, candidate: str, question: str, panel: Panel | None = None) -> Form:
    """The form for a candidate and the id of a question.

    Raises:
        ScoringError: When the candidate has no usable name or there is no such question.
        ContentError: When the panel's file is broken.
    """
    found = next((one for one in content.questions.interview if one.id == question), None)
    if found is None:
        known = ", ".join(one.id for one in content.questions.interview[:6])
        raise ScoringError(Problem("", 0, "question", f"there is no question {question!r}", f"for example: {known}"))
    return Form(content, panel or load_panel(content), named(candidate, "candidate"), found)


def named(text: str, field: str) -> str:
    """`text` as a name of one line; letters with accents are one sign each, however they were typed.

    Raises:
        ScoringError: When it is empty, too long or holds control characters.
    """
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name or len(name) > LONGEST_NAME or any(unicodedata.category(char) in ("Cc", "Cs") for char in name):
        what = f"is no name of 1 to {LONGEST_NAME} characters"
        raise ScoringError(Problem("", 0, field, what, "use initials, a number or a short name"))
    return name
