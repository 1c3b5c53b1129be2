"""What every workbench offers to the page: parts, what stands on each, what buttons do, and facts to take along."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from starlift.panels.workbenches.blocks import Block
from starlift.workbenches.facts import Fact

Values = Mapping[str, str]
"""Id of a field -> what the learner put in; a field that was never touched is missing."""


@dataclass(frozen=True)
class Setting:
    """Where and for whom a workbench is opened.

    Attributes:
        file: The YAML file with its content.
        own_data: The folder in which a learner puts exports of their own; it need not exist.
        cohort: Id of the cohort; with the participant's it decides every variation.
        participant: Id of the participant.
    """

    file: Path
    own_data: Path
    cohort: str = ""
    participant: str = ""


@dataclass(frozen=True)
class Part:
    """One of the few parts that a workbench is worked through in.

    Attributes:
        id: Names it.
        title: Some three words.
        done: Whether the learner has done what it asks for.
    """

    id: str
    title: str
    done: bool = False


@dataclass(frozen=True)
class Download:
    """A file to take away.

    Attributes:
        name: File name, made of fixed words.
        mime: Its media type.
        data: Its bytes.
        told: What to say once it is on its way.
    """

    name: str
    mime: str
    data: bytes
    told: str


@dataclass(frozen=True)
class Kept:
    """Values that an act leaves behind, such as the choices that a result is of.

    Attributes:
        values: Id -> value; ids that no field has.
        told: What to announce.
    """

    values: Values
    told: str


class Pages(ABC):
    """What `WorkbenchPanel` shows, part by part; everything follows from the values of its fields.

    Methods may be called on any thread, one at a time. Values come from a browser: any text is possible.

    Attributes:
        title: Its heading.
        lead: What the learner does here and what comes of it, in at most two sentences.
        minutes: How long it takes.
        noun: What the page calls it.
    """

    title: str
    lead: str
    minutes: int
    noun: str = "workbench"

    @abstractmethod
    def parts(self, values: Values) -> Sequence[Part]:
        """The parts in order; cheap, asked at every change."""

    @abstractmethod
    def blocks(self, part: str, values: Values) -> Sequence[Block]:
        """What stands on a part; asked at every change, so what is costly is remembered."""

    @abstractmethod
    def facts(self, values: Values) -> Sequence[Fact]:
        """What the learner can now say, of their own decisions and their results alone."""

    def act(self, do: str, values: Values) -> Download | Kept:
        """What a button does.

        Returns:
            A file, or values to keep.

        Raises:
            StarliftError: When it cannot be done, with what to do about it.
        """
        raise NotImplementedError(do)


class Workbench(Pages):
    """One workbench of a case for one learner."""

    @classmethod
    @abstractmethod
    def at(cls, setting: Setting) -> Self:
        """The workbench of one learner.

        Raises:
            ContentError: When its content is broken.
        """
