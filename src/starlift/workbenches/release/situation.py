"""Situation: a finding shortly before a release, with claims, controls and figures; what a decision is made on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from starlift.errors import Problem
from starlift.exercises import draw
from starlift.rubric import Text
from starlift.yamlfile import Model, YamlDocument, read_yaml

Mark = Literal["verified", "assumed", "hoped"]
OptionId = Literal["block", "ship", "reduce"]
QuestionId = Literal["preconditions", "effect", "scope", "detection", "fix", "afterwards"]
Lowers = Literal["likelihood", "blast", "neither"]
Shows = Literal["supports", "partly", "nothing", "contradicts"]
MARKS: tuple[Mark, ...] = get_args(Mark)
OPTIONS: tuple[OptionId, ...] = get_args(OptionId)
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Amount = Annotated[float, Field(ge=0, allow_inf_nan=False)]
_FOLLOWS: dict[Shows, Mark] = {
    "supports": "verified", "partly": "assumed", "nothing": "hoped", "contradicts": "hoped",
}  # fmt: skip


class Source(Model):
    """What stands behind a claim.

    Attributes:
        shows: Whether it supports the very claim, supports it in part, shows nothing, or speaks against it.
        quote: The words in `text` that decide.
    """

    title: Text
    kind: Literal["log", "test", "record", "contract", "estimate", "said"]
    shows: Shows
    quote: Text
    text: Text

    @model_validator(mode="after")
    def _holds_together(self) -> Source:
        if self.quote not in self.text:
            raise ValueError("quotes words that do not stand in its text")
        if self.kind == "said" and self.shows != "nothing":
            raise ValueError("was only said, so it shows nothing")
        if self.kind == "estimate" and self.shows == "supports":
            raise ValueError("is an estimate, so it supports a claim partly at most")
        return self

    @property
    def mark(self) -> Mark:
        """The mark that this source allows a claim."""
        return _FOLLOWS[self.shows]


class Claim(Model):
    """What somebody says in the room.

    Attributes:
        id: Its number, the same subject in every situation.
        short: The claim in some five words.
        about: The questions that it helps to answer.
        why: One sentence on what its source makes of it.
    """

    id: Annotated[int, Field(ge=1, le=99)]
    role: Text
    says: Text
    short: Text
    about: Annotated[tuple[QuestionId, ...], Field(min_length=1)]
    source: Source
    why: Text


class Figure(Model):
    """A figure as a range, and where it comes from; shares from 0 to 1, money in pounds."""

    low: Amount
    high: Amount
    told: Text

    @model_validator(mode="after")
    def _ascends(self) -> Figure:
        if self.low > self.high:
            raise ValueError("has a low end above its high end")
        return self


class ShareFigure(Figure):
    """A figure that is a share."""

    low: Share
    high: Share


class Figures(Model):
    """What the consequences are reckoned from; labels and units stand in the content."""

    misuses: Figure
    loss: Figure
    fix_days: Figure
    fees_week: Figure
    penalty: Figure
    bank_share: ShareFigure
    left: ShareFigure
    duty: Figure


class State(ShareFigure):
    """How far a mitigation is: the share of likelihood or loss that it takes away, from `low` to `high`."""

    tested: bool

    @model_validator(mode="after")
    def _untested_counts_from_nothing(self) -> State:
        if not self.tested and self.low > 0:
            raise ValueError("was never tested, so its low end is 0")
        return self


class Mitigation(Model):
    """A proposal from engineering.

    Attributes:
        short: The proposal in some five words.
        why: Why it lowers what it lowers.
        verify: One way to see whether it does.
    """

    id: Text
    short: Text
    what: Text
    lowers: Lowers
    why: Text
    verify: Text


class Criterion(Model):
    """An acceptance criterion of the release; exactly one fails because of the finding."""

    id: int
    text: Text
    met: bool


class Role(Model):
    """Somebody who can own a decision; those who `accept` can also take a risk on."""

    id: Text
    name: Text
    accepts: bool


class Question(Model):
    """One of the six; with `figure`, an answer without any figure or name is too vague."""

    id: QuestionId
    figure: bool
    asks: Text
    hint: Text


class Choice(Model):
    """One of the three ways out."""

    id: OptionId
    name: Text
    text: Text


class Named(Model):
    """An id and what it is called."""

    id: Text
    name: Text


class Label(Model):
    """What a figure means."""

    label: Text
    unit: Text


class Event(Model):
    """A day of the calendar."""

    when: Text
    what: Text


class Variant(Model):
    """What differs from one situation to the next.

    Attributes:
        release: The planned day.
        fails: Options with which the failing criterion goes on failing.
        reversal: For each option, how it can be undone.
        states: For each mitigation, how far it is.
    """

    id: Annotated[str, Field(pattern=r"^[a-z]+$")]
    name: Text
    release: date
    calendar: Annotated[tuple[Event, ...], Field(min_length=1)]
    fails: tuple[OptionId, ...]
    reversal: dict[OptionId, Text]
    figures: Figures
    states: dict[str, State]
    claims: tuple[Claim, ...]


class ReleaseContent(Model):
    """Everything that the workbench shows and reckons with.

    Attributes:
        synthetic: Says that the data are made up.
        reckoned: How the consequences are reckoned, in Markdown; `room` is Markdown too.
        claims: Those that stand in every situation.
    """

    case: Text
    kind: Literal["release"]
    title: Text
    lead: Text
    minutes: int
    product: Text
    synthetic: Text
    reckoned: Text
    room: Text
    finding: Text
    criteria: tuple[Criterion, ...]
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    questions: Annotated[tuple[Question, ...], Field(min_length=6, max_length=6)]
    options: Annotated[tuple[Choice, ...], Field(min_length=3, max_length=3)]
    reversal: Annotated[tuple[Named, ...], Field(min_length=2)]
    figures: dict[str, Label]
    mitigations: Annotated[tuple[Mitigation, ...], Field(min_length=1)]
    claims: tuple[Claim, ...]
    variants: Annotated[tuple[Variant, ...], Field(min_length=2)]

    def claims_of(self, variant: Variant) -> tuple[Claim, ...]:
        """All claims of a situation, by number."""
        return tuple(sorted((*self.claims, *variant.claims), key=lambda claim: claim.id))

    @property
    def failing(self) -> Criterion:
        """The criterion that the finding breaks."""
        return next(criterion for criterion in self.criteria if not criterion.met)


def variant_for(content: ReleaseContent, cohort: str, participant: str) -> int:
    """Which situation a participant meets first, decided by the two ids alone."""
    return next(draw(cohort, participant, content.kind)) % len(content.variants)


def load_release(path: Path) -> ReleaseContent:
    """Read the workbench's content.

    Raises:
        ContentError: With file, line and field of every mistake.
    """
    return read_yaml(path).into(ReleaseContent, _repeated, _shared_faults, _faults_of_variants)


def _repeated(document: YamlDocument, content: ReleaseContent) -> Iterator[Problem]:
    for field in ("criteria", "roles", "questions", "options", "reversal", "mitigations", "variants"):
        counted = Counter(item.id for item in getattr(content, field))
        for index, item in enumerate(getattr(content, field)):
            if counted[item.id] > 1:
                yield document.problem((field, index, "id"), f"{item.id!r} stands twice", "give each its own id")


def _shared_faults(document: YamlDocument, content: ReleaseContent) -> Iterator[Problem]:
    if [criterion.met for criterion in content.criteria].count(False) != 1:
        yield document.problem(("criteria",), "does not have exactly one that is not met", "correct `met`")
    if not {"neither"} < {mitigation.lowers for mitigation in content.mitigations}:
        yield document.problem(("mitigations",), "needs one that lowers neither, and others", "add it")
    wanted = {*Figures.model_fields, "likely_left", "blast_left"}
    if set(content.figures) != wanted:
        yield document.problem(("figures",), "does not label each figure once", f"use: {', '.join(sorted(wanted))}")


def _faults_of_variants(document: YamlDocument, content: ReleaseContent) -> Iterator[Problem]:
    for index in range(len(content.variants)):
        yield from _variant_faults(document, content, index)


def _variant_faults(document: YamlDocument, content: ReleaseContent, index: int) -> Iterator[Problem]:
    variant = content.variants[index]
    here = ("variants", index)
    numbers = [claim.id for claim in content.claims_of(variant)]
    if numbers != list(range(1, len(numbers) + 1)):
        what = f"together with the shared claims has the numbers {', '.join(map(str, numbers))}"
        yield document.problem((*here, "claims"), what, "number them from 1, each once")
    about = {question for claim in content.claims_of(variant) for question in claim.about}
    for question in content.questions:
        if question.id not in about:
            yield document.problem((*here, "claims"), f"has no claim about {question.id}", "add one")
    for field, wanted in (("states", [item.id for item in content.mitigations]), ("reversal", list(OPTIONS))):
        if set(getattr(variant, field)) != set(wanted):
            yield document.problem((*here, field), "does not fit", f"use each once: {', '.join(wanted)}")
    if "block" in variant.fails:
        yield document.problem((*here, "fails"), "names the option that releases nothing", "remove 'block'")
