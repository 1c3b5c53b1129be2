"""Material: the learner's own sentences, each with its part of the story and what it is evidence of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from starlift.answers import WHOLE, Answer, count_words
from starlift.content import Content
from starlift.dimensions import CRAFT, DIMENSIONS, SIGNALS
from starlift.documents.model import one_line
from starlift.feedback import TAKEN_OVER, Assessment
from starlift.feedback.features import examine
from starlift.feedback.hygiene import kept, told_once
from starlift.feedback.levels import weigh_plainly
from starlift.feedback.quoting import Told
from starlift.feedback.sentences import Sentence, split
from starlift.packets.source import Source
from starlift.steps import LINES

SHOWN_LEVEL = 1.0
"""Level from which a signal counts as one that an own story is about."""
SIGNALS_AT_MOST = 3
"""A good story shows two or three signals (the rubric's reminders)."""
LONGEST = 600
"""Characters of a sentence that a document can take; more is no sentence."""


@dataclass(frozen=True)
class Line:
    """One sentence of the learner's, word for word; line breaks and runs of spaces in it are single spaces.

    Attributes:
        place: Its number in reading order.
        part: The part of the story, one of `CRAFT`, or "" where that is not known.
        proves: The dimensions for which it is evidence.
        strengths: Dimension -> how strongly it speaks for it, on the feedback's own scale.
        marks: What the feedback sees in it.
    """

    text: str
    place: int
    part: str = ""
    proves: tuple[str, ...] = ()
    marks: frozenset[str] = frozenset()
    strengths: Mapping[str, float] = field(default_factory=dict, hash=False)

    @property
    def words(self) -> int:
        """Number of its words."""
        return count_words(self.text)


@dataclass(frozen=True)
class Material:
    """What packets are made of.

    Attributes:
        content: Rubric and questions.
        lines: The learner's sentences in reading order, without those taken over from the reference story.
        found: The feedback on the text.
        signals: The signals that the story is about: the case's own, or those that it shows best.
        replies: Id of a follow-up question -> the learner's reply.
        remember: The learner's lines to remember.
    """

    content: Content
    lines: tuple[Line, ...]
    found: Assessment
    signals: tuple[str, ...]
    replies: Mapping[str, str]
    remember: tuple[str, ...]

    @property
    def told(self) -> Told:
        """What questions may quote."""
        evidence = {name: [line.text for line in self.lines if name in line.proves] for name in DIMENSIONS}
        return Told([line.text for line in self.lines], evidence)


def material(source: Source) -> Material:
    """The material in a source."""
    answer, seat = source.answer, source.seat
    found = seat.assess(answer.text)
    remember = source.texts.get(LINES, "").split("\n")
    return Material(
        content=seat.content,
        lines=lines_of(answer, found, seat.case.story.answer if seat.case else ""),
        found=found,
        signals=seat.signals or shown_best(found),
        replies={name: text for name, text in source.replies.items() if text.strip()},
        remember=tuple(one_line(line) for line in remember if line.strip()),
    )


def lines_of(answer: Answer, found: Assessment, reference: str = "") -> tuple[Line, ...]:
    """The sentences of an answer.

    What is said twice, or to whoever rates it, is left out as in the feedback.

    Args:
        answer: The answer.
        found: The feedback on it.
        reference: A text whose sentences are not the learner's own.
    """
    text = answer.text
    sentences, _ = kept(split(told_once(text)))
    parroted = found.flag_spans.get("parroting", ())
    theirs = {one_line(one.text) for one in split(reference)}
    own = [
        one
        for one in sentences
        if len(one.text) <= LONGEST and _taken(one, parroted) < TAKEN_OVER and one_line(one.text) not in theirs
    ]
    parts = _parts(answer)
    evidence = examine(own)
    weighed = weigh_plainly(evidence)
    strengths = {
        spot: {name: weighed.strengths[name][number] for name in DIMENSIONS}
        for number, spot in enumerate(weighed.spots)
    }
    proves = {one: tuple(name for name in DIMENSIONS if (one.start, one.end) in found.evidence[name]) for one in own}
    return tuple(
        Line(
            one_line(one.text),
            place,
            _part_at(one.start, parts) or one.section or next((name for name in proves[one] if name in CRAFT), ""),
            proves[one],
            seen.marks,
            strengths.get(place, {}),
        )
        for place, (one, seen) in enumerate(zip(own, evidence, strict=True))
    )


def shown_best(found: Assessment) -> tuple[str, ...]:
    """The signals that an own story shows: the best ones, or the best one alone where none reaches `SHOWN_LEVEL`."""
    ranked = sorted(SIGNALS, key=lambda name: -found.signals[name])
    shown = [name for name in ranked[:SIGNALS_AT_MOST] if found.signals[name] >= SHOWN_LEVEL] or ranked[:1]
    return tuple(name for name in SIGNALS if name in shown)


def _taken(sentence: Sentence, parroted: Sequence[tuple[int, int]]) -> float:
    """Share of a sentence that is taken over from the reference story."""
    shared = sum(max(0, min(sentence.end, high) - max(sentence.start, low)) for low, high in parroted)
    return shared / (sentence.end - sentence.start)


def _parts(answer: Answer) -> list[tuple[int, str]]:
    """Offset in the answer's text at which each of its sections begins, and the section's id."""
    found, offset = [], 0
    for name, text in answer.sections.items():
        if text.strip():
            found.append((offset, name))
            offset += len(text) + 2
    return found


def _part_at(offset: int, parts: Sequence[tuple[int, str]]) -> str:
    name = [name for start, name in parts if start <= offset][-1]
    return "" if name == WHOLE else name
