"""Uses: the learner chooses what the own story is for, and sees who will read it and what it must prove."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from starlift.panels.guard import guarded
from starlift.panels.page import alert, card, escape, inline
from starlift.panels.panel import LABEL, WIDE, Panel
from starlift.seat import Seat


class Uses(Panel):
    """One of the four uses; the choice is kept in the journal."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self._uses = {use.id: use for use in seat.content.questions.uses}
        chosen = seat.progress().choices.get("use")
        self.choice = widgets.Dropdown(
            options=[("choose a use", ""), *((use.name, use.id) for use in self._uses.values())],
            value=chosen if chosen in self._uses else "",
            description="My story is for",
            style=LABEL,
            layout=WIDE,
        )
        self._about = widgets.HTML()
        self.choice.observe(guarded(self._tell, self._on_choice), "value")
        super().__init__([self.choice, self._about])
        self._show()

    def _on_choice(self, change: Any) -> None:
        self._seat.write("choice", {"use": change["new"]})
        self._show()

    def _show(self) -> None:
        use = self._uses.get(self.choice.value)
        if use is None:
            self._about.value = ""
            return
        facts = (("Read by", use.reader), ("It must prove", use.wants), ("Length", use.length))
        lines = "".join(f"<p><b>{name}:</b> {escape(text)}</p>" for name, text in facts)
        self._about.value = inline(card(lines))

    def _tell(self, message: str) -> None:
        self._about.value = alert(message)
