"""Meaning: what a figure says at this number of answers, in a plain sentence that claims no more than its interval."""

from __future__ import annotations

from collections.abc import Sequence

from starlift.scoring.intervals import LEAST_TARGETS, Figure

Bands = Sequence[tuple[float, str]]
"""Upper bounds, each with its word; the last one is open."""
OPEN = float("inf")
BANDS: dict[str, Bands] = {
    "kappa": ((0.0, "none"), (0.2, "slight"), (0.4, "fair"), (0.6, "moderate"), (0.8, "substantial"), (OPEN, "nearly complete")),
    "icc_single": ((0.5, "poor"), (0.75, "moderate"), (0.9, "good"), (OPEN, "excellent")),
    "icc_mean": ((0.5, "poor"), (0.75, "moderate"), (0.9, "good"), (OPEN, "excellent")),
    "alpha_ordinal": ((0.667, "too low to build on"), (0.8, "enough for a tentative reading"), (OPEN, "reliable")),
}  # fmt: skip
"""Words for kappa by Landis and Koch (1977), for the ICC by Koo and Li (2016), for alpha by Krippendorff (2004). They
are conventions and no laws."""
BANDS["alpha_interval"] = BANDS["alpha_ordinal"]
NAMES = {
    "exact": "Same level",
    "adjacent": "At most one apart",
    "kappa": "Weighted kappa",
    "icc_single": "ICC(2,1), one rater",
    "icc_mean": "ICC(2,k), mean of all",
    "alpha_ordinal": "Alpha, ordinal",
    "alpha_interval": "Alpha, interval",
}
SHARES = ("exact", "adjacent")
FEW = 20
"""Answers below which the sentence says that there are few."""


def shown(name: str, figure: Figure) -> str:
    """The figure with its interval, for a table."""
    if not figure.is_known:
        return "cannot tell"
    as_text = _percent if name in SHARES else _decimal
    if not figure.has_interval:
        return as_text(figure.value)
    return f"{as_text(figure.value)} ({as_text(figure.low)} to {as_text(figure.high)})"


def sentence(name: str, figure: Figure, targets: int) -> str:
    """What the figure means, from so many answers."""
    answers = f"{targets} answer{'' if targets == 1 else 's'}"
    if not figure.is_known:
        return f"Cannot be computed from {answers}: too few levels by all raters, or all levels are the same."
    if not figure.has_interval:
        why = f"fewer than {LEAST_TARGETS} answers" if targets < LEAST_TARGETS else "levels that hardly vary"
        return f"This describes {answers} and nothing beyond: {why} carry no interval."
    few = f" {answers.capitalize()} are few, and the true interval is likely wider." if targets < FEW else ""
    if name in SHARES:
        low, high = _percent(figure.low), _percent(figure.high)
        return f"With other answers of this kind, between {low} and {high} of pairs could be so.{few}"
    low, high = (_band(BANDS[name], end) for end in (figure.low, figure.high))
    if low == high:
        return f"The whole interval says: {low}.{few}"
    return f"Anything from {low} to {high} is possible; these answers do not settle it.{few}"


def severity_sentence(rater: str, figure: Figure, targets: int) -> str:
    """What a rater's distance from the others means; positive is more lenient."""
    if not figure.is_known:
        return f"{rater} rated nothing that somebody else rated."
    way = "above" if figure.value > 0 else "below"
    amount = f"{rater} is {abs(figure.value):.1f} {way} the others on average"
    if abs(figure.value) < 0.05:
        amount = f"{rater} is level with the others on average"
    if not figure.has_interval:
        return f"{amount} on {targets} answers, too few to say whether that is a habit."
    if figure.low > 0 or figure.high < 0:
        return f"{amount}, and {'more lenient' if figure.value > 0 else 'more severe'} in the whole interval."
    return f"{amount}; the interval includes no difference, so this is no sign of a severe or lenient rater."


def _band(bands: Bands, value: float) -> str:
    return next(word for bound, word in bands if value <= bound)


def _decimal(value: float) -> str:
    text = f"{value:.2f}"
    return "0.00" if text == "-0.00" else text.replace("-", "\N{MINUS SIGN}")


def _percent(value: float) -> str:
    return f"{value:.0%}"
