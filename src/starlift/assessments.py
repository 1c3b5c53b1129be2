"""Assessments: answers from files, one or many, and their assessments as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlift.errors import Problem, StarliftError, shown_path
from starlift.feedback import Assessment
from starlift.notebooks import write_atomic

MAX_BYTES = 64_000_000


def read_answer(path: Path) -> str:
    """The text of an answer; ``-`` is standard input.

    Raises:
        StarliftError: When it cannot be read, is larger than `MAX_BYTES` or not UTF-8.
    """
    name = shown_path(path)
    try:
        data = sys.stdin.buffer.read(MAX_BYTES + 1) if str(path) == "-" else _read(path)
        if len(data) > MAX_BYTES:
            raise StarliftError(Problem(name, 0, "", f"is larger than {MAX_BYTES:,} bytes", "split it"))
        return data.decode("utf-8-sig")
    except OSError as error:
        raise StarliftError(Problem(name, 0, "", f"cannot be read: {error.strerror}", "check the name")) from None
    except UnicodeDecodeError as error:
        what = f"byte {error.start} is not UTF-8 text"
        raise StarliftError(Problem(name, 0, "", what, "save it as plain text in UTF-8")) from None


def shaped(found: Assessment) -> dict[str, Any]:
    """An assessment as plain JSON types, levels rounded to two decimals."""
    return {
        "overall": None if found.overall is None else round(found.overall, 2),
        "craft": {name: round(level, 2) for name, level in found.craft.items()},
        "signals": {name: round(level, 2) for name, level in found.signals.items()},
        "evidence": {name: [list(span) for span in spans] for name, spans in found.evidence.items()},
        "flags": list(found.flags),
        "question": found.question,
    }


def assess_lines(source: Path, target: Path, assess: Callable[[str], Assessment]) -> int:
    """Assess every object of `source` (JSON Lines with `id` and `text`) and write `target` in the same order.

    Returns:
        The number of answers.

    Raises:
        StarliftError: With every bad line, before anything is written; or when `target` cannot be written.
    """
    objects, problems = [], []
    for number, line in enumerate(read_answer(source).split("\n"), start=1):
        if line.strip():
            problem = _fault(line)
            if problem:
                problems.append(Problem(shown_path(source), number, *problem))
            else:
                objects.append(json.loads(line))
    if problems:
        raise StarliftError(problems)
    rated = ({"id": item["id"], **shaped(assess(item["text"]))} for item in objects)
    text = "".join(json.dumps(item, ensure_ascii=True) + "\n" for item in rated)
    try:
        write_out(target, text)
    except OSError as error:
        what = f"cannot be written: {error.strerror}"
        raise StarliftError(Problem(shown_path(target), 0, "", what, "choose another folder")) from None
    return len(objects)


def write_out(target: Path, text: str) -> None:
    """Write a file in one go; a pipe or a device is written to and never replaced by a file."""
    if target.exists() and not target.is_file() and not target.is_dir():
        target.write_text(text, encoding="utf-8")
    else:
        write_atomic(target.resolve(), text)


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _fault(line: str) -> tuple[str, str, str] | None:
    """Field, what is wrong and what to do, or None for a good line."""
    try:
        item = json.loads(line)
    except json.JSONDecodeError as error:
        return "", f"is not JSON: {error.msg} at column {error.colno}", "write one object a line"
    except (ValueError, RecursionError) as error:
        return "", f"is not JSON: {error}", "write one object a line"
    if not isinstance(item, dict):
        return "", "is not an object", 'write {"id": ..., "text": ...}'
    if not isinstance(item.get("id"), str | int) or isinstance(item["id"], bool):
        return "id", "is missing or no text", "give every answer an id"
    if not isinstance(item.get("text"), str):
        return "text", "is missing or no text", "give every answer its text"
    return None
