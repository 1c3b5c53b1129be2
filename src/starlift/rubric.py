"""The rubric: nine dimensions rated 0 to 3 and the overall level 1 to 5, with an anchor text for each level."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, field_validator

from starlift.dimensions import DIMENSIONS, SIGNALS
from starlift.yamlfile import Model, read_yaml

Text = Annotated[str, Field(min_length=1)]


def _one_of(known: tuple[str, ...]) -> AfterValidator:
    def check(value: str) -> str:
        if value not in known:
            raise ValueError(f"{value!r} is not known; use one of: {', '.join(known)}")
        return value

    return AfterValidator(check)


SignalId = Annotated[str, _one_of(SIGNALS)]
DimensionId = Annotated[str, _one_of(DIMENSIONS)]


class Dimension(Model):
    """One of the nine things that are rated.

    Attributes:
        letter: A capital letter that marks the dimension where colour must not be the only sign.
        asks: The question a rater asks of the answer.
        anchors: What an answer at level 0, 1, 2 and 3 does.
        weaker: What a weaker answer does.
        stronger: What a stronger answer does.
    """

    id: DimensionId
    group: Literal["craft", "signal"]
    name: Text
    letter: Annotated[str, Field(pattern=r"^[A-Z]$")]
    asks: Text
    anchors: Annotated[tuple[Text, ...], Field(min_length=4, max_length=4)]
    weaker: Text
    stronger: Text


class OverallAnchor(Model):
    """Name and meaning of one overall level."""

    name: Text
    text: Text


class Overall(Model):
    """The overall level; `anchors` stand for levels 1 to 5."""

    id: Literal["overall"]
    name: Text
    asks: Text
    anchors: Annotated[tuple[OverallAnchor, ...], Field(min_length=5, max_length=5)]
    weaker: Text
    stronger: Text


class Rubric(Model):
    """All dimensions in their fixed order, the overall level and reminders for raters."""

    dimensions: tuple[Dimension, ...]
    overall: Overall
    reminders: tuple[Text, ...]

    @field_validator("dimensions")
    @classmethod
    def _all_nine_in_order(cls, value: tuple[Dimension, ...]) -> tuple[Dimension, ...]:
        if tuple(dimension.id for dimension in value) != DIMENSIONS:
            raise ValueError(f"must hold these nine in this order: {', '.join(DIMENSIONS)}")
        if len({dimension.letter for dimension in value}) != len(value):
            raise ValueError("uses one letter for two dimensions")
        return value

    def __getitem__(self, dimension: str) -> Dimension:
        return self.dimensions[DIMENSIONS.index(dimension)]

    @property
    def names(self) -> dict[str, str]:
        """``overall`` and each dimension -> its name."""
        return {"overall": self.overall.name} | {dimension.id: dimension.name for dimension in self.dimensions}

    def overall_name(self, level: float) -> str:
        """The name of the overall level nearest to `level` (1 to 5)."""
        return self.overall.anchors[min(4, max(0, int(level + 0.5) - 1))].name


def load_rubric(path: Path) -> Rubric:
    """Read `rubric.yaml`.

    Raises:
        ContentError: With file, line and field of every mistake.
    """
    return read_yaml(path).into(Rubric)
