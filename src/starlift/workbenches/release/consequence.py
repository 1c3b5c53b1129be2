"""Consequence: what would probably have followed from each option, as ranges reckoned from the stated figures."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from starlift.workbenches.release.situation import OPTIONS, Figures, OptionId, ReleaseContent, Variant

_STEP = 1.1
_STEPS = 24
"""Figures are scaled by up to 1.1 to the power of 24, about ten times, either way."""
_SHARES = ("bank_share", "left", "likely_left", "blast_left")


@dataclass(frozen=True)
class Range:
    """From the good end to the bad one."""

    low: float
    high: float

    def __add__(self, other: Range) -> Range:
        return Range(self.low + other.low, self.high + other.high)

    def __mul__(self, other: Range) -> Range:
        return Range(self.low * other.low, self.high * other.high)

    @property
    def middle(self) -> float:
        """Half way between the ends."""
        return (self.low + self.high) / 2


@dataclass(frozen=True)
class Outlook:
    """What one option probably costs until the fix is in production.

    Attributes:
        misuses: How many misuses get past the controls.
        lost: Pounds lost to them.
        late: Pounds of fees not earned and of penalties.
        duty: Pounds for people on duty and controls.
    """

    option: OptionId
    misuses: Range
    lost: Range
    late: Range
    duty: Range

    @property
    def total(self) -> Range:
        """Pounds altogether."""
        return self.lost + self.late + self.duty


@dataclass(frozen=True)
class Tip:
    """How far one figure would have to move for `option` to come out best, all others staying as they are.

    Attributes:
        figure: Its id.
        stated: As it stands.
        moved: As it would have to be.
    """

    figure: str
    stated: Range
    moved: Range
    option: OptionId


Basis = Mapping[str, Range]


def basis(content: ReleaseContent, variant: Variant) -> dict[str, Range]:
    """Figure id -> range; what the controls let through is multiplied up from the mitigations."""
    found = {
        name: Range(getattr(variant.figures, name).low, getattr(variant.figures, name).high)
        for name in Figures.model_fields
    }
    for name, lowers in (("likely_left", "likelihood"), ("blast_left", "blast")):
        passes = Range(1, 1)
        for mitigation in content.mitigations:
            if mitigation.lowers == lowers:
                state = variant.states[mitigation.id]
                passes = passes * Range(1 - state.high, 1 - state.low)
        found[name] = passes
    return found


def outlooks(figures: Basis) -> dict[OptionId, Outlook]:
    """What follows from each option.

    Misuses are those of a week, times the weeks until the fix, times what the controls let through. Blocking has none
    and loses all fees and the penalties; shipping has all of them and loses no fees; a reduced scope has the part that
    stays possible and loses the fees of what is left out.
    """
    none, weeks = Range(0, 0), figures["fix_days"] * Range(1 / 5, 1 / 5)
    misuses = figures["misuses"] * weeks * figures["likely_left"]
    each = figures["loss"] * figures["blast_left"]
    fees, left = figures["fees_week"] * weeks, figures["left"]
    duty = figures["duty"]
    return {
        "block": Outlook("block", none, none, fees + figures["penalty"], none),
        "ship": Outlook("ship", misuses, misuses * each, none, duty),
        "reduce": Outlook("reduce", misuses * left, misuses * left * each, fees * figures["bank_share"], duty),
    }


def ranking(figures: Basis) -> tuple[OptionId, ...]:
    """The options by the middle of what they cost together, the cheapest first."""
    found = outlooks(figures)
    return tuple(sorted(OPTIONS, key=lambda option: found[option].total.middle))


def tips(figures: Basis, wanted: OptionId | None = None) -> list[Tip]:
    """Which figures tip the balance, the one that has to move least first.

    Args:
        figures: The stated ones.
        wanted: Only what would make this option the best; without it, what would make any other the best.
    """
    best = ranking(figures)[0]
    found: list[tuple[int, Tip]] = []
    for name, stated in figures.items():
        moves = sorted((sign * size for size in range(1, _STEPS + 1) for sign in (-1, 1)), key=abs)
        for power in moves:
            moved = _scaled(name, stated, _STEP**power)
            first = ranking({**figures, name: moved})[0]
            if first != best and wanted in (None, first):
                found.append((abs(power), Tip(name, stated, moved, first)))
                break
    return [tip for _, tip in sorted(found, key=lambda pair: pair[0])]


def overlaps(figures: Basis, option: OptionId) -> bool:
    """Whether the good end of `option` is cheaper than the bad end of the best."""
    found = outlooks(figures)
    return found[option].total.low < found[ranking(figures)[0]].total.high


def _scaled(name: str, stated: Range, factor: float) -> Range:
    top = 1.0 if name in _SHARES else math.inf
    return Range(min(stated.low * factor, top), min(stated.high * factor, top))
