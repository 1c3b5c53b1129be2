"""Simulation: requests meet the engineers, hour by hour, under one policy.

An engineer takes what is urgent first, then what is due first; planned work stands where the policy's rebalance puts
it. Whoever is interrupted loses some minutes and goes on afterwards. Nothing here is random: chance is in the requests
and in their `Luck`.
"""

from __future__ import annotations

import heapq
from collections.abc import Generator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from starlift.workbenches.intake.content import Intake
from starlift.workbenches.intake.policy import EVERYBODY, Policy
from starlift.workbenches.intake.requests import WEEK, HalfYear
from starlift.workbenches.intake.routing import DRAWS, Luck, Route, route

if TYPE_CHECKING:
    import simpy

ENTER, ASK_AGAIN, GO_ROUND = range(3)
_EPSILON = 1e-9
_NORMAL = 0.25
"""A queue of so many weeks' work is no reason to move anything."""


@dataclass(frozen=True)
class Answered:
    """What became of each request, in the order of the half year.

    Attributes:
        half: The requests.
        routes: What the policy did to each.
        answered: Working hour of the answer; None for what is still open at the end.
        worked: Hours of work that each took until the end.
        planned: Hours promised to planned work.
        moved: Of these, hours that the weekly review moved by a decision.
        starved: Of these, hours that were neither done nor moved.
        owned: Share of the engineers' hours in which nobody interrupted them or called them to a meeting.
        interruptions: How often somebody was interrupted, for each engineer and working day.
    """

    half: HalfYear
    routes: tuple[Route, ...]
    answered: tuple[float | None, ...]
    worked: tuple[float, ...]
    planned: float
    moved: float
    starved: float
    owned: float
    interruptions: float

    def wait(self, number: int) -> float:
        """Working hours from the request to the answer without the work itself; so far, where it is still open."""
        request, until = self.half.requests[number], self.answered[number]
        end = self.half.end if until is None else until
        return max(end - request.at - self.worked[number], 0.0)


def run(intake: Intake, half: HalfYear, policy: Policy, seed: int, *, engineers: int | None = None) -> Answered:
    """The half year once under `policy`.

    Args:
        intake: What things cost, and whom.
        half: The requests.
        policy: The rules.
        seed: Decides the luck of each request; the same for all policies that are to be compared.
        engineers: Another number of engineers than the content's.
    """
    import numpy as np  # noqa: PLC0415

    kinds, rules = {kind.id: kind for kind in intake.kinds}, policy.rule_of
    luck = np.random.default_rng((seed, 1)).random((len(half.requests), DRAWS)).tolist()
    routes = tuple(
        route(request, kinds[request.kind], policy, rules.get(request.kind), intake.team, Luck(*numbers))
        for request, numbers in zip(half.requests, luck, strict=True)
    )
    return _Office(intake, half, policy, routes, engineers or intake.team.engineers).open()


@dataclass(slots=True)
class _Task:
    """Something to work on; `number` is that of the request, or -1."""

    left: float
    number: int = -1
    due: float = 0.0
    urgent: bool = False
    planned: bool = False
    breaks_in: bool = False
    """Somebody waits for it on the spot: the hours do not belong to the engineer."""
    started: bool = False
    meeting: float = 0.0
    """Hours of it that are spent in a meeting, from its beginning."""


@dataclass(slots=True)
class _Desk:
    """One engineer: what was handed over, what was laid aside, and what is done right now."""

    process: Any = None
    wake: Any = None
    handed: _Task | None = None
    aside: list[_Task] = field(default_factory=list)
    now: _Task | None = None

    @property
    def taken(self) -> bool:
        """Whether the engineer is already with somebody who could not wait."""
        return self.handed is not None or (self.now is not None and self.now.breaks_in)


