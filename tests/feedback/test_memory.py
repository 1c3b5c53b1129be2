"""What a function said of a word is looked up, and forgotten before there are too many."""

from __future__ import annotations

from starlift.feedback import memory
from starlift.feedback.memory import remembered


def test_a_word_is_asked_about_once() -> None:
    asked: list[str] = []

    @remembered
    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    assert [length(word) for word in ("risk", "to", "risk")] == [4, 2, 4]
    assert asked == ["risk", "to"]


def test_no_more_words_are_kept_than_a_long_text_has() -> None:
    asked: list[str] = []

    @remembered
    def same(word: str) -> str:
        asked.append(word)
        return word

    for number in range(memory.MOST + 1):
        assert same(str(number)) == str(number)
    assert same("0") == "0"
    assert asked.count("0") == 2, "forgotten when there was no room for one more"
    assert asked.count(str(memory.MOST)) == 1


def test_what_is_too_long_for_a_word_is_not_kept() -> None:
    asked: list[str] = []

    @remembered
    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    word = "a" * memory.LONGEST
    assert [length(word), length(word), length(word + "a"), length(word + "a")] == [50, 50, 51, 51]
    assert asked == [word, word + "a", word + "a"]
