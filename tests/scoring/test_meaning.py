"""Meaning: a sentence claims no more than the interval carries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starlift.scoring.intervals import Figure
from starlift.scoring.meaning import BANDS, FEW, NAMES, caution, sentence, severity_sentence, shown

WIDE, NARROW = Figure(0.6, 0.1, 0.95), Figure(0.8, 0.76, 0.89)


def test_a_wide_interval_settles_nothing() -> None:
    text = sentence("icc_single", WIDE, 8)

    assert "poor to excellent" in text
    assert "do not settle" in text


def test_an_interval_within_one_band_is_named_by_it() -> None:
    assert sentence("icc_single", NARROW, 30) == "The whole interval says: good."


def test_without_an_interval_nothing_is_said_beyond_the_answers() -> None:
    assert "nothing beyond" in sentence("kappa", Figure(0.9), 3)
    assert "few that raters share" in sentence("icc_single", Figure(0.9), 6)
    assert severity_sentence("Rita", Figure(1.0), 1).endswith("on 1 answer, too few to say whether that is a habit.")
    assert "Cannot be computed" in sentence("kappa", Figure(float("nan")), 3)


def test_an_interval_without_width_is_not_praised() -> None:
    assert "do not show how far" in sentence("adjacent", Figure(1.0, 1.0, 1.0), 8)


@pytest.mark.parametrize("targets", [1, 6, FEW - 1])
def test_few_answers_are_called_few(targets: int) -> None:
    assert "not to rank" in caution(targets)
    assert "few" not in caution(FEW)


@given(st.sampled_from(sorted(BANDS)), st.floats(-1, 1), st.floats(-1, 1))
def test_a_single_word_is_said_only_where_both_ends_have_it(name: str, one: float, other: float) -> None:
    low, high = sorted((one, other))
    text = sentence(name, Figure((low + high) / 2, low, high), 8)
    words = [word for _, word in BANDS[name]]

    def band(value: float) -> str:
        return next(word for bound, word in BANDS[name] if value <= bound)

    if text.startswith("The whole interval"):
        assert band(low) == band(high)
    elif low != high:
        assert band(low) in text
        assert band(high) in text
    assert any(word in text for word in words) or low == high


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (Figure(-0.6, -0.9, -0.2), "more severe in the whole interval"),
        (Figure(0.6, 0.2, 0.9), "more lenient in the whole interval"),
        (Figure(-0.6, -1.2, 0.1), "no sign of a severe or lenient rater"),
        (Figure(-0.6), "too few"),
        (Figure(0.01), "level with the others"),
        (Figure(float("nan")), "nothing that somebody else rated"),
    ],
)
def test_severity_is_called_so_only_when_the_interval_is_on_one_side(figure: Figure, words: str) -> None:
    assert words in severity_sentence("Rita", figure, 4)


def test_figures_for_a_table() -> None:
    assert shown("kappa", Figure(-0.08, -0.4, 0.5)) == "\N{MINUS SIGN}0.08 (\N{MINUS SIGN}0.40 to 0.50)"
    assert shown("exact", Figure(0.5)) == "50%"
    assert shown("kappa", Figure(float("nan"))) == "cannot tell"
    assert set(NAMES) >= set(BANDS)
