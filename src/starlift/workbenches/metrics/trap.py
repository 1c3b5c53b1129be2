"""Trap: what the mean over closed findings does not see, in figures."""

from __future__ import annotations

import math

from starlift.workbenches.metrics.of_findings import ageing, mttr, still_open
from starlift.workbenches.metrics.programme import Programme
from starlift.workbenches.metrics.statistics import open_at, without_duplicates


def what_the_mean_hides(programme: Programme) -> tuple[str, ...]:
    """What the mean time to remediate says, and what the same findings say once those still open count too."""
    mean, age = mttr(programme).main, ageing(programme).main
    if any(map(math.isnan, (mean[0], mean[-1], age[0], age[-1]))):
        return ("Too few findings were closed or are open to hold the two against each other.",)
    findings = without_duplicates(programme)
    still = open_at(findings, programme.today)
    year = int(((programme.today - still["opened"]).dt.days > 365).sum())
    fell = "fell" if mean[-1] < mean[0] else "went"
    rose = "rose" if age[-1] > age[0] else "went"
    return (
        f"This view sees closed findings only: their mean {fell} from {mean[0]:,.0f} to {mean[-1]:,.0f} days.",
        f"It leaves out {len(still):,} open findings, {year:,} of them older than a year.",
        f"Median age of what is open {rose} from {age[0]:,.0f} to {age[-1]:,.0f} days.",
        f"{still_open(programme).key} What nobody closes never reaches the mean.",
    )
