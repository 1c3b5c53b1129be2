"""Checked: a statistic of synthetic data beside the bounds that the content states for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Checked:
    """A statistic beside its bounds.

    Attributes:
        id: Names it in the content.
        label: What it is.
        value: What was measured; a share is 0 to 1.
        low: The least that it may be.
        high: The most that it may be.
        source: Where the bounds come from.
        percent: Whether it is shown in per cent.
    """

    id: str
    label: str
    value: float
    low: float
    high: float
    source: str
    percent: bool = False

    @property
    def holds(self) -> bool:
        """Whether it lies within them."""
        return self.low <= self.value <= self.high
