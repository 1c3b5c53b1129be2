"""Drafts: the newest text wins, and no other is lost."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from starlift.content import Content, load_content, shipped_root
from starlift.drafts import Drafts
from starlift.journal import Journal
from starlift.seat import Seat


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content(shipped_root())


@pytest.fixture
def take_seat(content: Content, tmp_path: Path) -> Callable[[], Seat]:
    return lambda: Seat(content, "your-story", Journal(tmp_path, "autumn", "p-01"))


def open_drafts(seat: Seat) -> tuple[Drafts, list[object]]:
    heard: list[object] = []
    drafts = Drafts(seat, lambda rev, error: heard.append((rev, error)), lambda: heard.append("rescued"), interval=60)
    return drafts, heard


def send(drafts: Drafts, rev: int, text: str, **more: Any) -> bool:
    taken = drafts.take({"rev": rev, "sections": {"action": text}, **more})
    drafts.save()
    drafts.flush()
    return taken is not None


def kept(seat: Seat) -> list[str]:
    return [attempt.answer.action for attempt in seat.progress().attempts]


def test_the_newest_text_of_one_tab_is_kept(take_seat: Callable[[], Seat]) -> None:
    seat = take_seat()
    drafts, heard = open_drafts(seat)
    assert send(drafts, 1, "One.", tab="a", base=0)
    assert send(drafts, 3, "Three.", tab="a", base=1)
    assert not send(drafts, 2, "Two.", tab="a", base=1)
    assert seat.progress().draft.action == drafts.answer.action == "Three."
    assert kept(seat) == []
    assert heard[-1] == (3, None)


def test_a_tab_that_has_seen_the_text_replaces_it_quietly(take_seat: Callable[[], Seat]) -> None:
    seat = take_seat()
    drafts, _ = open_drafts(seat)
    send(drafts, 1, "One.", tab="a", base=0)
    send(drafts, 2, "One and two.", tab="b", base=1)
    send(drafts, 3, "One, two and three.", tab="a", base=2)
    assert seat.progress().draft.action == "One, two and three."
    assert kept(seat) == []


def test_of_two_tabs_the_newest_wins_and_the_other_becomes_an_attempt(take_seat: Callable[[], Seat]) -> None:
    seat = take_seat()
    drafts, heard = open_drafts(seat)
    send(drafts, 5, "Words of the first tab.", tab="a", base=4)
    send(drafts, 2, "Words of the second tab.", tab="b", base=1)
    assert seat.progress().draft.action == "Words of the second tab."
    assert kept(seat) == ["Words of the first tab."]
    assert "rescued" in heard


def test_of_two_kernels_the_newest_wins_and_the_other_becomes_an_attempt(take_seat: Callable[[], Seat]) -> None:
    one, two = open_drafts(take_seat()), open_drafts(take_seat())
    send(one[0], 1, "Words of the first kernel.")
    send(two[0], 1, "Words of the second kernel.")
    seat = take_seat()
    assert seat.progress().draft.action == "Words of the second kernel."
    assert kept(seat) == ["Words of the first kernel."]
    assert two[1][0] == "rescued"
    send(one[0], 2, "Words of the first kernel. More.")
    assert seat.progress().draft.action == "Words of the first kernel. More."
    assert kept(seat) == ["Words of the first kernel.", "Words of the second kernel."]


def test_the_winner_is_written_whole_beside_sections_of_the_other(take_seat: Callable[[], Seat]) -> None:
    one, two = open_drafts(take_seat())[0], open_drafts(take_seat())[0]
    one.take({"rev": 1, "sections": {"task": "Mine."}})
    one.save()
    two.take({"rev": 1, "sections": {"action": "Other."}})
    two.save()
    seat = take_seat()
    assert seat.progress().draft.sections == {"situation": "", "task": "", "action": "Other.", "result": ""}
    assert seat.progress().attempts[0].answer.task == "Mine."


def test_entries_of_other_kinds_are_no_rivals(take_seat: Callable[[], Seat]) -> None:
    seat = take_seat()
    drafts, heard = open_drafts(seat)
    send(drafts, 1, "One.")
    take_seat().write("choice", {"step": "keep"})
    send(drafts, 2, "Two.")
    assert kept(seat) == []
    assert "rescued" not in heard


def test_a_text_that_is_kept_already_is_kept_once(take_seat: Callable[[], Seat]) -> None:
    seat = take_seat()
    drafts, heard = open_drafts(seat)
    send(drafts, 1, "One.", tab="a", base=0)
    seat.keep_attempt(drafts.answer)
    send(drafts, 1, "Two.", tab="b", base=0)
    assert kept(seat) == ["One."]
    assert "rescued" not in heard


def test_a_full_disk_loses_neither_text(take_seat: Callable[[], Seat], monkeypatch: pytest.MonkeyPatch) -> None:
    seat = take_seat()
    drafts, heard = open_drafts(seat)
    send(drafts, 1, "First.", tab="a", base=0)

    def full(descriptor: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as broken:
        broken.setattr(os, "write", full)
        send(drafts, 2, "Second.", tab="b", base=0)
    assert "No space left" in str(heard[-1])
    drafts.flush()
    assert seat.progress().draft.action == "Second."
    assert kept(seat) == ["First."]


def test_a_text_in_one_piece_comes_and_goes(take_seat: Callable[[], Seat]) -> None:
    seat = take_seat()
    drafts, _ = open_drafts(seat)
    drafts.take({"rev": 1, "sections": {"whole": "All of it."}})
    drafts.save()
    assert seat.progress().draft.sections["whole"] == "All of it."
    send(drafts, 2, "Only this.")
    assert seat.progress().draft.sections == {"situation": "", "task": "", "action": "Only this.", "result": ""}


def test_what_is_no_text_is_left_out(take_seat: Callable[[], Seat]) -> None:
    drafts, _ = open_drafts(take_seat())
    assert drafts.take({"rev": 1, "sections": 3}) is not None
    assert drafts.take({"rev": 2, "sections": {"task": None, "elsewhere": "x"}}) is not None
    assert drafts.answer.text == ""
