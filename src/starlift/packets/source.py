"""Source: the words that a packet is made of, each under the name of its place, from a journal or from a text file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from starlift.answers import WHOLE, Answer
from starlift.content import OWN_STORY, START, Content
from starlift.dimensions import CRAFT
from starlift.documents.model import clean, one_line
from starlift.errors import Problem, StarliftError, shown_path
from starlift.feedback.hygiene import MAX_CHARACTERS
from starlift.feedback.notices import fiction
from starlift.journal import Journal
from starlift.progress import Progress
from starlift.redaction import redact_all
from starlift.seat import Seat
from starlift.steps import LINES, REPLY

_HEADING = re.compile(
    rf"[ \t]*#{{0,6}}[ \t]*\**[ \t]*({'|'.join(CRAFT)}|to remember)[ \t]*:?[ \t]*\**[ \t]*:?[ \t]*", re.IGNORECASE
)
_TITLE = re.compile(r"#[ \t]+(.+)")
TITLE = "title"
"""Place of the title that stands in a file."""
_ESCAPE = re.compile(r"\\([<>&`#+*=~-])")


@dataclass(frozen=True)
class Source:
    """One learner's words about one case or story.

    Attributes:
        seat: The learner's place; its case is None for an own story.
        name: What files are called after: a case's id, `OWN_STORY`, or the name of the text file.
        texts: Place -> text: ids of sections, ``defence:`` and a question's id for replies, `LINES`, `TITLE`.
        practice: The title of the case where the story is about one that is made up, else "".
    """

    seat: Seat
    name: str
    texts: Mapping[str, str]
    practice: str = ""

    @property
    def title(self) -> str:
        """Of the story: the learner's own, that of the case, or what stands for one."""
        return one_line(self.texts.get(TITLE, "")) or self.practice or "Your story"

    @property
    def answer(self) -> Answer:
        """The story itself."""
        return Answer.from_mapping(self.texts)

    @property
    def replies(self) -> dict[str, str]:
        """Id of a follow-up question -> the learner's reply."""
        return {name.removeprefix(REPLY): text for name, text in self.texts.items() if name.startswith(REPLY)}

    @property
    def known(self) -> frozenset[str]:
        """Names and amounts that are no secret: those of the case, which is made up."""
        case, variant = self.seat.case, self.seat.variant
        if case is None or variant is None:
            return frozenset()
        given = (case.exercise.role, case.exercise.brief, *(item.text for item in case.exercise.evidence))
        return frozenset({case.story.product, *fiction((*given, case.story.answer, *case.story.phrases, variant.text))})

    def redacted(self) -> Source:
        """The same with what may be confidential replaced, alike in all its texts."""
        found = redact_all(list(self.texts.values()), known=self.known)
        return replace(self, texts=dict(zip(self.texts, found, strict=True)))


def from_journal(content: Content, journal: Journal, story: str, attempt: int = 0) -> Source:
    """The learner's latest text about a case or their own story, with their replies and lines to remember.

    Args:
        content: Cases and questions.
        journal: The learner's.
        story: A case's id or `OWN_STORY`.
        attempt: Number of a kept attempt from 1; 0 for the draft as it stands, or the last attempt where that is empty.

    Raises:
        StarliftError: When there is no such case, no such attempt or no text.
    """
    if story == START:
        raise StarliftError(Problem("", 0, "STORY", "no story is told in the opening notebook", "name a case"))
    seat = Seat(content, story, journal)
    progress = seat.progress()
    answer = _chosen(progress, story, attempt)
    notes = {name: text for name, text in progress.notes.items() if name == LINES or name.startswith(REPLY)}
    practice = seat.case.story.title if seat.case else ""
    return _bounded(Source(seat, story, _cleaned({**answer.sections, **notes}), practice), shown_path(journal.path))


def from_file(content: Content, path: Path, text: str) -> Source:
    """A story in a text file: under the headings Situation, Task, Action and Result, or in one piece.

    A heading is a line with the word alone, such as ``## Task`` or ``Task:``. A first line ``# …`` is the title, and
    what stands under *To remember* the lines to remember, as in the file that the studio gives.

    Raises:
        StarliftError: When it is empty or longer than can be judged.
    """
    if path.suffix.lower() in (".md", ".markdown"):
        text = _ESCAPE.sub(r"\1", text)
    seat = Seat(content, OWN_STORY, Journal(Path(), "self-study", "learner"))
    return _bounded(Source(seat, path.stem, _parted(clean(text))), shown_path(path))


def _chosen(progress: Progress, story: str, attempt: int) -> Answer:
    attempts = progress.attempts
    if attempt:
        if not 1 <= attempt <= len(attempts):
            kept = f"{len(attempts)} attempt{'' if len(attempts) == 1 else 's'} of {story} kept"
            raise StarliftError(Problem("", 0, "--attempt", f"{attempt} is not there: {kept}", "choose one of these"))
        return attempts[attempt - 1].answer
    if progress.draft.text.strip() or not attempts:
        return progress.draft
    return attempts[-1].answer


def _parted(text: str) -> dict[str, str]:
    """Texts by place; one text where no heading of a section stands."""
    lines = text.strip("\n").split("\n")
    titled = _TITLE.fullmatch(lines[0])
    has_title = titled is not None and not _HEADING.fullmatch(lines[0])
    rest = lines[1:] if has_title else lines
    found: dict[str, list[str]] = {TITLE: [titled[1]] if titled and has_title else [], WHOLE: []}
    place = WHOLE
    for line in rest:
        if heading := _HEADING.fullmatch(line):
            place = LINES if heading[1].lower() == "to remember" else heading[1].lower()
            found.setdefault(place, [])
        else:
            found[place].append(line)
    texts = {name: "\n".join(part).strip("\n") for name, part in found.items()}
    return {name: part for name, part in texts.items() if part.strip()}


def _cleaned(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: clean(text) for name, text in texts.items() if text.strip()}


def _bounded(source: Source, where: str) -> Source:
    length = sum(map(len, source.texts.values()))
    if not source.answer.text.strip():
        what = f"holds no text of {source.name} yet"
        raise StarliftError(Problem(where, 0, "", what, "write some sentences first"))
    if length > MAX_CHARACTERS:
        what = f"holds {length:,} characters, and at most {MAX_CHARACTERS:,} can be read as a story"
        raise StarliftError(Problem(where, 0, "", what, "keep the story alone in it"))
    return source
