"""Cells: texts from outside as a spreadsheet may show them, so that none is taken for a formula."""

from __future__ import annotations

MAX_CELL = 32_000
"""Characters; spreadsheets take 32,767."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a formula can begin with, also in full width: https://owasp.org/www-community/attacks/CSV_Injection."""


def harmless(text: str) -> str:
    """The text as a cell: what could be a formula begins with an apostrophe, and what is too long is cut."""
    marked = f"'{text}" if text.lstrip("'")[:1] in _FORMULA else text
    return marked if len(marked) <= MAX_CELL else marked[: MAX_CELL - 1] + "…"


def harmed(cell: str) -> str:
    """The text of which `harmless` has made this cell, unless it was cut."""
    return cell[1:] if cell[:1] == "'" and cell.lstrip("'")[:1] in _FORMULA else cell
