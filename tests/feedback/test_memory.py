"""What a function said of a word is looked up, and forgotten before there are too many."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from starlift.feedback import memory
from starlift.feedback.memory import remembered

Asked = tuple[Callable[[str], int], list[str]]


@pytest.fixture
def asked() -> Asked:
    """The length of a word, remembered, and the words that it was worked out for."""
    words: list[str] = []

    @remembered
    def length(word: str) -> int:
        words.append(word)
        return len(word)

    return length, words


def test_a_word_is_asked_about_once(asked: Asked) -> None:
    length, words = asked
    assert [length(word) for word in ("risk", "to", "risk")] == [4, 2, 4]
    assert words == ["risk", "to"]


def test_no_more_words_are_kept_than_a_long_text_has(asked: Asked) -> None:
    length, words = asked
    for number in range(memory.MOST + 1):
        assert length(str(number)) == len(str(number))
    assert length("0") == 1
    assert words.count("0") == 2, "forgotten when there was no room for one more"
    assert words.count(str(memory.MOST)) == 1


def test_what_is_too_long_for_a_word_is_not_kept(asked: Asked) -> None:
    length, words = asked
    word = "a" * memory.LONGEST
    assert [length(word), length(word), length(word + "a"), length(word + "a")] == [50, 50, 51, 51]
    assert words == [word, word + "a", word + "a"]
