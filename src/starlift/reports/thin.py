"""Thin: where an answer began, which is the thin answer of its case as the feedback rates it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from statistics import fmean

from starlift.collected.rating import rater
from starlift.content import Content
from starlift.dimensions import DIMENSIONS
from starlift.errors import ContentError
from starlift.exercises import find_variant, make_variant

OVERALL = "overall"
"""Stands beside the ids of the dimensions."""
Levels = Mapping[str, float]
"""`OVERALL` and each dimension -> level; empty where the feedback cannot tell."""


class Thin:
    """The thin answers of a workspace and their levels, each rated once."""

    def __init__(self, content: Content) -> None:
        self._content, self._rate = content, rater(content)
        self.text = cache(self._text)
        self.levels = cache(self._levels)

    def _text(self, case: str, variant: str) -> str:
        """The thin answer with this id, or "" when there is none."""
        if case not in self._content.cases or not variant:
            return ""
        try:
            return find_variant(self._content.cases[case].exercise, self._content.contexts, variant).text
        except ContentError:
            return ""

    def _levels(self, case: str, variant: str) -> Levels:
        """The levels of that thin answer; of the mean of all thin answers of the case when it is not known which."""
        text = self.text(case, variant)
        if text:
            return self._rated(case, text)
        return _mean([levels for one in self._texts(case) if (levels := self._rated(case, one))])

    def _texts(self, case: str) -> list[str]:
        """Each thin answer of the case in the first of the contexts."""
        if case not in self._content.cases:
            return []
        exercise, context = self._content.cases[case].exercise, next(iter(self._content.contexts.all()))
        return [make_variant(exercise, thin, context).text for thin in exercise.thin_answers]

    def _rated(self, case: str, text: str) -> Levels:
        overall, levels, _ = self._rate(case, text)
        return {} if overall is None else with_overall(overall, levels)


def with_overall(overall: float, levels: Levels) -> Levels:
    """All ten levels; a dimension that is not named is not shown and has 0."""
    return {OVERALL: overall, **{name: levels.get(name, 0.0) for name in DIMENSIONS}}


def _mean(found: Sequence[Levels]) -> Levels:
    return {name: fmean(levels[name] for levels in found) for name in found[0]} if found else {}
