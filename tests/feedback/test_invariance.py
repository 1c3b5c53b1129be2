"""What must not move a level, and what must: each change is made to a share of the rated answers.

Every change meets another share of them, so that together they meet all, and always those of `HARD`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import pytest
from altered import EMPTY_PARAGRAPHS, FORMS, RUBRIC_WORDS, SWAPS, TO_THE_RATER, Change, acts, negated

from starlift.dimensions import DIMENSIONS
from starlift.feedback import Assessment, assess
from starlift.rated import RatedAnswer, load_rated

FILE = Path(__file__).resolve().parents[2] / "exercises" / "rated.jsonl"
HARD = {"A-005", "A-007", "A-016", "B-042", "C-018", "C-024", "C-032", "E-08.v2", "E-10.v3", "G-041", "J-024", "K-007"}
"""Answers that moved most while the feedback was made: thin ones, all "we", notes without a subject."""
MOST_RISE = 0.25
MOST_SWAP = 0.1

SELDOM = 0.08
"""Share of answers that may move otherwise when only the form of their typing changes."""
JOINTS = ("\n\n", "\n", " ")
ADDITIONS = {
    f"{family}: {name}": text
    for family, texts in (("rubric", RUBRIC_WORDS), ("empty", EMPTY_PARAGRAPHS), ("rater", TO_THE_RATER))
    for name, text in texts.items()
}


@cache
def judged(text: str) -> Assessment:
    return assess(text, questions={})


def overall(text: str) -> float:
    """The overall level; a text that is refused earns as little as the lowest."""
    level = judged(text).overall
    return 1.0 if level is None else level


@cache
def answers() -> tuple[RatedAnswer, ...]:
    """The rated answers that get a level."""
    return tuple(answer for answer in load_rated(FILE) if judged(answer.text).overall is not None)


def share(name: str, names: Iterable[str], one_in: int) -> list[RatedAnswer]:
    """One in so many answers, beginning with another one for every name, and the hard ones."""
    first = list(names).index(name) % one_in
    return [answer for spot, answer in enumerate(answers()) if spot % one_in == first or answer.id in HARD]


def told(moves: Mapping[str, float]) -> str:
    """Which answers moved by how much, the largest first."""
    return ", ".join(f"{id} {move:+.2f}" for id, move in sorted(moves.items(), key=lambda pair: -abs(pair[1])))


@pytest.mark.parametrize("place", ["before", "behind"])
@pytest.mark.parametrize("name", ADDITIONS)
def test_additions_raise_nothing(name: str, place: str) -> None:
    moves = {}
    for answer in share(name, ADDITIONS, 8):
        text = f"{answer.text}\n\n{ADDITIONS[name]}" if place == "behind" else f"{ADDITIONS[name]}\n\n{answer.text}"
        moves[answer.id] = round(overall(text) - overall(answer.text), 2)
    assert not (above := {id: move for id, move in moves.items() if move > MOST_RISE}), told(above)


@pytest.mark.parametrize("joint", JOINTS, ids=["paragraph", "line", "blank"])
def test_the_same_text_twice_raises_nothing(joint: str) -> None:
    moves = {
        answer.id: round(overall(answer.text + joint + answer.text) - overall(answer.text), 2)
        for answer in share(joint, JOINTS, 6)
    }
    assert not (above := {id: move for id, move in moves.items() if move > MOST_RISE}), told(above)


@pytest.mark.parametrize("name", SWAPS)
def test_swaps_change_nothing(name: str) -> None:
    moves = changed(SWAPS[name], share(name, SWAPS, 2))
    assert len(moves) >= 10, "the swap must find something to swap"
    assert not (off := {id: move for id, move in moves.items() if abs(move) > MOST_SWAP}), told(off)


@pytest.mark.parametrize("name", FORMS)
def test_the_form_of_the_typing_changes_nothing(name: str) -> None:
    moves = changed(FORMS[name], share(name, FORMS, 5))
    off = {id: move for id, move in moves.items() if abs(move) > MOST_SWAP}
    assert len(off) <= SELDOM * len(moves), told(off)


def changed(change: Change, some: Iterable[RatedAnswer]) -> dict[str, float]:
    """By how much a change moves each answer that it touches."""
    touched = {answer.id: (answer.text, change(answer.text)) for answer in some}
    return {id: round(overall(new) - overall(old), 2) for id, (old, new) in touched.items() if new != old}


def test_denied_acts_lower_the_level() -> None:
    acting = [answer for answer in share("", [""], 3) if acts(answer.text) >= 2 and overall(answer.text) > 1]
    moves = {answer.id: overall(negated(answer.text)) - overall(answer.text) for answer in acting}
    assert len(moves) >= 50
    assert not (off := {id: move for id, move in moves.items() if move >= 0}), told(off)


@pytest.mark.parametrize("name", DIMENSIONS)
def test_without_its_evidence_a_dimension_falls(name: str) -> None:
    moves = {}
    for answer in share("", [""], 4):
        before = judged(answer.text)
        if spans := before.evidence[name]:
            moves[answer.id] = judged(without(answer.text, spans)).levels[name] - before.levels[name]
    assert len(moves) >= 15
    assert not (off := {id: move for id, move in moves.items() if move >= 0}), told(off)


def without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text without the characters of some spans."""
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + text[end:]
    return text


def test_changes_do_what_they_say() -> None:
    assert negated("I asked and we then cut it; she asked.") == "I never asked and we then never cut it; she asked."
    assert SWAPS["gender"]("She gave him her list and he thanked her.") == "He gave her his list and she thanked him."
    assert SWAPS["names"]("Ilse met Tomasz.") == "Ilse met Nguyet."
    assert (
        SWAPS["British spelling"](SWAPS["American spelling"]("Prioritise the programme."))
        == "Prioritise the programme."
    )
    assert FORMS["curly quotes"]('He said "no", didn\'t he?') == "He said “no”, didn’t he?"
    assert without("One. Two. Three.", [(0, 4), (10, 16)]) == " Two. "
