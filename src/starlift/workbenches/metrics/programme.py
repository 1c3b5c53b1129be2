"""Programme: a security programme's data as tables; what columns they have and in which units stands here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from starlift.errors import Problem, StarliftError

if TYPE_CHECKING:
    import pandas as pd

COLUMNS: Mapping[str, Mapping[str, str]] = MappingProxyType({
    "findings": {
        "id": "names the finding",
        "opened": "day",
        "closed": "day, or none while it is open",
        "severity": "critical, high, medium or low",
        "cvss": "points of 10",
        "application": "where it was found",
        "lane": "who has to fix it: product teams, platform or suppliers",
        "kind": "ordinary, or scanner for what the new scanner reports and a tool can fix",
        "exception": "id of the exception under which it stays, or empty",
        "duplicate": "whether it repeats another finding",
    },
    "applications": {
        "name": "names the application",
        "critical": "whether the business stands still without it",
        "lane": "who owns it",
        "checks_1": "whether all agreed checks ran at the end of quarter 1; in the same way checks_2 to checks_4",
    },
    "release_paths": {
        "name": "names the way to a customer",
        "application": "what it releases",
        "covered": "day since which the agreed checks stand in the way, or none",
    },
    "reviews": {
        "application": "a critical application; it may have several rows",
        "threat_model": "day of a threat model, or none",
        "design_review": "day of a design review, or none",
    },
    "secrets": {"found": "day on which a key or password lay open", "revoked": "day of its end, or none"},
    "exceptions": {
        "id": "names the exception",
        "opened": "day",
        "expires": "day",
        "closed": "day, or none while it is open",
        "application": "where it holds",
        "pattern": "the risk that it allows",
    },
    "blockers": {
        "release": "what was held up",
        "quarter": "1 to 4",
        "blocks": "what stood in the way",
        "weeks": "weeks lost",
        "needed": "what would end it, with its price",
        "whom": "who can give it",
        "when": "by when it is needed",
    },
    "activity": {"quarter": "1 to 4", "scans": "scans run", "trained": "share of engineers who finished the training"},
})  # fmt: skip
"""Table -> column -> what it holds and its unit. Each table that was made up has a column `source` that says so."""


@dataclass(frozen=True)
class Quarter:
    """A span of time, `end` not in it."""

    label: str
    start: pd.Timestamp
    end: pd.Timestamp


@dataclass(frozen=True, eq=False)
class Programme:
    """The data of one programme over four quarters; the last quarter's end is today.

    Attributes:
        quarters: The four, in order.
        source: Where the data come from, told below every figure.
        findings: Always there; all other tables may be missing, as an export of findings holds none of them.
    """

    quarters: tuple[Quarter, ...]
    source: str
    findings: pd.DataFrame
    applications: pd.DataFrame | None = None
    release_paths: pd.DataFrame | None = None
    reviews: pd.DataFrame | None = None
    secrets: pd.DataFrame | None = None
    exceptions: pd.DataFrame | None = None
    blockers: pd.DataFrame | None = None
    activity: pd.DataFrame | None = None

    @property
    def today(self) -> pd.Timestamp:
        """The day on which the report is written."""
        return self.quarters[-1].end


def four_quarters(start: pd.Timestamp) -> tuple[Quarter, ...]:
    """The four quarters, of three months each, from `start`."""
    import pandas as pd  # noqa: PLC0415

    ends = [start + pd.DateOffset(months=3 * number) for number in range(5)]
    return tuple(Quarter(f"Q{number + 1}", ends[number], ends[number + 1]) for number in range(4))


def _named(component: str) -> str:
    """The name of a component from elsewhere, short enough for a legend."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in component).split())
    return (line if len(line) <= 28 else f"{line[:27]}…") or "no component"


def of_own_findings(findings: pd.DataFrame, source: str) -> Programme:
    """A programme of which only the findings are known, such as a learner's own export.

    Today is the day after the latest date in it. The three components with most findings stand for lanes, since an
    export does not say who has to fix what; all other components are one lane.

    Args:
        findings: Columns `opened`, `closed` (none while open), `severity`, `component`, `duplicate`; others are kept.
            Rows that are `ended` without a day of closing are left out.
        source: Told below every figure, such as "Your own findings".

    Raises:
        StarliftError: When there is no finding with a day on which it was opened.
    """
    import pandas as pd  # noqa: PLC0415

    own = findings[findings["opened"].notna()].copy()
    if "ended" in own.columns:  # closed on a day that nobody knows: neither open nor of any age
        own = own[~(own["ended"] & own["closed"].isna())]
    own["duplicate"] = own["duplicate"].fillna(value=False).astype(bool)
    if own["duplicate"].all():
        what = "the export holds no finding, duplicates aside, with a day on which it was opened"
        raise StarliftError(Problem("", 0, "opened", what, "export the day of opening too"))
    for column in ("opened", "closed"):
        own[column] = pd.to_datetime(own[column], utc=True).dt.tz_localize(None).dt.normalize()
    component = own["component"].fillna("").astype(str).map(_named)
    own["lane"] = component.where(component.isin(component.value_counts().index[:3]), "all others")
    today = max(own["opened"].max(), own["closed"].max() if own["closed"].notna().any() else own["opened"].max())
    end = today + pd.Timedelta(days=1)
    return Programme(four_quarters(end - pd.DateOffset(months=12)), source, own)
