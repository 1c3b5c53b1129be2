"""Words: a learner's text made even, and lists of words and phrases looked for in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

MOST = 4_000
"""So many characters of a field are read; the time that a remark takes does not grow beyond them."""
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER = r"(?:\d[\d.,:]*|half|few|" + "|".join(NUMBERS[1:]) + ")"
_EVEN = str.maketrans({"\u2019": "'", "\u2018": "'", "“": '"', "”": '"', "\0": " "})
_TOKEN = re.compile(r"[^\W_]+(?:['_.-][^\W_]+)*")
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?]*")
_DENIAL = re.compile(r"(?:\b(?:not|never|no longer|nobody|without|nothing)|n't)(?: \w+){0,2} $", re.IGNORECASE)


def even(text: str) -> str:
    """The first `MOST` characters with plain quotation marks, and with one blank for every stretch of blanks."""
    return " ".join(text[:MOST].translate(_EVEN).split())


def tokens(text: str) -> list[str]:
    """The words of an even text in lower case."""
    return [found.group().casefold() for found in _TOKEN.finditer(text)]


def sentences(text: str) -> list[str]:
    """The sentences of an even text."""
    return [found.group().strip() for found in _SENTENCE.finditer(text) if found.group().strip(" .!?")]


def hits(text: str, phrases: Sequence[str]) -> list[str]:
    """What stands in `text` of a list of phrases, as it is written there, each once.

    Args:
        text: An even text.
        phrases: ``*`` stands for any ending of a word, ``#`` for a number in figures or words.
    """
    return list(dict.fromkeys(found.group() for found in _pattern(tuple(phrases)).finditer(text)))


def meant(text: str, phrases: Sequence[str]) -> list[str]:
    """As `hits`, without those that the words before them deny: "not optional"."""
    kept = (
        found.group()
        for found in _pattern(tuple(phrases)).finditer(text)
        if not _DENIAL.search(text, max(0, found.start() - 40), found.start())
    )
    return list(dict.fromkeys(kept))


@lru_cache(maxsize=256)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    either = "|".join(re.escape(phrase).replace(r"\*", r"\w*").replace(r"\#", _NUMBER) for phrase in longest_first)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def alike(one: str, other: str, plain: Iterable[str] = ()) -> bool:
    """Whether two even texts share at least four fifths of the words of the shorter one that carry meaning."""
    empty = set(plain)
    first, second = set(tokens(one)) - empty, set(tokens(other)) - empty
    least = min(len(first), len(second))
    return least >= 3 and len(first & second) >= 0.8 * least


def excerpt(text: str, most: int = 70) -> str:
    """The beginning of a text, to be quoted."""
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0][: most - 1] + "…"
