"""Story packet: a story in the shape and length of one of its four uses."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property
from typing import Self

from starlift.answers import WHOLE
from starlift.content import Content
from starlift.documents.model import Block, Document, Gap
from starlift.errors import Problem, StarliftError
from starlift.feedback.flags import flag_text
from starlift.packets import sections
from starlift.packets.choosing import allot, slots_of
from starlift.packets.material import Line, Material, material
from starlift.packets.packet import Packet
from starlift.packets.source import TITLE, Source
from starlift.questions import Use, UsePart
from starlift.steps import LINES, REPLY

ONE_PAGE = frozenset({"evidence", "sentences"})
"""Shapes of parts that together make one page."""
_PRACTICE = "Practice: the company, the people and the figures of this case are made up."


class StoryPacket(Packet):
    """One source for one use.

    Args:
        use: What the story is used for.
        source: The learner's words.
    """

    def __init__(self, use: Use, source: Source) -> None:
        self._use, self._source = use, source
        self.name, self.title, self.story = slug_of(use), use.name, source.name
        self.texts, self.known = source.texts, source.known
        self.places = _places(source)

    def redacted(self) -> Self:
        """The packet of the redacted source; feedback and choice see nothing but that."""
        return type(self)(self._use, self._source.redacted())

    def document(self) -> Document:
        """The document in the shape of its use."""
        source, use = self._source, self._use
        return Document(
            title=use.name,
            subtitle=source.title,
            notice=_PRACTICE if source.practice else "",
            blocks=tuple(self._blocks()),
            pages=1 if {part.shape for part in use.parts} <= ONE_PAGE else 0,
        )

    def advice(self) -> list[str]:
        """Who reads it and what it must prove; what the feedback noticed about the whole text."""
        use, flags = self._use, self._material.found.flags
        noticed = [flag_text(flag) for flag in flags if not flag.startswith("confidential_")]
        return [f"Read by: {use.reader}.", f"It must prove: {use.wants}.", f"Length: {use.length}.", *noticed]

    def left_out(self) -> list[str]:
        """The sentences that stand nowhere in the document."""
        shown = " ".join(self.document().own)
        return [line.text for line in self._material.lines if line.text not in shown]

    @cached_property
    def _material(self) -> Material:
        return material(self._source)

    def _blocks(self) -> Iterator[Block]:
        """The parts of the use, which share its words."""
        found, use = self._material, self._use
        slots = {number: slots_of(part, found) for number, part in enumerate(use.parts)}
        picks = iter(allot([slot for mine in slots.values() for slot in mine], use.words))
        asked: set[str] = set()
        for number, part in enumerate(use.parts):
            blocks = list(self._part(part, found, [next(picks) for _ in slots[number]], asked))
            asked.update(block.question for block in blocks if isinstance(block, Gap))
            yield from blocks

    def _part(self, part: UsePart, found: Material, picks: list[list[Line]], asked: Collection[str]) -> Iterator[Block]:
        match part.shape:
            case "spoken":
                return sections.spoken_version(part, found, self._use.words)
            case "cues":
                return sections.cue_card(part, found)
            case "remember":
                return sections.to_remember(part, found)
            case "follow_ups":
                return sections.follow_ups(part, found)
            case "evidence":
                return sections.evidence(part, found, picks)
            case _:
                return sections.sentences(part, found, picks[0], asked)


def use_of(content: Content, name: str) -> Use:
    """The use with this id, or with this name written as in ``manager-interview``.

    Raises:
        StarliftError: When there is none.
    """
    uses = content.questions.uses
    found = [use for use in uses if name in (use.id, slug_of(use))]
    if not found:
        raise StarliftError(Problem("", 0, "USE", f"no use {name!r}", f"uses: {', '.join(map(slug_of, uses))}"))
    return found[0]


def slug_of(use: Use) -> str:
    """The name of a use as one word, such as ``manager-interview``."""
    return "-".join(use.name.lower().split())


def _places(source: Source) -> dict[str, str]:
    content = source.seat.content
    questions = {item.id: item.text for items in content.questions.follow_ups.values() for item in items}
    replies = {f"{REPLY}{id}": f"Reply to “{questions.get(id, id)}”" for id in source.replies}
    return {**content.rubric.names, WHOLE: "Story", TITLE: "Title", LINES: "Lines to remember", **replies}
