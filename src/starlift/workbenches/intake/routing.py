"""Routing: what a policy does to one request before and after anybody works on it.

Chance plays a part, and the same numbers are drawn for a request under every policy. So two policies differ by their
rules and not by their luck.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from starlift.workbenches.intake.content import Kind, Team
from starlift.workbenches.intake.policy import EVERYBODY, SEVERE, LaneRule, Policy
from starlift.workbenches.intake.requests import Request

DRAWS = 6
"""Numbers between 0 and 1 that a request needs."""


@dataclass(frozen=True, slots=True)
class Luck:
    """One request's numbers between 0 and 1; below a share means yes."""

    settled: float
    misled: float
    talk: float
    owner: float
    astray: float
    goes_round: float


@dataclass(frozen=True, slots=True)
class Route:
    """The way of one request.

    Attributes:
        before: Working hours from its arrival until it stands in the queue.
        hours: Hours of work.
        after: Working hours from the end of the work until the answer counts.
        due: Working hour by which it should be answered; the order within the queue.
        urgent: Goes before all that is not.
        at_once: Interrupts somebody.
        live: Needs people to meet, at a time that the team does not choose.
        deflected: Settled without the team.
        returned: Severe, sent home by a page, and back.
        nudge_at: Working hour at which the requester asks again if there is no answer, or None.
        goes_round: Asks somebody directly at the very start, since the promise is longer than its patience.
    """

    before: float
    hours: float
    after: float
    due: float
    urgent: bool
    at_once: bool
    live: bool = False
    deflected: bool = False
    returned: bool = False
    nudge_at: float | None = None
    goes_round: bool = False


def route(request: Request, kind: Kind, policy: Policy, rule: LaneRule | None, team: Team, luck: Luck) -> Route:
    """The way of `request` under `policy`, where `rule` is that of its lane or None."""
    urgent = policy.urgent(severity=request.severity, soon=request.soon, diary=request.diary, rank=request.rank)
    plain = _as_it_comes(request, kind, team) if rule is None else _in_lane(request, kind, rule, team, luck)
    at_once = urgent or plain.at_once if policy.interrupts == EVERYBODY else urgent and policy.interrupts == "rota"
    found = replace(plain, urgent=urgent or plain.returned, at_once=at_once)
    found = _by_mode(found, request, kind, rule, team, luck) if rule else _decided(found, kind, team, luck)
    if policy.interrupts == "nobody":
        return replace(found, before=found.before + -(request.at + found.before) % team.reading)
    return found


def _as_it_comes(request: Request, kind: Kind, team: Team) -> Route:
    """Without a lane: first come, first served, and whoever asks in person is served at once."""
    astray = request.reassigned
    return Route(
        before=team.bounce_delay if astray else 0.0,
        hours=request.hours + (team.bounce_hours if astray else 0.0),
        after=0.0,
        due=request.at + team.no_promise,
        urgent=False,
        at_once=request.interrupt,
        nudge_at=request.at + kind.patience,
    )


def _in_lane(request: Request, kind: Kind, rule: LaneRule, team: Team, luck: Luck) -> Route:
    """With a lane: seldom astray, duplicates seen, and a promise that is missed, kept or gone round."""
    astray = request.reassigned and luck.astray < team.bounce_with_lane
    known = request.duplicate_of is not None
    return Route(
        before=team.bounce_delay if astray else 0.0,
        hours=min(request.hours, team.duplicate_with_lane) if known else request.hours,
        after=0.0,
        due=request.at + rule.hours,
        urgent=False,
        at_once=request.interrupt,
        nudge_at=request.at + rule.hours,
        goes_round=rule.hours > kind.patience and luck.goes_round < team.goes_round,
    )


def _by_mode(found: Route, request: Request, kind: Kind, rule: LaneRule, team: Team, luck: Luck) -> Route:
    """What the mode of the lane changes."""
    if rule.mode == "self":
        found = _page(found, request, kind, team, luck)
        return found if found.deflected else _decided(_written(found, kind, team, luck), kind, team, luck)
    if rule.mode == "written":
        return _decided(_written(found, kind, team, luck), kind, team, luck)
    if rule.mode == "owner":
        return _with_owner(found, kind, team, luck)
    met = replace(found, live=True, hours=found.hours * team.live_factor + team.live_hours)
    return _decided(met, kind, team, luck)


def _page(found: Route, request: Request, kind: Kind, team: Team, luck: Luck) -> Route:
    """Self-service first: settles the harmless, delays the rest, and sends severe matters home to grow."""
    if request.severity not in SEVERE and not request.soon:
        if luck.settled < kind.settled:
            return replace(found, deflected=True, hours=0.0, nudge_at=None, goes_round=False, at_once=False)
        return replace(found, before=found.before + team.page_delay)
    if luck.misled < team.misled:
        worse = found.hours * team.misled_factor
        return replace(found, before=found.before + team.misled_delay, hours=worse, urgent=True, returned=True)
    return replace(found, before=found.before + team.page_delay)


def _written(found: Route, kind: Kind, team: Team, luck: Luck) -> Route:
    if luck.talk < kind.talk:
        return replace(found, hours=found.hours * team.talk_factor, after=found.after + team.talk_delay)
    return replace(found, hours=found.hours * team.mail_factor)


def _with_owner(found: Route, kind: Kind, team: Team, luck: Luck) -> Route:
    needed = luck.owner < kind.owner
    wait = team.owner_delay if needed else team.owner_idle
    return replace(found, live=True, before=found.before + wait, hours=found.hours + team.owner_hours)


def _decided(found: Route, kind: Kind, team: Team, luck: Luck) -> Route:
    """Where nobody was named who may accept the risk, an answer that needs them waits for them."""
    if luck.owner < kind.owner:
        return replace(found, hours=found.hours + team.no_owner_hours, after=found.after + team.no_owner_delay)
    return found
