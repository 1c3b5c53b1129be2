"""Generator: the synthetic data of a programme, drawn from documented parameters and a seed.

Shapes after public studies and data: arrivals come in clumps with a variance of 2.5 to 4 times their mean and a week
of their own (dates of a public list of exploited weaknesses; bug reports of a large open project); half of all findings
are closed by 90 days and 18 % are open after a year, severity hardly says how fast, teams close 7, 15 or 27 % of what
is open in a month (quartiles; Veracode, Kenna and Cyentia); 7 to 38 % are duplicates. The company and its figures are
made up.

How the trap comes about: each ordinary finding needs an amount of work that is drawn once, and its lane works at some
speed in each quarter. From the second quarter on a new scanner reports findings that a tool can fix, which are closed
within days; the time for them comes out of the ordinary ones. So the mean over what was closed falls, while
what was hard from the start stays open, most of all on the platform, which has no room in anybody's plan.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from starlift.workbenches.metrics.programme import Programme, Quarter, four_quarters

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from starlift.workbenches.metrics.content import Lane, Parameters

    Floats = NDArray[np.float64]

SYNTHETIC = "synthetic"


def generate(parameters: Parameters, seed: int | None = None) -> Programme:
    """The programme that `seed` draws, by default the one that the parameters name; the same at every run."""
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    seed = parameters.seed if seed is None else seed
    quarters = four_quarters(pd.Timestamp(parameters.first_day))
    streams = [np.random.default_rng([seed, number]) for number in range(7)]
    exceptions = _exceptions(parameters, quarters, streams[0])
    tables = {
        "findings": _findings(parameters, quarters, exceptions, streams[1]),
        "applications": _applications(parameters, streams[2]),
        "release_paths": _release_paths(parameters, quarters, streams[3]),
        "reviews": _reviews(parameters, quarters, streams[4]),
        "secrets": _secrets(parameters, quarters, streams[5]),
        "exceptions": exceptions,
        **_blockers_and_activity(parameters, streams[6]),
    }
    marked = {name: table.assign(source=SYNTHETIC) for name, table in tables.items()}
    return Programme(quarters, f"Synthetic data, made up for practice (seed {seed}).", **marked)


def _days(start: pd.Timestamp, offsets: Iterable[float] | Floats) -> pd.Series[pd.Timestamp]:
    """Days so many days after `start`; none where the offset is not a number."""
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    return pd.Series(start + pd.to_timedelta(np.floor(np.asarray(list(offsets), dtype=float)), unit="D"))


def _arrivals(per_day: Floats, parameters: Parameters, start: pd.Timestamp, rng: np.random.Generator) -> Floats:
    """Offsets in days of things that arrive in clumps, at `per_day` on average and with the shape of a week."""
    import numpy as np  # noqa: PLC0415

    weekday = (np.arange(len(per_day)) + start.weekday()) % 7
    mean = per_day * np.asarray(parameters.weekdays)[weekday] * 7
    size = np.maximum(mean, 1e-9) / (parameters.clumping - 1)
    return np.repeat(np.arange(len(per_day), dtype=float), rng.negative_binomial(size, 1 / parameters.clumping))


def _fixed_at(opened: Floats, work: Floats, lane: Lane, edges: Floats) -> Floats:
    """When each finding has had its `work`, in days, at the lane's speed; speed is 1 before the first edge."""
    import numpy as np  # noqa: PLC0415

    speed = np.asarray([1.0, *lane.speed])
    corners = np.concatenate([[0.0], edges])  # the end of the last quarter is where the last speed goes on for ever
    done = np.concatenate([[0.0], np.cumsum(np.diff(corners) * speed)])
    target = np.interp(opened, corners, done) + work
    inside = np.interp(target, done, corners)
    fixed: Floats = np.where(target > done[-1], corners[-1] + (target - done[-1]) / speed[-1], inside)
    return fixed


