"""What marks add, against the sum of weights times features that the fit goes by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starlift.dimensions import DIMENSIONS
from starlift.feedback.features import MARKS, Evidence
from starlift.feedback.hygiene import MAX_CHARACTERS
from starlift.feedback.points import TARGETS, UNIT, Tally, levels_of, moved, points_of, tally
from starlift.feedback.sentences import Sentence
from starlift.feedback.weights import START, load_weights
from starlift.fitting.fit import features_of_marks

WEIGHTS = load_weights()
sentences = st.lists(st.frozensets(st.sampled_from([*MARKS, "unheard-of"]), max_size=12), max_size=12)


def by_features(marks: list[frozenset[str]]) -> list[float]:
    """What the marks add to each target, by the features of the fit."""
    seen = features_of_marks([Evidence(Sentence(0, 1, "x"), own, ("x",)) for own in marks])
    return [sum(WEIGHTS.level[name].get(feature, 0.0) * value for feature, value in seen.items()) for name in TARGETS]


@given(sentences)
def test_marks_add_what_the_features_of_the_fit_say(marks: list[frozenset[str]]) -> None:
    assert levels_of(tally(marks, WEIGHTS), len(marks), WEIGHTS) == pytest.approx(by_features(marks), abs=1e-9)


@given(sentences, sentences, sentences)
def test_sentences_gone_and_come_are_as_if_counted_anew(
    stay: list[frozenset[str]], gone: list[frozenset[str]], come: list[frozenset[str]]
) -> None:
    found = moved(tally([*stay, *gone], WEIGHTS), gone, come, WEIGHTS)
    anew = tally([*stay, *come], WEIGHTS)
    counts = {mark: times for mark, times in found.counts.items() if times}
    assert found._replace(counts=counts) == anew


@given(st.frozensets(st.sampled_from(sorted(MARKS))))
def test_points_of_a_sentence_are_its_weights(marks: frozenset[str]) -> None:
    tables = [*(WEIGHTS.sentence[name] for name in DIMENSIONS), WEIGHTS.padding]
    sums = [sum(table.get(mark, 0.0) for mark in marks) for table in tables]
    assert [points / UNIT for points in points_of(marks, WEIGHTS)] == pytest.approx(sums)


def test_the_start_is_no_mark() -> None:
    assert points_of(frozenset({START}), WEIGHTS) == points_of(frozenset(), WEIGHTS)


def test_weights_of_marks_are_whole_thousandths() -> None:
    tables = [*WEIGHTS.sentence.values(), WEIGHTS.padding, *WEIGHTS.level.values()]
    assert all(weight * UNIT == pytest.approx(round(weight * UNIT)) for table in tables for weight in table.values())


def test_nothing_adds_nothing() -> None:
    assert levels_of(Tally({}, 0, 0), 0, WEIGHTS) == [0.0] * len(TARGETS)


def test_no_text_can_overfill_a_number() -> None:
    sentences = MAX_CHARACTERS // len("ab ")
    for table in (*WEIGHTS.sentence.values(), *WEIGHTS.level.values()):
        for sign in (-1, 1):
            assert sentences * UNIT * sum(max(sign * weight, 0) for weight in table.values()) < 2**31
