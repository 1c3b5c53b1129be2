"""Mask: the names and ids of a cohort's own people, which are replaced wherever somebody wrote them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

PLACEHOLDER = "[participant]"
_LEAST_DIGITS = 4
"""Characters from which on an id of digits alone is no everyday number."""


class Mask:
    """Replaces what names a participant.

    A whole name and an id count in any case of letters; a part of a name only as it is written on the roster, since
    many names are also words.

    Args:
        ids: Ids of participants; one that is a short number or a single letter is no name in a text.
        names: Their names.
    """

    def __init__(self, ids: Iterable[str], names: Iterable[str]) -> None:
        wholes = [" ".join(_plain(name).split()) for name in names]
        parts = {part for name in wholes for part in re.split(r"[\s,.]+", name) if len(part) > 1 and part[0].isalpha()}
        self._any = _pattern({*wholes, *(one for one in map(_plain, ids) if _tells(one))}, re.IGNORECASE)
        self._exact = _pattern(parts, re.NOFLAG)

    def hide(self, text: str) -> str:
        """`text` with `PLACEHOLDER` for each."""
        plain = _plain(text)
        for pattern in (self._any, self._exact):
            plain = pattern.sub(PLACEHOLDER, plain) if pattern else plain
        return plain


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _tells(id_: str) -> bool:
    return len(id_) >= _LEAST_DIGITS or (len(id_) > 1 and any(char.isalpha() for char in id_))


def _pattern(terms: Iterable[str], flags: re.RegexFlag) -> re.Pattern[str] | None:
    """A pattern for any of `terms` as whole words, the longest first; None for none."""
    ordered = sorted(filter(None, terms), key=lambda term: (-len(term), term))
    any_of = "|".join(r"\s+".join(map(re.escape, term.split())) for term in ordered)
    return re.compile(rf"(?<!\w)(?:{any_of})(?!\w)", flags) if any_of else None
