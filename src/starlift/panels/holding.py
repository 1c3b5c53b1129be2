"""Holding: a question stays where it is while a sentence is being typed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from starlift.feedback import Assessment
from starlift.feedback.coaching import Coaching

_FINISHED = re.compile(r"[.!?…]['\"”’)*_\]]*(?=\s|$)|\n")
_QUOTE = re.compile("“(?:… )?(.+?)(?: …)?”")
PATIENCE = 3
"""Finished sentences for which a question that was asked for stays."""
ANSWERED = 0.5
"""Rise of the level in question from which the question counts as answered."""


@dataclass(frozen=True)
class Question:
    """A question as the page shows it."""

    id: str
    dimension: str
    text: str
    hints: tuple[str, ...]


class HeldQuestion:
    """The question on the page; it makes way when a sentence is finished, when it is answered or its quote is gone."""

    def __init__(self) -> None:
        self._question: Question | None = None
        self._finished = 0
        self._level = 0.0
        self._patience = 0

    def follow(self, found: Assessment, text: str) -> Question:
        """The question to show beside `text`."""
        finished = len(_FINISHED.findall(text))
        is_over = abs(finished - self._finished) > self._patience
        if self._question is None or is_over or self._is_spent(self._question, found, text):
            self._question = Question(found.question_id, found.question_dimension, found.question, found.hints)
            self._finished, self._patience = finished, 0
            self._level = found.levels[found.question_dimension]
        return self._question

    def ask(self, wanted: Coaching, found: Assessment, text: str) -> None:
        """Put a question that the learner has asked for in the place of the one at hand."""
        self._question = Question(wanted.question_id, wanted.dimension, wanted.question, wanted.hints)
        self._finished, self._patience = len(_FINISHED.findall(text)), PATIENCE
        self._level = found.levels[wanted.dimension]

    def _is_spent(self, question: Question, found: Assessment, text: str) -> bool:
        quote = _QUOTE.search(question.text)
        return found.levels[question.dimension] >= self._level + ANSWERED or bool(quote and quote[1] not in text)
