"""The learner's own levels come first: what waits for them, what does not, and what the journal keeps."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from typing import Any

import pytest
from messages import from_browser, message

from sample_answer import STRONG
from starlift.dimensions import DIMENSIONS
from starlift.panels.selfrating import SelfRating
from starlift.panels.studio import Studio
from starlift.progress import Progress
from starlift.seat import Seat


def type_in(studio: Studio, rev: int, **sections: str) -> None:
    from_browser(studio, draft={"rev": rev, "sections": {**studio.draft["sections"], **sections}})


def rate(studio: Studio, **levels: Any) -> None:
    message(studio, do="rate", sections=studio.draft["sections"], levels=levels)


def own_levels(studio: Studio, level: int = 2) -> dict[str, int]:
    return {item["id"]: level for item in studio.frame["asked"]}


def test_the_whole_and_the_signals_of_the_case_are_asked(take_seat: Callable[..., Seat]) -> None:
    seat = take_seat()
    asked = {item["id"]: [level for level, _ in item["levels"]] for item in Studio(seat).frame["asked"]}
    assert asked == {"overall": [1, 2, 3, 4, 5], **{signal: [0, 1, 2, 3] for signal in seat.signals}}
    own = {item["id"] for item in Studio(take_seat("your-story")).frame["asked"]}
    assert own == {"overall"}


def test_no_level_leaves_the_kernel_before_the_own_rating(take_seat: Callable[..., Seat]) -> None:
    studio = Studio(take_seat())
    type_in(studio, 1, **STRONG)
    message(studio, do="keep", sections=STRONG)
    feedback = studio.feedback
    assert studio.rating["waiting"]
    assert (feedback["overall"], feedback["levels"], feedback["overall_name"]) == (None, {}, "")
    assert feedback["uncertainty"] is None
    assert [(one["overall"], one["change"], one["waiting"]) for one in studio.attempts] == [(None, [], True)]
    assert feedback["question"].endswith("?")
    assert any(piece["dimensions"] for piece in feedback["segments"]["action"])
    assert feedback["quotes"]["action"]


def test_levels_come_with_the_own_rating_beside_them(take_seat: Callable[..., Seat]) -> None:
    seat = take_seat()
    studio = Studio(seat)
    type_in(studio, 1, **STRONG)
    rate(studio, **own_levels(studio))
    assert not studio.rating["waiting"]
    assert studio.rating["rated"] == 1
    assert studio.feedback["rev"] == 1
    assert studio.feedback["overall"] > 1
    assert set(studio.feedback["levels"]) == set(DIMENSIONS)
    lines = studio.rating["comparison"]
    assert [line["name"] for line in lines] == [item["name"] for item in studio.frame["asked"]]
    assert lines[0]["text"] == f"you 2, feedback {studio.feedback['overall']:.1f}"
    by = 2 - round(studio.feedback["overall"], 1)
    assert lines[0]["gap"] == (
        "about the same" if abs(by) <= 0.5 else f"yours is {abs(by):.1f} {'higher' if by > 0 else 'lower'}"
    )


def test_it_is_kept_as_a_choice_and_comes_back(take_seat: Callable[..., Seat]) -> None:
    first = Studio(take_seat())
    type_in(first, 1, **STRONG)
    rate(first, **own_levels(first))
    shown = first.rating
    (entry,) = (entry for entry in take_seat().journal.entries() if entry.kind == "choice")
    assert set(entry.body) == {"self_rating:1"}
    assert entry.body["self_rating:1"]["own"] == own_levels(first)
    first.close()
    again = Studio(take_seat())
    assert again.rating == shown
    assert again.feedback["overall"] is not None


def test_skipping_is_one_press_and_is_remembered(take_seat: Callable[..., Seat]) -> None:
    studio = Studio(take_seat())
    type_in(studio, 1, **STRONG)
    message(studio, do="skip")
    assert studio.feedback["overall"] > 1
    assert studio.rating["comparison"] == []
    studio.close()
    assert not Studio(take_seat()).rating["waiting"]


def test_every_level_must_be_chosen_and_there_must_be_something_to_rate(take_seat: Callable[..., Seat]) -> None:
    seat = take_seat()
    studio = Studio(seat)
    rate(studio, **own_levels(studio))
    assert "too little" in studio.rating["problem"]
    type_in(studio, 1, **STRONG)
    rate(studio, overall=3)
    assert studio.rating["problem"].startswith("First choose a level for: Intake and priorities")
    assert studio.rating["waiting"]
    rate(studio, **own_levels(studio))
    assert studio.rating["problem"] == ""
    assert not studio.rating["waiting"]


@pytest.mark.parametrize("levels", [None, 3, {"overall": "3"}, {"overall": 9}, {"overall": True}, {"overall": [1]}])
def test_a_malformed_rating_reveals_nothing(take_seat: Callable[..., Seat], levels: object) -> None:
    studio = Studio(take_seat("your-story"))
    type_in(studio, 1, **STRONG)
    message(studio, do="rate", sections=STRONG, levels=levels)
    assert studio.rating["waiting"]
    assert studio.feedback["overall"] is None
    assert studio.status["problem"] == ""


def test_a_later_text_can_be_rated_at_will(take_seat: Callable[..., Seat]) -> None:
    seat = take_seat()
    studio = Studio(seat)
    type_in(studio, 1, **STRONG)
    message(studio, do="skip")
    message(studio, do="keep", sections=STRONG)
    assert (studio.rating["waiting"], studio.rating["number"]) == (False, 2)
    message(studio, do="ask")
    assert studio.rating["waiting"]
    assert studio.feedback["levels"] == {}
    assert studio.attempts[0]["overall"] is not None  # what has been seen stays
    message(studio, do="keep", sections=STRONG)
    assert studio.attempts[1]["overall"] is None
    rate(studio, **own_levels(studio, 3))
    assert studio.rating["rated"] == 2
    assert studio.attempts[1]["overall"] is not None
    assert seat.progress().choices["self_rating:2"]["own"] == own_levels(studio, 3)


def test_an_attempt_kept_while_waiting_waits_too_also_after_reopening(take_seat: Callable[..., Seat]) -> None:
    first = Studio(take_seat())
    type_in(first, 1, **STRONG)
    message(first, do="keep", sections=STRONG)
    first.close()
    again = Studio(take_seat())
    assert again.rating["waiting"]
    assert again.attempts[0]["overall"] is None
    rate(again, **own_levels(again))
    assert again.rating["rated"] == 1
    assert again.attempts[0]["overall"] is not None


def test_a_full_disk_does_not_hold_the_levels_back(
    take_seat: Callable[..., Seat], monkeypatch: pytest.MonkeyPatch
) -> None:
    studio = Studio(take_seat())
    type_in(studio, 1, **STRONG)
    studio._drafts.flush()

    def full(descriptor: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as broken:
        broken.setattr(os, "write", full)
        message(studio, do="skip")
    assert studio.feedback["overall"] > 1
    assert "No space left" in studio.status["problem"]


@pytest.mark.parametrize(
    "value", [None, 3, "skipped", {"own": 3}, {"own": {"overall": "x"}, "feedback": {}}, {"own": {}, "feedback": []}]
)
def test_a_damaged_choice_is_no_rating(value: object) -> None:
    progress = Progress.read([], "any")
    found = SelfRating.read(Progress(progress.draft, (), {}, {"self_rating:1": value, "self_rating:x": value}))
    assert not found.waiting
    assert found.own is None


def test_everything_sent_is_plain_json(take_seat: Callable[..., Seat]) -> None:
    studio = Studio(take_seat())
    type_in(studio, 1, **STRONG)
    rate(studio, **own_levels(studio))
    for value in (studio.frame, studio.feedback, studio.rating, studio.attempts):
        assert json.dumps(value, allow_nan=False)
