"""Calibration: the learner rates two answers, and only then sees the panel's levels and the sentences behind them."""

from __future__ import annotations

from collections.abc import Mapping
from string import ascii_uppercase
from typing import Any

from starlift.answers import segments
from starlift.dimensions import DIMENSIONS
from starlift.panels.selfrating import accepted, asked, unrated
from starlift.rated import RatedAnswer
from starlift.seat import Seat
from starlift.steps import RATING


class Calibration:
    """The seat's practice answers; the panel's levels leave it only for answers that the learner has rated."""

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self._scales = asked(seat)
        self._problems: dict[str, str] = {}
        chosen = seat.progress().choices
        given = {answer.id: accepted(chosen.get(f"{RATING}{answer.id}"), self._scales) for answer in seat.practice}
        self._given = {name: levels for name, levels in given.items() if set(levels) == set(self._scales)}

    def compare(self, answer_id: str, levels: object) -> None:
        """Take the learner's levels for an answer and keep them; an incomplete rating is told and not kept.

        Raises:
            JournalError: When they cannot be written; the panel's levels are shown all the same.
        """
        if answer_id not in {answer.id for answer in self._seat.practice}:
            return
        own = accepted(levels, self._scales)
        self._problems[answer_id] = unrated(own, self._seat)
        if not self._problems[answer_id]:
            self._given[answer_id] = own
            self._seat.write("choice", {f"{RATING}{answer_id}": own})

    @property
    def given(self) -> Mapping[str, Mapping[str, int]]:
        """The learner's levels: id of an answer -> key -> level; only of answers rated in full."""
        return self._given

    def shown(self) -> list[dict[str, Any]]:
        """What the page is told, an answer after the other; without the panel's part where levels are missing."""
        return [
            {
                "id": answer.id,
                "name": f"Answer {letter}",
                "question": answer.question,
                "problem": self._problems.get(answer.id, ""),
                "own": self._given.get(answer.id, {}),
                "segments": [{"text": answer.text, "dimensions": []}],
                "panel": None,
                **(self._revealed(answer) if answer.id in self._given else {}),
            }
            for letter, answer in zip(ascii_uppercase, self._seat.practice, strict=False)
        ]

    def _revealed(self, answer: RatedAnswer) -> dict[str, Any]:
        panel, own = {**answer.levels, "overall": answer.overall}, self._given[answer.id]
        names = self._seat.content.rubric.names
        anchor = self._seat.content.rubric.overall.anchors[answer.overall - 1]
        spans = {dimension: answer.named(dimension) for dimension in DIMENSIONS}
        return {
            "segments": [vars(piece) for piece in segments(answer.text, spans)],
            "panel": {
                "rows": [[names[key], str(own[key]), str(panel[key]), _gap(own[key] - panel[key])] for key in own],
                "anchor": f"{anchor.name}: {anchor.text}",
                "advice": answer.advice,
            },
        }


def _gap(by: int) -> str:
    return "same" if by == 0 else f"you {abs(by)} {'above' if by > 0 else 'below'}"
