"""Composition: what the requests are made of, and whether they show the statistics that they should."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from starlift.workbenches.checked import Checked
from starlift.workbenches.intake.content import Intake
from starlift.workbenches.intake.policy import SEVERE, SEVERITIES
from starlift.workbenches.intake.requests import WEEK, HalfYear, Request, dispersion


@dataclass(frozen=True)
class Slice:
    """A part of the requests.

    Attributes:
        hours: Hours of work on them, a week.
        interrupting: Of these, hours that came as an interrupt.
        untracked: Share without a ticket.
        severe: Share that is critical or high.
    """

    name: str
    requests: int
    hours: float
    interrupting: float
    untracked: float
    severe: float


def open_by_week(half: HalfYear, answered: Sequence[float | None], *, tracked_only: bool) -> list[int]:
    """How many requests were open at the end of each week."""
    found = []
    for week in range(1, half.weeks + 1):
        end = week * WEEK
        found.append(
            sum(
                request.at < end and (until is None or until > end) and (request.tracked or not tracked_only)
                for request, until in zip(half.requests, answered, strict=True)
            )
        )
    return found


def by_kind(intake: Intake, half: HalfYear) -> list[Slice]:
    """One slice per kind, the one with most hours first."""
    slices = [
        _slice(half, kind.name, [item for item in half.requests if item.kind == kind.id]) for kind in intake.kinds
    ]
    return sorted(slices, key=lambda item: -item.hours)


def by_severity(half: HalfYear) -> list[Slice]:
    """One slice per severity, the worst first."""
    return [_slice(half, level, [item for item in half.requests if item.severity == level]) for level in SEVERITIES]


def severe_interrupts_by_team(half: HalfYear) -> list[tuple[str, int]]:
    """How many severe interrupts came from each service team, most first; people outside them are left out."""
    teams = Counter(
        request.team
        for request in half.requests
        if request.interrupt and request.severity in SEVERE and request.team not in ("", "company")
    )
    return teams.most_common()


def busiest(half: HalfYear, share: float = 0.01, *, among: int) -> tuple[int, float]:
    """How many people the busiest `share` of `among` requesters are, and what share of all requests they sent."""
    people = max(round(share * among), 1)
    counts = Counter(request.requester for request in half.requests).most_common(people)
    return people, sum(count for _, count in counts) / max(len(half.requests), 1)


def measured(intake: Intake, half: HalfYear, answered: Sequence[float | None]) -> list[Checked]:
    """The statistics that the content's checks name."""
    values = _statistics(intake, half) | {"open": sum(at is None for at in answered) / max(len(answered), 1)}
    return [
        Checked(check.id, check.name, values[check.id], check.low, check.high, check.source, check.percent)
        for check in intake.checks
        if check.id in values
    ]


def _statistics(intake: Intake, half: HalfYear) -> dict[str, float]:
    import numpy as np  # noqa: PLC0415

    requests, count = half.requests, len(half.requests)
    days = np.array([(request.opened.date() - half.start).days for request in requests])
    logs = {kind.id: [np.log(item.hours) for item in requests if item.kind == kind.id] for kind in intake.kinds}
    off = np.concatenate([np.array(values) - np.mean(values) for values in logs.values() if values])
    scaled = np.concatenate(
        [(np.array(logs[kind.id]) - np.log(kind.hours)) / kind.spread for kind in intake.kinds if logs[kind.id]]
    )
    return {
        "dispersion": dispersion(np.bincount(days, minlength=half.weeks * 7)),
        "weekend": float((days % 7 > 4).mean()),
        "top": busiest(half, among=intake.generator.requesters)[1],
        "untracked": sum(not request.tracked for request in requests) / count,
        "mild": sum(request.severity not in SEVERE for request in requests) / count,
        "interrupts": sum(item.hours for item in requests if item.interrupt) / (intake.team.engineers * half.end),
        "spread": float(off.std()),
        "skew": float((((scaled - scaled.mean()) / scaled.std()) ** 3).mean()),
        "duplicates": sum(request.duplicate_of is not None for request in requests) / count,
        "reassigned": sum(request.reassigned for request in requests) / count,
    }


def _slice(half: HalfYear, name: str, some: Sequence[Request]) -> Slice:
    count = max(len(some), 1)
    return Slice(
        name=name,
        requests=len(some),
        hours=sum(request.hours for request in some) / half.weeks,
        interrupting=sum(request.hours for request in some if request.interrupt) / half.weeks,
        untracked=sum(not request.tracked for request in some) / count,
        severe=sum(request.severity in SEVERE for request in some) / count,
    )
