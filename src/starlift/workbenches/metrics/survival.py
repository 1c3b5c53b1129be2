"""Survival: how long things stay open when those still open count too, as censored; estimated by scipy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Curve:
    """The Kaplan-Meier estimate of the share still open after so many days.

    Attributes:
        days: Days after opening at which something was seen, rising.
        share: Share still open right after each of them.
        count: How many things it rests on.
        open: How many of them are still open.
        until: Day until which at least fifteen were watched, or the last day where they are few.
    """

    days: tuple[float, ...]
    share: tuple[float, ...]
    count: int
    open: int
    until: float

    def at(self, day: float) -> float | None:
        """Share still open after `day` days; none where nothing was watched for that long."""
        if day > self.days[-1] and self.share[-1] > 0:
            return None
        return next(
            (share for known, share in zip(self.days[::-1], self.share[::-1], strict=True) if known <= day), 1.0
        )

    @property
    def median(self) -> float | None:
        """The day by which half are closed; none while more than half are open at the last day seen."""
        return next((day for day, share in zip(self.days, self.share, strict=True) if share <= 0.5), None)


def curve(opened: pd.Series[pd.Timestamp], closed: pd.Series[pd.Timestamp], today: pd.Timestamp) -> Curve | None:
    """The curve of things opened and closed on these days; what is open today is censored at its age.

    Things opened after today are left out, as are those closed before they were opened. None where nothing is left.
    """
    import numpy as np  # noqa: PLC0415
    from scipy import stats  # noqa: PLC0415 - a second to load

    still = closed.isna() | (closed > today)
    days = (closed.where(~still, today) - opened).dt.days.to_numpy(dtype=float)
    known = days >= 0
    if not known.any():
        return None
    done = ~still.to_numpy(dtype=bool)
    sample = stats.CensoredData(uncensored=days[known & done], right=days[known & ~done])
    found = stats.ecdf(sample).sf
    return Curve(
        days=tuple(map(float, found.quantiles)),
        share=tuple(map(float, np.clip(found.probabilities, 0, 1))),
        count=int(known.sum()),
        open=int((known & ~done).sum()),
        until=float(np.sort(days[known])[-15 if known.sum() >= 30 else -1]),
    )
