"""Statistics: what can be measured on a programme's data, held against the ranges that the content states."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from starlift.workbenches.checked import Checked
from starlift.workbenches.metrics.programme import Programme, Quarter
from starlift.workbenches.metrics.survival import Curve, curve

if TYPE_CHECKING:
    import pandas as pd

    from starlift.workbenches.metrics.content import Parameters


def check_statistics(programme: Programme, parameters: Parameters) -> tuple[Checked, ...]:
    """Every statistic that the parameters name, measured on `programme`."""
    return tuple(
        Checked(check.id, check.label, STATISTICS[check.id](programme), check.low, check.high, check.source)
        for check in parameters.checks
    )


def without_duplicates(programme: Programme) -> pd.DataFrame:
    """The findings, each once."""
    return programme.findings[~programme.findings["duplicate"].astype(bool)]


def opened_in(findings: pd.DataFrame, *quarters: Quarter) -> pd.DataFrame:
    """Those opened from the first of `quarters` to the last."""
    return findings[(findings["opened"] >= quarters[0].start) & (findings["opened"] < quarters[-1].end)]


def closed_in(findings: pd.DataFrame, quarter: Quarter) -> pd.DataFrame:
    """Those closed in `quarter`."""
    return findings[(findings["closed"] >= quarter.start) & (findings["closed"] < quarter.end)]


def open_at(findings: pd.DataFrame, moment: pd.Timestamp) -> pd.DataFrame:
    """Those opened before `moment` and not closed by then."""
    return findings[(findings["opened"] < moment) & ~(findings["closed"] < moment)]


def mean_days_of_closed(programme: Programme, quarter: Quarter) -> float:
    """Mean time to remediate in days over what was closed in `quarter`, blind to all that is open."""
    closed = closed_in(without_duplicates(programme), quarter)
    return float((closed["closed"] - closed["opened"]).dt.days.mean())


def median_age_of_open(findings: pd.DataFrame, moment: pd.Timestamp) -> float:
    """Median age in days of what is open at `moment`; not a number where nothing is."""
    return float((moment - open_at(findings, moment)["opened"]).dt.days.median())


def _whole(programme: Programme) -> Curve:
    findings = without_duplicates(programme)
    found = curve(findings["opened"], findings["closed"], programme.today)
    return found or Curve((0.0,), (1.0,), 0, 0, 0.0)


def _closed_a_month(programme: Programme, *, slowest: bool) -> float:
    """Closed in a month over what was at hand in it, mean of twelve months, of the slowest or the fastest lane."""
    import pandas as pd  # noqa: PLC0415

    rates = []
    for _, lane in without_duplicates(programme).groupby("lane"):
        months = [programme.today - pd.DateOffset(months=back) for back in range(12, -1, -1)]
        shares = []
        for start, end in pairwise(months):
            at_hand = lane[(lane["opened"] < end) & ~(lane["closed"] < start)]
            shares.append(float((at_hand["closed"] < end).mean()))
        rates.append(sum(shares) / len(shares))
    return min(rates) if slowest else max(rates)


def _severity_and_speed(programme: Programme) -> float:
    from scipy import stats  # noqa: PLC0415

    closed = without_duplicates(programme).dropna(subset=["closed"])
    days = (closed["closed"] - closed["opened"]).dt.days
    return float(stats.spearmanr(closed["cvss"], days).statistic)


def _clumping(programme: Programme) -> float:
    """Variance to mean of ordinary findings opened on a Tuesday, so that the shape of the week is left out."""
    import pandas as pd  # noqa: PLC0415

    opened = programme.findings.loc[programme.findings["kind"] == "ordinary", "opened"]
    days = pd.date_range(opened.min(), opened.max(), freq="W-TUE")
    counts = opened.value_counts().reindex(days, fill_value=0)
    return float(counts.var() / counts.mean())


def _mean_ratio(programme: Programme) -> float:
    first, *_, last = programme.quarters
    return mean_days_of_closed(programme, last) / mean_days_of_closed(programme, first)


def _age_ratio(programme: Programme) -> float:
    findings = without_duplicates(programme)
    first, *_, last = programme.quarters
    return median_age_of_open(findings, last.end) / median_age_of_open(findings, first.end)


STATISTICS: Mapping[str, Callable[[Programme], float]] = MappingProxyType({
    "open-after-90": lambda programme: _whole(programme).at(90) or 0.0,
    "open-after-365": lambda programme: _whole(programme).at(365) or 0.0,
    "slowest-lane": lambda programme: _closed_a_month(programme, slowest=True),
    "fastest-lane": lambda programme: _closed_a_month(programme, slowest=False),
    "severity-and-speed": _severity_and_speed,
    "clumping": _clumping,
    "duplicates": lambda programme: float(programme.findings["duplicate"].mean()),
    "mean-ratio": _mean_ratio,
    "age-ratio": _age_ratio,
})  # fmt: skip
"""Id -> the statistic; shares between 0 and 1, ratios of the last quarter to the first."""
