"""Calibration: rate two answers yourself, then see what the panel gave them and which sentences earned it."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from starlift.answers import segments
from starlift.dimensions import DIMENSIONS
from starlift.panels.guard import guarded
from starlift.panels.page import alert, card, escape, inline, paragraphs, table
from starlift.panels.panel import LABEL, WIDE, Panel, level_name
from starlift.rated import RatedAnswer
from starlift.seat import Seat

UNRATED = -1
"""Value of a level that has not been chosen."""


class Calibration(Panel):
    """The seat's two practice answers, one after the other."""

    def __init__(self, seat: Seat) -> None:
        chosen = seat.progress().choices
        rated = [
            RatingCard(seat, answer, f"Answer {letter}", chosen.get(f"rating:{answer.id}"))
            for letter, answer in zip("AB", seat.practice, strict=False)
        ]
        super().__init__(rated)


class RatingCard(Panel):
    """One answer, a level for it as a whole and for each signal in view, and then the panel's levels.

    The panel's levels enter the page only after the learner has given all levels.
    """

    def __init__(self, seat: Seat, answer: RatedAnswer, name: str, before: Any = None) -> None:
        self._seat, self._answer = seat, answer
        rubric = seat.content.rubric
        self._asked: dict[str, tuple[str, range]] = {"overall": (rubric.overall.name, range(1, 6))}
        for signal in seat.signals:
            self._asked[signal] = (rubric[signal].name, range(4))
        self._text = widgets.HTML(_shown(name, answer))
        self.levels = {
            key: widgets.Dropdown(
                options=[("choose a level", UNRATED), *((level_name(seat, key, n), n) for n in levels)],
                value=UNRATED,
                description=label,
                style=LABEL,
                layout=WIDE,
            )
            for key, (label, levels) in self._asked.items()
        }
        self.reveal = widgets.Button(
            description="Compare with the panel", button_style="primary", layout={"width": "15em"}
        )
        self._result = widgets.HTML()
        self._name = name
        self.reveal.on_click(guarded(self._tell, self._on_reveal))
        super().__init__([self._text, *self.levels.values(), self.reveal, self._result])
        if isinstance(before, dict) and set(self._asked) <= set(before):
            for key, control in self.levels.items():
                control.value = before[key] if before[key] in self._asked[key][1] else UNRATED
            self._show()

    def _on_reveal(self, _button: Any) -> None:
        missing = [self._asked[key][0] for key, control in self.levels.items() if control.value == UNRATED]
        if missing:
            self._tell(f"First choose a level for: {', '.join(missing)}.")
            return
        given = {key: control.value for key, control in self.levels.items()}
        self._seat.write("choice", {f"rating:{self._answer.id}": given})
        self._show()

    def _show(self) -> None:
        panel = {**self._answer.levels, "overall": self._answer.overall}
        rows = []
        for key, (label, _) in self._asked.items():
            own = self.levels[key].value
            if own == UNRATED:
                return
            rows.append((label, str(own), str(panel[key]), _difference(own - panel[key])))
        rubric = self._seat.content.rubric
        anchor = rubric.overall.anchors[self._answer.overall - 1]
        self._result.value = inline(
            table(("", "You", "Panel", "Difference"), rows),
            f"<p><b>{escape(anchor.name)}</b>: {escape(anchor.text)}</p>",
            f"<p>A rater's advice: {escape(self._answer.advice)}</p>",
        )
        letters = {dimension.id: dimension.letter for dimension in rubric.dimensions}
        self._text.value = _shown(self._name, self._answer, letters)

    def _tell(self, message: str) -> None:
        self._result.value = alert(message)


def _difference(by: int) -> str:
    return "same" if by == 0 else f"you {abs(by)} {'above' if by > 0 else 'below'}"


def _shown(name: str, answer: RatedAnswer, letters: dict[str, str] | None = None) -> str:
    """The answer as a card; with `letters`, the sentences that the panel named are marked."""
    head = f"<h3>{escape(name)}</h3><p class='sl-kind'>{escape(answer.question)}</p>"
    if letters is None:
        return inline(card(head, paragraphs(answer.text)))
    spans = {dimension: answer.named(dimension) for dimension in DIMENSIONS}
    body = "".join(
        f"<mark>{escape(piece.text)}</mark><sup>{''.join(letters[d] for d in piece.dimensions)}</sup>"
        if piece.dimensions
        else escape(piece.text)
        for piece in segments(answer.text, spans)
    ).replace("\n", "<br>")
    key = " · ".join(f"{letter} {dimension.replace('_', ' ')}" for dimension, letter in letters.items())
    return inline(card(head, f"<p>{body}</p>", f"<p class='sl-kind'>{escape(key)}</p>"))
