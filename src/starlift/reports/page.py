"""Page: the pages of reports, from their own templates and the shared ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from starlift.page import Pages
from starlift.reports.change import Change, interval, signed

_PAGES = Pages(Path(__file__).with_name("front"))
page = _PAGES.page
fragment = _PAGES.fragment
STYLES = ("base.css", "paper.css", "report.css")
_MIDDLE, _LEVEL = 60, 15
"""Where 0 is in the picture of a change, and how wide one level is; see `front/macros.html`."""


def change_row(one: Change) -> dict[str, Any]:
    """A change as a row of a table: its values in words, and the places in its picture."""
    figure = one.change
    return {
        "start": f"{one.start:.1f}",
        "final": f"{one.final:.1f}",
        "change": signed(figure.value),
        "interval": interval(figure),
        "at": _place(figure.value),
        "low": _place(figure.low) if figure.has_interval else None,
        "high": _place(figure.high) if figure.has_interval else None,
    }


def _place(value: float) -> float:
    return round(_MIDDLE + _LEVEL * value, 1)
