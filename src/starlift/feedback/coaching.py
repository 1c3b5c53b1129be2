"""The one question: about the dimension whose rise would lift the whole answer most.

A question draws a fact out of the learner and never supplies one. Action and result come before the setting,
and the signals that the case is meant to show before the others, since a good story shows two or three signals
and need not show all five.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from starlift.dimensions import CRAFT, DIMENSIONS

LIFT: Mapping[str, float] = {"action": 0.45, "result": 0.35, "situation": 0.15, "task": 0.1}
"""How much the whole gains when a craft dimension rises by one level (points of the overall scale)."""
LIFT_FOCUS = 0.3
"""The same for a signal that the case is meant to show."""
LIFT_OTHER = 0.08
"""The same for any other signal."""
FULL = 2.5
"""From this level on a dimension needs no question."""


class FollowUp(Protocol):
    """A question for a dimension at certain levels."""

    @property
    def text(self) -> str:
        """The question as the learner reads it."""

    @property
    def levels(self) -> Sequence[int]:
        """The levels 0 to 2 at which it is the right question."""


def choose_question(
    levels: Mapping[str, float], focus: Sequence[str], questions: Mapping[str, Sequence[FollowUp]]
) -> tuple[str, str]:
    """The question to ask and its dimension; the question is "" when `questions` has none that fits.

    Args:
        levels: Dimension -> level 0 to 3.
        focus: The signals that the case is meant to show.
        questions: Dimension -> its follow-up questions.
    """
    ranked = sorted(DIMENSIONS, key=lambda name: (-gain(name, levels[name], focus), DIMENSIONS.index(name)))
    for name in ranked:
        text = fitting(questions.get(name, ()), levels[name])
        if text:
            return text, name
    return "", ranked[0]


def gain(dimension: str, level: float, focus: Sequence[str]) -> float:
    """What the whole would gain if `dimension` rose from `level` to 3."""
    if level >= FULL:
        return 0.0
    lift = LIFT[dimension] if dimension in CRAFT else LIFT_FOCUS if dimension in focus else LIFT_OTHER
    return lift * (3 - level)


def fitting(follow_ups: Sequence[FollowUp], level: float) -> str:
    """The first question made for the nearest level, or ""."""
    wanted = min(int(level + 0.5), 2)
    best = min(
        ((min(abs(wanted - fit) for fit in follow_up.levels), place) for place, follow_up in enumerate(follow_ups)),
        default=None,
    )
    return follow_ups[best[1]].text if best else ""
