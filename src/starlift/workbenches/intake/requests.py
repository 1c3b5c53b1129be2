"""Requests: half a year of them, drawn from documented parameters or read from somebody's own export.

A table of requests, drawn or exported, has these columns. Only ``opened`` and ``kind`` are needed for a replay.

===========  ==========================================================================================
column       meaning
===========  ==========================================================================================
opened       datetime64, without a zone: when it was asked
requester    who asked, any text
kind         what was asked, free text; read as one of the kinds by its id, its name or the kinds' words
severity     critical, high, medium, low or info; missing is medium, info is low
closed       datetime64 or NaT for what is still open
title        one line, any text; looked at where `kind` says nothing
hours        hours of work on it, if known; where missing they are drawn as for its kind
synthetic    True in what was drawn here; not in an export
===========  ==========================================================================================

`tables` reads and writes it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlift.errors import Problem, StarliftError
from starlift.workbenches.intake.content import Generator, Intake, Kind
from starlift.workbenches.intake.policy import SEVERE, SEVERITIES

if TYPE_CHECKING:
    import numpy as np

    Floats = np.ndarray[Any, np.dtype[np.float64]]

WEEK, DAY, OPENS = 40.0, 8.0, 9.0
"""Working hours of a week and of a day, and the hour at which a day begins."""
COLUMNS = ("opened", "requester", "kind", "severity", "closed", "title", "hours", "synthetic")
_DAYS_BACK, _TRIES = 10, 1_000


@dataclass(frozen=True, slots=True)
class Request:
    """One request.

    Attributes:
        at: Working hours from the start until it came; what comes outside working hours comes at their next beginning.
        kind: Id of its kind.
        soon: A customer could lose something within days.
        diary: There is a date in somebody's diary.
        rank: A high rank asks.
        hours: Hours of work on it.
        interrupt: It came as a question to somebody in the middle of something.
        duplicate_of: Number of the request that asks the same, or None.
        reassigned: It first lands with the wrong person.
    """

    number: int
    opened: dt.datetime
    at: float
    requester: str
    team: str
    kind: str
    severity: str
    soon: bool
    diary: bool
    rank: bool
    hours: float
    tracked: bool
    interrupt: bool
    duplicate_of: int | None
    reassigned: bool


@dataclass(frozen=True)
class HalfYear:
    """Requests of some weeks, in the order in which they came.

    Attributes:
        origin: Where they come from, to be shown with every figure; says "synthetic" where they are.
        start: The Monday that `Request.at` counts from.
        closed: Working hour at which each was answered, None for what is open; empty where nothing is known.
    """

    origin: str
    start: dt.date
    weeks: int
    requests: tuple[Request, ...]
    closed: tuple[float | None, ...] = ()

    @property
    def end(self) -> float:
        """The last working hour."""
        return self.weeks * WEEK


def working_hours(opened: dt.datetime, start: dt.date) -> float:
    """Working hours from the beginning of `start`, a Monday, to `opened`."""
    week, day = divmod((opened.date() - start).days, 7)
    if day > 4:
        return (week + 1) * WEEK
    hour = opened.hour + opened.minute / 60 + opened.second / 3600
    return week * WEEK + day * DAY + min(max(hour - OPENS, 0.0), DAY)


def clock_time(at: float, start: dt.date) -> dt.datetime:
    """The moment at which so many working hours have passed; to the minute."""
    days, hours = divmod(at, DAY)
    weeks, day = divmod(int(days), 5)
    begin = dt.datetime.combine(start, dt.time(int(OPENS)))
    return begin + dt.timedelta(days=weeks * 7 + day, minutes=round(hours * 60))


def generate(intake: Intake, seed: int) -> HalfYear:
    """A synthetic half year; the same seed gives the same requests.

    Requests a day are negative binomial and drawn again until their dispersion and the share of weekends lie within
    the content's checks. Who asks follows named heavy requesters and, for all others, a power law.
    """
    import numpy as np  # noqa: PLC0415

    gen, rng = intake.generator, np.random.default_rng(seed)
    per_day = _day_counts(intake, rng)
    day = np.repeat(np.arange(len(per_day)), per_day)
    opened = np.sort(day + (OPENS + DAY * rng.beta(1.6, 1.8, len(day))) / 24)
    chosen = rng.choice(len(intake.kinds), size=len(day), p=_normed([kind.share for kind in intake.kinds]))
    kinds = [intake.kinds[index] for index in chosen]
    twin = _duplicates(gen, opened, kinds, rng)
    severity = _severities(kinds, twin, rng)
    luck = rng.random((len(day), 8))
    people = _People(gen, rng, len(day))
    normal = rng.standard_normal(len(day))
    begin = dt.datetime.combine(gen.start, dt.time())
    found = []
    for number, (kind, level, u) in enumerate(zip(kinds, severity, luck.tolist(), strict=True)):
        when = begin + dt.timedelta(minutes=round(float(opened[number]) * 1440))
        requester, team = people.draw(kind, level, number)
        interrupt = u[0] < kind.interrupt
        found.append(
            Request(
                number=number,
                opened=when,
                at=working_hours(when, gen.start),
                requester=requester,
                team=team,
                kind=kind.id,
                severity=level,
                soon=u[1] < getattr(gen.soon, level),
                diary=u[2] < kind.diary,
                rank=u[3] < kind.rank,
                hours=round(float(kind.hours * np.exp(kind.spread * normal[number])), 3),
                tracked=u[4] < (gen.tracked_asked if interrupt else gen.tracked_sent),
                interrupt=interrupt,
                duplicate_of=twin[number],
                reassigned=u[5] < gen.reassigned,
            )
        )
    return HalfYear(f"synthetic, seed {seed}", gen.start, gen.weeks, tuple(found))


def dispersion(per_day: Any) -> float:
    """Variance to mean of requests a day once the day of the week is taken out; 1 for independent arrivals.

    Args:
        per_day: Array of the requests of each day, beginning on a Monday; whole weeks.
    """
    import numpy as np  # noqa: PLC0415

    weeks = np.asarray(per_day, dtype=float).reshape(-1, 7)
    mean = np.maximum(weeks.mean(axis=0), 1e-9)
    return float((((weeks - mean) ** 2) / mean).sum() / (weeks.size - 7))


def _day_counts(intake: Intake, rng: np.random.Generator) -> Any:
    import numpy as np  # noqa: PLC0415

    gen = intake.generator
    mean = np.tile(np.array(gen.weekdays) * gen.a_week, gen.weeks)
    successes = mean / (gen.dispersion - 1)
    bounds = {check.id: check for check in intake.checks}
    for _ in range(_TRIES):
        counts = rng.negative_binomial(successes, 1 / gen.dispersion)
        weekend = counts.reshape(-1, 7)[:, 5:].sum() / max(counts.sum(), 1)
        shown = {"dispersion": dispersion(counts), "weekend": float(weekend)}
        if all(bounds[id].low <= value <= bounds[id].high for id, value in shown.items() if id in bounds):
            return counts
    raise StarliftError(Problem("", 0, "checks", "no half year fits the bounds", "widen dispersion or weekend"))


def _normed(shares: Sequence[float]) -> Any:
    import numpy as np  # noqa: PLC0415

    return np.array(shares) / sum(shares)


def _duplicates(
    gen: Generator, opened: Any, kinds: Sequence[Kind], rng: np.random.Generator
) -> list[int | None]:  # fmt: skip
    """For each request the earlier one of its kind that it repeats."""
    share, pick = rng.random(len(kinds)), rng.random(len(kinds))
    recent: dict[str, list[int]] = {}
    found: list[int | None] = []
    for number, kind in enumerate(kinds):
        same = recent.setdefault(kind.id, [])
        while same and opened[number] - opened[same[0]] > _DAYS_BACK:
            same.pop(0)
        found.append(same[int(pick[number] * len(same))] if same and share[number] < gen.duplicates else None)
        if found[-1] is None:
            same.append(number)
    return found


def _severities(kinds: Sequence[Kind], twin: Sequence[int | None], rng: np.random.Generator) -> list[str]:
    """A severity for each; a duplicate has that of the original."""
    found: list[str] = []
    for u, kind, original in zip(rng.random(len(kinds)).tolist(), kinds, twin, strict=True):
        found.append(found[original] if original is not None else _level(kind, u))
    return found


def _level(kind: Kind, u: float) -> str:
    below = 0.0
    for level, share in zip(SEVERITIES, kind.severity.shares, strict=True):
        below += share
        if u < below:
            return level
    return SEVERITIES[-1]


class _People:
    """Who asks: the heavy requesters of a kind first, all others by a power law."""

    def __init__(self, gen: Generator, rng: np.random.Generator, count: int) -> None:
        import numpy as np  # noqa: PLC0415

        self._gen = gen
        self._weights = np.cumsum(_normed([(rank + 4) ** -gen.tail for rank in range(gen.requesters)]))
        self._luck = rng.random((count, 3)).tolist()

    def draw(self, kind: Kind, level: str, number: int) -> tuple[str, str]:
        """Requester and team of request `number`."""
        heavy, who, fragile = self._luck[number]
        for person in kind.heavy:
            heavy -= person.share
            if heavy < 0:
                return person.who, "company"
        index, teams = int(self._weights.searchsorted(who)), self._gen.teams
        if kind.fragile and level in SEVERE and fragile < self._gen.fragile_share:
            index = index // len(teams) * len(teams) + teams.index(self._gen.fragile_team)
        return f"person {index + 1:03d}", teams[index % len(teams)]
