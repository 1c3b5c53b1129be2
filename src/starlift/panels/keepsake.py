"""Keepsake: what a learner takes along, and the reference story once an own attempt of substance is kept."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from starlift.answers import SUBSTANCE_WORDS
from starlift.content import Case
from starlift.panels.guard import guarded
from starlift.panels.notes import Note
from starlift.panels.page import alert, card, escape, inline, markdown
from starlift.panels.panel import Panel
from starlift.seat import Seat


class Keepsake(Panel):
    """Three lines to remember and, for a case, the reference story behind an own attempt."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self._story = widgets.HTML()
        children: list[widgets.Widget] = [Note(seat, "keep", "Three lines to keep")]
        if seat.case is not None:
            self.reveal = widgets.Button(
                description="Show the reference story", button_style="primary", layout={"width": "16em"}
            )
            self.reveal.on_click(guarded(self._tell, self._on_reveal))
            children += [self.reveal, self._story]
        super().__init__(children)

    def _on_reveal(self, _button: Any) -> None:
        if self._seat.case is None:
            return
        if not self._seat.may_see_reference():
            self._tell(
                f"First keep an attempt of your own in the studio, with at least {SUBSTANCE_WORDS} words "
                "that are not in the thin answer. You learn more from the story once you have tried."
            )
            return
        self._story.value = inline(_reference(self._seat.case))

    def _tell(self, message: str) -> None:
        self._story.value = alert(message)


def _reference(case: Case) -> str:
    parts = [f"<h3>{escape(name)}</h3>{markdown(text)}" for name, text in case.story.sections.items()]
    return card(f'<p class="sl-kind">One strong way to tell it: {escape(case.story.product)}</p>', *parts)