def _findings(
    parameters: Parameters, quarters: tuple[Quarter, ...], exceptions: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    start = quarters[0].start - pd.Timedelta(days=parameters.history_days)
    edges = np.asarray([float((moment - start).days) for moment in [quarters[0].start, *(q.end for q in quarters)]])
    span = int(edges[-1])
    quarter = np.searchsorted(edges[:-1], np.arange(span), side="right")  # 0 before the first
    ordinary = parameters.per_day * np.asarray([1.0, *parameters.pace])[quarter]
    scanner = np.asarray([0.0, *parameters.scanner.per_day])[quarter]
    parts = []
    for kind, per_day in (("ordinary", ordinary), ("scanner", scanner)):
        opened = _arrivals(per_day, parameters, start, rng)
        shares = [lane.share if kind == "ordinary" else lane.scanner_share for lane in parameters.lanes]
        which = rng.choice(len(shares), size=len(opened), p=np.asarray(shares) / sum(shares))
        noise = rng.standard_normal(len(opened))
        fixed = opened + parameters.scanner.median_days * np.exp(parameters.scanner.spread * noise)
        for number, lane in enumerate(parameters.lanes):
            mine = which == number
            if kind == "ordinary":
                work = lane.median_days * np.exp(lane.spread * noise[mine])
                fixed[mine] = _fixed_at(opened[mine], work, lane, edges)
        parts.append(pd.DataFrame({"opened": opened, "fixed": fixed, "kind": kind, "which": which}))
    found = pd.concat(parts).sort_values("opened", kind="stable", ignore_index=True)
    return _described(parameters, found, start, span, exceptions, rng)


def _described(
    parameters: Parameters, found: pd.DataFrame, start: pd.Timestamp, span: int, exceptions: pd.DataFrame,
    rng: np.random.Generator,
) -> pd.DataFrame:  # fmt: skip
    """The findings with all their columns; those fixed after today are open."""
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    size = len(found)
    lanes = np.asarray([lane.name for lane in parameters.lanes])[found["which"]]
    application = np.empty(size, dtype=object)
    for lane in parameters.lanes:
        names = [known.name for known in parameters.applications if known.lane == lane.name]
        weights = 1 / np.arange(1, len(names) + 1)  # the first of a lane in the list has most findings
        mine = lanes == lane.name
        application[mine] = rng.choice(names, size=int(mine.sum()), p=weights / weights.sum())
    names = list(parameters.severities)
    severity = rng.choice(len(names), size=size, p=np.asarray(list(parameters.severities.values())))
    points = np.asarray([9.3, 7.8, 5.6, 3.1])[severity] + rng.uniform(-0.7, 0.7, size)
    fixed = found["fixed"].where(found["fixed"] < span)
    table = pd.DataFrame({
        "id": [f"F-{number:05d}" for number in range(1, size + 1)],
        "opened": _days(start, found["opened"]),
        "closed": _days(start, fixed),
        "severity": np.asarray(names)[severity],
        "cvss": np.round(points, 1),
        "application": application.astype(str),
        "lane": lanes,
        "kind": found["kind"],
        "duplicate": rng.random(size) < parameters.duplicates,
    })  # fmt: skip
    return table.assign(exception=_excepted(table, exceptions, rng))


def _excepted(findings: pd.DataFrame, exceptions: pd.DataFrame, rng: np.random.Generator) -> list[str]:
    """Id of an exception for some findings that were open in its application when it was granted."""
    import numpy as np  # noqa: PLC0415

    ids = np.full(len(findings), "", dtype=object)
    opened, closed = findings["opened"].to_numpy(), findings["closed"].to_numpy()
    application = findings["application"].to_numpy()
    for row in exceptions.itertuples():
        day = np.datetime64(str(row.opened))
        fit = (application == row.application) & (opened <= day) & ~(closed <= day)
        fit &= (ids == "") & (findings["kind"] == "ordinary").to_numpy()
        chosen = np.flatnonzero(fit)
        if len(chosen):
            ids[rng.choice(chosen, size=min(len(chosen), int(rng.integers(1, 4))), replace=False)] = row.id
    return list(ids)


def _covered_from(parameters: Parameters, size: int, rng: np.random.Generator) -> Floats:
    """Quarter, from 0, at whose end each of `size` things is covered for the first time; else infinite."""
    import numpy as np  # noqa: PLC0415

    draws = rng.random((size, 4)) < np.asarray([parameters.coverage_start, *[parameters.coverage_step] * 3])
    return np.where(draws.any(axis=1), draws.argmax(axis=1).astype(float), np.inf)


def _applications(parameters: Parameters, rng: np.random.Generator) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415

    known = parameters.applications
    since = _covered_from(parameters, len(known), rng)
    never = [each.name in parameters.never_covered for each in known]
    rows: dict[str, Any] = {
        "name": [each.name for each in known],
        "critical": [each.critical for each in known],
        "lane": [each.lane for each in known],
    }
    for number in range(4):
        rows[f"checks_{number + 1}"] = [first <= number and not no for first, no in zip(since, never, strict=True)]
    return pd.DataFrame(rows)


def _release_paths(parameters: Parameters, quarters: tuple[Quarter, ...], rng: np.random.Generator) -> pd.DataFrame:
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    paths = [(each.name, number) for each in parameters.applications for number in range(1, each.paths + 1)]
    since = _covered_from(parameters, len(paths), rng)
    within = rng.uniform(1, 80, len(paths))
    never = np.asarray([name in parameters.never_covered for name, _ in paths])
    offsets = np.where(np.isfinite(since) & ~never, np.where(np.isfinite(since), since, 0) * 91 + within, np.nan)
    offsets = np.where(since == 0, offsets - 200, offsets)
    return pd.DataFrame({
        "name": [f"{name}, path {number}" for name, number in paths],
        "application": [name for name, _ in paths],
        "covered": _days(quarters[0].start, offsets),
    })  # fmt: skip


def _reviews(parameters: Parameters, quarters: tuple[Quarter, ...], rng: np.random.Generator) -> pd.DataFrame:
    """Threat models were written in one great effort a year ago and age since; design reviews go on slowly."""
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    names = [each.name for each in parameters.applications if each.critical]
    size = len(names)
    first = np.where(rng.random(size) < 0.85, rng.uniform(-300, 30, size), np.nan)
    again = np.where(rng.random(size) < 0.3, rng.uniform(60, 355, size), np.nan)
    design = np.where(rng.random(size) < 0.65, rng.uniform(-320, 355, size), np.nan)
    return pd.DataFrame({
        "application": names * 2,
        "threat_model": _days(quarters[0].start, [*first, *again]),
        "design_review": _days(quarters[0].start, [*design, *[np.nan] * size]),
    })  # fmt: skip


def _secrets(parameters: Parameters, quarters: tuple[Quarter, ...], rng: np.random.Generator) -> pd.DataFrame:
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    start, today = quarters[0].start, (quarters[-1].end - quarters[0].start).days
    found, days = [], []
    for quarter, expected, median in zip(quarters, parameters.secrets_found, parameters.secrets_days, strict=True):
        size = int(rng.poisson(expected))
        first, last = (quarter.start - start).days, (quarter.end - start).days
        found.append(rng.integers(first, last, size))
        days.append(median * np.exp(0.8 * rng.standard_normal(size)))
    when = np.concatenate(found).astype(float)
    revoked = when + np.concatenate(days)
    order = np.argsort(when, kind="stable")
    return pd.DataFrame({
        "found": _days(start, when[order]),
        "revoked": _days(start, np.where(revoked < today, revoked, np.nan)[order]),
    })  # fmt: skip


def _exceptions(parameters: Parameters, quarters: tuple[Quarter, ...], rng: np.random.Generator) -> pd.DataFrame:
    """Some end at their date, some later, some are simply forgotten."""
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    start, today = quarters[0].start, (quarters[-1].end - quarters[0].start).days
    opened = [rng.uniform(-180, 0, parameters.exceptions_before)]
    for quarter, expected in zip(quarters, parameters.exceptions_found, strict=True):
        first, last = (quarter.start - start).days, (quarter.end - start).days
        opened.append(rng.uniform(first, last, int(rng.poisson(expected))))
    when = np.sort(np.concatenate(opened))
    size = len(when)
    expires = when + rng.choice([90, 180, 270], size=size, p=[0.35, 0.45, 0.2])
    closed = np.where(rng.random(size) < parameters.exceptions_closed, expires + rng.uniform(-40, 20, size), np.nan)
    names = list(parameters.patterns)
    return pd.DataFrame({
        "id": [f"X-{number:03d}" for number in range(1, size + 1)],
        "opened": _days(start, when),
        "expires": _days(start, expires),
        "closed": _days(start, np.where(closed < today, closed, np.nan)),
        "application": rng.choice([each.name for each in parameters.applications], size=size),
        "pattern": rng.choice(names, size=size, p=list(parameters.patterns.values())),
    })  # fmt: skip


def _blockers_and_activity(parameters: Parameters, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    import pandas as pd  # noqa: PLC0415

    blockers = [
        {**each.model_dump(), "weeks": int(rng.integers(each.weeks[0], each.weeks[1] + 1))}
        for each in parameters.blockers
    ]
    scans = [int(expected * rng.uniform(0.95, 1.05)) for expected in parameters.scans]
    trained = [min(1.0, share + float(rng.uniform(-0.01, 0.01))) for share in parameters.trained]
    activity = {"quarter": range(1, 5), "scans": scans, "trained": trained}
    return {"blockers": pd.DataFrame(blockers), "activity": pd.DataFrame(activity)}
