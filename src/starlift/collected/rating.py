"""Rating afresh: the levels that the present feedback gives to answers of old journals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from starlift.collected.rows import Rate
from starlift.content import OWN_STORY, Content
from starlift.journal import Journal
from starlift.seat import Seat


def rater(content: Content) -> Rate:
    """What rates an answer as the studio would now; a case that the content lacks is rated as an own story."""
    seats = {case: Seat(content, case, Journal(Path(), "", "")) for case in (*content.cases, OWN_STORY)}

    def rate(case: str, text: str) -> tuple[float | None, Mapping[str, float], Sequence[str]]:
        found = seats.get(case, seats[OWN_STORY]).assess(text)
        return found.overall, found.levels, found.flags

    return rate
