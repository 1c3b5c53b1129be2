"""Words taken over from a text that the learner has read: the reference story and its phrases to reuse.

Two things count as taken over. A run of equal words that is too long for chance, wherever it stands; and a sentence
most of whose short word sequences occur in the reference, which a word changed here and there does not hide. Figures
are left out and "she" is read as "he", so that neither another figure nor another sex hides it either.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from starlift.feedback.sentences import Sentence
from starlift.feedback.words import read_as

RUN = 8
"""Equal words in a row that are taken over and no chance."""
PIECE = 3
"""Words of the sequences by which a changed sentence is still known."""
ANCHOR = 5
"""A changed sentence holds at least one run of this many equal words."""
SHARE = 0.6
"""Share of a sentence's words within such sequences from which all of it is taken over."""
ENOUGH = 8
"""Fewer words than this in a sentence are anybody's."""
NOTED = 12
"""Words that an answer takes over in all before it is worth a notice: one reused phrase is no parroting."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


class Borrowed(NamedTuple):
    """What one sentence takes over.

    Attributes:
        start: Offset of the first word taken over.
        end: Offset behind the last one.
        words: Number of its words that lie in runs and sequences of the reference.
        share: Their share of the sentence (0 to 1).
    """

    start: int
    end: int
    words: int
    share: float


def borrowed(
    sentences: Sequence[Sentence], reference: Sequence[str], given: Sequence[str] = ()
) -> tuple[Borrowed | None, ...]:
    """What each of `sentences` takes over; None where nothing of note.

    Args:
        sentences: The sentences of an answer.
        reference: The texts that should not be repeated.
        given: Texts that the learner may use freely, such as the notes of the case.
    """
    if not any(reference):
        return (None,) * len(sentences)
    known = _foreign(tuple(reference), tuple(given))
    return tuple(_taken(sentence, known) for sentence in sentences)


def _taken(sentence: Sentence, known: frozenset[tuple[str, ...]]) -> Borrowed | None:
    """What one sentence takes over."""
    words = [_plain(word) for word in _WORD.findall(sentence.text)]
    pieces = _covered(words, known, PIECE)
    if sum(pieces) < min(ENOUGH, RUN):
        return None
    changed = sum(pieces) >= SHARE * len(words) and any(_covered(words, known, ANCHOR))
    marked = pieces if changed else _covered(words, known, RUN)
    if not any(marked):
        return None
    first = marked.index(True)
    last = len(marked) - 1 - marked[::-1].index(True)
    places = [match.span() for match in _WORD.finditer(sentence.text)]
    start, end = sentence.start + places[first][0], sentence.start + places[last][1]
    return Borrowed(start, end, sum(marked), sum(marked) / len(words))


def _covered(words: Sequence[str], known: frozenset[tuple[str, ...]], size: int) -> list[bool]:
    """Which of `words` lie in a sequence of `size` words that the reference has."""
    covered = [False] * len(words)
    for spot in range(len(words) - size + 1):
        if tuple(words[spot : spot + size]) in known:
            covered[spot : spot + size] = [True] * size
    return covered


@lru_cache(maxsize=16)
def _foreign(reference: tuple[str, ...], given: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """The word sequences of `reference` that are not in `given`."""
    return _sequences(reference) - _sequences(given)


def _sequences(texts: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """All word sequences of `texts` in the sizes that are looked for."""
    found: set[tuple[str, ...]] = set()
    for text in texts:
        words = [_plain(word) for word in _WORD.findall(text)]
        for size in (PIECE, ANCHOR, RUN):
            found.update(tuple(words[spot : spot + size]) for spot in range(len(words) - size + 1))
    return frozenset(found)


def _plain(word: str) -> str:
    """A word as it is compared."""
    return read_as(word.lower().replace("’", "'"))
