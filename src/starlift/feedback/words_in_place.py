"""A text as tokens that keep their place, for whoever looks for names in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from starlift.feedback.name_tables import NO_NAMES, SUFFIXES, TITLES

MASK = "\ufffc"
"""Stands for characters that are set aside; a run of any length is one token."""
LONGEST = 3
"""Words of the longest name."""

_TOKEN = re.compile(rf"[^\W\d_]+(?:['’-][^\W\d_]+)*|{MASK}+|\d+|[^\w\s{MASK}]|\n")
_NO_STOP = frozenset({",", ";", "&", "'", "’", "/", "-", "–", "—", "%"})


@dataclass(frozen=True, slots=True)
class WordsInPlace:
    """The tokens of a text.

    Attributes:
        words: The tokens as they stand there.
        lower: The same in lower case and without the ending of a possessive.
        common: Words that stand in the text in small letters.
        known: Words, in lower case, of names that are no secret.
    """

    words: Sequence[str]
    lower: Sequence[str]
    common: frozenset[str]
    known: frozenset[str]

    def at(self, spot: int) -> str:
        """The token at `spot` in lower case and without the ending of a possessive, or "" outside of the text."""
        return self.lower[spot] if 0 <= spot < len(self.lower) else ""

    def written_large(self, spot: int) -> bool:
        """Whether the token at `spot` is a word with a capital and small letters."""
        word = self.words[spot] if 0 <= spot < len(self.words) else ""
        return word[:1].isupper() and len(word) > 1 and not bare(word).isupper()

    def may_name(self, spot: int) -> bool:
        """Whether the token at `spot` may be part of a name that is not known."""
        if not self.written_large(spot) or self.words[spot] in SUFFIXES:
            return False
        lower = self.at(spot)
        return not (lower in NO_NAMES or lower in TITLES or lower in self.common or lower in self.known)

    def opens(self, spot: int) -> bool:
        """Whether the token at `spot` may owe its capital to the beginning of a sentence or label."""
        before = self.at(spot - 1)
        return not before or not (before[0].isalnum() or before[0] == MASK or before in _NO_STOP)

    def end_of_name(self, spot: int) -> int:
        """The token behind the name that begins at `spot`; `spot` itself where none begins."""
        end = spot
        while end < spot + LONGEST and self.may_name(end):
            end += 1
            if bare(self.words[end - 1]) != self.words[end - 1]:
                break
        return end

    def name(self, spot: int, end: int) -> tuple[str, ...]:
        """The words from `spot` to `end` without the ending of a possessive."""
        return tuple(bare(word) for word in self.words[spot:end])


def read(text: str, known: Collection[str] = ()) -> WordsInPlace:
    """The tokens of `text`; `known` are names, of one or more words, that are no secret."""
    words = _TOKEN.findall(text)
    return WordsInPlace(
        words=words,
        lower=list(map(_plain, words)),
        common=frozenset(word for word in set(words) if word[0].islower()),
        known=frozenset(word.lower() for name in known for word in _TOKEN.findall(name)),
    )


@lru_cache(maxsize=4096)
def _plain(word: str) -> str:
    return bare(word).lower().replace("’", "'")


def places(text: str) -> list[tuple[int, int]]:
    """Start and end of every token of `text`, in the order of `WordsInPlace.words`."""
    return [match.span() for match in _TOKEN.finditer(text)]


def bare(word: str) -> str:
    """A word without the ending of a possessive."""
    return word[:-2] if word.endswith(("'s", "’s")) else word
