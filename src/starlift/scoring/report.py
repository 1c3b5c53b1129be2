"""Report: the comparison of several raters as one HTML page, to read on a screen or on paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from starlift.page import TEMPLATES
from starlift.scoring.comparison import (
    ALL_DIMENSIONS,
    Agreement,
    Difference,
    Habit,
    agreements,
    differences,
    habits,
    summary,
)
from starlift.scoring.form import OVERALL
from starlift.scoring.intervals import LEAST_TARGETS, RESAMPLES
from starlift.scoring.meaning import NAMES, count_of, shown
from starlift.scoring.ratings import Ratings, ratings_of
from starlift.scoring.sheet import Sheet

MOST_DIFFERENCES = 8
"""Differences that are told with their evidence; the heat map shows all."""


def report(sheets: Sequence[Sheet]) -> str:
    """The page about complete sheets.

    Raises:
        ScoringError: When no two raters rated the same answer.
        StarliftError: When the extra is not installed.
    """
    ratings = ratings_of(sheets)
    names = sheets[0].form.content.rubric.names | {ALL_DIMENSIONS: "All dimensions"}
    found, apart = agreements(ratings), differences(ratings)
    said = {
        (_name(sheet), sheet.rater.casefold(), key): sheet.evidence(key) for sheet in sheets for key in ratings.keys
    }
    data = {
        "summary": summary(found, ratings),
        "raters": ratings.raters,
        "head": [NAMES[name] for name in NAMES],
        "rows": [_row(one, names) for one in found],
        "meanings": [_meanings(one, names) for one in found],
        "habits": [_habit(one, names) for one in habits(ratings)],
        "keys": [names[key] for key in ratings.keys],
        "spread": _spread(ratings),
        "deviation": _deviation(ratings),
        "differences": [_difference(one, names, said) for one in apart[:MOST_DIFFERENCES]],
        "more": max(0, len(apart) - MOST_DIFFERENCES),
        "standings": [_standing(sheet) for sheet in sheets],
        "resamples": f"{RESAMPLES:,}",
        "least": LEAST_TARGETS,
    }
    return TEMPLATES.fragment("score-comparison.html", **data)


def _name(sheet: Sheet) -> str:
    return f"{sheet.form.candidate} · {sheet.form.question.id}".casefold()


def _row(one: Agreement, names: dict[str, str]) -> dict[str, Any]:
    return {
        "name": names[one.key],
        "targets": one.targets,
        "whole": one.whole,
        "figures": [shown(name, one.figures[name]) for name in NAMES],
    }


def _meanings(one: Agreement, names: dict[str, str]) -> dict[str, Any]:
    lines = [(NAMES[name], shown(name, one.figures[name]), one.meaning(name)) for name in NAMES]
    nothing = "" if any(figure.has_interval for figure in one.figures.values()) else _without_interval(one)
    return {"name": names[one.key], "lines": lines, "open": one.key in (OVERALL, ALL_DIMENSIONS), "nothing": nothing}


def _without_interval(one: Agreement) -> str:
    return f"The figures describe {count_of(one.targets)} and say nothing beyond: they carry no interval."


def _habit(one: Habit, names: dict[str, str]) -> dict[str, Any]:
    most = max(1, *one.used.values())
    return {
        "rater": one.rater,
        "name": names[one.key],
        "severity": _signed(one.severity.value),
        "interval": f"{_signed(one.severity.low)} to {_signed(one.severity.high)}"
        if one.severity.has_interval
        else "none",
        "range": one.range_told,
        "used": [(level, count, round(100 * count / most)) for level, count in one.used.items()],
        "meaning": one.meaning,
    }


def _spread(ratings: Ratings) -> list[dict[str, Any]]:
    """Answers by dimensions: the levels in the raters' order, shaded by how far they are apart."""
    spread = ratings.spread()
    return [
        {
            "target": target,
            "cells": [
                {"text": _levels(ratings.levels[row, column]), "heat": _heat(spread[row, column])}
                for column in range(len(ratings.keys))
            ],
        }
        for row, target in enumerate(ratings.targets)
    ]


def _deviation(ratings: Ratings) -> list[dict[str, Any]]:
    """Answers by raters: the mean distance from the others over the dimensions of the answer."""
    apart = ratings.deviation()
    known = ~np.isnan(apart)
    count = known.sum(1)
    mean = np.divide(np.where(known, apart, 0.0).sum(1), count, out=np.full(count.shape, np.nan), where=count > 0)
    return [
        {"target": target, "cells": [{"text": _signed(one), "heat": _heat(2 * abs(one))} for one in mean[row]]}
        for row, target in enumerate(ratings.targets)
    ]


def _levels(levels: Any) -> str:
    given = ["–" if np.isnan(level) else str(int(level)) for level in levels]
    return "" if set(given) == {"–"} else " ".join(given)


def _heat(apart: float) -> int:
    """0 (nothing to show) to 4."""
    return 0 if np.isnan(apart) else min(4, int(apart + 0.5))


def _difference(one: Difference, names: dict[str, str], said: dict[tuple[str, str, str], str]) -> dict[str, Any]:
    rows = [
        (rater, level, said.get((one.target.casefold(), rater.casefold(), one.key), ""))
        for rater, level in one.levels.items()
    ]
    return {"target": one.target, "name": names[one.key], "apart": one.apart, "rows": rows}


def _standing(sheet: Sheet) -> dict[str, Any]:
    return {
        "target": f"{sheet.form.candidate} · {sheet.form.question.id}",
        "rater": sheet.rater,
        "lines": sheet.standing(),
    }


def _signed(value: float) -> str:
    if not np.isfinite(value):
        return ""
    text = f"{value:+.1f}"
    return "0.0" if text in ("+0.0", "-0.0") else text.replace("-", "\N{MINUS SIGN}")
