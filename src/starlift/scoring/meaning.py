"""Meaning: what a figure says at this number of answers, in a sentence that claims no more than its interval."""

from __future__ import annotations

from collections.abc import Sequence

from starlift.scoring.intervals import LEAST_TARGETS, Figure

Bands = Sequence[tuple[float, str]]
"""Upper bounds, each with its word; the last one is open."""
OPEN = float("inf")
KAPPA: Bands = (
    (0.0, "none"),
    (0.2, "slight"),
    (0.4, "fair"),
    (0.6, "moderate"),
    (0.8, "substantial"),
    (OPEN, "nearly complete"),
)
"""Words for kappa by Landis and Koch (1977); like the other two they are conventions and no laws."""
ICC: Bands = ((0.5, "poor"), (0.75, "moderate"), (0.9, "good"), (OPEN, "excellent"))
"""Words for the ICC by Koo and Li (2016)."""
ALPHA: Bands = ((0.667, "too low to build on"), (0.8, "enough for a tentative reading"), (OPEN, "reliable"))
"""Words for alpha by Krippendorff (2004)."""
BANDS = {"kappa": KAPPA, "icc_single": ICC, "icc_mean": ICC, "alpha_ordinal": ALPHA, "alpha_interval": ALPHA}
NAMES = {
    "exact": "Same level",
    "adjacent": "At most one apart",
    "kappa": "Weighted kappa",
    "icc_single": "ICC(2,1), one rater",
    "icc_mean": "ICC(2,k), mean of all",
    "alpha_ordinal": "Alpha, ordinal",
    "alpha_interval": "Alpha, interval",
}
SHORT = {"icc_single": "ICC(2,1)", "alpha_ordinal": "ordinal alpha"}
"""Names within a sentence, for the figures that a summary tells."""
SHARES = ("exact", "adjacent")
FEW = 20
"""Answers below which the report says that they are few."""


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
    answers = count_of(targets)
    if not figure.is_known:
        return f"Cannot be computed from {answers}: too few levels by all raters, or all levels are the same."
    if not figure.has_interval:
        few = f"fewer than {LEAST_TARGETS} answers"
        why = few if targets < LEAST_TARGETS else "levels that hardly vary, or few that raters share,"
        return f"This describes {answers} and nothing beyond: {why} carry no interval."
    if figure.low == figure.high:
        return "Drawn again, these answers always give the same figure, so they do not show how far it could move."
    if name in SHARES:
        low, high = _percent(figure.low), _percent(figure.high)
        return f"With other answers of this kind, between {low} and {high} of pairs could be so."
    low, high = (_band(BANDS[name], end) for end in (figure.low, figure.high))
    if low == high:
        return f"The whole interval says: {low}."
    return f"Anything from {low} to {high} is possible; these answers do not settle it."


def caution(targets: int) -> str:
    """What to bear in mind at so many answers, whatever the figures are."""
    if targets >= FEW:
        return f"The intervals are about other answers like these {targets}, rated by the same people."
    return (
        f"{count_of(targets)} {'is' if targets == 1 else 'are'} few: intervals are wide, and the true ones are "
        "likely wider still. Use the figures to choose what to talk about, and not to rank raters or candidates."
    )


def count_of(count: int) -> str:
    """So many answers, in words."""
    return f"{count} answer{'' if count == 1 else 's'}"


def severity_sentence(rater: str, figure: Figure, targets: int) -> str:
    """What a rater's distance from the others means; positive is more lenient."""
    if not figure.is_known:
        return f"{rater} rated nothing that somebody else rated."
    way = "above" if figure.value > 0 else "below"
    amount = f"{rater} is {abs(figure.value):.1f} {way} the others on average"
    if abs(figure.value) < 0.05:
        amount = f"{rater} is level with the others on average"
    if not figure.has_interval:
        return f"{amount} on {count_of(targets)}, too few to say whether that is a habit."
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
