"""Rating two answers: the panel's levels come after the learner's own."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from messages import message

from starlift.panels.studio import Studio
from starlift.seat import Seat


def levels(studio: Studio, level: int = 1) -> dict[str, int]:
    return {item["id"]: level for item in studio.frame["asked"]}


def compare(studio: Studio, answer: int, given: Any) -> None:
    message(studio, do="compare", answer=studio.practice[answer]["id"], levels=given)


def test_the_panels_levels_are_not_in_the_page_before(take_seat: Callable[..., Seat]) -> None:
    seat = take_seat()
    studio = Studio(seat)
    assert [answer["panel"] for answer in studio.practice] == [None, None]
    state = json.dumps(studio.get_state())
    assert not any(answer.advice in state for answer in seat.practice)
    assert all(not piece["dimensions"] for answer in studio.practice for piece in answer["segments"])


def test_every_level_must_be_chosen(take_seat: Callable[..., Seat]) -> None:
    seat = take_seat()
    studio = Studio(seat)
    compare(studio, 0, {"overall": 2})
    assert studio.practice[0]["problem"].startswith("First choose a level for: Intake")
    assert studio.practice[0]["panel"] is None
    assert seat.progress().choices == {}


def test_the_panel_stands_beside_the_own_levels_with_the_sentences(take_seat: Callable[..., Seat]) -> None:
    seat = take_seat()
    studio = Studio(seat)
    compare(studio, 0, levels(studio))
    first, second = studio.practice
    answer = seat.practice[0]
    gap = 1 - answer.overall
    said = "same" if gap == 0 else f"you {-gap} below"
    assert first["panel"]["rows"][0] == ["Overall", "1", str(answer.overall), said]
    assert first["panel"]["advice"] == answer.advice
    assert "".join(piece["text"] for piece in first["segments"]) == answer.text
    assert any(piece["dimensions"] for piece in first["segments"])
    assert second["panel"] is None
    assert "rate" not in studio.place["done"]
    compare(studio, 1, levels(studio))
    assert "rate" in studio.place["done"]


def test_the_own_levels_are_kept_and_come_back(take_seat: Callable[..., Seat]) -> None:
    studio = Studio(take_seat())
    compare(studio, 0, levels(studio))
    (given,) = take_seat().progress().choices.values()
    assert set(given) == {"overall", "intake", "operating_system"}
    again = Studio(take_seat())
    assert again.practice[0]["own"] == given
    assert again.practice[0]["panel"] is not None


@pytest.mark.parametrize("given", [None, 3, {"overall": 9}, {"overall": True}, []])
def test_a_malformed_rating_reveals_nothing(take_seat: Callable[..., Seat], given: object) -> None:
    studio = Studio(take_seat())
    compare(studio, 0, given)
    message(studio, do="compare", answer="elsewhere", levels=levels(studio))
    assert studio.practice[0]["panel"] is None
    assert studio.status["problem"] == ""


def test_the_opening_notebook_practises_rating_alone(take_seat: Callable[..., Seat]) -> None:
    studio = Studio(take_seat("start"))
    assert [step["id"] for step in studio.frame["steps"]] == ["rate"]
    assert len(studio.practice) == 2
    assert [item["id"] for item in studio.frame["asked"]] == ["overall"]
