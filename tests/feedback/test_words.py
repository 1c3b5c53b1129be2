"""Text as words: ASCII has patterns of its own, which must find the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from starlift.feedback.words import tokens_of
from starlift.feedback.words_in_place import places, read

ascii_text = st.text(st.characters(max_codepoint=127)) | st.text(st.sampled_from("aZ'-9.,: \n\x1c\x1f\t>=_\""))
OTHER = " é"
"""One word that is not ASCII, and no part of what stands before it."""


@given(ascii_text)
def test_words_of_ascii_are_found_as_in_any_other_text(text: str) -> None:
    assert [*tokens_of(text), "é"] == tokens_of(text + OTHER)


@given(ascii_text)
def test_words_in_place_of_ascii_are_found_as_in_any_other_text(text: str) -> None:
    assert [*read(text).words, "é"] == read(text + OTHER).words
    assert places(text) == places(text + OTHER)[:-1]


def test_words_are_read_in_small_letters_and_one_spelling() -> None:
    assert tokens_of("She PRIORITIZED 3.5 things, didn’t she? A→B") == [
        *("he", "prioritised", "3.5", "things", ",", "didn't", "he", "?", "a", "→", "b")
    ]
