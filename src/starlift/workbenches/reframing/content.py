"""Content of the reframing workbench: papers to read, twelve comments, and the words that the feedback goes by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator

from starlift.errors import ContentError, Problem
from starlift.exercises import render, slots_of
from starlift.rubric import Text
from starlift.workbenches.reframing.words import even, hits
from starlift.yamlfile import Model, YamlDocument, read_yaml

PartId = Literal["issue", "happen", "matters", "good", "step"]
Mark = Literal["", "late request", "early request", "vague promise", "dated promise"]
WEEKS = (1, 2, 3, 4, 5, 6)
SLOTS = ("quote", "other", "n", "m", "all", "old", "new")
QUESTIONS = frozenset(
    """accepts act actor bar_wait caps checkable control copied_comment copied_part copied_sheet counts_other counts_same
    deed downplay drops empty general hedge here lowered mark_none mark_not mark_there no_sentence note_accuse note_ask note_ask_many note_ask_when note_bare note_count
    note_foreign note_ours note_share offer pattern_always pattern_cannot pattern_count pattern_other pattern_person
    pick_fine pick_same placeholder plan_alone plan_evidence plan_flat plan_goal plan_goal_yours plan_practice plan_rise plan_roles
    plan_same plan_trade plan_trade_nothing repeated share_count short unrated when where""".split()
)
"""All questions that are asked, beside those for the tones in `Cues`."""
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("January", "February", "March", "April", "May", "June",
          "July", "August", "September", "October", "November", "December")  # fmt: skip


class Entry(Model):
    """One message of a thread or one line of notes.

    Attributes:
        mark: What the product team did here: asked for a review late or in time, promised with or without a date.
    """

    date: date
    who: Text
    text: Text
    mark: Mark = ""

    @property
    def day(self) -> str:
        """As "Tue 11 February"."""
        return f"{_WEEKDAYS[self.date.weekday()]} {self.date.day} {MONTHS[self.date.month - 1]}"


class Paper(Model):
    """A thread or the notes of a meeting."""

    id: Text
    kind: Literal["thread", "notes"]
    title: Text
    entries: Annotated[tuple[Entry, ...], Field(min_length=1)]


class Lack(Model):
    """Something that keeps a comment from being acted on.

    Attributes:
        kind: Whether it consists in something absent or in something that stands there.
        words: By which a sentence about it is known.
    """

    id: Text
    name: Text
    kind: Literal["absent", "present"]
    words: Annotated[tuple[Text, ...], Field(min_length=1)]


class Comment(Model):
    """A review comment as it was posted, and what a second reviewer makes of it.

    Attributes:
        posted: The comment word by word.
        fragment: The code or design that it refers to.
        issue: What is really the matter.
        bar: The control that must stay.
        receiver: What the receiver cares about.
        names: Words of the fragment that name the place.
        cares: Words that name somebody or something concerned here.
        control: Words by which the required control, or one as good, is known.
        lacks: Ids of all that is wrong with it.
        main: Those of them that a careful reader may call the most important.
        said: Id of a lack -> the words that show it, or for something absent elsewhere, that it is there.
    """

    id: Text
    title: Text
    language: Text
    posted: Text
    fragment: Text
    severity: Text
    issue: Text
    bar: Text
    receiver: Text
    names: Annotated[tuple[Text, ...], Field(min_length=1)]
    cares: Annotated[tuple[Text, ...], Field(min_length=1)]
    control: Annotated[tuple[Text, ...], Field(min_length=1)]
    lacks: tuple[Text, ...]
    main: tuple[Text, ...]
    said: dict[str, Text]


class PartOfFinding(Model):
    """One of the five parts of a finding; it should have at least `least` words."""

    id: PartId
    name: Text
    hint: Text
    least: int


class Role(Model):
    """What the manager does in a week; `presence` is 0 for nothing to 4 for leading."""

    id: Text
    name: Text
    presence: Annotated[int, Field(ge=0, le=4)]


class Trade(Model):
    """What gives way for the coaching; `told` is empty where nothing does."""

    id: Text
    name: Text
    told: str


class Cues(Model):
    """Lists of words and phrases, ``*`` for any ending and ``#`` for a number; `tone` by the question that it raises."""

    plain: tuple[Text, ...]
    placeholder: tuple[Text, ...]
    tone: dict[str, tuple[Text, ...]]
    actor: tuple[Text, ...]
    deed: tuple[Text, ...]
    people: tuple[Text, ...]
    empty: tuple[Text, ...]
    checkable: tuple[Text, ...]
    when: tuple[Text, ...]
    offer: tuple[Text, ...]
    act: tuple[Text, ...]
    hedge: tuple[Text, ...]
    drops: tuple[Text, ...]
    downplay: tuple[Text, ...]
    accepts: tuple[Text, ...]
    owner: tuple[Text, ...]
    acronyms: tuple[Text, ...]
    person: tuple[Text, ...]
    always: tuple[Text, ...]
    ours: tuple[Text, ...]
    commits: tuple[Text, ...]
    share: tuple[Text, ...]
    asks: tuple[Text, ...]
    accuse: tuple[Text, ...]
    practice: tuple[Text, ...]
    hers: tuple[Text, ...]

    @field_validator("*")
    @classmethod
    def _some(cls, value: object) -> object:
        if not value or (isinstance(value, dict) and not all(value.values())):
            raise ValueError("is empty")
        return value


