"""A text as tokens that keep their place, for whoever looks for names in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from starlift.feedback.memory import remembered
from starlift.feedback.name_tables import NO_NAMES, SUFFIXES, TITLES

MASK = "\ufffc"
"""Stands for characters that are set aside; a run of any length is one token."""
LONGEST = 3
"""Words of the longest name."""

_TOKEN = re.compile(rf"[^\W\d_]+(?:['’-][^\W\d_]+)*|{MASK}+|\d+|[^\w\s{MASK}]|\n")
_TOKEN_OF_ASCII = re.compile(r"[A-Za-z]+(?:['-][A-Za-z]+)*|[0-9]+|[^\w\s\x1c-\x1f]|\n", re.ASCII)
"""The same for text of ASCII alone, in which it is found in two thirds of the time."""
_NO_STOP = frozenset({",", ";", "&", "'", "’", "/", "-", "–", "—", "%"})


class WordsInPlace(NamedTuple):
    """The tokens of a text.

    Attributes:
        words: The tokens as they stand there.
        known: Words, in lower case, of names that are no secret.
        large: Places of the words that begin with a capital, in order.
        nameable: Those of them that may be part of a name that is not known.
    """

    words: Sequence[str]
    known: frozenset[str]
    large: Sequence[int]
    nameable: frozenset[int]

    def at(self, spot: int) -> str:
        """The token at `spot` in lower case and without the ending of a possessive, or "" outside of the text."""
        return _plain(self.words[spot]) if 0 <= spot < len(self.words) else ""

    def opens(self, spot: int) -> bool:
        """Whether the token at `spot` may owe its capital to the beginning of a sentence or label."""
        before = self.at(spot - 1)
        return not before or not (before[0].isalnum() or before[0] == MASK or before in _NO_STOP)

    def end_of_name(self, spot: int) -> int:
        """The token behind the name that begins at `spot`; `spot` itself where none begins."""
        end = spot
        while end < spot + LONGEST and end in self.nameable:
            end += 1
            if bare(self.words[end - 1]) != self.words[end - 1]:
                break
        return end

    def name(self, spot: int, end: int) -> tuple[str, ...]:
        """The words from `spot` to `end` without the ending of a possessive."""
        return tuple(bare(word) for word in self.words[spot:end])


def read(text: str, known: Collection[str] = ()) -> WordsInPlace:
    """The tokens of `text`; `known` are names, of one or more words, that are no secret."""
    words = _tokens(text).findall(text)
    own = frozenset([word.lower() for name in known for word in _TOKEN.findall(name)])
    in_small_letters = set(words)
    large = [spot for spot, word in enumerate(words) if not "a" <= word[0] <= "z" and word[0].isupper()]
    nameable = [
        spot
        for spot in large
        if (lower := _plain(words[spot])) not in NO_NAMES
        and lower not in in_small_letters
        and lower not in TITLES
        and lower not in own
        and words[spot] not in SUFFIXES
        and _has_small(words[spot])
    ]
    return WordsInPlace(words, own, large, frozenset(nameable))


def _has_small(word: str) -> bool:
    """Whether a word has small letters beside its capital, its ending of a possessive apart."""
    return len(word) > 1 and not bare(word).isupper()


@remembered
def _plain(word: str) -> str:
    """A word in lower case and without the ending of a possessive."""
    return bare(word).lower().replace("’", "'")


def _tokens(text: str) -> re.Pattern[str]:
    """The pattern of a token for a text with the characters that this one has."""
    return _TOKEN_OF_ASCII if text.isascii() else _TOKEN


def places(text: str) -> list[tuple[int, int]]:
    """Start and end of every token of `text`, in the order of `WordsInPlace.words`."""
    return [match.span() for match in _tokens(text).finditer(text)]


def bare(word: str) -> str:
    """A word without the ending of a possessive."""
    return word[:-2] if word.endswith(("'s", "’s")) else word
