"""The one question and its hints: which it is, whose words it uses, and that it holds still."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starlift.dimensions import CRAFT, DIMENSIONS, SIGNALS
from starlift.feedback import FollowUp, assess
from starlift.feedback.coaching import SLOT, choose_question, fitting, gain
from starlift.feedback.quoting import MOST_WORDS, VAGUE, Told, quoted
from starlift.questions import load_questions

Questions = Mapping[str, Sequence[FollowUp]]
NOTHING = dict.fromkeys(DIMENSIONS, 0.0)
FULL = dict.fromkeys(DIMENSIONS, 3.0)
FILE = Path(__file__).resolve().parents[2] / "stories" / "questions.yaml"


@cache
def shipped() -> Questions:
    return load_questions(FILE).follow_ups


def all_shipped() -> dict[str, FollowUp]:
    return {item.id: item for items in shipped().values() for item in items}


def only_from_file_or_learner(text: str, question_id: str, question: str, hints: Sequence[str]) -> None:
    """Every word of a question and its hints stands in questions.yaml or, in quotation marks, in `text`."""
    item = all_shipped()[question_id]
    assert tuple(hints) == tuple(item.hints)
    if question == item.text:
        return
    before, after = item.quoting.split(SLOT)
    assert question.startswith(f"{before}“")
    assert question.endswith(f"”{after}")
    span = question[len(before) + 1 : -len(after) - 1].removeprefix("… ").removesuffix(" …")
    assert span in text
    assert len(span.split()) <= MOST_WORDS
    place = text.index(span)
    assert not text[max(place - 1, 0) : place].isalnum()
    assert not text[place + len(span) :][:1].isalnum()


def test_action_comes_first(questions: Questions) -> None:
    found = choose_question(NOTHING, (), questions)
    assert (found.question, found.dimension) == ("action low?", "action")
    assert found.question_id == "action-low"
    assert len(found.hints) == 3


def test_result_comes_when_the_action_is_told(questions: Questions) -> None:
    assert choose_question({**NOTHING, "action": 2.6}, (), questions).question == "result low?"


def test_focus_decides_among_the_signals(questions: Questions) -> None:
    told = {**NOTHING, **dict.fromkeys(CRAFT, 3.0)}
    for name in SIGNALS:
        assert choose_question(told, (name,), questions).dimension == name


@pytest.mark.parametrize("signal", SIGNALS)
def test_the_signals_of_the_case_come_first_once_there_is_an_act_and_a_result(
    questions: Questions, signal: str
) -> None:
    begun = {**NOTHING, "action": 1.0, "result": 1.0}
    assert choose_question(begun, (signal,), questions).dimension == signal
    assert choose_question({**begun, "action": 0.0}, (signal,), questions).dimension == "action"
    assert choose_question({**begun, "result": 0.0}, (signal,), questions).dimension == "result"


def test_a_signal_out_of_focus_comes_last(questions: Questions) -> None:
    levels = {**FULL, "coaching": 0.0, "task": 1.0, "conflict": 1.0}
    assert choose_question(levels, ("conflict",), questions).dimension == "conflict"
    assert gain("coaching", 0.0, ()) < gain("situation", 1.0, ())


def test_the_question_fits_the_level(questions: Questions) -> None:
    assert [item.text for item in fitting(questions["result"], 1.4)] == ["result low?"]
    assert [item.text for item in fitting(questions["result"], 1.6)] == ["result high?"]
    assert [item.text for item in fitting(questions["result"], 3.0)] == ["result high?"]
    assert fitting((), 1.0) == []


def test_a_dimension_without_questions_is_passed_over(questions: Questions) -> None:
    some = {name: asked for name, asked in questions.items() if name != "action"}
    assert choose_question(NOTHING, (), some).dimension == "result"
    nothing = choose_question(NOTHING, (), {})
    assert (nothing.question, nothing.question_id, nothing.dimension, nothing.hints) == ("", "", "action", ())


def test_a_full_answer_still_gets_a_question(questions: Questions) -> None:
    assert choose_question(FULL, (), questions).question


def test_a_strong_answer_is_asked_for_cost_or_for_what_lasts() -> None:
    asked = set()
    for finished in range(0, 40, 3):
        found = choose_question(FULL, ("intake", "conflict"), shipped(), Told(["Yes."] * finished))
        assert all_shipped()[found.question_id].harder
        asked.add(found.question_id)
        assert found.dimension in ("intake", "conflict", "action", "result")
    assert len(asked) >= 4


def test_further_sentences_bring_another_of_the_fitting_questions() -> None:
    ids = {choose_question(NOTHING, (), shipped(), Told(["I did."] * count)).question_id for count in range(12)}
    assert len(ids) >= 2
    assert all(0 in all_shipped()[item].levels for item in ids)


def test_the_question_is_about_the_clearest_sentence(questions: Questions) -> None:
    both, own = "I asked all nine directors what they read.", "I decided on two lanes instead of one list."
    told = Told([both, own], {"action": [both, own], "intake": [both]})
    assert told.quote("action") == "“I decided on two lanes instead of one list”"
    assert told.quote("intake") == "“I asked all nine directors what they read”"
    assert told.quote("conflict") == ""


def test_the_vaguest_sentence_is_the_one_with_the_hollow_words() -> None:
    told = Told(["I asked 9 directors to choose.", "I ensured that priorities were communicated effectively."])
    assert told.quote(VAGUE) == "“I ensured that priorities were communicated effectively”"
    assert Told(["I asked 9 directors to choose."]).quote(VAGUE) == ""


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("I wrote the rule down on one page.", "“I wrote the rule down on one page”"),
        ("I wrote the rule down on one page", ""),  # not finished
        ("One two three.", ""),  # too short
        ("a b c d e f g h i j k l m n.", "“a b c d e f g h i j k l …”"),
        ("I sent https://example.org/a-very-long-address-that-goes-on to them.", ""),
        ("I told them \u202eabc and left it.", ""),  # would turn the question around it
        ("I told them\nthat it would wait.", ""),  # one line of too few words
        ("I wrote it down for the team,\nthat it would wait.", "“I wrote it down for the team …”"),
    ],
)
def test_a_quote_is_cut_at_words_and_never_repaired(sentence: str, shown: str) -> None:
    assert quoted(sentence) == shown


def test_a_long_vague_sentence_is_quoted_where_it_is_vague() -> None:
    sentence = "When I had come to this team in the spring of that long year I worked closely with everybody there."
    assert quoted(sentence, re.compile("worked closely")) == "“… year I worked closely with everybody there”"


@pytest.mark.parametrize("focus", [(), *((name,) for name in SIGNALS)])
def test_nothing_in_question_and_hints_is_invented(answer: str, focus: tuple[str, ...]) -> None:
    for end in range(0, len(answer) + 1, 23):
        text = answer[:end]
        found = assess(text, focus=focus, questions=shipped())
        only_from_file_or_learner(text, found.question_id, found.question, found.hints)


def test_words_of_the_learner_are_in_many_questions(answer: str) -> None:
    asked = [assess(answer, focus=(name,), questions=shipped()).question for name in SIGNALS]
    assert any("“" in question for question in asked)


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), max_size=8), st.sampled_from(DIMENSIONS)
)
def test_any_sentence_is_quoted_as_it_is_or_not_at_all(sentences: list[str], dimension: str) -> None:
    told = Told(sentences, {dimension: sentences})
    for level in (0.0, 1.0, 2.0):
        found = choose_question({**FULL, dimension: level}, (dimension,), shipped(), told)
        only_from_file_or_learner("\n".join(sentences), found.question_id, found.question, found.hints)


def test_the_learners_braces_stay_text() -> None:
    sentence = "I wrote {quote} and {0} on the board."
    (item,) = (item for item in shipped()["action"] if item.id == "price-of-the-way")
    found = choose_question({**FULL, "action": 2.0}, (), {"action": [item]}, Told([sentence], {"action": [sentence]}))
    assert found.question == "You write “I wrote {quote} and {0} on the board”. What did doing it this way cost?"


def test_within_a_sentence_the_question_hardly_ever_changes(answer: str) -> None:
    """A pure judge cannot know what was asked before; the studio holds the rest."""
    changes, before = 0, ""
    for end in range(1, len(answer) + 1):
        now = assess(answer[:end], focus=("intake",), questions=shipped()).question_id
        changes += now != before and answer[end - 1] not in ".!?"
        before = now
    assert changes <= 2 + len(answer) / 200
