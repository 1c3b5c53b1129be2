"""Notes: labelled text fields beside the studio that are kept in the journal as they are typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from starlift.autosave import Autosave
from starlift.panels.guard import guarded, told
from starlift.panels.page import alert
from starlift.panels.panel import LABEL, Panel
from starlift.seat import Seat


class Note(Panel):
    """One field; its text is saved under `name` while it is typed, and found again when the panel reopens."""

    def __init__(self, seat: Seat, name: str, label: str, rows: int = 4) -> None:
        self._name = name
        self._autosave = Autosave(lambda texts: seat.write("note", dict(texts)), self._after_save)
        self.field = widgets.Textarea(
            value=seat.progress().notes.get(name, ""),
            description=label,
            rows=rows,
            style=LABEL,
            layout={"width": "100%", "max_width": "46em"},
        )
        self.field.add_class("sl-note")
        self._status = widgets.HTML()
        self.field.observe(guarded(self._tell, self._on_text), "value")
        super().__init__([self.field, self._status])

    def _on_text(self, change: Mapping[str, Any]) -> None:
        self._autosave.offer({self._name: change["new"]})

    def _after_save(self, _mark: int, error: Exception | None) -> None:
        if error is None:
            self._status.value = ""
        else:
            self._tell(f"Not saved yet: {told(error)}")

    def _tell(self, message: str) -> None:
        self._status.value = alert(message)

    def close(self) -> None:
        """Write what is pending and leave the page."""
        self._autosave.flush()
        super().close()
