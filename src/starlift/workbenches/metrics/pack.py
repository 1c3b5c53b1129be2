"""Pack: the six views that a learner reports, what they say of each, and what they ask for."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from starlift.workbenches.metrics.content import MetricsContent, ViewText
from starlift.workbenches.metrics.programme import Programme
from starlift.workbenches.metrics.views import can_show

Stance = Literal["", "accumulating", "improving", "decision"]
STANCES: tuple[tuple[Stance, str], ...] = (
    ("accumulating", "Risk builds up"),
    ("improving", "It improves"),
    ("decision", "It needs a decision"),
)
VIEWS_AT_MOST = 6
ASKS_AT_MOST = 3
LONGEST = {"headline": 160, "comment": 600, "what": 160, "price": 80, "whom": 60, "when": 60}
"""Characters of a field that are taken; more does not fit on one page."""
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class Ask:
    """What leadership is asked for: a thing, its price in money or people, one owner, and a date."""

    what: str = ""
    price: str = ""
    whom: str = ""
    when: str = ""


@dataclass(frozen=True)
class Entry:
    """One view of the pack; `ask` is there for the first three that need a decision."""

    view: ViewText
    comment: str
    stance: Stance
    ask: Ask | None = None


@dataclass(frozen=True)
class Pack:
    """What the learner put together."""

    headline: str
    entries: tuple[Entry, ...]

    def of(self, stance: Stance) -> tuple[Entry, ...]:
        """The entries of one stance."""
        return tuple(entry for entry in self.entries if entry.stance == stance)

    @property
    def asks(self) -> tuple[tuple[Entry, Ask], ...]:
        """The entries with an ask of which anything is written."""
        return tuple((entry, entry.ask) for entry in self.entries if entry.ask and entry.ask != Ask())

    @property
    def done(self) -> bool:
        """Whether six views each have a comment and a stance."""
        full = [entry for entry in self.entries if entry.comment and entry.stance]
        return len(full) == VIEWS_AT_MOST


def read_pack(values: Mapping[str, str], content: MetricsContent) -> Pack:
    """The pack that the fields hold; what is unknown, too much or unreadable is left out."""
    known = {view.id: view for view in content.views}
    picks = dict.fromkeys(id for id in _text(values, "picks", 2_000).split() if id in known)
    entries: list[Entry] = []
    asks = 0
    for id in [*picks][:VIEWS_AT_MOST]:
        stance: Stance = next((value for value, _ in STANCES if values.get(f"stance-{id}") == value), "")
        ask = None
        if stance == "decision" and asks < ASKS_AT_MOST:
            asks += 1
            ask = Ask(*(_text(values, f"{part}-{id}", LONGEST[part]) for part in ("what", "price", "whom", "when")))
        entries.append(Entry(known[id], _text(values, f"comment-{id}", LONGEST["comment"]), stance, ask))
    return Pack(_text(values, "headline", LONGEST["headline"]), tuple(entries))


def _text(values: Mapping[str, str], id: str, most: int) -> str:
    """A field as one line without signs that nobody can see, at most so long; an ellipsis says that it was longer."""
    value = values.get(id, "")
    seen = "".join(
        " " if unicodedata.category(sign) in ("Cc", "Cs") else sign
        for sign in str(value)[: 4 * most]
        if sign not in _TURNING
    )
    line = " ".join(seen.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def needs_covered(pack: Pack, content: MetricsContent, programme: Programme, *, asked: bool) -> dict[str, bool]:
    """Need -> whether the pack lets a reader see it; `asked` says whether some ask is complete."""
    shown = {need for entry in pack.entries if can_show(entry.view, programme) for need in entry.view.needs}
    return {need.id: asked if need.id == "asks" else need.id in shown for need in content.needs}