class Reframing(Model):
    """All of it."""

    case: Text
    kind: Literal["reframing"]
    title: Text
    lead: Text
    minutes: int
    synthetic: Text
    papers: Annotated[tuple[Paper, ...], Field(min_length=1)]
    lacks: Annotated[tuple[Lack, ...], Field(min_length=2)]
    none: Text
    comments: Annotated[tuple[Comment, ...], Field(min_length=3)]
    parts: Annotated[tuple[PartOfFinding, ...], Field(min_length=5, max_length=5)]
    bar: Text
    severities: Annotated[tuple[Text, ...], Field(min_length=2)]
    roles: Annotated[tuple[Role, ...], Field(min_length=2)]
    trades: Annotated[tuple[Trade, ...], Field(min_length=2)]
    cues: Cues
    ask: dict[str, Text]

    def asked(self, key: str, **slots: object) -> str:
        """The question `key` with its slots filled."""
        return render(self.ask[key], dict.fromkeys(SLOTS, "") | {name: str(value) for name, value in slots.items()})

    def comment(self, id: str) -> Comment | None:
        """The comment of that id."""
        return next((comment for comment in self.comments if comment.id == id), None)

    def marked(self, *marks: str) -> list[Entry]:
        """The entries of all papers that bear one of `marks`, by day."""
        found = [entry for paper in self.papers for entry in paper.entries if entry.mark in marks]
        return sorted(found, key=lambda entry: entry.date)


def load_reframing(path: Path) -> Reframing:
    """Read the content of the workbench.

    Raises:
        ContentError: With file, line and field of every mistake.
    """
    document = read_yaml(path)
    content = document.into(Reframing)
    problems = [*_twice(document, content), *_unfit_comments(document, content), *_unasked(document, content)]
    if problems:
        raise ContentError(problems)
    return content


def _twice(document: YamlDocument, content: Reframing) -> Iterator[Problem]:
    for field in ("papers", "lacks", "comments", "parts", "roles", "trades"):
        seen: set[str] = set()
        for index, item in enumerate(getattr(content, field)):
            if item.id in seen:
                yield document.problem((field, index, "id"), f"{item.id!r} stands twice", "give each its own id")
            seen.add(item.id)


def _unfit_comments(document: YamlDocument, content: Reframing) -> Iterator[Problem]:
    """Lacks that contradict the quotes, quotes and names that stand nowhere, words of the control given away."""
    kinds = {lack.id: lack.kind for lack in content.lacks}
    for index, comment in enumerate(content.comments):
        place = ("comments", index)
        if comment.severity not in content.severities:
            yield document.problem((*place, "severity"), f"{comment.severity!r} is no severity", "use one of the list")
        for lack in sorted({*comment.lacks, *comment.main, *comment.said} - set(kinds)):
            yield document.problem((*place, "lacks"), f"{lack!r} is not known", f"use one of: {', '.join(kinds)}")
        if not set(comment.main) <= set(comment.lacks) or bool(comment.main) != bool(comment.lacks):
            yield document.problem((*place, "main"), "must name some of the lacks", "correct the one or the other")
        for lack, kind in kinds.items():
            if (lack in comment.said) == (lack in comment.lacks) and kind == "absent":
                yield document.problem((*place, "said"), f"{lack!r} must either be lacking or be quoted", "do one")
            if (lack in comment.said) != (lack in comment.lacks) and kind == "present":
                yield document.problem((*place, "said"), f"{lack!r} must be both listed and quoted", "do both or none")
        for lack, quote in comment.said.items():
            if quote not in comment.posted:
                yield document.problem((*place, "said", lack), "does not stand in the comment", "quote it exactly")
        given = hits(even(f"{comment.posted} {comment.fragment}"), comment.control) if "step" in comment.lacks else []
        for words in given:
            yield document.problem((*place, "control"), f"{words!r} stands in comment or fragment", "use other words")
        for name in comment.names:
            if even(name).casefold() not in even(comment.fragment).casefold():
                yield document.problem((*place, "names"), f"{name!r} does not stand in the fragment", "use its words")


def _unasked(document: YamlDocument, content: Reframing) -> Iterator[Problem]:
    known = QUESTIONS | set(content.cues.tone)
    for key in sorted(known - set(content.ask)):
        yield document.problem(("ask", key), "is missing", "add the question")
    for key, text in content.ask.items():
        if key not in known:
            yield document.problem(("ask", key), "is never asked", "remove it or correct the spelling")
        for slot in sorted(slots_of(text) - set(SLOTS)):
            yield document.problem(("ask", key), f"the slot {{{slot}}} is not known", f"use: {', '.join(SLOTS)}")
