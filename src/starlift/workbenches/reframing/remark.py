"""Remark: what the workbench says of one thing that the learner wrote, with the learner's own words in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["holds", "open", "cannot tell"]


@dataclass(frozen=True)
class Remark:
    """A verdict and why.

    Attributes:
        about: Id of what was looked at: a part of a rewrite, a line of the plan.
        verdict: Whether it does what it should, or that this cannot be told.
        text: One question where it does not, or the words that make it hold.
    """

    about: str
    verdict: Verdict
    text: str


def question(about: str, text: str) -> Remark:
    """Something to work on; a question that begins with "Cannot tell" says so in its verdict too."""
    return Remark(about, "cannot tell" if text.startswith("Cannot tell") else "open", text)


def holding(about: str, text: str) -> Remark:
    """Something that is done."""
    return Remark(about, "holds", text)
