"""Rated answers: practice material with the panel's levels and the sentences that earned them.

The answers and the ratings were written by language models, three raters apart from each other; all events and names in
them are fiction. `exercises/README.md` says so to readers.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, StringConstraints, TypeAdapter, ValidationError, model_validator

from starlift.dimensions import DIMENSIONS
from starlift.errors import ContentError, Problem, shown_path
from starlift.exercises import draw
from starlift.rubric import DimensionId, Text
from starlift.yamlfile import Model, dotted, mistakes, read_text

MAJORITY = 2
"""Raters of three who must have named a sentence for it to be shown."""


class RatedAnswer(Model):
    """One answer and what the panel made of it.

    Attributes:
        case: Id of the case it answers, or empty.
        kind: What is special about it, such as ``plain``, ``hero`` or ``stuffed``.
        genre: How it is told, in words.
        practice: Whether learners get it to practise rating.
        overall: The panel's overall level, 1 to 5: the median of the raters.
        levels: The panel's level per dimension, 0 to 3: likewise.
        evidence: Dimension -> spans (start, end, number of raters who named it) in `text`.
        advice: What would lift the answer most, in a rater's words.
    """

    id: Text
    case: str
    kind: Text
    genre: Text
    practice: bool
    question: Text
    text: Annotated[str, StringConstraints(min_length=1, strip_whitespace=False)]
    overall: Annotated[int, Field(ge=1, le=5)]
    levels: dict[DimensionId, Annotated[int, Field(ge=0, le=3)]]
    evidence: dict[DimensionId, tuple[tuple[int, int, int], ...]]
    advice: str

    @model_validator(mode="after")
    def _spans_fit(self) -> RatedAnswer:
        if set(self.levels) != set(DIMENSIONS):
            raise ValueError(f"levels must hold exactly {', '.join(DIMENSIONS)}")
        for dimension, spans in self.evidence.items():
            if any(not 0 <= start < end <= len(self.text) for start, end, _ in spans):
                raise ValueError(f"evidence.{dimension} points outside the text")
        return self

    def named(self, dimension: str) -> tuple[tuple[int, int], ...]:
        """The spans that most raters named as evidence of `dimension`."""
        return tuple((start, end) for start, end, raters in self.evidence.get(dimension, ()) if raters >= MAJORITY)


class Revision(Model):
    """Versions of one answer: their ids are ``id.v0``, ``id.v1`` and so on.

    Attributes:
        edits: What each version tried.
        better: Pairs (old, new): the new version is clearly better.
        same: Pairs (old, new): the new version only looks better.
    """

    id: Text
    edits: tuple[Text, ...]
    better: tuple[tuple[int, int], ...]
    same: tuple[tuple[int, int], ...]


def load_revisions(path: Path) -> tuple[Revision, ...]:
    """Read the revisions, a JSON list.

    Raises:
        ContentError: When the file cannot be read or does not fit.
    """
    try:
        return TypeAdapter(tuple[Revision, ...]).validate_json(read_text(path))
    except ValidationError as error:
        problems = [Problem(shown_path(path), 0, dotted(place), *rest) for place, *rest in mistakes(error)]
        raise ContentError(problems) from None


def load_rated(path: Path) -> tuple[RatedAnswer, ...]:
    """Read the rated answers, one JSON object a line.

    Raises:
        ContentError: With file, line and field of every mistake.
    """
    file, answers, problems = shown_path(path), [], []
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            answers.append(RatedAnswer.model_validate(_object(line)))
        except ValidationError as error:
            problems += [Problem(file, number, dotted(path), *rest) for path, *rest in mistakes(error)]
        except ValueError as error:
            problems.append(Problem(file, number, "", f"is not a JSON object: {error}", "one object a line"))
    ids = [answer.id for answer in answers]
    problems += [Problem(file, 0, "id", f"{i!r} stands twice") for i in sorted(set(ids)) if ids.count(i) > 1]
    if problems:
        raise ContentError(problems)
    return tuple(answers)


def _object(line: str) -> dict[str, Any]:
    value = json.loads(line)
    if not isinstance(value, dict):
        raise ValueError("an object in braces is needed")
    return value


def practice_pair(
    answers: tuple[RatedAnswer, ...], case: str, *, cohort: str, participant: str, seed: int = 0
) -> tuple[RatedAnswer, ...]:
    """A weaker (overall 1 or 2) and a stronger answer (4 or 5) to rate, in an order that gives nothing away.

    Answers to `case` are preferred; a case that has none gets answers to others. The rest is decided by cohort,
    participant and seed.
    """
    numbers = draw(cohort, participant, seed, case, "practice")
    pair = []
    for low, high in ((1, 2), (4, 5)):
        fitting = [answer for answer in answers if answer.practice and low <= answer.overall <= high]
        pool = [answer for answer in fitting if answer.case == case] or fitting
        if pool:
            pair.append(pool[next(numbers) % len(pool)])
    return tuple(reversed(pair)) if next(numbers) % 2 else tuple(pair)
