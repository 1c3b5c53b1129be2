"""Question pack: the companion's page of interview questions, whose lists come from `stories/questions.yaml`.

The page is written by hand but for the lists, which stand between two comments. A question that serves several signals
stands under the first of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from starlift.content import Content
from starlift.dimensions import SIGNALS
from starlift.errors import ContentError, Problem, shown_path
from starlift.notebooks import write_atomic

PAGE = Path("facilitator", "companion", "question-pack.md")
_LIST = re.compile(r"(<!-- questions: (\w+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)


def filled(text: str, content: Content) -> str:
    """The page with its lists as the content has them; all else stays."""
    return _LIST.sub(lambda found: f"{found[1]}{_list(content, found[2])}{found[4]}", text)


def write(content: Content) -> Path:
    """Bring the lists of a workspace's page up to date.

    Raises:
        ContentError: When the page is missing or has no place for the questions of a signal.
    """
    path = content.root / PAGE
    if not path.is_file():
        raise ContentError(Problem(shown_path(path), 0, "", "is missing", "restore the file"))
    text = path.read_text(encoding="utf-8")
    if missing := list(_without_place(path, text)):
        raise ContentError(missing)
    write_atomic(path, filled(text, content))
    return path


def problems(content: Content) -> list[Problem]:
    """Where a workspace's page differs from its questions; a workspace without the page has none."""
    path = content.root / PAGE
    if not path.is_file():
        return []
    text = path.read_text(encoding="utf-8")
    found = list(_without_place(path, text))
    if filled(text, content) != text:
        what = "has other questions than stories/questions.yaml"
        found.append(Problem(shown_path(path), 0, "", what, "starlift questions writes them anew"))
    return found


def _without_place(path: Path, text: str) -> Iterator[Problem]:
    places = [found[2] for found in _LIST.finditer(text)]
    for signal in SIGNALS:
        if places.count(signal) != 1:
            what = f"has {places.count(signal)} places for questions about {signal}"
            fix = f"write <!-- questions: {signal} --> and <!-- end --> where they shall stand, once"
            yield Problem(shown_path(path), 0, "", what, fix)


def _list(content: Content, signal: str) -> str:
    lines = []
    for question in content.questions.interview:
        if question.signals[0] == signal:
            others = ", ".join(content.rubric.names[other].lower() for other in question.signals[1:])
            also = f" *(also {others})*" if others else ""
            lines.append(f"- **{question.text}**{also}\n  A strong answer: {question.listen_for}\n")
    return "\n" + "".join(lines) + "\n"
