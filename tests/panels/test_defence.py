"""The panel's follow-up questions and the replies to them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from messages import message

from sample_answer import STRONG
from starlift.panels.studio import Studio
from starlift.seat import Seat


def enter(seat: Seat) -> Studio:
    studio = Studio(seat)
    message(studio, do="go", step="defend")
    return studio


def reply(studio: Studio, text: str) -> None:
    message(studio, do="note", name=f"defence:{studio.defence['id']}", text=text, rev=1)


def test_no_question_is_asked_before_the_step(take_seat: Callable[..., Seat]) -> None:
    assert Studio(take_seat()).defence == {}


def test_it_asks_about_the_weakest_signal_of_the_case_as_the_text_stands(take_seat: Callable[..., Seat]) -> None:
    seat = take_seat()
    studio = Studio(seat)
    message(studio, do="keep", sections=STRONG)
    message(studio, do="go", step="defend")
    found = seat.assess(seat.progress().draft.text)
    weakest = min(seat.signals, key=lambda name: found.signals[name])
    assert studio.defence["about"] == seat.content.rubric[weakest].name
    assert studio.defence["question"].endswith("?")
    assert not studio.defence["early"]


def test_without_a_text_it_says_that_it_cannot_know(take_seat: Callable[..., Seat]) -> None:
    assert enter(take_seat()).defence["early"]


def test_a_reply_is_kept_and_comes_back(take_seat: Callable[..., Seat]) -> None:
    studio = enter(take_seat())
    first = studio.defence
    reply(studio, "She owned it, <b>in writing</b>.")
    assert "defend" in studio.place["done"]
    message(studio, do="another")
    assert studio.defence["id"] != first["id"]
    assert studio.defence["earlier"] == [{"question": first["question"], "reply": "She owned it, <b>in writing</b>."}]
    studio.close()

    again = Studio(take_seat())
    assert again.place["step"] == "defend"
    assert (again.defence["id"], again.defence["reply"]) == (first["id"], "She owned it, <b>in writing</b>.")
    for _ in range(8):
        before = again.defence["id"]
        message(again, do="another")
        assert again.defence["id"] != before


def test_a_question_with_a_reply_stays_when_the_step_is_entered_again(take_seat: Callable[..., Seat]) -> None:
    studio = enter(take_seat())
    reply(studio, "Because they asked.")
    before = studio.defence["id"]
    message(studio, do="go", step="rewrite")
    message(studio, do="go", step="defend")
    assert studio.defence["id"] == before
    assert studio.defence["reply"] == "Because they asked."


def test_questions_go_round_without_end(take_seat: Callable[..., Seat]) -> None:
    studio = enter(take_seat())
    seen = []
    for _ in range(30):
        seen.append(studio.defence["id"])
        message(studio, do="another")
    assert len(set(seen)) >= 6
    assert all(one != two for one, two in pairwise(seen))


@pytest.mark.parametrize("note", [{"name": "elsewhere", "text": "x"}, {"name": 3, "text": "x"}, {"name": "keep"}, {}])
def test_a_malformed_note_is_not_kept(take_seat: Callable[..., Seat], note: dict[str, object]) -> None:
    seat = take_seat()
    message(Studio(seat), do="note", **note)
    assert seat.progress().notes == {}


def test_an_own_story_is_asked_too(take_seat: Callable[..., Seat]) -> None:
    studio = enter(take_seat("your-story"))
    assert studio.defence["question"].endswith("?")