class _Office:
    def __init__(self, intake: Intake, half: HalfYear, policy: Policy, routes: tuple[Route, ...], count: int) -> None:
        import simpy  # noqa: PLC0415

        self._team, self._half, self._policy, self._routes = intake.team, half, policy, routes
        self._lanes = dict(policy.lanes)
        self._env = simpy.Environment()
        self._desks = [_Desk() for _ in range(count)]
        self._waiting: dict[str, list[tuple[float, int, _Task]]] = {"urgent": [], "normal": [], "low": []}
        self._queued: dict[int, _Task] = {}
        self._pushed = 0
        self._load = self._came = 0.0
        self._weekly = count * WEEK * self._team.planned
        self._plan = self._plan_left = 0.0
        self._planned = self._moved = self._starved = 0.0
        self._broken: set[tuple[int, int]] = set()
        self._interruptions = 0
        self._answered = [
            request.at if way.deflected else None for request, way in zip(half.requests, routes, strict=True)
        ]
        self._worked = [0.0] * len(routes)

    def open(self) -> Answered:
        """Run to the end of the half year and count."""
        for who, desk in enumerate(self._desks):
            desk.process = self._env.process(self._works(who, desk))
        self._env.process(self._days())
        self._env.run(until=self._half.end)
        unfinished = sum(task.left for desk in self._desks for task in (*desk.aside, desk.now) if task and task.planned)
        self._starved += self._plan_left + unfinished
        hours = len(self._desks) * self._half.end
        return Answered(
            half=self._half,
            routes=self._routes,
            answered=tuple(at if at is not None and at <= self._half.end else None for at in self._answered),
            worked=tuple(self._worked),
            planned=self._planned,
            moved=self._moved,
            starved=min(self._starved, self._planned - self._moved),
            owned=1 - len(self._broken) / hours,
            interruptions=self._interruptions / (hours / 8),
        )

    def _calendar(self) -> list[tuple[float, int, int]]:
        """When what happens, in order: hour, kind of event, number of the request."""
        found = []
        for number, (request, way) in enumerate(zip(self._half.requests, self._routes, strict=True)):
            if not way.deflected:
                found.append((request.at + way.before, ENTER, number))
            if way.nudge_at is not None:
                found.append((way.nudge_at, ASK_AGAIN, number))
            if way.goes_round:
                found.append((request.at, GO_ROUND, number))
        return sorted(event for event in found if event[0] < self._half.end)

    def _days(self) -> Generator[simpy.Event]:
        events = iter([*self._calendar(), (self._half.end, ENTER, -1)])
        at, what, number = next(events)
        for week in range(self._half.weeks):
            yield self._env.timeout(max(week * WEEK - self._env.now, 0))
            self._monday()
            while at < (week + 1) * WEEK:
                if at > self._env.now:
                    yield self._env.timeout(at - self._env.now)
                self._happens(what, number)
                at, what, number = next(events)

    def _monday(self) -> None:
        """A new week's planned work; what is left of the last week's is lost. The review may move some."""
        self._starved += self._plan_left
        self._planned += self._weekly
        spare = len(self._desks) * WEEK - self._weekly
        late = max(self._load - spare * _NORMAL, 0.0)
        over = late + self._came - spare
        moved = min(max(over, 0.0), self._weekly * self._team.movable) if self._policy.rebalance == "decision" else 0.0
        self._moved += moved
        self._plan = self._plan_left = self._weekly - moved
        self._came = 0.0
        self._wake(len(self._desks))

    def _happens(self, what: int, number: int) -> None:
        way = self._routes[number]
        if what == ENTER:
            self._load += way.hours
            self._came += way.hours
            task = _Task(way.hours, number, way.due, way.urgent, breaks_in=way.at_once,
                         meeting=min(way.hours, self._team.live_meeting) if way.live else 0.0)  # fmt: skip
            if not (way.at_once and self._interrupt(number, task)):
                task.breaks_in = False
                self._push(task)
        elif what == GO_ROUND or not self._is_answered(number):
            nudge = _Task(self._team.nudge, urgent=True, breaks_in=True)
            if self._policy.interrupts == "nobody" or not self._interrupt(number, nudge):
                nudge.breaks_in = False
                self._push(nudge)
            self._hurry(number)

    def _hurry(self, number: int) -> None:
        """What is asked for again goes to the head of the queue if a customer could lose something soon."""
        task = self._queued.get(number)
        if task and not task.started and not task.urgent and self._half.requests[number].soon:
            task.urgent = True
            self._push(task)

    def _is_answered(self, number: int) -> bool:
        at = self._answered[number]
        return at is not None and at <= self._env.now

    def _interrupt(self, number: int, task: _Task) -> bool:
        """Hand `task` to whoever may be interrupted; False where all of them are with somebody else already."""
        open_to = [desk for desk in self._reachable(number) if not desk.taken]
        if not open_to:
            return False
        desk = open_to[0]
        desk.handed = task
        self._interruptions += 1
        if desk.now is None:
            self._rouse(desk)
            self._wake(1)  # this one may have been woken for something that another must now take
        else:
            desk.process.interrupt()
        return True

    def _reachable(self, number: int) -> list[_Desk]:
        """Who may be interrupted: the one on duty, or everybody, beginning with a different one each time."""
        if self._policy.interrupts == EVERYBODY:
            first = number % len(self._desks)
            return self._desks[first:] + self._desks[:first]
        return [self._desks[self._on_duty]]

    @property
    def _on_duty(self) -> int:
        return int(self._env.now // WEEK) % len(self._desks)

    def _push(self, task: _Task) -> None:
        low = self._policy.rebalance == "lowest" and self._lane_of(task) == self._policy.lowest
        name = "urgent" if task.urgent else "low" if low else "normal"
        if task.number >= 0:
            self._queued[task.number] = task
        self._pushed += 1
        heapq.heappush(self._waiting[name], (task.due, self._pushed, task))
        self._wake(1)

    def _lane_of(self, task: _Task) -> str:
        return self._lanes.get(self._half.requests[task.number].kind, "") if task.number >= 0 else ""

    def _wake(self, most: int) -> None:
        for desk in self._desks:
            if most and desk.wake is not None and desk.handed is None:
                self._rouse(desk)
                most -= 1

    def _rouse(self, desk: _Desk) -> None:
        if desk.wake is not None:
            desk.wake.succeed()
            desk.wake = None

    def _works(self, who: int, desk: _Desk) -> Generator[simpy.Event]:
        import simpy  # noqa: PLC0415

        while True:
            task = desk.now = self._next(who, desk)
            if task is None:
                desk.wake = self._env.event()
                yield desk.wake
                continue
            began = self._env.now
            try:
                yield self._env.timeout(task.left)
                self._spend(who, task, began)
                self._finish(task)
            except simpy.Interrupt:
                self._spend(who, task, began)
                task.left += self._team.switch
                desk.aside.append(task)

    def _spend(self, who: int, task: _Task, began: float) -> None:
        hours = self._env.now - began
        task.left = max(task.left - hours, 0.0)
        if task.number >= 0:
            self._worked[task.number] += hours
        lost = hours if task.breaks_in else min(hours, task.meeting)
        task.meeting -= min(hours, task.meeting)
        if lost:
            self._broken.update((who, hour) for hour in range(int(began), int(began + lost - _EPSILON) + 1))

    def _finish(self, task: _Task) -> None:
        if task.number >= 0:
            way = self._routes[task.number]
            self._load -= way.hours
            self._answered[task.number] = self._env.now + way.after

    def _next(self, who: int, desk: _Desk) -> _Task | None:
        """What an engineer takes up: what was handed over, what was laid aside, then by the policy's order."""
        if desk.handed is not None:
            task, desk.handed = desk.handed, None
            return task
        if desk.aside:
            return desk.aside.pop()
        on_duty = self._policy.interrupts == "rota" and who == self._on_duty
        first = 1.0 if self._policy.rebalance == "decision" else self._team.committed
        return (
            self._pop("urgent")
            or self._planned_piece(0.0 if on_duty else first)
            or self._pop("normal")
            or (self._planned_piece(0.0 if on_duty else 1.0) if self._waiting["low"] else None)
            or self._pop("low")
            or self._planned_piece(None)
        )

    def _pop(self, name: str) -> _Task | None:
        waiting = self._waiting[name]
        while waiting:
            task = heapq.heappop(waiting)[2]
            if not task.started:  # else it was hurried, and was in both queues
                task.started = True
                return task
        return None

    def _planned_piece(self, pace: float | None) -> _Task | None:
        """A piece of planned work, if any is left and, with a pace, if that share of it is behind the week."""
        if self._plan_left <= _EPSILON:
            return None
        done, week = self._plan - self._plan_left, self._env.now % WEEK / WEEK
        if pace is not None and done >= self._plan * pace * week:
            return None
        hours = min(self._team.piece, self._plan_left)
        self._plan_left -= hours
        return _Task(hours, planned=True)
