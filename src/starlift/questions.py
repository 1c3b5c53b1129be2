"""The questions: what an interviewer opens with, what a panel asks next, and the four uses of a finished story."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from starlift.dimensions import DIMENSIONS
from starlift.rubric import DimensionId, SignalId, Text
from starlift.yamlfile import Model, read_yaml

UseId = Literal["interview", "calibration", "promotion", "self_review"]
Mark = Literal[
    "party",
    "party_now",
    "others",
    "lasting",
    "choice",
    "reason",
    "options",
    "cost_borne",
    "planned",
    "undone",
    "change",
]
"""Marks of `starlift.feedback.features` by which a part of a document can choose its sentences."""


class InterviewQuestion(Model):
    """A question that opens a conversation, and what a manager-level answer to it shows."""

    id: Text
    text: Text
    signals: Annotated[tuple[SignalId, ...], Field(min_length=1)]
    listen_for: Text


class FollowUp(Model):
    """A question that draws out what an answer leaves open.

    Attributes:
        quoting: The same question about the learner's own words, which take the place of ``{quote}``; "" without.
        quotes: Which words: the id of a dimension for its clearest evidence, ``vague`` for the vaguest sentence, or ""
            for evidence of the dimension that the question is about.
        levels: Levels (0 to 2) of the dimension at which this is the right question.
        harder: Whether it asks an answer that is strong in everything for its cost or for what lasts.
        hints: Three hints from gentle to explicit; none supplies a fact.
    """

    id: Text
    text: Annotated[str, Field(min_length=1, pattern=r"^[^{}]*$")]
    quoting: Annotated[str, Field(pattern=r"^(?:[^{}]*\{quote\}[^{}]*)?$")] = ""
    quotes: Literal["", "vague"] | DimensionId = ""
    levels: Annotated[tuple[Annotated[int, Field(ge=0, le=2)], ...], Field(min_length=1)]
    hints: Annotated[tuple[Text, ...], Field(min_length=3, max_length=3)]
    harder: bool = False


class UsePart(Model):
    """One section of the document of a use.

    Attributes:
        shape: What is done with the learner's sentences, as `stories/questions.yaml` tells above its uses.
        lead: One line below the heading; "" without.
        dimensions: What its sentences speak for.
        marks: Marks of the feedback; where there are some, a sentence must bear one too.
        most: Sentences, words or questions at most, as the shape has it; 0 for no limit.
        question: What is asked where no sentence fits; "" without.
        hints: Three hints to it, from gentle to explicit.
    """

    shape: Literal["spoken", "cues", "follow_ups", "remember", "evidence", "sentences"]
    heading: Text
    lead: str = ""
    dimensions: tuple[DimensionId, ...] = ()
    marks: tuple[Mark, ...] = ()
    most: Annotated[int, Field(ge=0, le=99)] = 0
    question: str = ""
    hints: Annotated[tuple[Text, ...], Field(max_length=3)] = ()

    @model_validator(mode="after")
    def _whole(self) -> UsePart:
        if self.shape == "sentences" and not (self.question and (self.dimensions or self.marks)):
            raise ValueError("a part of sentences needs a question, and dimensions or marks")
        if self.shape == "evidence" and not self.dimensions:
            raise ValueError("a part of evidence needs dimensions")
        if self.shape not in ("spoken", "remember") and not self.most:
            raise ValueError(f"a part of shape {self.shape} needs most")
        return self


class Use(Model):
    """One of the four things a finished story serves, and the document made for it.

    Attributes:
        words: Own words that the document holds at most.
        parts: The sections of the document, in order.
    """

    id: UseId
    name: Text
    reader: Text
    wants: Text
    length: Text
    words: Annotated[int, Field(ge=50, le=2000)]
    parts: Annotated[tuple[UsePart, ...], Field(min_length=1)]


class Questions(Model):
    """All questions; `follow_ups` has every dimension and a question for each of its levels 0 to 2."""

    interview: tuple[InterviewQuestion, ...]
    follow_ups: dict[DimensionId, tuple[FollowUp, ...]]
    uses: Annotated[tuple[Use, ...], Field(min_length=4, max_length=4)]

    @model_validator(mode="after")
    def _complete(self) -> Questions:
        for dimension in DIMENSIONS:
            asked = self.follow_ups.get(dimension, ())
            for level in (0, 1, 2):
                if not any(level in follow_up.levels for follow_up in asked):
                    raise ValueError(f"follow_ups.{dimension} has no question for level {level}")
        ids = [item.id for item in self.interview]
        ids += [item.id for items in self.follow_ups.values() for item in items]
        for item_id in ids:
            if ids.count(item_id) > 1:
                raise ValueError(f"the id {item_id!r} stands twice")
        return self


def load_questions(path: Path) -> Questions:
    """Read `questions.yaml`.

    Raises:
        ContentError: With file, line and field of every mistake.
    """
    return read_yaml(path).into(Questions)
