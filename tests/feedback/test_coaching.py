"""The one question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlift.dimensions import CRAFT, DIMENSIONS, SIGNALS
from starlift.feedback.coaching import FollowUp, choose_question, fitting, gain

Questions = Mapping[str, Sequence[FollowUp]]
NOTHING = dict.fromkeys(DIMENSIONS, 0.0)
FULL = dict.fromkeys(DIMENSIONS, 3.0)


def test_action_comes_first(questions: Questions) -> None:
    assert choose_question(NOTHING, (), questions) == ("action low?", "action")


def test_result_comes_when_the_action_is_told(questions: Questions) -> None:
    assert choose_question({**NOTHING, "action": 2.6}, (), questions) == ("result low?", "result")


def test_focus_decides_among_the_signals(questions: Questions) -> None:
    told = {**NOTHING, **dict.fromkeys(CRAFT, 3.0)}
    for name in SIGNALS:
        assert choose_question(told, (name,), questions)[1] == name


def test_a_signal_out_of_focus_comes_last(questions: Questions) -> None:
    levels = {**FULL, "coaching": 0.0, "task": 1.0, "conflict": 1.0}
    assert choose_question(levels, ("conflict",), questions)[1] == "conflict"
    assert gain("coaching", 0.0, ()) < gain("situation", 1.0, ())


def test_the_question_fits_the_level(questions: Questions) -> None:
    assert fitting(questions["result"], 1.4) == "result low?"
    assert fitting(questions["result"], 1.6) == "result high?"
    assert fitting(questions["result"], 3.0) == "result high?"
    assert fitting((), 1.0) == ""


def test_a_dimension_without_questions_is_passed_over(questions: Questions) -> None:
    some = {name: asked for name, asked in questions.items() if name != "action"}
    assert choose_question(NOTHING, (), some)[1] == "result"
    assert choose_question(NOTHING, (), {}) == ("", "action")


def test_a_full_answer_still_gets_a_question(questions: Questions) -> None:
    assert choose_question(FULL, (), questions)[0]
