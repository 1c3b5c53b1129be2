"""The parameters and words of the intake workbench, read from its YAML file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from starlift.errors import Problem
from starlift.rubric import Text
from starlift.workbenches.intake.policy import EVERYBODY, SEVERITIES, Interrupts, LaneRule, Mode, Policy, Rebalance
from starlift.yamlfile import Model, YamlDocument, read_yaml

Share = Annotated[float, Field(ge=0, le=1)]
Hours = Annotated[float, Field(gt=0, le=1_000)]


class Severities(Model):
    """One share per severity."""

    critical: Share
    high: Share
    medium: Share
    low: Share

    @property
    def shares(self) -> tuple[float, ...]:
        """In the order of `SEVERITIES`."""
        return tuple(getattr(self, name) for name in SEVERITIES)


class Heavy(Model):
    """One of the few people who send most, and the share of a kind that comes from them."""

    who: Text
    share: Share


class Kind(Model):
    """One kind of request.

    Attributes:
        share: Of all requests.
        severity: Share of each severity; they add up to 1.
        hours: Median hours of work on it.
        spread: Standard deviation of the logarithm of these hours.
        interrupt: Share that comes as a question to somebody in the middle of something.
        diary: Share with a date in somebody's diary.
        rank: Share asked for by a high rank.
        settled: Share of the harmless ones that a good page or a standard answer settles.
        talk: Share that cannot be settled without a conversation.
        owner: Share that needs somebody who may accept the risk.
        patience: Working hours after which the requester goes round the queue or asks again.
        heavy: Who sends much of it.
        fragile: Whether its severe ones come mostly from the fragile team.
        words: What an exported label must hold to be read as this kind.
    """

    id: Text
    name: Text
    share: Share
    severity: Severities
    hours: Hours
    spread: Annotated[float, Field(gt=0, le=2)]
    interrupt: Share
    diary: Share
    rank: Share
    settled: Share
    talk: Share
    owner: Share
    patience: Hours
    heavy: tuple[Heavy, ...] = ()
    fragile: bool = False
    words: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _adds_up(self) -> Kind:
        if abs(sum(self.severity.shares) - 1) > 1e-6:
            raise ValueError("the shares of severity must add up to 1")
        if sum(heavy.share for heavy in self.heavy) > 1:
            raise ValueError("the shares of heavy requesters must not exceed 1")
        return self


class Generator(Model):
    """How the synthetic requests are drawn.

    Attributes:
        seed: Of the half year that the learner sees.
        draws: Half years that a policy is run on.
        start: First day, a Monday.
        a_week: Requests a week, on average.
        weekdays: Share of each day of the week, Monday first; they add up to 1.
        dispersion: Variance to mean of a day's requests, the day of the week taken into account.
        requesters: People who may ask.
        tail: Exponent of the requests per person, the heavy ones left out; 0 is all alike.
        teams: Service teams.
        fragile_team: The one that most severe incidents come from.
        fragile_share: That share.
        soon: Share, per severity, where a customer could lose something within days.
        tracked_asked: Share of interrupts that reach the tracker.
        tracked_sent: Share of all others that do.
        duplicates: Share that asks what another one of the last ten days asks.
        reassigned: Share that first lands with the wrong person.
    """

    seed: Annotated[int, Field(ge=0)]
    draws: Annotated[int, Field(ge=2, le=30)]
    start: dt.date
    weeks: Annotated[int, Field(ge=4, le=104)]
    a_week: Annotated[float, Field(gt=0, le=1_000)]
    weekdays: Annotated[tuple[Share, ...], Field(min_length=7, max_length=7)]
    dispersion: Annotated[float, Field(gt=1, le=20)]
    requesters: Annotated[int, Field(ge=50)]
    tail: Annotated[float, Field(ge=0, le=3)]
    teams: Annotated[tuple[Text, ...], Field(min_length=2)]
    fragile_team: Text
    fragile_share: Share
    soon: Severities
    tracked_asked: Share
    tracked_sent: Share
    duplicates: Share
    reassigned: Share

    @model_validator(mode="after")
    def _fits(self) -> Generator:
        if abs(sum(self.weekdays) - 1) > 1e-6:
            raise ValueError("weekdays must add up to 1")
        if self.start.weekday():
            raise ValueError("start must be a Monday")
        if self.fragile_team not in self.teams:
            raise ValueError("fragile_team must be one of the teams")
        return self


class Team(Model):
    """The people who answer, and what things cost them.

    Attributes:
        planned: Share of their time promised to planned work.
        committed: Share of the planned work that is done whatever happens, since others wait for it.
        movable: Share of a week's planned work that the weekly review may move.
        piece: Hours of planned work done at a stretch.
        switch: Hours lost when somebody is interrupted.
        nudge: Hours that a reminder takes.
        bounce_delay: Working hours until a misdirected request reaches the right person.
        bounce_hours: Work lost on the way.
        bounce_with_lane: Share of misdirected requests that still go astray where the kind has a lane.
        duplicate_with_lane: Hours for a duplicate that is seen to be one.
        live_factor: A live review takes the hours times this,
        live_hours: and these for finding a date and writing it up;
        live_meeting: so many of them, at most, are a meeting.
        mail_factor: In writing the hours are multiplied by this,
        talk_factor: by this where a conversation was needed,
        talk_delay: and the answer comes so much later.
        owner_delay: Hours until a named risk owner has time,
        owner_hours: and the work of bringing the owner in.
        owner_idle: Hours lost waiting for an owner who was not needed.
        no_owner_delay: Hours until somebody is found who may accept the risk, when none was named,
        no_owner_hours: and the work of finding them.
        page_delay: Hours until somebody whom a page did not help comes to a person.
        misled: Share of severe matters that a page sends home.
        misled_delay: Hours until these come back,
        misled_factor: and how much more work they then are.
        goes_round: Share that goes round a queue whose promise is longer than its patience.
        reading: Hours between two looks at the queue where nobody may be interrupted.
        no_promise: Working hours that a request without a lane is treated as promised in; first come, first served.
    """

    engineers: Annotated[int, Field(ge=1, le=50)]
    planned: Share
    committed: Share
    movable: Share
    piece: Hours
    switch: Hours
    nudge: Hours
    bounce_delay: Hours
    bounce_hours: Hours
    bounce_with_lane: Share
    duplicate_with_lane: Hours
    live_factor: Hours
    live_hours: Hours
    live_meeting: Hours
    mail_factor: Hours
    talk_factor: Hours
    talk_delay: Hours
    owner_delay: Hours
    owner_hours: Hours
    owner_idle: Hours
    no_owner_delay: Hours
    no_owner_hours: Hours
    page_delay: Hours
    misled: Share
    misled_delay: Hours
    misled_factor: Hours
    goes_round: Share
    reading: Hours
    no_promise: Hours


class Choice(Model):
    """Something to choose, and what it means."""

    id: Text
    name: Text
    meaning: str = ""


class ModeChoice(Choice):
    """A way in which a lane answers."""

    id: Mode


class InterruptChoice(Choice):
    """Whom a request may interrupt."""

    id: Interrupts


class RebalanceChoice(Choice):
    """What gives way when more comes than there are hours."""

    id: Rebalance


class UrgencyChoice(Choice):
    """A fact that may make a request urgent."""

    id: Literal["severity", "soon", "diary", "rank"]


class Promise(Model):
    """A response expectation that a lane may give, in working hours."""

    hours: Annotated[int, Field(ge=1, le=400)]
    name: Text


class LaneSpec(Model):
    """What a reference policy does with one lane."""

    lane: Text
    kinds: tuple[Text, ...]
    mode: Mode
    hours: Annotated[int, Field(ge=1, le=400)]


class PolicySpec(Model):
    """A policy to compare with; kinds that stand in no lane are taken as they come."""

    id: Text
    name: Text
    meaning: Text
    lanes: tuple[LaneSpec, ...] = ()
    urgent: tuple[Literal["severity", "soon", "diary", "rank"], ...] = ()
    interrupts: Interrupts
    rebalance: Rebalance

    @property
    def policy(self) -> Policy:
        """As the simulation wants it."""
        return Policy.of(
            {kind: spec.lane for spec in self.lanes for kind in spec.kinds},
            {spec.lane: LaneRule(spec.mode, spec.hours) for spec in self.lanes},
            urgent_by=self.urgent,
            interrupts=self.interrupts,
            rebalance=self.rebalance,
        )


class Check(Model):
    """A statistic that the requests must show, and between which bounds."""

    id: Text
    name: Text
    low: float
    high: float
    percent: bool = True
    source: str = ""


class Words(Model):
    """What the parts say."""

    lead: Text
    line: Text
    inside: Text
    rules: Text
    run: Text
    say: Text
    synthetic: Text


class Intake(Model):
    """Everything that the workbench is made of."""

    case: Text
    kind: Literal["intake"]
    title: Text
    minutes: Annotated[int, Field(ge=5, le=120)]
    words: Words
    generator: Generator
    team: Team
    kinds: Annotated[tuple[Kind, ...], Field(min_length=2)]
    lanes: Annotated[tuple[Choice, ...], Field(min_length=2)]
    modes: Annotated[tuple[ModeChoice, ...], Field(min_length=4, max_length=4)]
    promises: Annotated[tuple[Promise, ...], Field(min_length=2)]
    urgency: Annotated[tuple[UrgencyChoice, ...], Field(min_length=2)]
    interrupts: Annotated[tuple[InterruptChoice, ...], Field(min_length=2)]
    rebalance: Annotated[tuple[RebalanceChoice, ...], Field(min_length=2)]
    old_way: PolicySpec
    references: Annotated[tuple[PolicySpec, ...], Field(min_length=2, max_length=2)]
    checks: Annotated[tuple[Check, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _shares(self) -> Intake:
        if abs(sum(kind.share for kind in self.kinds) - 1) > 1e-6:
            raise ValueError("the shares of all kinds must add up to 1")
        return self


def load_intake(path: Path) -> Intake:
    """The content of `path`.

    Raises:
        ContentError: With file, line and field of every mistake.
    """
    return read_yaml(path).into(Intake, _twice, _unknown)


def _twice(document: YamlDocument, intake: Intake) -> Iterator[Problem]:
    """Ids that stand twice in a list."""
    for name in ("kinds", "lanes", "modes", "urgency", "checks"):
        yield from document.repeated((name,), [item.id for item in getattr(intake, name)])


def _unknown(document: YamlDocument, intake: Intake) -> Iterator[Problem]:
    """Lanes, kinds and promises of the policies that are not there, and kinds that stand in two lanes."""
    lanes, kinds = {lane.id for lane in intake.lanes}, {kind.id for kind in intake.kinds}
    places = [(("old_way",), intake.old_way)]
    places += [(("references", index), spec) for index, spec in enumerate(intake.references)]  # type: ignore[misc]
    for place, policy in places:
        seen: set[str] = set()
        for number, lane in enumerate(policy.lanes):
            here = (*place, "lanes", number)
            if lane.lane not in lanes:
                yield document.problem((*here, "lane"), f"no lane {lane.lane!r}", "see lanes")
            if lane.hours not in {promise.hours for promise in intake.promises}:
                yield document.problem((*here, "hours"), f"no promise of {lane.hours} hours", "see promises")
            for kind in lane.kinds:
                if kind not in kinds or kind in seen:
                    what = "stands in two lanes" if kind in seen else "is no kind of request"
                    yield document.problem((*here, "kinds"), f"{kind!r} {what}", "see kinds")
                seen.add(kind)
    if intake.old_way.interrupts != EVERYBODY:
        yield document.problem(("old_way", "interrupts"), "must be everybody", "that is what the old way is")
