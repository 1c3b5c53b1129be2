"""Views that are computed from findings alone, and so from a learner's own export too."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from starlift.workbenches.metrics.programme import Programme, Quarter
from starlift.workbenches.metrics.shown import Series, Shown
from starlift.workbenches.metrics.statistics import (
    closed_in,
    mean_days_of_closed,
    median_age_of_open,
    open_at,
    opened_in,
    without_duplicates,
)
from starlift.workbenches.metrics.survival import Curve, curve

if TYPE_CHECKING:
    import pandas as pd

GRAVEST = ("critical", "blocker", "high", "major", "medium", "moderate", "low", "minor", "info", "informational", "")
AFTER = 60
"""Days after which shares still open are compared: the youngest quarter has been watched for longer."""


def lanes_of(programme: Programme) -> list[str]:
    """The lanes, the one first in which most of the year's findings stay open for long."""
    shares = {
        str(lane): estimate.at(AFTER)
        if (estimate := of(opened_in(findings, *programme.quarters), programme.today))
        else 0
        for lane, findings in without_duplicates(programme).groupby("lane")
    }
    return sorted(shares, key=lambda lane: shares[lane] or 0, reverse=True)


def of(findings: pd.DataFrame, today: pd.Timestamp) -> Curve | None:
    """The curve of `findings`, open ones counted."""
    return curve(findings["opened"], findings["closed"], today)


def per_quarter(programme: Programme, values: list[float]) -> tuple[tuple[str, float], ...]:
    """One point for each quarter."""
    return tuple((quarter.label, value) for quarter, value in zip(programme.quarters, values, strict=True))


def days(value: float | None) -> str:
    """Whole days as text, or a dash."""
    return "–" if value is None or math.isnan(value) else f"{value:,.0f}"


def capital(name: str) -> str:
    """The name with a capital at its front, else as it is."""
    return name[:1].upper() + name[1:]


def percent(share: float | None) -> str:
    """A share as per cent, or a dash."""
    return "–" if share is None or math.isnan(share) else f"{share * 100:.0f} %"


def first_to_last(values: list[float], unit: str) -> str:
    """From the first value to the last, as text."""
    return f"{days(values[0])}{unit} in Q1, {days(values[-1])}{unit} in Q4"


def found(programme: Programme) -> Shown:
    """What was reported in each quarter, duplicates too."""
    parts = [opened_in(programme.findings, quarter) for quarter in programme.quarters]
    counts = [float(len(part)) for part in parts]
    rows = [
        (name or "none given", *(f"{(part['severity'].fillna('').astype(str) == name).sum():,}" for part in parts))
        for name in _ordered(programme.findings["severity"].fillna("").astype(str))
    ]
    return Shown(
        "bars", "findings", (Series("Found", per_quarter(programme, counts)),),
        f"Findings found: {first_to_last(counts, '')}, {sum(counts):,.0f} in the year.",
        tuple(counts), head=("Severity", *(quarter.label for quarter in programme.quarters)), rows=tuple(rows),
    )  # fmt: skip


def closed(programme: Programme) -> Shown:
    """What was closed in each of the last twelve months, duplicates too."""
    import pandas as pd  # noqa: PLC0415

    starts = [programme.today - pd.DateOffset(months=back) for back in range(12, 0, -1)]
    months = [Quarter(start.strftime("%b"), start, start + pd.DateOffset(months=1)) for start in starts]
    counts = [float(len(closed_in(programme.findings, month))) for month in months]
    points = tuple((month.label, count) for month, count in zip(months, counts, strict=True))
    return Shown(
        "bars", "findings", (Series("Closed", points),),
        f"Findings closed: {counts[0]:,.0f} in the first month, {counts[-1]:,.0f} in the last.", tuple(counts),
    )  # fmt: skip


def mttr(programme: Programme) -> Shown:
    """Mean days to close, blind to what is open: the trap."""
    values = [mean_days_of_closed(programme, quarter) for quarter in programme.quarters]
    return Shown(
        "lines", "days", (Series("Mean days to close", per_quarter(programme, values)),),
        f"Mean days to close, closed findings only: {first_to_last(values, '')}.", tuple(values), "lower",
    )  # fmt: skip


