"""Paper size: the option that commands which print have in common."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlift.typeset import Paper


class PaperSize(StrEnum):
    """Paper that a printer may hold."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def paper(self) -> Paper:
        """Its name in the library."""
        return "us-letter" if self is PaperSize.LETTER else "a4"
