"""Defence: a panel's follow-up questions on the weakest signal, answered one at a time."""

from __future__ import annotations

from typing import Any

from starlift.answers import Answer
from starlift.dimensions import SIGNALS
from starlift.questions import FollowUp
from starlift.seat import Seat
from starlift.steps import REPLY

CONVINCING = 2.5
"""Level from which an own story needs no more questions about a signal."""


class Defence:
    """One follow-up at a time on the signal where the learner's answer is weakest now.

    The case's own signals are asked about; an own story is asked about the one that it shows best and could still lift.
    What reopens shows the question that was replied to last, and the replies before it.
    """

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self._is_early = False
        notes = seat.progress().notes
        known = self._all()
        self.replies = {
            name.removeprefix(REPLY): text
            for name, text in notes.items()
            if name.startswith(REPLY) and name.removeprefix(REPLY) in known
        }
        written = [item for item, text in self.replies.items() if text.strip()]
        self._now = written[-1] if written else ""
        self._asked = [self._now] if written else []

    def enter(self, answer: Answer) -> None:
        """Choose the question for `answer` as it stands, unless the one at hand has a reply."""
        if not self.replies.get(self._now, "").strip():
            self._asked = [item for item in self._asked if item != self._now]
            self.another(answer)

    def another(self, answer: Answer) -> None:
        """Ask what fits `answer` and was not asked a moment ago."""
        self._now = self._next(answer)
        self._asked.append(self._now)

    def reply(self, question_id: str, text: str) -> None:
        """Remember a reply; the journal keeps it elsewhere."""
        if question_id in self._all():
            self.replies.pop(question_id, None)
            self.replies[question_id] = text

    def shown(self) -> dict[str, Any]:
        """What the page is told; nothing before a question was asked."""
        if not self._now:
            return {}
        known = self._all()
        signal, question = known[self._now]
        earlier = [(item, text) for item, text in reversed(self.replies.items()) if item != self._now and text.strip()]
        return {
            "id": self._now,
            "about": self._seat.content.rubric[signal].name,
            "question": question.text,
            "hint": question.hints[0],
            "reply": self.replies.get(self._now, ""),
            "early": self._is_early,
            "earlier": [{"question": known[item][1].text, "reply": text} for item, text in earlier],
        }

    def _next(self, answer: Answer) -> str:
        found = self._seat.assess(answer.text)
        self._is_early = found.overall is None
        if self._seat.signals:
            signal = min(self._seat.signals, key=lambda name: found.signals[name])
        else:
            signal = max(SIGNALS, key=lambda name: found.signals[name] if found.signals[name] < CONVINCING else -1)
        near = min(2, int(found.signals[signal] + 0.5))
        questions = self._seat.content.questions.follow_ups[signal]
        ordered = sorted(questions, key=lambda item: (item.id in self._asked, near not in item.levels))
        if ordered[0].id in self._asked:
            self._asked.clear()
            ordered = [*(item for item in ordered if item.id != self._now), *ordered]
        return ordered[0].id

    def _all(self) -> dict[str, tuple[str, FollowUp]]:
        """Question id -> signal and question."""
        follow_ups = self._seat.content.questions.follow_ups
        return {item.id: (signal, item) for signal in SIGNALS for item in follow_ups[signal]}
