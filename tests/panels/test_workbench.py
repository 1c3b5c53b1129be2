"""The widget of a workbench, with messages as a browser sends them and a small workbench of the test's own."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from messages import message

from starlift.errors import Problem, StarliftError
from starlift.journal import Journal
from starlift.panels.workbench import FIELD, LONGEST, MOST_FIELDS, WorkbenchPanel
from starlift.seat import Seat
from starlift.workbenches.facts import FACTS, Fact, from_choice
from toy_workbench import Scales


@pytest.fixture
def seat(take_seat: Callable[..., Seat]) -> Seat:
    return take_seat()


@pytest.fixture
def told() -> list[list[Fact]]:
    return []


@pytest.fixture
def panel(seat: Seat, told: list[list[Fact]]) -> WorkbenchPanel:
    return WorkbenchPanel(seat, Scales(), told.append)


def say(panel: WorkbenchPanel, rev: int, do: str, **rest: Any) -> None:
    message(panel, do=do, rev=rev, **rest)


def reopened(seat: Seat) -> WorkbenchPanel:
    return WorkbenchPanel(seat, Scales())


def test_nothing_is_made_or_written_before_it_is_opened(panel: WorkbenchPanel, tmp_path: Path) -> None:
    assert panel.page == {}
    assert panel.frame["title"] == "The <scales>"
    assert list(tmp_path.iterdir()) == []
    say(panel, 1, "act", act="weigh")
    assert panel.status["news"] == ""
    say(panel, 2, "open")
    assert [part["id"] for part in panel.page["parts"]] == ["put", "read"]
    assert panel.status["rev"] == 2
    assert list(tmp_path.iterdir()) == []


def test_entries_are_kept_and_come_back(panel: WorkbenchPanel, seat: Seat) -> None:
    say(panel, 1, "open")
    say(panel, 2, "put", values={"word": "<b>שלום\x00"})
    panel.close()
    assert panel.status["saved"] == 2
    assert seat.progress().notes[f"{FIELD}word"] == "<b>שלום\x00"
    again = reopened(seat)
    assert again.values == {"word": "<b>שלום\x00"}
    assert again.frame["begun"]


def test_what_can_be_said_is_told_and_kept(panel: WorkbenchPanel, seat: Seat, told: list[list[Fact]]) -> None:
    say(panel, 1, "open", values={"word": "abc"})
    assert told == [[Fact("number", "3 letters")]]
    say(panel, 2, "put", values={"word": "abc"})
    assert len(told) == 1, "nothing new"
    assert from_choice(seat.progress().choices[FACTS]) == told[0]
    say(panel, 3, "put", values={"word": ""})
    assert told[-1] == []
    assert seat.progress().choices[FACTS] == []


def test_the_part_is_kept(panel: WorkbenchPanel, seat: Seat) -> None:
    say(panel, 1, "open")
    say(panel, 2, "go", part="nowhere")
    assert panel.page["part"] == "put"
    say(panel, 3, "go", part="read", values={"word": "late"})
    assert panel.page["part"] == "read"
    assert panel.values["word"] == "late"
    again = reopened(seat)
    say(again, 1, "open")
    assert again.page["part"] == "read"


def test_a_button_works_and_a_file_goes_to_the_page(panel: WorkbenchPanel, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Any] = []
    monkeypatch.setattr(panel, "send", lambda content, buffers: sent.append((content, buffers)))
    say(panel, 1, "open")
    say(panel, 2, "act", act="weigh", values={"word": "four"})
    assert panel.status["news"] == "4 letters."
    assert panel.values["weighed"] == "4 letters.", "kept for the next time"
    say(panel, 3, "act", act="file")
    assert sent == [({"do": "download", "name": "weight.txt", "mime": "text/plain"}, [b"four"])]
    assert panel.status["news"] == "Here it is."


@pytest.mark.parametrize(("act", "words"), [("fall", "pick it up"), ("break", "ZeroDivisionError")])
def test_what_goes_wrong_is_told(panel: WorkbenchPanel, act: str, words: str) -> None:
    say(panel, 1, "open")
    say(panel, 2, "act", act=act, values={"word": "kept"})
    assert words in panel.status["problem"]
    assert panel.status["rev"] == 2, "the page may go on"
    say(panel, 3, "act", act="weigh")
    assert panel.status["problem"] == ""
    assert panel.values["word"] == "kept"


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"do": "put", "values": "x"},
        {"do": "put", "values": {"word": 7, "../../etc": "x", "a b": "x", "": "x"}},
        {"do": "act", "act": "drop_table"},
        {"do": "go"},
        {"do": "go", "part": ["put"]},
        {"do": "act", "act": {}},
        {"do": ["put"]},
        {"do": "__init__"},
        {"do": "open", "rev": "x"},
        {"do": "put", "values": {f"f{n}": "x" for n in range(MOST_FIELDS + 1)}},
    ],
)
def test_odd_messages_change_nothing(panel: WorkbenchPanel, sent: dict[str, Any]) -> None:
    say(panel, 1, "open")
    page = panel.page
    message(panel, **sent)
    assert panel.values == {}
    assert panel.page == page
    assert panel.status["problem"] == ""


def test_a_huge_entry_is_cut(panel: WorkbenchPanel) -> None:
    say(panel, 1, "open")
    say(panel, 2, "put", values={"word": "x" * 200_000})
    assert len(panel.values["word"]) == LONGEST


def test_a_full_disk_is_told_and_the_entry_is_written_later(
    panel: WorkbenchPanel, seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StarliftError(Problem("journal", 0, "", "the disk is full", "free space"))

    say(panel, 1, "open")
    with monkeypatch.context() as patched:
        patched.setattr(Journal, "append", full)
        say(panel, 2, "put", values={"word": "late"})
        assert "not saved yet" in panel.status["problem"] or "disk is full" in panel.status["problem"]
        assert panel.page["parts"][0]["done"], "the page works on"
    until = time.monotonic() + 20
    while panel.status["saved"] < 2 and time.monotonic() < until:
        time.sleep(0.05)
    assert seat.progress().notes[f"{FIELD}word"] == "late"


def test_where_there_is_no_widget_its_cover_is_shown(panel: WorkbenchPanel) -> None:
    bundle = panel._repr_mimebundle_()
    assert bundle["text/plain"] == "Workbench: The <scales>"
    assert "The &lt;scales&gt;" in bundle["text/html"]
