"""Wall page: one page that needs nothing but itself, on a projector or as a file."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent
_MARKS = {"style": "/*STYLE*/", "script": "/*SCRIPT*/", "data": "{{DATA}}", "policy": "{{POLICY}}"}


@cache
def _asset(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def policy(*, asks: bool) -> str:
    """The content security policy of the page: its own style and script by their hashes, and nothing else.

    Args:
        asks: Whether the page asks the server that it came from for news.
    """
    style, script = _hash(_asset("wall.css")), _hash(_asset("wall.js"))
    rules = [
        "default-src 'none'",
        f"style-src {style}",
        f"script-src {script}",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join([*rules, "connect-src 'self'"] if asks else rules)


def page(state: Mapping[str, Any], *, every: float = 0.0) -> str:
    """The page as HTML.

    Args:
        state: What `starlift.reports.wall.Wall.state` gives; texts in it are shown and never taken for markup.
        every: Seconds between two questions for news; 0 for a page that stays as it is.
    """
    data = json.dumps({"state": state, "every": every}).replace("<", "\\u003c")
    filled = _asset("wall.html").replace(_MARKS["policy"], policy(asks=every > 0))
    for mark, text in (("style", _asset("wall.css")), ("script", _asset("wall.js")), ("data", data)):
        filled = filled.replace(_MARKS[mark], text)
    return filled


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