def ageing(programme: Programme) -> Shown:
    """Median age of what is open by lane, and the days until half are fixed, open ones counted."""
    findings = without_duplicates(programme)
    ends = [quarter.end for quarter in programme.quarters]
    overall = [median_age_of_open(findings, end) for end in ends]
    series, rows = [], []
    lanes = lanes_of(programme)
    for lane in lanes:
        mine = findings[findings["lane"] == lane]
        values = [median_age_of_open(mine, end) for end in ends]
        series.append(Series(capital(lane), per_quarter(programme, values)))
        rows.append(_fix_row(f"Lane: {lane}", mine, programme))
    severities = findings["severity"].fillna("").astype(str)
    rows += [
        _fix_row(f"Severity: {severity or 'none given'}", findings[severities == severity], programme)
        for severity in _ordered(severities)
    ]
    slowest = [value for _, value in series[0].points]
    key = f"Median age of open findings: {first_to_last(overall, ' days')}"
    if len(series) > 1:
        key += f"; {lanes[0]} {days(slowest[0])} to {days(slowest[-1])}"
    return Shown(
        "lines", "days", tuple(series), f"{key}.", tuple(overall), "lower",
        ("Findings", "Open now", "Median age of open, days", "Days until half are fixed"), tuple(rows),
    )  # fmt: skip


def _ordered(severities: pd.Series[str]) -> list[str]:
    """The five most frequent, the gravest first where its name says so."""
    known = [str(name) for name in severities.value_counts().index[:5]]
    return sorted(known, key=lambda name: GRAVEST.index(name.lower()) if name.lower() in GRAVEST else len(GRAVEST))


def _fix_row(name: str, findings: pd.DataFrame, programme: Programme) -> tuple[str, ...]:
    """A row of what is open, and of the median time to fix of what was opened within the four quarters."""
    estimate = of(opened_in(findings, *programme.quarters), programme.today)
    median = estimate.median if estimate else None
    fixed = "not yet half" if estimate and median is None else days(median)
    still = open_at(findings, programme.today)
    return name, f"{len(still):,}", days(median_age_of_open(findings, programme.today)), fixed


def backlog(programme: Programme) -> Shown:
    """How many are open at the end of each quarter, by lane."""
    findings = without_duplicates(programme)
    ends = [quarter.end for quarter in programme.quarters]
    total = [float(len(open_at(findings, end))) for end in ends]
    series = []
    for lane in lanes_of(programme):
        mine = findings[findings["lane"] == lane]
        series.append(Series(capital(lane), per_quarter(programme, [float(len(open_at(mine, end))) for end in ends])))
    key = f"Open findings: {first_to_last(total, '')}."
    return Shown("lines", "open findings", tuple(series), key, tuple(total), "lower")


def cvss(programme: Programme) -> Shown:
    """Mean severity points of what was opened in each quarter."""
    values = [float(opened_in(programme.findings, quarter)["cvss"].mean()) for quarter in programme.quarters]
    values = [round(value, 1) for value in values]
    key = f"Average severity score: {values[0]:.1f} in Q1, {values[-1]:.1f} in Q4."
    return Shown("lines", "points of 10", (Series("Average", per_quarter(programme, values)),), key, tuple(values))


def still_open(programme: Programme) -> Shown:
    """Survival curves: the slowest lane and all others, by the half-year of opening."""
    findings = without_duplicates(programme)
    lanes = lanes_of(programme)
    slow = findings["lane"] == lanes[0]
    groups = [(lanes[0], findings[slow]), ("all others", findings[~slow])] if len(lanes) > 1 else [("all", findings)]
    halves = [("Q1 and Q2", programme.quarters[:2]), ("Q3 and Q4", programme.quarters[2:])]
    curves = {
        (name, half): estimate
        for name, group in groups
        for half, quarters in halves
        if (estimate := of(opened_in(group, *quarters), programme.today))
    }
    series = tuple(Series(f"{capital(name)}, {half}", _steps(known)) for (name, half), known in curves.items())
    shares = [estimate.at(AFTER) if (estimate := curves.get((groups[0][0], half))) else None for half, _ in halves]
    main = tuple(math.nan if share is None else share * 100 for share in shares)
    key = (
        f"Still open after {AFTER} days, {groups[0][0]}: {percent(shares[0])} of those opened in Q1 and Q2, "
        f"{percent(shares[1])} in Q3 and Q4."
    )
    rows = tuple(
        (
            lane,
            *(
                percent(_share(findings[findings["lane"] == lane], quarter, programme))
                for quarter in programme.quarters
            ),
        )
        for lane in lanes
    )
    head = (f"Still open after {AFTER} days, opened in", *(quarter.label for quarter in programme.quarters))
    return Shown("curves", "% still open", series, key, main, "lower", head, rows)


def _share(findings: pd.DataFrame, quarter: Quarter, programme: Programme) -> float | None:
    estimate = of(opened_in(findings, quarter), programme.today)
    return estimate.at(AFTER) if estimate else None


def _steps(estimate: Curve) -> tuple[tuple[float, float], ...]:
    seen = zip(estimate.days, estimate.share, strict=True)
    return ((0.0, 100.0), *((day, share * 100) for day, share in seen if day <= estimate.until))
