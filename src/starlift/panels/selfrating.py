"""Self-rating: the learner's own levels for their text, given before the feedback shows its own.

Whoever rates first and then compares learns to judge without the tool. The first text of a case waits for it unless the
learner skips it with one press; a later one can be rated at will. Only levels wait: marks, question and remarks do not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlift.progress import Progress
from starlift.rubric import Rubric
from starlift.seat import Seat

CHOICE = "self_rating:"
"""Begins the name of the choice in the journal; the attempt's number follows."""
SKIPPED = "skipped"
"""What the journal holds where the learner wanted to see the levels at once."""
CLOSE = 0.5
"""Up to this difference two levels count as the same."""


@dataclass(frozen=True)
class SelfRating:
    """Where the learner's own rating stands.

    Attributes:
        number: The attempt that is rated now or can be rated next, counted from 1.
        waiting: Whether the levels wait for it.
        rated: The attempt that was rated last, or 0.
        own: Its levels by the learner: ``overall`` 1 to 5, each signal of the case 0 to 3.
        found: Its levels by the feedback, at that moment.
    """

    number: int
    waiting: bool
    rated: int = 0
    own: Mapping[str, int] | None = None
    found: Mapping[str, float] | None = None

    @classmethod
    def read(cls, progress: Progress) -> SelfRating:
        """Where it stands according to the journal; the first text waits until it is rated, skipped or left behind."""
        kept = len(progress.attempts)
        waiting = f"{CHOICE}1" not in progress.choices and kept <= 1
        rated, own, found = 0, None, None
        for name, value in progress.choices.items():
            number = name.removeprefix(CHOICE)
            if name.startswith(CHOICE) and number.isdecimal() and int(number) >= rated and _is_rating(value):
                rated, own, found = int(number), value["own"], value["feedback"]
        return cls(1 if waiting else kept + 1, waiting, rated, own, found)

    def comparison(self, rubric: Rubric) -> list[dict[str, str]]:
        """What was rated last, a line for each level: ``name``, ``text`` and ``gap``."""
        if self.own is None or self.found is None:
            return []
        names = rubric.names
        return [
            {
                "name": names[key],
                "text": f"you {own}, feedback {self.found[key]:.1f}",
                "gap": _gap(own - round(self.found[key], 1)),
            }
            for key, own in self.own.items()
            if key in names and key in self.found
        ]


def asked(seat: Seat) -> dict[str, range]:
    """What a learner rates: the whole, and the signals that the case is about -> the levels to choose from."""
    return {"overall": range(1, 6), **{signal: range(4) for signal in seat.signals}}


def accepted(levels: object, scales: Mapping[str, Sequence[int]]) -> dict[str, int]:
    """The levels among what a page sent that can be given; the rest is left out."""
    given = levels if isinstance(levels, Mapping) else {}
    return {key: given[key] for key, scale in scales.items() if type(given.get(key)) is int and given[key] in scale}


def unrated(own: Mapping[str, int], seat: Seat) -> str:
    """What is still to be rated, as a message to the learner; "" where nothing is."""
    missing = [seat.content.rubric.names[key] for key in asked(seat) if key not in own]
    return f"First choose a level for: {', '.join(missing)}." if missing else ""


def _gap(by: float) -> str:
    if abs(by) <= CLOSE:
        return "about the same"
    return f"yours is {abs(by):.1f} {'higher' if by > 0 else 'lower'}"


def _is_rating(value: Any) -> bool:
    if not isinstance(value, Mapping):
        return False
    own, found = value.get("own"), value.get("feedback")
    return (
        isinstance(own, Mapping)
        and isinstance(found, Mapping)
        and all(type(level) is int for level in own.values())
        and all(type(level) in (int, float) for level in found.values())
    )
