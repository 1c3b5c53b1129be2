"""Defence: a panel's follow-up questions on the weakest signal, answered one at a time."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from starlift.dimensions import SIGNALS
from starlift.panels.guard import guarded
from starlift.panels.notes import Note
from starlift.panels.page import alert, card, escape, inline, paragraphs
from starlift.panels.panel import Panel
from starlift.questions import FollowUp
from starlift.seat import Seat

PREFIX = "defence:"
"""Begins the name of a reply's note; the question's id follows."""
CONVINCING = 2.5
"""Level from which an own story needs no more questions about a signal."""


class Defence(Panel):
    """One follow-up at a time on the signal where the learner's answer is weakest now.

    The case's own signals are asked about; an own story is asked about the one that it shows best and could still lift.
    A panel that reopens shows the question that was replied to last, and the replies before it.
    """

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self._asked: list[str] = []
        self._question = widgets.HTML()
        self._answer = widgets.VBox()
        self._replies = widgets.HTML()
        self.another = widgets.Button(description="Another question", layout={"width": "12em"})
        self.another.on_click(guarded(self._tell, self._on_another))
        super().__init__([self._question, self._answer, self.another, self._replies])
        replied = [name.removeprefix(PREFIX) for name in self._replied() if name.startswith(PREFIX)]
        last = next((item for item in reversed(replied) if item in self._all()), None)
        self._ask(last or self._next())

    def _on_another(self, _button: Any) -> None:
        for child in self._answer.children:
            child.close()
        self._ask(self._next())

    def _ask(self, question_id: str) -> None:
        signal, question = self._all()[question_id]
        self._asked.append(question_id)
        about = self._seat.content.rubric[signal].name.lower()
        self._question.value = inline(
            card(
                f'<p class="sl-kind">The panel asks about {escape(about)}</p>',
                f"<p><b>{escape(question.text)}</b></p>",
                f'<p class="sl-hint">{escape(question.hints[0])}</p>',
            )
        )
        self._answer.children = [Note(self._seat, f"{PREFIX}{question_id}", "Your reply")]
        self._replies.value = inline(*self._earlier(question_id))

    def _earlier(self, now: str) -> list[str]:
        """The replies to other questions, newest first."""
        known = self._all()
        notes = reversed(self._replied().items())
        pairs = [(name.removeprefix(PREFIX), text) for name, text in notes if name.startswith(PREFIX)]
        return [
            card(f"<p class='sl-kind'>{escape(known[item][1].text)}</p>", paragraphs(text))
            for item, text in pairs
            if item in known and item != now and text.strip()
        ]

    def _next(self) -> str:
        """The question to ask now: on the weakest signal, fitting its level, not asked a moment ago."""
        found = self._seat.assess(self._seat.progress().draft.text)
        if self._seat.signals:
            signal = min(self._seat.signals, key=lambda name: found.signals[name])
        else:
            signal = max(SIGNALS, key=lambda name: found.signals[name] if found.signals[name] < CONVINCING else -1)
        near = min(2, int(found.signals[signal] + 0.5))
        questions = self._seat.content.questions.follow_ups[signal]
        ordered = sorted(questions, key=lambda item: (item.id in self._asked, near not in item.levels))
        if ordered[0].id in self._asked:
            self._asked.clear()
        return ordered[0].id

    def _all(self) -> dict[str, tuple[str, FollowUp]]:
        """Question id -> signal and question."""
        follow_ups = self._seat.content.questions.follow_ups
        return {item.id: (signal, item) for signal in SIGNALS for item in follow_ups[signal]}

    def _replied(self) -> dict[str, str]:
        return dict(self._seat.progress().notes)

    def _tell(self, message: str) -> None:
        self._question.value = alert(message)
