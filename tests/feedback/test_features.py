"""The marks of sentences."""

from __future__ import annotations

import pytest

from starlift.feedback.cues import CUES
from starlift.feedback.features import MARKS, TOGETHER, Evidence, examine, placed
from starlift.feedback.sentences import split


def evidence(text: str) -> tuple[Evidence, ...]:
    return placed(examine(split(text)))


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
        ("If the oven is cold the order must wait.", "rule"),
        ("I chose the small oven instead because it heats fast.", "decision"),
        ("Burnt loaves fell from nine to two.", "pair"),
        ("Now four, down from thirty.", "pair"),
        ("I baked 400 loaves.", "counted"),
        ("Loaves 40, rolls 31, cakes 12, tarts 9.", "figures"),
        ("I scrubbed the ovens myself all night.", "alone"),
        ("I compiled the parser.", "handiwork"),
        ("The getTray call fails with ERR_9.", "jargon"),
        ("I sat with him and read his last orders.", "coached"),
        ("The clerks still use it.", "outlives"),
        ("My job was to halve the waste without new ovens.", "tasked"),
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


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("I baked for 40 days.", "counted"),
        ("If you always trust people they must trust you.", "rule"),
        ("He baked it by hand.", "alone"),
        ("I went to the two bakers.", "pair"),
    ],
)
def test_marks_that_must_not_show(text: str, mark: str) -> None:
    assert mark not in evidence(text)[0].marks


def test_the_glossary_knows_every_mark(answer: str) -> None:
    assert {mark for one in evidence(answer) for mark in one.marks} <= set(MARKS)
    assert set(TOGETHER) | set(CUES) <= set(MARKS)
    assert len(MARKS) < 100


def test_a_named_speaker_acts() -> None:
    first, _, third = evidence("Ottoline cut the rounds. The ward slept. Ottoline asked four nurses.")
    assert "mine" in first.marks & third.marks


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "I cancelled the programme because he prioritised colour.",
            "I canceled the program because she prioritized color.",
        ),
        ("Bram asked Ilse to sign.", "Noor asked Tove to sign."),
        ("The hospital asked me to stop.", "The railway asked me to stop."),
    ],
)
def test_what_must_not_matter_does_not(one: str, other: str) -> None:
    assert evidence(one)[0].marks == evidence(other)[0].marks


def test_nothing_gives_no_evidence() -> None:
    assert examine(()) == ()
