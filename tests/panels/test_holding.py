"""A question stays while a sentence is being typed."""

from __future__ import annotations

from starlift.dimensions import CRAFT, SIGNALS
from starlift.feedback import Assessment
from starlift.panels.holding import HeldQuestion


def judged(question: str, action: float = 1.0) -> Assessment:
    return Assessment(
        overall=2.0,
        craft={**dict.fromkeys(CRAFT, 1.0), "action": action},
        signals=dict.fromkeys(SIGNALS, 0.0),
        evidence={},
        flags=[],
        question=question,
        question_dimension="action",
        question_id=question.lower(),
        hints=("a", "b", "c"),
    )


def test_it_stays_within_a_sentence_and_goes_with_the_full_stop() -> None:
    held = HeldQuestion()
    assert held.follow(judged("One?"), "I ask").text == "One?"
    assert held.follow(judged("Two?"), "I asked them").text == "One?"
    assert held.follow(judged("Three?"), "I asked them.").text == "Three?"
    assert held.follow(judged("Four?"), "I asked them. Then").text == "Three?"
    assert held.follow(judged("Five?"), "I asked them. Then\n").id == "five?"


def test_it_goes_when_it_is_answered() -> None:
    held = HeldQuestion()
    held.follow(judged("One?"), "I asked")
    assert held.follow(judged("Two?", action=1.4), "I asked them to").text == "One?"
    assert held.follow(judged("Two?", action=1.5), "I asked them to choose").text == "Two?"


def test_it_goes_when_the_words_that_it_quotes_are_gone() -> None:
    held = HeldQuestion()
    quoting = "You write “… asked all nine of them …”. Why?"
    assert held.follow(judged(quoting), "I asked all nine of them now. And").text == quoting
    assert held.follow(judged("Two?"), "I asked all nine of them now. And then").text == quoting
    assert held.follow(judged("Two?"), "I asked all ten of them now. And then").text == "Two?"
