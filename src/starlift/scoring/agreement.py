"""Agreement: how far raters give the same levels to the same answers, as several figures that do not flatter.

`figures` gives what is shown: kappa comes from scikit-learn and alpha from krippendorff. The ICC is computed here, in
the few lines of its definition, which give a thousand resamples at once; so does `kappa`, and the tests hold it against
scikit-learn's. All of them are held against published examples.

Arrays have the shape (..., items, raters). An item is one answer on one dimension; NaN is a level not given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from starlift.scoring import AGREEMENT, need_extra

Levels = NDArray[np.float64]
Measurement = Literal["nominal", "ordinal", "interval"]


def share_within(levels: Levels, steps: int) -> Levels:
    """Share of pairs of levels, over all items and pairs of raters, that differ by at most `steps`."""
    apart = np.stack([np.abs(levels[..., a] - levels[..., b]) for a, b in pairs(levels)], axis=-1)
    known = np.asarray(~np.isnan(apart))
    return _divided(((apart <= steps) & known).sum((-2, -1)), known.sum((-2, -1)))


def kappa(levels: Levels) -> Levels:
    """Quadratic weighted kappa (Cohen 1968), the mean over pairs of raters (Light 1971).

    With these weights kappa is 1 minus the mean squared difference over what it would be for levels that belong to no
    answer, which is the sum of both variances and the squared difference of the means (Fleiss and Cohen 1973). NaN
    where both raters of a pair give one and the same level throughout.
    """
    found: Levels = np.stack([_kappa_of_two(levels[..., a], levels[..., b]) for a, b in pairs(levels)], axis=-1).mean(
        -1
    )
    return found


def _kappa_of_two(one: Levels, other: Levels) -> Levels:
    known = np.asarray(~np.isnan(one + other))
    a, b, count = np.where(known, one, 0.0), np.where(known, other, 0.0), known.sum(-1)
    mean_a, mean_b = _divided(a.sum(-1), count), _divided(b.sum(-1), count)
    observed = _divided(((a - b) ** 2).sum(-1), count)
    variances = _divided((a**2).sum(-1) + (b**2).sum(-1), count) - mean_a**2 - mean_b**2
    return 1 - _divided(observed, np.round(variances + (mean_a - mean_b) ** 2, 12))


def icc(levels: Levels) -> tuple[Levels, Levels]:
    """ICC(2,1) and ICC(2,k) of Shrout and Fleiss (1979): two-way random effects, absolute agreement.

    The first is about one rater's level, the second about the mean of all. Items that a rater left out are left out.
    """
    k = levels.shape[-1]
    known = np.asarray(~np.isnan(levels).any(-1))
    x = np.where(known[..., None], levels, 0.0)
    n = known.sum(-1).astype(float)
    rows, columns = x.mean(-1), _divided(x.sum(-2), n[..., None])
    grand = _divided(rows.sum(-1), n)
    between_items = k * (known * (rows - grand[..., None]) ** 2).sum(-1)
    between_raters = n * ((columns - grand[..., None]) ** 2).sum(-1)
    rest = known[..., None] * (x - rows[..., None] - columns[..., None, :] + grand[..., None, None]) ** 2
    items = _divided(between_items, n - 1)
    raters, error = between_raters / (k - 1), _divided(rest.sum((-2, -1)), (n - 1) * (k - 1))
    bias = _divided(raters - error, n)
    single = _divided(items - error, np.round(items + (k - 1) * error + k * bias, 12))
    return single, _divided(items - error, np.round(items + bias, 12))


def alpha(levels: Levels, measurement: Measurement) -> float:
    """Krippendorff's alpha of one table of levels; it takes missing levels. NaN where all levels are the same.

    Args:
        levels: Shape (items, raters).
        measurement: ``nominal``, ``ordinal`` or ``interval``.
    """
    import krippendorff  # noqa: PLC0415 - an extra

    counted = levels[(~np.isnan(levels)).sum(-1) > 1]
    if len(np.unique(counted[~np.isnan(counted)])) < 2:
        return float("nan")
    return float(krippendorff.alpha(reliability_data=counted.T, level_of_measurement=measurement))


def _alphas(measurement: Measurement) -> Callable[[Levels], Levels]:
    return lambda tables: np.array([alpha(one, measurement) for one in tables])


RESAMPLED: Mapping[str, Callable[[Levels], Levels]] = {
    "exact": lambda levels: share_within(levels, 0),
    "adjacent": lambda levels: share_within(levels, 1),
    "kappa": kappa,
    "icc_single": lambda levels: icc(levels)[0],
    "icc_mean": lambda levels: icc(levels)[1],
    "alpha_ordinal": _alphas("ordinal"),
    "alpha_interval": _alphas("interval"),
}
"""Figure -> its values for tables of shape (resamples, items, raters)."""


def figures(levels: Levels, scale: range) -> dict[str, float]:
    """Every figure of `RESAMPLED` for one table of levels; NaN where it cannot be computed.

    Args:
        levels: Shape (items, raters), at least two raters.
        scale: The levels that could be given.

    Raises:
        StarliftError: When the extra is not installed.
    """
    need_extra("Agreement", AGREEMENT)
    single, mean = icc(levels)
    return {
        "exact": float(share_within(levels, 0)),
        "adjacent": float(share_within(levels, 1)),
        "kappa": _kappa_of_sklearn(levels, scale),
        "icc_single": float(single),
        "icc_mean": float(mean),
        "alpha_ordinal": alpha(levels, "ordinal"),
        "alpha_interval": alpha(levels, "interval"),
    }


def _kappa_of_sklearn(levels: Levels, scale: range) -> float:
    from sklearn.metrics import cohen_kappa_score  # noqa: PLC0415 - an extra

    found = []
    for a, b in pairs(levels):
        both = levels[~np.isnan(levels[:, [a, b]]).any(-1)][:, [a, b]].astype(int)
        if len(np.unique(both)) < 2:
            return float("nan")
        found.append(cohen_kappa_score(both[:, 0], both[:, 1], labels=list(scale), weights="quadratic"))
    return float(np.mean(found))


def pairs(levels: Levels) -> list[tuple[int, int]]:
    """Every two raters."""
    return list(combinations(range(levels.shape[-1]), 2))


def _divided(over: Any, under: Any) -> Levels:
    """The quotient; NaN where it would be divided by nothing."""
    over, under = np.asarray(over, dtype=float), np.asarray(under, dtype=float)
    found: Levels = np.divide(over, under, out=np.full(np.broadcast(over, under).shape, np.nan), where=under > 0)
    return found
