"""Messages in the form a browser sends them."""

from __future__ import annotations

from typing import Any

from ipywidgets import Widget


def from_browser(widget: Widget, **state: Any) -> None:
    """Change traits the way a front end does."""
    data = {"method": "update", "state": state, "buffer_paths": []}
    widget._handle_msg({"content": {"data": data}, "buffers": []})


def message(widget: Widget, **content: Any) -> None:
    widget._handle_msg({"content": {"data": {"method": "custom", "content": content}}, "buffers": []})
