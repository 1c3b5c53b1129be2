"""Packet: what every document that a learner takes home has, whatever it is made of."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from typing import Self

from starlift.documents.forms import Form, written
from starlift.documents.model import Document
from starlift.packets.check import Finding, findings
from starlift.typeset import Paper


class Packet(ABC):
    """A document of one learner's words.

    Attributes:
        name: What is asked for: a use or a paper.
        story: Of what it is made: a case's id, ``your-story`` or a file's name.
        title: What it is, for messages.
        texts: Place -> text: every text of the learner's that can stand in it.
        known: Names and amounts that are no secret.
        places: Place -> its name for a reader.
    """

    name: str
    story: str
    title: str
    texts: Mapping[str, str]
    known: Collection[str]
    places: Mapping[str, str]

    @abstractmethod
    def redacted(self) -> Self:
        """The same with what may be confidential replaced."""

    @abstractmethod
    def document(self) -> Document:
        """The document.

        Raises:
            StarliftError: When there is too little to make it of.
        """

    def findings(self) -> list[Finding]:
        """What may be confidential in the learner's texts."""
        return findings(self.texts, self.known, self.places)

    def advice(self) -> list[str]:
        """What its author should know before it is sent, such as who reads it."""
        return []

    def left_out(self) -> list[str]:
        """The learner's sentences that did not fit into it."""
        return []

    def file(self, form: Form, paper: Paper) -> bytes:
        """The document as the bytes of a file."""
        return written(self.document(), form, paper)
