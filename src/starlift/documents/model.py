"""Model: what a document is made of, whatever its form.

`Own`, `Quoted` and `Card` hold the words of the person whose document it is; `Gap` asks what those words leave open;
everything else is the house's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

LANGUAGE = "en-GB"
"""Language of what the house writes."""
OPEN = "Open question"
"""Stands before every gap, so that neither colour nor line is needed to tell it."""
HINT = "Hint"
_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the direction of what follows, unseen."""
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Heading:
    """A heading below the title; `level` is 1 or 2."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Text:
    """A paragraph of the house's words; `quiet` for what a reader may pass over."""

    text: str
    quiet: bool = False


@dataclass(frozen=True)
class Own:
    """A paragraph of the person's own words."""

    text: str


@dataclass(frozen=True)
class Quoted:
    """The person's own sentences, one beside the other as evidence."""

    lines: Sequence[str]


@dataclass(frozen=True)
class Card:
    """Labels of the house's, each with a few of the person's own words; an ellipsis where they went on."""

    cues: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Bullets:
    """A list of the house's."""

    lines: Sequence[str]


@dataclass(frozen=True)
class Gap:
    """Something that the words leave open, as a question, and hints from gentle to explicit."""

    question: str
    hints: Sequence[str] = ()


@dataclass(frozen=True)
class Table:
    """A table with a row of headings; every cell is one line of text, whoever wrote it."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float] = ()


@dataclass(frozen=True)
class Figure:
    """A drawing as SVG, and what a reader who cannot see it should know."""

    svg: str
    told: str


@dataclass(frozen=True)
class Break:
    """What follows begins on a new page."""


Block = Heading | Text | Own | Quoted | Card | Bullets | Gap | Table | Figure | Break


@dataclass(frozen=True)
class Document:
    """A title and what stands under it.

    Attributes:
        title: Of the document.
        subtitle: One line below it, or empty.
        notice: What every reader must know first, or empty.
        blocks: The rest, in order.
        pages: 1 where it should be set small enough for one page, 0 where that does not matter.
    """

    title: str
    blocks: Sequence[Block]
    subtitle: str = ""
    notice: str = ""
    pages: int = 0

    @property
    def own(self) -> list[str]:
        """The person's own words in it, piece by piece."""
        found: list[str] = []
        for block in self.blocks:
            if isinstance(block, Own):
                found.append(block.text)
            elif isinstance(block, Quoted):
                found += block.lines
            elif isinstance(block, Card):
                found += [words for _, words in block.cues]
        return found

    @property
    def gaps(self) -> list[Gap]:
        """What it leaves open."""
        return [block for block in self.blocks if isinstance(block, Gap)]


def clean(text: str) -> str:
    """`text` with a replacement character for each control character or half of a pair, and no sign that turns it.

    Line breaks and tabs stay; what is left can be held by every form of a document.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(_shown(sign) for sign in plain if sign not in _TURNING)


def one_line(text: str) -> str:
    """`text` with every stretch of white space as one space."""
    return _SPACE.sub(" ", text).strip()


def _shown(sign: str) -> str:
    if sign in "\n\t":
        return sign
    is_none = ord(sign) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(sign) <= 0xFDEF  # Unicode's noncharacters
    is_unseen = is_none or unicodedata.category(sign) in ("Cc", "Cs")
    return "\N{REPLACEMENT CHARACTER}" if is_unseen else sign
