"""A small workbench, for the tests of the widget with and without a browser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from starlift.errors import Problem, StarliftError
from starlift.panels.workbenches.base import Download, Kept, Part, Setting, Values, Workbench
from starlift.panels.workbenches.blocks import (
    Block,
    actions,
    checks,
    grid,
    group,
    number,
    radio,
    remarks,
    select,
    text,
    words,
)
from starlift.workbenches.facts import Fact


class Scales(Workbench):
    """Weighs one word."""

    title, lead, minutes = "The <scales>", "Put a word on them.", 3

    @classmethod
    def at(cls, setting: Setting) -> Self:
        return cls()

    def parts(self, values: Values) -> Sequence[Part]:
        return [Part("put", "Put it on", done="word" in values), Part("read", "Read them")]

    def blocks(self, part: str, values: Values) -> Sequence[Block]:
        if part == "read":
            return [words(values.get("word", ""), title="The word")]
        word = values.get("word", "")
        ways = [
            select("unit", "Unit", [("gram", "Gram"), ("ounce", "Ounce")], hide_label=True),
            number("tare", "Tare", low=0, high=10, step=0.5, unit="g", hide_label=True),
        ]
        return [
            *([] if word else [remarks("none", ["Nothing on the scales"], label="Before you begin")]),
            group("Pan", [text("word", "Word", hint="Any word"), words(word)]),
            remarks("open", [f"{len(word)} letters so far"], done=["The scales are level"]),
            actions(("weigh", "Weigh"), ("file", "Save"), ("fall", "Drop"), ("break", "Break")),
            checks("stuff", "Made of", [("iron", "Iron"), ("salt", "Salt"), ("wool", "Wool")], most=2),
            radio("often", "How often", [("once", "Once"), ("twice", "Twice")]),
            group("More", [grid("g", "Ways of weighing", ["", "Unit", "Tare"], [("This", ways)])], open=True),
        ]

    def facts(self, values: Values) -> Sequence[Fact]:
        return [Fact("number", f"{len(values['word'])} letters")] if values.get("word") else []

    def act(self, do: str, values: Values) -> Download | Kept:
        if do == "fall":
            raise StarliftError(Problem("", 0, "", "it fell", "pick it up"))
        if do == "break":
            raise ZeroDivisionError
        if do == "file":
            return Download("weight.txt", "text/plain", values.get("word", "").encode(), "Here it is.")
        weight = f"{len(values.get('word', ''))} letters."
        return Kept({"weighed": weight}, weight)
