"""What a judgement says: levels, the learner's own words behind them, flags, and one question."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

Span = tuple[int, int]
"""Start and end in the given text, in code points; the end is not included."""


class Assessment(NamedTuple):
    """The judgement of one answer, on the scales of the rubric.

    Attributes:
        overall: 1 (thin) to 5 (standout), or None where the answer cannot be judged; `flags` then says why.
        craft: situation, task, action, result -> level 0 to 3.
        signals: intake, risk_decision, conflict, coaching, operating_system -> level 0 to 3.
        evidence: Each of the nine dimensions -> the spans that earned its level, in reading order and without
        overlap.
        flags: What the reader of the levels should know. Reasons for no judgement: ``empty``, ``too_short``,
            ``not_english``, ``not_an_answer``, ``off_topic``, ``hypothetical`` (what one would do, and nothing that
            was done). Set aside: ``addressed_to_rater``, ``repeated``, ``too_long``. What holds levels down:
            ``all_we`` (no act of the speaker's own), ``undone`` (acts denied or left to others),
            ``claim_without_act`` (activity that could not have been watched).
        flag_spans: Flag -> the words it is about, for flags that are about certain words.
        uncertainty: Half-width around `overall` within which the panel's level lay for eight in ten answers of writers
            that the feedback had not seen; None where there is no level.
        question: The one question whose answer would lift the whole most; "" where none is at hand.
        question_dimension: The dimension that the question is about.
        question_id: Its id among the follow-up questions; "" where none is at hand.
        hints: Three hints to it, from gentle to explicit.
    """

    overall: float | None
    craft: dict[str, float]
    signals: dict[str, float]
    evidence: dict[str, list[Span]]
    flags: list[str]
    question: str
    question_dimension: str
    question_id: str = ""
    hints: tuple[str, ...] = ()
    flag_spans: Mapping[str, list[Span]] = MappingProxyType({})
    uncertainty: float | None = None

    @property
    def levels(self) -> dict[str, float]:
        """All nine dimensions -> level 0 to 3."""
        return {**self.craft, **self.signals}
