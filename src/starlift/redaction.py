"""Redaction: a text without names, addresses, amounts and health details, before it leaves the machine.

Each is replaced by a placeholder such as "[person 1]", the same for the same name. Nothing else changes, and redacting
a redacted text changes nothing. What `starlift.feedback.confidential` does not recognise stays, so somebody has to
read the text before it is passed on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from starlift.feedback.confidential import Secret, find_secrets

NOUNS = {
    "email": "e-mail",
    "phone": "phone",
    "host": "host",
    "ip": "address",
    "cve": "vulnerability",
    "person": "person",
    "company": "company",
    "customer": "customer",
    "money": "amount",
    "health": "health",
}
"""Kind -> the word in its placeholder."""
_BETWEEN = "\n\n\ufdd0\n\n"
"""Between texts that are redacted as one; a code point that no text may hold."""
_NUMBERED = re.compile(r"\[([a-z-]+) (\d{1,6})\]")


@dataclass(frozen=True, slots=True)
class Change:
    """One replacement.

    Attributes:
        start: Offset of the words replaced, in the given text.
        end: Offset behind them.
        kind: What they are, one of `starlift.feedback.confidential.KINDS`.
        placeholder: What stands there now.
    """

    start: int
    end: int
    kind: str
    placeholder: str


@dataclass(frozen=True, slots=True)
class Redaction:
    """A redacted text and what was replaced in it, in reading order."""

    text: str
    changes: tuple[Change, ...]


def redact(text: str, *, known: Collection[str] = ()) -> Redaction:
    """Replace what may be confidential in `text`.

    Args:
        text: Any text, of any length.
        known: Names, amounts and addresses that are no secret, such as the case's own product.
    """
    numbers = _Numbers.after(text)
    changes = tuple(
        Change(one.start, one.end, one.kind, numbers.placeholder(one, text)) for one in find_secrets(text, known)
    )
    pieces, last = [], 0
    for change in changes:
        pieces += [text[last : change.start], change.placeholder]
        last = change.end
    return Redaction("".join([*pieces, text[last:]]), changes)


def redact_all(texts: Sequence[str], *, known: Collection[str] = ()) -> list[str]:
    """Redact texts that belong together: who is found in one is replaced in all, by the same placeholder.

    Args:
        texts: Any texts.
        known: As for `redact`.
    """
    found = redact(_BETWEEN.join(texts), known=known).text.split(_BETWEEN)
    return found if len(found) == len(texts) else [redact(text, known=known).text for text in texts]


def find_all(texts: Sequence[str], *, known: Collection[str] = ()) -> list[list[Secret]]:
    """What `redact_all` would replace, for each of `texts` as offsets into it."""
    found: list[list[Secret]] = [[] for _ in texts]
    starts = [0, *accumulate(len(text) + len(_BETWEEN) for text in texts)]
    for one in find_secrets(_BETWEEN.join(texts), known):
        spot = bisect_right(starts, one.start) - 1
        end = min(one.end - starts[spot], len(texts[spot]))
        found[spot].append(Secret(one.start - starts[spot], end, one.kind))
    return found


@dataclass
class _Numbers:
    """Which name has which number."""

    last: dict[str, int] = field(default_factory=dict)
    given: dict[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def after(cls, text: str) -> _Numbers:
        """Numbers that do not meet those that `text` holds already."""
        numbers = cls()
        for noun, number in _NUMBERED.findall(text):
            numbers.last[noun] = max(numbers.last.get(noun, 0), int(number))
        return numbers

    def placeholder(self, one: Secret, text: str) -> str:
        """The placeholder for a secret; a person's first name stands for the full name too."""
        wording = " ".join(text[one.start : one.end].casefold().split())
        parts = [wording, *(wording.split() if one.kind == "person" else ())]
        found = next((self.given[one.kind, part] for part in parts if (one.kind, part) in self.given), "")
        if not found:
            noun = NOUNS[one.kind]
            self.last[noun] = self.last.get(noun, 0) + 1
            found = f"[{noun} {self.last[noun]}]"
        for part in parts:
            self.given.setdefault((one.kind, part), found)
        return found
