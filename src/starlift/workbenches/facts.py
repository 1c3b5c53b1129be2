"""Fact: what somebody can say after working at a workbench; raw material for an answer and never prose for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["number", "decision", "trade-off"]


@dataclass(frozen=True)
class Fact:
    """One thing that came out of the learner's own work.

    Attributes:
        kind: A figure with its unit and where it comes from, what was decided, or what was given up for what.
        text: At most some twenty words, a note and not a sentence to copy.
    """

    kind: Kind
    text: str
