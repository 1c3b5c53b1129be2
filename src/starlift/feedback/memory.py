"""What was found out about a word, kept for the next time it comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")
MOST = 10_000
"""Words that are known at a time; then all are forgotten at once, which costs less than to keep an order of age."""
LONGEST = 50
"""Characters of the longest word that is kept; a longer one is hardly a word, and may be as long as a text."""


class _Memory(dict[str, Found]):
    """Word -> what a function says of it."""

    def __init__(self, function: Callable[[str], Found]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, word: str) -> Found:
        found = self._function(word)
        if len(word) <= LONGEST:
            if len(self) >= MOST:
                self.clear()
            self[word] = found
        return found


def remembered(function: Callable[[str], Found]) -> Callable[[str], Found]:
    """`function` of a word, that looks up what it said before; `functools.lru_cache` takes twice as long."""
    return _Memory(function).__getitem__
