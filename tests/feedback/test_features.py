"""The marks of sentences."""

from __future__ import annotations

import pytest

from starlift.feedback.features import Evidence, examine
from starlift.feedback.sentences import split


def evidence(text: str) -> tuple[Evidence, ...]:
    return examine(split(text))


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("It took 14 days.", "figure"),
        ("It took fourteen days.", "figure"),
        ("We asked Marta about it.", "named"),
        ('He said "no".', "quote"),
        ("Three piles: now, soon, never.", "spelled_out"),
        ("What breaks if it is off?", "asks"),
        ("I believe that trust is important to people.", "generic"),
        ("People were satisfied with it.", "thin"),
        ("Stakeholder alignment and governance prioritisation maturity transformation.", "foggy"),
        ("So ten.", "tiny"),
        ("I replaced it with one page, every line with a name and a price.", "mine"),
        ("I asked them and we lost a week over it.", "cost_borne"),
    ],
)
def test_marks(text: str, mark: str) -> None:
    (only,) = evidence(text)
    assert mark in only.marks


def test_vague_verb_alone_is_no_act() -> None:
    (only,) = evidence("I replaced passive reporting with engaging reporting.")
    assert "mine" not in only.marks


def test_place_is_that_among_telling_sentences(strong: str) -> None:
    found = evidence(strong)
    assert "opening" in found[0].marks
    assert "closing" in found[-1].marks
    padded = evidence(strong + "\n\nTrust matters. It was a journey.")
    assert [one.marks for one in padded[: len(found)]] == [one.marks for one in found]


def test_own_act_is_near_within_two_sentences() -> None:
    found = evidence("I asked four leads. Rain fell. Snow fell. Sun shone.")
    assert ["own_near" in one.marks for one in found] == [True, True, True, False]


def test_words_are_counted() -> None:
    assert evidence("Asked 4 directors.")[0].words == 2


def test_nothing_gives_no_evidence() -> None:
    assert examine(()) == ()
