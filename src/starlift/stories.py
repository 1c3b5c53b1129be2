"""Story: the finished reference answer of a case, kept as Markdown with YAML front matter."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from pydantic import Field

from starlift.errors import ContentError, Problem, shown_path
from starlift.readability import reading_grade
from starlift.rubric import SignalId, Text
from starlift.yamlfile import Model, YamlDocument, parse_yaml, read_text

STAR = ("Situation", "Task", "Action", "Result")
SECTIONS = (*STAR, "Why it works", "Phrases to reuse")
GRADE_TOLERANCE = 1.5
_HEADING = re.compile(r"^## +(.+?) *$", re.MULTILINE)
_PHRASE = re.compile(r"^[ \t]*[-*][ \t]+(\S.*(?:\n[ \t]+(?![-*][ \t])\S.*)*)", re.MULTILINE)
_FRONT = re.compile(r"\A---\n(.*?)^---$\n?", re.DOTALL | re.MULTILINE)


class FrontMatter(Model):
    """What stands above the story.

    Attributes:
        order: Place of the case in lists, from 1.
        minutes: Working time of the case in minutes.
        reading_level: US school grade (Flesch-Kincaid) of the body.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,39}$")]
    order: Annotated[int, Field(ge=1, le=99)]
    title: Text
    summary: Text
    product: Text
    signals: Annotated[tuple[SignalId, ...], Field(min_length=1)]
    minutes: Annotated[int, Field(ge=5, le=240)]
    reading_level: Annotated[float, Field(ge=3, le=18)]


class Story(FrontMatter):
    """A reference story.

    Attributes:
        sections: Heading -> Markdown text, in the order of `SECTIONS`.
    """

    sections: dict[str, str]

    @property
    def answer(self) -> str:
        """Situation to Result as one text, the way a panel would hear it."""
        return "\n\n".join(self.sections[name] for name in STAR)

    @property
    def phrases(self) -> tuple[str, ...]:
        """The phrases to reuse, without their bullets."""
        return tuple(" ".join(phrase.split()) for phrase in _PHRASE.findall(self.sections["Phrases to reuse"]))


def load_story(path: Path) -> Story:
    """Read one story.

    Raises:
        ContentError: With file, line and field of every mistake in front matter or sections.
    """
    text, file = read_text(path), shown_path(path)
    front = _front(text, file)
    first_line = text[: front.end()].count("\n") + 1
    sections, problems = _sections(text[front.end() :], file, first_line)
    try:
        document = parse_yaml(front[1], file, first_line=2)
        fields = document.into(FrontMatter)
    except ContentError as error:
        raise ContentError([*error.problems, *problems]) from None
    if problems:
        raise ContentError(problems)
    _check_reading_level(fields, sections, document)
    return Story(**fields.model_dump(), sections=sections)


def front_matter(path: Path) -> YamlDocument:
    """The fields above a story, with their lines.

    Raises:
        ContentError: When there are none or they are not YAML.
    """
    file = shown_path(path)
    return parse_yaml(_front(read_text(path), file)[1], file, first_line=2)


def _front(text: str, file: str) -> re.Match[str]:
    front = _FRONT.match(text)
    if front is None:
        raise ContentError(Problem(file, 1, "", "has no front matter", "begin with a line ---, the fields, a line ---"))
    return front


def _sections(body: str, file: str, first_line: int) -> tuple[dict[str, str], list[Problem]]:
    """The sections in their fixed order, as far as they are there, and what is wrong with them."""
    headings = list(_HEADING.finditer(body))
    ends = [heading.start() for heading in headings[1:]] + [len(body)]
    sections: dict[str, str] = {}
    problems: list[Problem] = []
    before = body[: headings[0].start()] if headings else ""
    if before.strip():
        problems.append(Problem(file, first_line, "", "has text above the first heading", "move it into a section"))
    for heading, end in zip(headings, ends, strict=True):
        name, line = heading[1], first_line + body[: heading.start()].count("\n")
        if name not in SECTIONS:
            fix = f"use {', '.join(SECTIONS)}"
            problems.append(Problem(file, line, f"## {name}", "is not a section of a story", fix))
        elif name in sections:
            problems.append(Problem(file, line, f"## {name}", "stands twice", "join the two"))
        sections[name] = body[heading.end() : end].strip()
        if not sections[name]:
            problems.append(Problem(file, line, f"## {name}", "is empty", "write it"))
    missing = [name for name in SECTIONS if name not in sections]
    problems += [Problem(file, 0, f"## {name}", "is missing", "add the section") for name in missing]
    return {name: sections[name] for name in SECTIONS if name in sections}, problems


def _check_reading_level(fields: FrontMatter, sections: dict[str, str], document: YamlDocument) -> None:
    measured = reading_grade("\n\n".join(sections.values()))
    if abs(measured - fields.reading_level) > GRADE_TOLERANCE:
        what = f"says {fields.reading_level:g}, but the text measures {measured:.1f}"
        raise ContentError(document.problem(("reading_level",), what, "correct the figure or simplify the text"))
