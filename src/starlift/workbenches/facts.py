"""Fact: what somebody can say after working at a workbench; raw material for an answer and never prose for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["number", "decision", "trade-off"]


@dataclass(frozen=True)
class Fact:
    """One thing that came out of the learner's own work.

    Attributes:
        kind: A figure with its unit and where it comes from, what was decided, or what was given up for what.
        text: At most some twenty words, a note and not a sentence to copy.
    """

    kind: Kind
    text: str


FACTS = "facts"
"""Name of the choice in the journal that holds the facts of a case's workbench."""


def as_choice(facts: Iterable[Fact]) -> list[dict[str, str]]:
    """The facts as they stand in the journal."""
    return [{"kind": fact.kind, "text": fact.text} for fact in facts]


def from_choice(value: object) -> list[Fact]:
    """The facts that the journal holds; anything else in their place is passed over."""
    items = value if isinstance(value, list) else []
    known = {kind: kind for kind in get_args(Kind)}
    return [
        Fact(known[item["kind"]], item["text"])
        for item in items
        if isinstance(item, dict) and item.get("kind") in known and isinstance(item.get("text"), str)
    ]
