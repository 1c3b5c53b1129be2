"""Panels without a browser: a seat in an empty workspace, and messages in the form a browser sends them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ipywidgets import Widget

from starlift.content import Content, load_content, shipped_root
from starlift.journal import Journal
from starlift.seat import Seat

STRONG = {
    "situation": "Five of us served nine teams, and each engineer was interrupted eleven times a day.",
    "task": "I had to make our answers predictable with the same five people.",
    "action": "I decided to sort requests into six lanes because they needed different answers. "
    "I refused a quota per team, since a quota rewards whoever asks most. "
    "I agreed with the head of engineering that small questions wait a week.",
    "result": "A design review went from nineteen days to six, and teams now bring their questions earlier.",
}


@pytest.fixture(scope="session")
def content() -> Content:
    return load_content(shipped_root())


@pytest.fixture
def take_seat(content: Content, tmp_path: Path) -> Callable[..., Seat]:
    def take(case: str = "ticket-sink", participant: str = "p-01") -> Seat:
        return Seat(content, case, Journal(tmp_path, "autumn", participant))

    return take


def from_browser(widget: Widget, **state: Any) -> None:
    """Change traits the way a front end does."""
    data = {"method": "update", "state": state, "buffer_paths": []}
    widget._handle_msg({"content": {"data": data}, "buffers": []})


def click(widget: Widget) -> None:
    widget._handle_msg({"content": {"data": {"method": "custom", "content": {"event": "click"}}}, "buffers": []})


def message(widget: Widget, **content: Any) -> None:
    widget._handle_msg({"content": {"data": {"method": "custom", "content": content}}, "buffers": []})
