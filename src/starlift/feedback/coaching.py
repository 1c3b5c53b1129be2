"""The one question: about the dimension whose rise would lift the whole answer most, and three hints to it.

A question draws a fact out of the learner and never supplies one. First there must be an act and something that came
of it; then the signals that the case is meant to show come before all else, since a good story shows two or three
signals and need not show all five. An answer that is strong in everything is asked what it cost and whether it lasts.
Every word comes from the questions at hand or, in quotation marks, from the learner.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from starlift.dimensions import CRAFT, DIMENSIONS, SIGNALS
from starlift.feedback.quoting import Told

LIFT: Mapping[str, float] = {"action": 0.45, "result": 0.35, "situation": 0.15, "task": 0.1}
"""How much the whole gains when a craft dimension rises by one level (points of the overall scale)."""
LIFT_FOCUS = 0.5
"""The same for a signal that the case is meant to show."""
LIFT_OTHER = 0.08
"""The same for any other signal."""
BARE = 0.5
"""Added for an action or result below level 1: without them no signal has anything to stand on."""
FULL = 2.5
"""From this level on a dimension needs no question."""
STRONG_GAIN = 0.3
"""When nothing would gain more than this, the answer is strong in everything that counts for it."""
STRONG_SIGNAL = 2.0
"""And a signal at this level is there to be asked further about."""
PACE = 3
"""Finished sentences after which another of the fitting questions has its turn."""
SLOT = "{quote}"
"""Where a question's `quoting` takes in the learner's words."""


class FollowUp(Protocol):
    """A question for a dimension at certain levels; see `starlift.questions.FollowUp`."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def text(self) -> str:
        """The question as the learner reads it."""

    @property
    def quoting(self) -> str:
        """The same question about the learner's words, with `SLOT` for them, or ""."""

    @property
    def quotes(self) -> str:
        """Which words: a dimension, ``vague``, or "" for the dimension that the question is about."""

    @property
    def levels(self) -> Sequence[int]:
        """The levels 0 to 2 at which it is the right question."""

    @property
    def hints(self) -> Sequence[str]:
        """Hints from gentle to explicit."""

    @property
    def harder(self) -> bool:
        """Whether it asks a strong answer for its cost or for what lasts."""


class Coaching(NamedTuple):
    """One question.

    Attributes:
        dimension: What it is about.
        question_id: Its id, or "" where no question is at hand.
        question: Its text, perhaps with the learner's words in quotation marks.
        hints: Three hints from gentle to explicit.
    """

    dimension: str
    question_id: str = ""
    question: str = ""
    hints: tuple[str, ...] = ()


def choose_question(
    levels: Mapping[str, float],
    focus: Sequence[str],
    questions: Mapping[str, Sequence[FollowUp]],
    told: Told | None = None,
) -> Coaching:
    """The question to ask; without text when `questions` has none that fits.

    Args:
        levels: Dimension -> level 0 to 3.
        focus: The signals that the case is meant to show.
        questions: Dimension -> its follow-up questions.
        told: The learner's sentences; how many are finished decides which of several fitting questions is asked.
    """
    told = told or Told()
    steady = {name: round(levels[name] * 2) / 2 for name in DIMENSIONS}  # a key more or less changes no order
    turn = told.finished // PACE
    if is_strong(steady, focus):
        asked = [
            (name, item)
            for name in (*sorted(focus or SIGNALS, key=lambda name: -steady[name]), "action", "result")
            for item in questions.get(name, ())
            if item.harder and steady[name] >= STRONG_SIGNAL
        ]
        if asked:
            name, item = asked[turn % len(asked)]
            return worded(name, item, told)
    ranked = sorted(DIMENSIONS, key=lambda name: (-gain(name, steady[name], focus), DIMENSIONS.index(name)))
    for name in ranked:
        fits = fitting(questions.get(name, ()), levels[name])
        if fits:
            return worded(name, fits[turn % len(fits)], told)
    return Coaching(ranked[0])


def choose_harder(
    levels: Mapping[str, float],
    focus: Sequence[str],
    questions: Mapping[str, Sequence[FollowUp]],
    told: Told,
    asked: Sequence[str] = (),
) -> Coaching:
    """A question about cost or durability, on the strongest signal in view first; without text when there is none.

    Args:
        levels: Dimension -> level 0 to 3.
        focus: The signals that the case is meant to show.
        questions: Dimension -> its follow-up questions.
        told: The learner's sentences.
        asked: Ids of the questions asked before, oldest first; the one asked longest ago comes round again.
    """
    order = (*sorted(focus or SIGNALS, key=lambda name: -levels[name]), "action", "result")
    hard = [(name, item) for name in order for item in questions.get(name, ()) if item.harder]
    if not hard:
        return Coaching("action")
    latest = {name: turn for turn, name in enumerate(asked)}
    return worded(*min(hard, key=lambda pair: latest.get(pair[1].id, -1)), told)


def gain(dimension: str, level: float, focus: Sequence[str]) -> float:
    """What the whole would gain if `dimension` rose from `level` to 3."""
    if level >= FULL:
        return 0.0
    lift = LIFT[dimension] if dimension in CRAFT else LIFT_FOCUS if dimension in focus else LIFT_OTHER
    bare = BARE if dimension in ("action", "result") and level < 1 else 0.0
    return lift * (3 - level) + bare


def is_strong(levels: Mapping[str, float], focus: Sequence[str]) -> bool:
    """Whether the story is told and its signals are shown, so that only cost and durability are left to ask about."""
    most = max(gain(name, levels[name], focus) for name in (*CRAFT, *focus))
    return most < STRONG_GAIN and max(levels[name] for name in focus or SIGNALS) >= STRONG_SIGNAL


def fitting(follow_ups: Sequence[FollowUp], level: float) -> list[FollowUp]:
    """The questions made for the nearest level, in their order."""
    wanted = min(int(level + 0.5), 2)
    distance = {item.id: min(abs(wanted - fit) for fit in item.levels) for item in follow_ups}
    return [item for item in follow_ups if distance[item.id] == min(distance.values())]


def worded(dimension: str, item: FollowUp, told: Told) -> Coaching:
    """`item` about the learner's own words where they can be quoted."""
    quote = told.quote(item.quotes or dimension) if item.quoting else ""
    text = item.quoting.replace(SLOT, quote, 1) if quote else item.text
    return Coaching(dimension, item.id, text, tuple(item.hints))
