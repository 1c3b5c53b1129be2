"""Content of the reframing workbench: papers to read, comments, and the words that the feedback goes by."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, field_validator

from starlift.exercises import render
from starlift.rubric import Text
from starlift.yamlfile import Model

PartId = Literal["issue", "happen", "matters", "good", "step"]
Mark = Literal["", "late request", "early request", "vague promise", "dated promise"]
WEEKS = (1, 2, 3, 4, 5, 6)
SLOTS = ("quote", "other", "n", "m", "all", "old", "new")
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
    """What the manager does in a week; `presence` is 0 for nothing to 4 for leading, `told` its short name."""

    id: Text
    name: Text
    presence: Annotated[int, Field(ge=0, le=4)]
    told: Text


class Trade(Model):
    """What gives way for the coaching; `told` is empty where nothing does."""

    id: Text
    name: Text
    told: str


class Cues(Model):
    """Words and phrases, ``*`` for any ending and ``#`` for a number; `tone` by the question that it raises."""

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
