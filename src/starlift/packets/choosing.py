"""Choosing: which of the learner's sentences go into a document of a given length."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from starlift.dimensions import CRAFT
from starlift.packets.material import Line, Material
from starlift.questions import UsePart

NOT_DONE = frozenset({"undone", "planned"})
"""Marks of a sentence that says what was not done, or is still to be."""
MARK = 0.25
"""What a mark, or standing in the right part of the story, counts for beside strengths, which go up to about 1."""


@dataclass(frozen=True)
class Slot:
    """A place for at most `most` sentences; `fitting` holds those that may stand there, the best first."""

    fitting: Sequence[Line]
    most: int


def slots_of(part: UsePart, material: Material) -> list[Slot]:
    """The places of a part: one for each dimension of a part of evidence, one for a part of sentences, else none."""
    if part.shape == "evidence":
        return [
            Slot(_ranked((line, _evidence(line, name)) for line in material.lines), part.most)
            for name in part.dimensions
        ]
    if part.shape == "sentences":
        return [Slot(_ranked((line, _fit(line, part)) for line in material.lines), part.most)]
    return []


def allot(slots: Sequence[Slot], words: int) -> list[list[Line]]:
    """Sentences for each place, in reading order, of at most so many words in all; each stands once.

    The places take turns, each with its best sentence that is left and fits, so that none is served at the cost of
    another; those with the least to choose from come first.
    """
    given: list[list[Line]] = [[] for _ in slots]
    turns = sorted(zip(slots, given, strict=True), key=lambda pair: len(pair[0].fitting))
    used: set[int] = set()
    for turn in range(max((slot.most for slot in slots), default=0)):
        for slot, mine in turns:
            if turn >= slot.most:
                continue
            line = next((one for one in slot.fitting if one.place not in used and one.words <= words), None)
            if line is not None:
                mine.append(line)
                used.add(line.place)
                words -= line.words
    return [sorted(mine, key=lambda line: line.place) for mine in given]


def spoken(material: Material, words: int) -> list[Line]:
    """The whole story in the order of telling, without the sentences that tell least until `words` are enough.

    The best sentence of each part of the story is given up last.
    """
    lines = list(material.lines)
    anchors = {best(lines, part).place for part in CRAFT if any(line.part == part for line in lines)}
    total = sum(line.words for line in lines)
    for line in sorted(lines, key=lambda one: (one.place in anchors, value(one, material.signals), -one.words)):
        if total <= words:
            break
        lines.remove(line)
        total -= line.words
    return lines


def best(lines: Iterable[Line], part: str) -> Line:
    """The sentence that carries a part of the story; there must be one."""
    return max(
        (line for line in lines if line.part == part), key=lambda line: (part in line.proves, _strength(line, part))
    )


def value(line: Line, signals: Sequence[str] = ()) -> float:
    """How much a sentence tells: its strength for each dimension that it is evidence of, twice for a signal in view."""
    return sum(_strength(line, name) * (2 if name in signals else 1) for name in line.proves)


def _evidence(line: Line, dimension: str) -> float:
    return _strength(line, dimension) if dimension in line.proves else 0.0


def _fit(line: Line, part: UsePart) -> float:
    """How well a sentence fits into a part of sentences; 0 where it must not stand there.

    Where marks are asked for, it must bear one; where dimensions are, it must be evidence of one or stand in that part
    of the story. What was not done stands only where it is asked for.
    """
    marked = line.marks.intersection(part.marks)
    about = {line.part, *line.proves}.intersection(part.dimensions)
    if (part.marks and not marked) or (part.dimensions and not about):
        return 0.0
    if line.marks & NOT_DONE and not marked & NOT_DONE:
        return 0.0
    proved = sum(_evidence(line, name) for name in part.dimensions)
    return proved + MARK * len(marked) + MARK * (line.part in part.dimensions)


def _strength(line: Line, dimension: str) -> float:
    return line.strengths.get(dimension, 0.0)


def _ranked(scored: Iterable[tuple[Line, float]]) -> list[Line]:
    found = [(line, score) for line, score in scored if score > 0]
    return [line for line, _ in sorted(found, key=lambda pair: (-pair[1], pair[0].place))]
