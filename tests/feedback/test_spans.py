"""Shown are the sentences that carry a level, by weights made up for the tests."""

from __future__ import annotations

import pytest

from starlift.dimensions import DIMENSIONS
from starlift.feedback.features import Evidence
from starlift.feedback.levels import weigh
from starlift.feedback.sentences import Sentence
from starlift.feedback.spans import MORE, carrying
from starlift.feedback.weights import START, Weights

EASY = Weights(
    padding={START: -3.0},
    sentence={name: {START: -2.0, "mine": 3.0, "reason": 4.0} for name in DIMENSIONS},
    level={"overall": {START: 3.0}, **{name: {START: 0.0, f"{name}.amount": 3.0} for name in DIMENSIONS}},
    needed=dict.fromkeys(DIMENSIONS, (0.2, 0.5, 1.0)),
    error=dict.fromkeys("12345", 0.5),
)


def told(*marks: str) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(Sentence(10 * spot, 10 * spot + 9, "Words go."), frozenset(own.split()), ("words", "go"))
        for spot, own in enumerate(marks)
    )


def shown(*marks: str) -> tuple[int, ...]:
    """The sentences shown for the result."""
    evidence = told(*marks)
    return carrying(evidence, weigh(evidence, EASY), EASY)["result"]


def test_the_strongest_are_shown_where_they_carry_the_level() -> None:
    assert shown("mine reason", "", "") == (0,)


@pytest.mark.parametrize(("strong", "needed"), [(4, 4), (5, 4), (6, 5), (7, 6), (8, 7)])
def test_where_as_much_is_left_more_are_shown(strong: int, needed: int) -> None:
    assert shown(*["mine reason"] * strong) == tuple(range(needed)), "two strong ones are enough for 3, one is not"


def test_none_are_shown_where_no_few_carry_the_level() -> None:
    assert shown(*["mine reason"] * (4 + MORE + 4)) == ()


def test_nothing_is_shown_for_nothing() -> None:
    assert carrying((), weigh((), EASY), EASY) == dict.fromkeys(DIMENSIONS, ())
