"""Measures: how well levels agree with the panel's, in figures that do not flatter."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.metrics import cohen_kappa_score, confusion_matrix


def nearest(levels: Sequence[float], low: int, high: int) -> list[int]:
    """Levels rounded to the nearest step of the scale, halves upwards."""
    return [min(max(int(level + 0.5), low), high) for level in levels]


def weighted_kappa(levels: Sequence[float], panel: Sequence[int], low: int, high: int) -> float:
    """Quadratic weighted kappa (Cohen 1968): 1 is perfect, 0 is chance; 1 where both always say the same level."""
    rounded = nearest(levels, low, high)
    if len({*rounded, *panel}) == 1:
        return 1.0
    return float(cohen_kappa_score(rounded, panel, labels=list(range(low, high + 1)), weights="quadratic"))


def correlation(values: Sequence[float], others: Sequence[float]) -> float:
    """Pearson's r; 0 where one of the two never varies."""
    if len(set(values)) < 2 or len(set(others)) < 2:
        return 0.0
    return float(np.corrcoef(values, others)[0, 1])


def confusion(levels: Sequence[float], panel: Sequence[int]) -> list[list[int]]:
    """Overall level of the panel (rows 1 to 5) by the feedback's (columns 1 to 5)."""
    rows: list[list[int]] = confusion_matrix(panel, nearest(levels, 1, 5), labels=[1, 2, 3, 4, 5]).tolist()
    return rows
