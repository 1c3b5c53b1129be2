"""What was found out about a word, kept for the next time it comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")
MOST = 10_000
"""Words that are known at a time; then all are forgotten at once, which costs less than to keep an order of age."""


class _Memory(dict[str, Found]):
    """Word -> what a function says of it."""

    def __init__(self, function: Callable[[str], Found]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, word: str) -> Found:
        if len(self) >= MOST:
            self.clear()
        found = self[word] = self._function(word)
        return found


def remembered(function: Callable[[str], Found]) -> Callable[[str], Found]:
    """`function` of a word, that looks up what it said before; `functools.lru_cache` takes twice as long."""
    return _Memory(function).__getitem__
