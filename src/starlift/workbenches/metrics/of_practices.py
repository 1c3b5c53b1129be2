"""Views that need more than findings: coverage, design, secrets, exceptions, blockers, and what is merely busy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlift.workbenches.metrics.of_findings import days, first_to_last, per_quarter, percent
from starlift.workbenches.metrics.programme import Programme
from starlift.workbenches.metrics.shown import Series, Shown
from starlift.workbenches.metrics.statistics import closed_in, open_at, opened_in
from starlift.workbenches.metrics.survival import curve

if TYPE_CHECKING:
    import pandas as pd

YEAR = 365
"""Days for which a threat model or a design review counts as current."""


def _table(table: pd.DataFrame | None) -> pd.DataFrame:
    if table is None:
        raise LookupError("a view was asked for whose table is missing")
    return table


def coverage(programme: Programme) -> Shown:
    """Critical applications, and all release paths, with the agreed checks, at the end of each quarter."""
    applications, paths = _table(programme.applications), _table(programme.release_paths)
    critical = applications[applications["critical"]]
    checked = [float(critical[f"checks_{number}"].sum()) for number in range(1, 5)]
    covered = [float((paths["covered"] < quarter.end).sum()) for quarter in programme.quarters]
    shares = [value / len(critical) * 100 for value in checked], [value / len(paths) * 100 for value in covered]
    bare = critical[~critical["checks_4"]].groupby("lane")["name"].agg(", ".join)
    return Shown(
        "lines", "% with all agreed checks",
        (
            Series("Critical applications", per_quarter(programme, shares[0])),
            Series("Release paths", per_quarter(programme, shares[1])),
        ),
        f"Critical applications with all agreed checks: {first_to_last(checked, '')}, of {len(critical)}. "
        f"Release paths: {covered[0]:.0f} to {covered[-1]:.0f}, of {len(paths)}.",
        tuple(shares[0]), "higher", ("Lane", "Critical and not covered"),
        tuple((str(lane), str(names)) for lane, names in bare.items()),
    )  # fmt: skip


def design(programme: Programme) -> Shown:
    """Critical applications with a threat model, and with a design review, not older than a year."""
    applications, reviews = _table(programme.applications), _table(programme.reviews)
    names = applications.loc[applications["critical"], "name"]
    counts = {
        column: [float(_current(reviews, column, quarter.end).isin(names).sum()) for quarter in programme.quarters]
        for column in ("threat_model", "design_review")
    }
    neither = set(names) - {name for column in counts for name in _current(reviews, column, programme.today)}
    models, designs = counts["threat_model"], counts["design_review"]
    return Shown(
        "lines", "critical applications",
        (
            Series("Threat model", per_quarter(programme, models)),
            Series("Design review", per_quarter(programme, designs)),
        ),
        f"Critical applications with a threat model under a year old: {first_to_last(models, '')}, of {len(names)}. "
        f"With a design review: {designs[0]:.0f} to {designs[-1]:.0f}.",
        tuple(models), "higher", ("Critical applications", "Which"),
        (("With neither in the last year", ", ".join(sorted(neither)) or "none"),),
    )  # fmt: skip


def _current(reviews: pd.DataFrame, column: str, moment: pd.Timestamp) -> pd.Series[str]:
    """Applications with such a review in the year before `moment`, each once."""
    age = (moment - reviews[column]).dt.days
    current: pd.Series[str] = reviews.loc[(age > 0) & (age <= YEAR), "application"].drop_duplicates()
    return current


def secrets(programme: Programme) -> Shown:
    """Secrets found in each quarter, and the days until half of them were cancelled, open ones counted."""
    table = _table(programme.secrets)
    parts = [
        table[(table["found"] >= quarter.start) & (table["found"] < quarter.end)] for quarter in programme.quarters
    ]
    medians = []
    for part in parts:
        estimate = curve(part["found"], part["revoked"], programme.today)
        medians.append(estimate.median if estimate and estimate.median is not None else float("nan"))
    rows = tuple(
        (quarter.label, str(len(part)), days(median), str(int(part["revoked"].isna().sum())))
        for quarter, part, median in zip(programme.quarters, parts, medians, strict=True)
    )
    return Shown(
        "lines", "days until half are cancelled",
        (Series("Days until half are cancelled", per_quarter(programme, medians)),),
        f"Days until half of the secrets found are cancelled: {first_to_last(medians, '')}. "
        f"Found: {len(parts[0])} in Q1, {len(parts[-1])} in Q4.",
        tuple(medians), "lower", ("Found in", "Secrets", "Days until half are cancelled", "Still usable"), rows,
    )  # fmt: skip


def exceptions(programme: Programme) -> Shown:
    """Exceptions open at the end of each quarter, and those of them past their date."""
    table = _table(programme.exceptions)
    ends = [quarter.end for quarter in programme.quarters]
    standing = [open_at(table, end) for end in ends]
    counts = [float(len(part)) for part in standing]
    late = [float((part["expires"] < end).sum()) for part, end in zip(standing, ends, strict=True)]
    repeated = (
        standing[-1].groupby("pattern")["application"].agg(["size", "nunique"]).sort_values("size", ascending=False)
    )
    return Shown(
        "lines", "exceptions",
        (Series("Open", per_quarter(programme, counts)), Series("Past their date", per_quarter(programme, late))),
        f"Exceptions past their date: {first_to_last(late, '')}. Open: {counts[0]:.0f} to {counts[-1]:.0f}.",
        tuple(late), "lower", ("Risk that it allows", "Open", "In applications"),
        tuple((str(row.Index), str(row.size), str(row.nunique)) for row in repeated.itertuples()),
    )  # fmt: skip


def repeats(programme: Programme) -> Shown:
    """Open exceptions at the end of each quarter by the risk that they allow, the three most frequent."""
    table = _table(programme.exceptions)
    standing = [open_at(table, quarter.end)["pattern"].value_counts() for quarter in programme.quarters]
    top = [str(name) for name in standing[-1].index[:3]]
    series = [Series(name, per_quarter(programme, [float(part.get(name, 0)) for part in standing])) for name in top]
    main = tuple(value for _, value in series[0].points)
    return Shown(
        "lines", "open exceptions", tuple(series),
        f"Open exceptions for the commonest risk, {top[0].lower()}: {first_to_last(list(main), '')}.", main, "lower",
    )  # fmt: skip


def blockers(programme: Programme) -> Shown:
    """Weeks lost in each quarter, and what stood in the way."""
    table = _table(programme.blockers)
    weeks = [float(table.loc[table["quarter"] == number, "weeks"].sum()) for number in range(1, 5)]
    causes = table.groupby("blocks")["weeks"].sum().sort_values(ascending=False)
    rows = tuple(
        (f"{row.release} (Q{row.quarter})", str(row.blocks), str(row.weeks), str(row.needed), f"{row.whom}, {row.when}")
        for row in table.itertuples()
    )
    return Shown(
        "bars", "weeks lost", (Series("Weeks lost", per_quarter(programme, weeks)),),
        f"Weeks that releases lost to security: {first_to_last(weeks, '')}, {sum(weeks):.0f} in the year. "
        f"{causes.index[0]}: {causes.iloc[0]} of them.",
        tuple(weeks), "lower", ("Release", "What stood in the way", "Weeks", "What is needed", "Of whom, by when"),
        rows,
    )  # fmt: skip


def scans(programme: Programme) -> Shown:
    """Scans run in each quarter."""
    values = [float(value) for value in _table(programme.activity)["scans"]]
    key = f"Scans run: {first_to_last(values, '')}."
    return Shown("bars", "scans", (Series("Scans", per_quarter(programme, values)),), key, tuple(values))


def training(programme: Programme) -> Shown:
    """Share of engineers with the yearly training."""
    values = [float(value) * 100 for value in _table(programme.activity)["trained"]]
    key = f"Training completed: {first_to_last(values, ' %')}."
    return Shown("lines", "% of engineers", (Series("Completed", per_quarter(programme, values)),), key, tuple(values))


def score(programme: Programme) -> Shown:
    """Mean of scans against the last quarter's, training done, and closed against found, out of 100."""
    activity = _table(programme.activity)
    values, rows = [], []
    for number, quarter in enumerate(programme.quarters):
        gone = len(closed_in(programme.findings, quarter)) / max(len(opened_in(programme.findings, quarter)), 1)
        parts = (
            float(activity["scans"].iloc[number] / activity["scans"].max()),
            float(activity["trained"].iloc[number]),
            min(gone, 1.0),
        )
        values.append(round(sum(parts) / 3 * 100))
        rows.append((quarter.label, *map(percent, parts)))
    points = per_quarter(programme, [float(value) for value in values])
    return Shown(
        "bars", "points of 100", (Series("Score", points),),
        f"Security score: {values[0]} in Q1, {values[-1]} in Q4, out of 100.",
        tuple(float(value) for value in values),
        head=("Quarter", "Scans against plan", "Trained", "Closed against found"), rows=tuple(rows),
    )  # fmt: skip
