"""Keepsake: what a learner takes along, and the reference story once an own attempt of substance is kept."""

from __future__ import annotations

import re
from typing import Any

from starlift.answers import SUBSTANCE_WORDS, WHOLE, Answer
from starlift.panels.page import escape
from starlift.prose import markdown
from starlift.seat import Seat

_MARKUP = re.compile(r"([<>&`])|^(\s*)([#+*=~-])", re.MULTILINE)


class Keepsake:
    """The reference story of a case, and the learner's own as a text to take away."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self._reference = self._problem = ""

    def reveal(self) -> None:
        """Show the reference story, or say what has to come first."""
        if self._seat.case is None:
            return
        if not self._seat.may_see_reference():
            self._problem = (
                f"First keep an attempt of your own in Rewrite, with at least {SUBSTANCE_WORDS} words "
                "that are not in the thin answer. You learn more from the story once you have tried."
            )
            return
        story = self._seat.case.story
        self._problem = ""
        self._reference = "".join(f"<h5>{escape(name)}</h5>{markdown(text)}" for name, text in story.sections.items())

    def shown(self) -> dict[str, Any]:
        """What the page is told; the story only once it was revealed."""
        return {"reference": self._reference, "problem": self._problem}


def as_markdown(title: str, answer: Answer, names: dict[str, str], lines: str) -> str:
    """A learner's story as Markdown; what they wrote reads as text and never as markup.

    Args:
        title: The heading.
        answer: The story.
        names: Section id -> its heading.
        lines: The lines to remember, or blank.
    """
    parts = [f"# {title}"]
    for name, text in answer.sections.items():
        if text.strip():
            heading = [] if name == WHOLE else [f"## {names[name]}"]
            parts += [*heading, _literal(text.strip())]
    if lines.strip():
        parts += ["## To remember", _literal(lines.strip())]
    return "\n\n".join(parts) + "\n"


def _literal(text: str) -> str:
    return _MARKUP.sub(lambda found: f"{found[2] or ''}\\{found[1] or found[3]}", text)
