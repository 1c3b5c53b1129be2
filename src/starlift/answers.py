"""Answer: a learner's text in four STAR sections or in one piece, and how it maps to the text that is assessed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from starlift.dimensions import CRAFT

SPOKEN_WORDS_PER_MINUTE = 140
"""Calm speech in an interview; public speaking guides give 120 to 160."""
SUBSTANCE_WORDS = 60
"""Own words that an answer needs before the reference story is shown."""
WHOLE = "whole"
"""Id of the text of an answer that is told in one piece."""
MAX_SECTION_CHARS = 200_000
"""Characters that an editor takes; thirty times a long answer."""
_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
_SENTENCE = re.compile(r"[^.!?\n]+")


@dataclass(frozen=True)
class Answer:
    """Four sections, each possibly empty, and `whole` for what is told in one piece instead."""

    situation: str = ""
    task: str = ""
    action: str = ""
    result: str = ""
    whole: str = ""

    @classmethod
    def from_mapping(cls, values: Mapping[str, object]) -> Answer:
        """The answer in `values`; what is not text, not a section or beyond `MAX_SECTION_CHARS` is dropped."""
        texts = {name: values.get(name) for name in (*CRAFT, WHOLE)}
        return cls(**{name: text[:MAX_SECTION_CHARS] for name, text in texts.items() if isinstance(text, str)})

    @property
    def sections(self) -> dict[str, str]:
        """Section id -> text, in STAR order; `WHOLE` stands last and only where there is such a text."""
        sections = {name: getattr(self, name) for name in CRAFT}
        return {**sections, WHOLE: self.whole} if self.whole else sections

    @property
    def text(self) -> str:
        """The sections that are not blank, as paragraphs of one text."""
        return "\n\n".join(text for text in self.sections.values() if text.strip())

    @property
    def words(self) -> int:
        """Number of words in all sections."""
        return count_words(self.text)

    @property
    def spoken_seconds(self) -> int:
        """Seconds it takes to say the answer calmly."""
        return round(self.words * 60 / SPOKEN_WORDS_PER_MINUTE)

    def own_words(self, given: str) -> int:
        """Number of words outside of sentences that stand in `given`, the text the learner started from."""
        theirs = {_normal(sentence) for sentence in _SENTENCE.findall(given)}
        own = [s for s in _SENTENCE.findall(self.text) if _normal(s) not in theirs]
        return sum(count_words(sentence) for sentence in own)

    def in_sections(self, spans: Sequence[tuple[int, int]]) -> dict[str, list[tuple[int, int]]]:
        """Spans in `text` as spans within each section; a span over a border is split."""
        found: dict[str, list[tuple[int, int]]] = {name: [] for name in self.sections}
        offset = 0
        for name, text in self.sections.items():
            if not text.strip():
                continue
            for start, end in spans:
                low, high = max(start - offset, 0), min(end - offset, len(text))
                if low < high:
                    found[name].append((low, high))
            offset += len(text) + 2
        return found


@dataclass(frozen=True)
class Segment:
    """A piece of a section and the dimensions for which it is evidence; the pieces join to the whole section."""

    text: str
    dimensions: tuple[str, ...]


def segments(text: str, spans: Mapping[str, Sequence[tuple[int, int]]]) -> list[Segment]:
    """Cut `text` wherever evidence of a dimension begins or ends.

    Args:
        text: One section.
        spans: Dimension -> spans (start, end) in `text`.
    """
    cuts = sorted({0, len(text), *(point for pairs in spans.values() for pair in pairs for point in pair)})
    pieces = []
    for start, end in pairwise(cuts):
        marked = [name for name, pairs in spans.items() if any(a <= start and end <= b for a, b in pairs)]
        pieces.append(Segment(text[start:end], tuple(marked)))
    return pieces


def count_words(text: str) -> int:
    """Number of words and figures in `text`."""
    return sum(1 for _ in _WORD.finditer(text))


def _normal(sentence: str) -> str:
    return " ".join(_WORD.findall(sentence.lower()))
