"""The reading grade of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starlift.readability import reading_grade, syllables, words


@pytest.mark.parametrize(
    ("word", "count"),
    [("cat", 1), ("table", 2), ("make", 1), ("security", 4), ("agree", 2), ("the", 1), ("Engineer", 3), ("hmm", 1)],
)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_words_leave_figures_and_signs_out() -> None:
    assert words("It's 40 per cent - and **bold**.") == ["It's", "per", "cent", "and", "bold"]


def test_the_formula_on_a_text_counted_by_hand() -> None:
    # 6 words in 2 sentences, 6 syllables
    assert reading_grade("The cat sat. The dog ran.") == pytest.approx(0.39 * 3 + 11.8 * 1 - 15.59)


def test_bullets_and_paragraphs_end_a_sentence() -> None:
    with_stops = reading_grade("We sort the work. We name the owner. We keep the date.")

    assert reading_grade("We sort the work\n\n- We name the owner\n- We keep the date") == pytest.approx(with_stops)


def test_a_figure_with_a_point_ends_no_sentence() -> None:
    assert reading_grade("It rose from two to 4.5 in May.") == pytest.approx(
        reading_grade("It rose from two to 45 in May.")
    )


def test_long_sentences_of_long_words_read_harder() -> None:
    plain = "I asked the team. They told me what hurt. We fixed it."
    heavy = "Organisational transformation necessitates comprehensive stakeholder prioritisation and accountability."

    assert reading_grade(plain) + 5 < reading_grade(heavy)


@pytest.mark.parametrize("text", ["", " ", "1 2 3.", "***"])
def test_a_text_without_words_has_no_grade(text: str) -> None:
    assert reading_grade(text) == 0.0


@given(st.text())
def test_any_text_has_a_finite_grade(text: str) -> None:
    assert -20 < reading_grade(text) < 20_000
