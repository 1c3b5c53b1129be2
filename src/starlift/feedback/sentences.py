"""The answer cut into sentences, each with its place in the given text.

Spoken transcripts, bullets, notes, ``S:`` labels, text typed in lower case and text wrapped at a fixed width
all come out as sentences in reading order. Offsets count code points of the text as given, so
``text[start:end]`` is the learner's own wording. Every step is a single pass: cost grows with the length of the
text and no faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

MAX_WORDS = 60
"""A longer run of words without a full stop, as transcripts have, is cut at commas."""

_ENDS = r"\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
_LINE = re.compile(f"[^{_ENDS}]+")
_LINE_END = re.compile(rf"\r\n|[{_ENDS}]")
_MARKER = re.compile(r"[\s>#*_•·▪◦–—+-]{0,12}(?:(?:\(?\d{1,3}|\(?[A-Za-z])[.)](?=\s)\s{0,4})?[\s*_]{0,6}")
_LABEL = re.compile(r"([A-Za-z][A-Za-z ]{0,24}?)[*_]{0,3}\s{0,3}(?:[:.–—-](?=[\s*_]|$)|$)[*_]{0,3}\s{0,4}")
_STOP = re.compile(r"[.!?…]{1,6}[\"'”’)\]*_]{0,4}(?=\s|$)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|st|vs|etc|incl|approx|ca|no|fig|resp|e\.g|i\.e|a\.m|p\.m)|(?<![\w'’])[A-Za-z])\.$",
    re.IGNORECASE,
)
_WORD = re.compile(r"\S+")

SECTIONS = {
    "situation": "s situation context background challenge problem complication before setting",
    "task": "t task goal aim objective remit role assignment responsibility",
    "action": "a action actions approach resolution steps contribution decisions decision how",
    "result": "r result results outcome outcomes impact effect effects after",
}
"""Labels by which writers announce a part of their answer, and the part they mean."""
_SECTION_OF = {word: section for section, words in SECTIONS.items() for word in words.split()}


class Sentence(NamedTuple):
    """One sentence of the answer.

    Attributes:
        start: Offset of its first character in the given text, in code points.
        end: Offset just behind its last character.
        text: The characters between the two.
        section: The part of a STAR answer announced by the label above it, or "" where none was.
        bullet: Whether it opens a list item or note line.
        paragraph: Number of the paragraph that it stands in; blank lines part them.
    """

    start: int
    end: int
    text: str
    section: str = ""
    bullet: bool = False
    paragraph: int = 0


def split(text: str) -> tuple[Sentence, ...]:
    """The sentences of `text`, in order and without overlap; labels and list markers belong to none."""
    found: list[Sentence] = []
    section = ""
    paragraph = behind = 0
    for start, end in _blocks(text):
        paragraph += len(_LINE_END.findall(text, behind, start)) > 1
        behind = end
        marker = _MARKER.match(text, start, end)
        body = marker.end() if marker else start
        bullet = bool(text[start:body].strip())
        label = _LABEL.match(text, body, end)
        if label and (named := _section(label, text, end)):
            section, body = named, label.end()
        found += [
            Sentence(first, last, text[first:last], section, bullet and first == body, paragraph)
            for first, last in _sentences(text, body, end)
        ]
    return tuple(found)


def _section(label: re.Match[str], text: str, end: int) -> str:
    """The part that a label announces; several words with a full stop, and text behind them, are a sentence."""
    words = label[1].lower().split()
    sentence = len(words) > 1 and "." in label[0] and bool(text[label.end() : end].strip())
    return "" if sentence else _SECTION_OF.get(words[-1], "")


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Lines, joined where the next one goes on in lower case after a line without a stop."""
    start = end = -1
    for line in _LINE.finditer(text):
        if not line[0].strip():
            continue
        first = line[0].lstrip()[0]
        wrapped = start >= 0 and text[end : line.start()] in ("\n", "\r", "\r\n") and end - start > 50
        if wrapped and first.islower() and text[end - 1] not in ".!?:;":
            end = line.end()
            continue
        if start >= 0:
            yield start, end
        start, end = line.start(), line.end()
    if start >= 0:
        yield start, end


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences between two offsets of one block."""
    first = start
    for stop in _STOP.finditer(text, start, end):
        if text[stop.start()] == "." and _ABBREVIATION.search(text, max(first, stop.start() - 6), stop.start() + 1):
            continue
        if stop[0] != "." and _goes_on(text, stop.end(), end):
            continue
        yield from _pieces(text, first, stop.end())
        first = stop.end()
    yield from _pieces(text, first, end)


def _goes_on(text: str, position: int, end: int) -> bool:
    """Whether the next word after `position` is in lower case."""
    following = _WORD.search(text, position, end)
    return following is not None and following[0][0].islower()


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """One trimmed sentence, or several where it runs on for more than `MAX_WORDS` words."""
    piece = text[start:end]
    if len(piece.split()) < MAX_WORDS // 2:
        shown = piece.strip()
        if any(map(str.isalnum, shown)):
            start = end - len(piece.lstrip())
            yield start, start + len(shown)
        return
    first = -1
    words = last = 0
    for word in _WORD.finditer(text, start, end):
        if first < 0:
            first = word.start()
        words, last = words + 1, word.end()
        if words >= MAX_WORDS or (words >= MAX_WORDS // 2 and word[0][-1] in ",;" and end - last > 200):
            yield first, last
            first, words = -1, 0
    if first >= 0 and any(character.isalnum() for character in text[first:last]):
        yield first, last
