"""Defence: a panel's follow-up questions on the weakest signal, answered one at a time."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from starlift.panels.guard import guarded
from starlift.panels.notes import Note
from starlift.panels.panel import Panel
from starlift.panels.page import alert, card, escape, inline
from starlift.questions import FollowUp
from starlift.rubric import SIGNALS
from starlift.seat import Seat


class Defence(Panel):
    """One follow-up at a time on the signal where the learner's answer is weakest now.

    The case's own signals are asked about; an own story is asked about the one that it shows best and could lift.
    """

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self._asked: list[str] = []
        self._question = widgets.HTML()
        self._answer = widgets.VBox()
        self.another = widgets.Button(description="Another question", layout={"width": "12em"})
        self.again = widgets.Button(description="Ask about my latest text", layout={"width": "16em"})
        self.another.on_click(guarded(self._tell, self._on_another))
        self.again.on_click(guarded(self._tell, self._on_again))
        super().__init__([self._question, self._answer, widgets.HBox([self.another, self.again])])
        self._ask()

    def _on_another(self, _button: Any) -> None:
        self._ask()

    def _on_again(self, _button: Any) -> None:
        self._asked.clear()
        self._ask()

    def _ask(self) -> None:
        signal, level, questions = self._open_questions()
        left = [question for question in questions if question.id not in self._asked]
        if not left:
            self._asked = []
            left = questions
        question = left[0]
        self._asked.append(question.id)
        name = self._seat.content.rubric[signal].name
        stands = "not heard yet" if level is None else f"{level:.1f} of 3 so far"
        self._question.value = inline(
            card(
                f'<p class="sl-kind">The panel asks about {escape(name.lower())} ({stands})</p>',
                f"<p><b>{escape(question.text)}</b></p>",
                f'<p class="sl-kind">{escape(question.hints[0])}</p>',
            )
        )
        for child in self._answer.children:
            child.close()
        self._answer.children = [Note(self._seat, f"defence:{question.id}", "Your reply")]

    def _open_questions(self) -> tuple[str, float | None, list[FollowUp]]:
        """The signal to ask about, its level now, and its questions, best fitting first."""
        found = self._seat.assess(self._seat.progress().draft.text)
        signals = self._seat.signals or SIGNALS
        if found.overall is None:
            signal, level = signals[0], None
        elif self._seat.signals:
            signal = min(signals, key=lambda name: found.signals[name])
            level = found.signals[signal]
        else:
            signal = max(signals, key=lambda name: found.signals[name] if found.signals[name] < 2.5 else -1)
            level = found.signals[signal]
        near = min(2, int((level or 0) + 0.5))
        asked = self._seat.content.questions.follow_ups[signal]  # type: ignore[index]
        return signal, level, sorted(asked, key=lambda item: near not in item.levels)

    def _tell(self, message: str) -> None:
        self._question.value = alert(message)
