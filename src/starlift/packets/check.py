"""Check: what in the words of a packet may be confidential, and where it stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from starlift.documents.model import one_line
from starlift.redaction import NOUNS, find_all

_SHOWN = 60
"""Characters of a finding that are shown."""


@dataclass(frozen=True)
class Finding:
    """Something that may be confidential.

    Attributes:
        place: Name of the text that it stands in.
        line: Its line there, from 1.
        kind: What it is, in one word.
        words: The words themselves.
    """

    place: str
    line: int
    kind: str
    words: str

    def __str__(self) -> str:
        words = self.words if len(self.words) <= _SHOWN else f"{self.words[:_SHOWN]}…"
        return f"{self.place}, line {self.line}: {self.kind} “{words}”"


def findings(texts: Mapping[str, str], known: Collection[str], names: Mapping[str, str]) -> list[Finding]:
    """What may be confidential in `texts`, in their order.

    Args:
        texts: Place -> text.
        known: Names and amounts that are no secret.
        names: Place -> its name for a reader; a place without one is named by itself.
    """
    return [
        Finding(
            names.get(place, place),
            text.count("\n", 0, one.start) + 1,
            NOUNS[one.kind],
            one_line(text[one.start : one.end]),
        )
        for (place, text), secrets in zip(texts.items(), find_all(list(texts.values()), known=known), strict=True)
        for one in secrets
    ]
