"""JSON files, item by item where they are long, with the line of every mistake."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Never

from starlift.workbenches.owndata.files import refused, text_of

_SPACE = re.compile(r"[\s,]*")


def document(path: Path, encoding: str) -> Any:
    """All of a file that is one JSON value.

    Raises:
        StarliftError: When it is not.
    """
    text = text_of(path, encoding)
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        _explain(path, text, error)


def items(path: Path, encoding: str) -> Iterator[Any]:
    """The members of a list, one at a time so that no long list stands in memory.

    Several lists one after the other count as one, as when an export wrote page after page; an object that is no list
    is a member itself.

    Raises:
        StarliftError: When the file is not JSON from its beginning to its end.
    """
    text = text_of(path, encoding)
    decode = json.JSONDecoder().raw_decode
    depth = 0
    at = _after_space(text, 0)
    try:
        while at < len(text):
            if text[at] == "[" and depth == 0:
                depth, at = 1, at + 1
            elif text[at] == "]" and depth == 1:
                depth, at = 0, at + 1
            else:
                item, at = decode(text, at)
                yield item
            at = _after_space(text, at)
        if depth:
            raise json.JSONDecodeError("is cut off", text, len(text))
    except (ValueError, RecursionError) as error:
        _explain(path, text, error)


def _after_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _explain(path: Path, text: str, error: Exception) -> Never:
    if isinstance(error, RecursionError):
        raise refused(path, "is nested too deeply", "export it again") from None
    if not isinstance(error, json.JSONDecodeError):
        raise refused(path, "holds a figure that is too long", "export it again") from None
    at = min(error.pos, len(text))
    line = text.count("\n", 0, at) + 1
    if not text[at:].strip() or error.msg.startswith("Unterminated string"):
        raise refused(path, "is cut off: its JSON does not end", "export it again to the end", line=line) from None
    column = at - (text.rfind("\n", 0, at) + 1) + 1
    raise refused(path, f"is not valid JSON at column {column:,}", "export it again", line=line) from None


def text_at(value: Any, *path: str | int) -> str:
    """The text at a path of keys and indices within JSON; figures as text, and empty when there is none."""
    for step in path:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and -len(value) <= step < len(value):
            value = value[step]
        else:
            return ""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def list_at(value: Any, *path: str) -> list[Any]:
    """The list at a path of keys within JSON; empty when there is none."""
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value if isinstance(value, list) else []
