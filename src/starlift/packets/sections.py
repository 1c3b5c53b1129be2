"""Sections: the parts of a use's document as blocks; every shape of `stories/questions.yaml` has its function here."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from starlift.answers import SPOKEN_WORDS_PER_MINUTE, count_words
from starlift.dimensions import CRAFT, SIGNALS
from starlift.documents.model import Block, Break, Card, Gap, Heading, Own, Quoted, Text, one_line
from starlift.feedback.coaching import FULL, STRONG_SIGNAL, Coaching, choose_harder, fitting, worded
from starlift.feedback.flags import flag_text
from starlift.feedback.sentences import split
from starlift.packets.choosing import best, spoken
from starlift.packets.material import Line, Material
from starlift.questions import UsePart

REPLY_WORDS = 80
"""Words of a reply to a follow-up question that a document takes, about half a minute."""
_WORD = re.compile(r"\S+")


def spoken_version(part: UsePart, material: Material, words: int) -> Iterator[Block]:
    """The story to be said, part by part, and how long that takes."""
    yield from _head(part)
    lines = spoken(material, words)
    names = material.content.rubric.names
    if _in_order(lines):
        for craft in CRAFT:
            mine = [line.text for line in lines if line.part == craft]
            yield Heading(names[craft], 2)
            yield Own(" ".join(mine)) if mine else _missing(craft, material)
    else:
        yield Own(" ".join(line.text for line in lines))
    count = sum(line.words for line in lines)
    left = len(material.lines) - len(lines)
    seconds = round(count * 60 / SPOKEN_WORDS_PER_MINUTE)
    yield Text(
        f"{count} of at most {words} words: {seconds // 60} min {seconds % 60:02d} s at "
        f"{SPOKEN_WORDS_PER_MINUTE} words a minute." + (f" {_sentences(left)} left out for length." if left else ""),
        quiet=True,
    )


def cue_card(part: UsePart, material: Material) -> Iterator[Block]:
    """A few words for each part of the story."""
    yield Break()  # a page of its own, to fold and to hold
    yield from _head(part)
    names = material.content.rubric.names
    there = [craft for craft in CRAFT if any(line.part == craft for line in material.lines)]
    cues = [(names[craft], first_words(best(material.lines, craft).text, part.most)) for craft in there]
    if cues:
        yield Card(cues)
    for craft in CRAFT:
        if craft not in there:
            yield _missing(craft, material)


def to_remember(part: UsePart, material: Material) -> Iterator[Block]:
    """The learner's own lines; nothing where there are none."""
    if material.remember:
        yield from _head(part)
        yield Quoted(material.remember)


def follow_ups(part: UsePart, material: Material) -> Iterator[Block]:
    """What a panel is likely to ask; first what the learner has replied to, with the reply."""
    yield from _head(part)
    for one in likely(material, part.most):
        if reply := material.replies.get(one.question_id):
            yield Text(f"{material.content.rubric.names[one.dimension]}: {one.question}")
            yield Quoted(_shortened(reply))
        else:
            yield Gap(one.question, one.hints)


def evidence(part: UsePart, material: Material, picks: Sequence[Sequence[Line]]) -> Iterator[Block]:
    """Level, sentences and what is missing for each dimension; signals that the story is not about are named only."""
    yield from _head(part)
    found, rubric = material.found, material.content.rubric
    if found.overall is None:
        reasons = " ".join(flag_text(flag) for flag in found.flags[:1])
        yield Text(f"The feedback could not tell a level. {reasons}")
    about = [name for name in part.dimensions if name in CRAFT or name in material.signals or found.levels[name] >= 1]
    for name, lines in zip(part.dimensions, picks, strict=True):
        if name not in about:
            continue
        level = found.levels[name]
        told = f" · level {level:.1f} of 3" if found.overall is not None else ""
        yield Heading(f"{rubric[name].name}{told}", 2)
        if lines:
            yield Quoted([line.text for line in lines])
        elif any(name in line.proves for line in material.lines):
            yield Text("Its sentences stand elsewhere on this page, or did not fit.", quiet=True)
        if level < FULL:
            asked = _fitting(name, material)[0]
            yield Gap(asked.question, asked.hints[:1] if lines else asked.hints[:2])
    others = [rubric[name].name for name in part.dimensions if name not in about]
    if others:
        yield Text(f"Not what this story is about: {', '.join(others)}.", quiet=True)


def sentences(part: UsePart, material: Material, lines: Sequence[Line], asked: Collection[str] = ()) -> Iterator[Block]:
    """The chosen sentences; the part's question where there are none, the weakest dimension's where it is weak.

    Args:
        part: What is wanted.
        material: The learner's sentences.
        lines: Those chosen for this part.
        asked: Questions that the document asks already; none of them is asked again.
    """
    yield from _head(part)
    if not lines:
        yield Gap(part.question, part.hints)
        return
    yield Quoted([line.text for line in lines])
    about = [name for name in part.dimensions if name in CRAFT or name in material.signals]
    if material.found.overall is not None and about:
        weakest = min(about, key=lambda name: material.found.levels[name])
        if material.found.levels[weakest] < STRONG_SIGNAL:
            fresh = [one for one in _fitting(weakest, material) if one.question not in asked]
            yield from [Gap(one.question, one.hints[:1]) for one in fresh[:1]]


def likely(material: Material, most: int) -> list[Coaching]:
    """Questions of a panel: those that the learner has replied to, then those on what the story shows least.

    Each dimension that the story is about has its turn, the weakest first. The last question asks a story with a strong
    signal what that cost or whether it lasts.
    """
    levels, follow_ups = material.found.levels, material.content.questions.follow_ups
    known = {item.id: (name, item) for name in SIGNALS for item in follow_ups[name]}
    found = [worded(*known[id], material.told) for id in material.replies if id in known]
    about = sorted((*material.signals, "action", "result"), key=lambda name: levels[name])
    rows = [_fitting(name, material) for name in about]
    found += [row[turn] for turn in range(2) for row in rows if turn < len(row)]
    found = list({one.question_id: one for one in reversed(found)}.values())[::-1]
    if any(levels[name] >= STRONG_SIGNAL for name in material.signals):
        hard = choose_harder(levels, material.signals, follow_ups, material.told, list(material.replies))
        found = [*[one for one in found if one.question_id != hard.question_id][: most - 1], hard]
    return found[:most]


def first_words(text: str, most: int) -> str:
    """At most so many words from the beginning of `text`, with an ellipsis where it goes on."""
    words = list(_WORD.finditer(text))
    if len(words) <= most:
        return text
    return f"{text[: words[most - 1].end()]} …"


def _head(part: UsePart) -> Iterator[Block]:
    yield Heading(part.heading)
    if part.lead:
        yield Text(part.lead, quiet=True)


def _missing(craft: str, material: Material) -> Gap:
    asked = _fitting(craft, material)[0]
    return Gap(asked.question, asked.hints)


def _fitting(name: str, material: Material) -> list[Coaching]:
    """The questions for a dimension at its level, about the learner's words where they can be quoted."""
    follow_ups = material.content.questions.follow_ups[name]
    return [worded(name, item, material.told) for item in fitting(follow_ups, material.found.levels[name])]


def _in_order(lines: Sequence[Line]) -> bool:
    """Whether every sentence stands in a known part of the story, and the parts follow each other."""
    places = [CRAFT.index(line.part) for line in lines if line.part]
    return bool(lines) and len(places) == len(lines) and places == sorted(places)


def _shortened(reply: str) -> list[str]:
    """The sentences of a reply up to `REPLY_WORDS`."""
    found: list[str] = []
    words = 0
    for sentence in split(reply):
        words += count_words(sentence.text)
        if words > REPLY_WORDS:
            break
        found.append(one_line(sentence.text))
    return found


def _sentences(count: int) -> str:
    return f"{count} sentence{'' if count == 1 else 's'}"
