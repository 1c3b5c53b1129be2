"""The page of the intake workbench: one line, what is in it, rules for it, the same half year again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Self

from starlift.errors import Problem, StarliftError
from starlift.panels.workbenches.base import Kept, Part, Setting, Values
from starlift.panels.workbenches.blocks import (
    Block,
    actions,
    checks,
    drawing,
    grid,
    group,
    number,
    prose,
    radio,
    remarks,
    select,
    table,
    text,
)
from starlift.panels.workbenches.ondata import OnData
from starlift.workbenches.facts import Fact
from starlift.workbenches.intake import composition, pictures
from starlift.workbenches.intake.choices import (
    ENGINEERS,
    MOST_ENGINEERS,
    RAN,
    choices,
    engineers_of,
    missing,
    policy_of,
    ran,
)
from starlift.workbenches.intake.content import Choice, Intake, PolicySpec, load_intake
from starlift.workbenches.intake.outcomes import (
    MEASURES,
    Draw,
    Experiment,
    Range,
    ranged,
    waits_by_lane,
    waits_by_severity,
)
from starlift.workbenches.intake.policy import SEVERITIES, Policy
from starlift.workbenches.intake.requests import DAY, WEEK
from starlift.workbenches.intake.told import facts_of, losses, share, two_waits, with_interval
from starlift.workbenches.owndata.files import FOLDER
from starlift.workbenches.owndata.table import Loaded

RUN = "run"
_MINE = "My rules"


class IntakeWorkbench(OnData):
    """Composition of the intake, rules, and the same half year under them.

    Args:
        intake: The content.
        own_data: Folder of the learner's exports, whose requests can be replayed instead of the synthetic ones.
    """

    table, first, refused = "requests", "line", "Why these requests cannot be replayed"

    def __init__(self, intake: Intake, own_data: Path = Path(FOLDER)) -> None:
        super().__init__(own_data)
        self.title, self.lead, self.minutes = intake.title, intake.words.lead, intake.minutes
        self._intake = intake

    @classmethod
    def at(cls, setting: Setting) -> Self:
        """The workbench of one learner; the synthetic requests are the same for all.

        Raises:
            ContentError: When its content is broken.
        """
        return cls(load_intake(setting.file), setting.own_data)

    def _desk_of_synthetic(self) -> _Desk:
        return _Desk(self._intake, Experiment(self._intake))

    def _desk_of(self, loaded: Loaded, values: Values) -> _Desk:
        experiment = Experiment(self._intake, loaded.table, engineers=self._settings(values))
        experiment.half(experiment.seeds[0])  # to see at once whether it can be replayed
        return _Desk(self._intake, experiment)

    def _settings(self, values: Values) -> int:
        return engineers_of(self._intake, values)

    def _beside(self, values: Values) -> Sequence[Block]:
        if not values.get("own.file"):
            return ()
        hint = f"{self._intake.team.engineers} unless you say otherwise"
        return (number(ENGINEERS, "How many people answered these requests?", low=1, high=MOST_ENGINEERS, hint=hint),)


class _Desk:
    """The page over one set of half years; results follow from the choices that stood when they were run."""

    def __init__(self, intake: Intake, experiment: Experiment) -> None:
        self._intake = intake
        self._experiment = experiment
        self._line, self._inside = cache(self._draw_line), cache(self._draw_inside)
        self._results, self._facts = cache(self._draw_results), cache(self._gather_facts)

    def parts(self, values: Values) -> Sequence[Part]:
        """The line, what is in it, rules, the run, what can be said."""
        policy, was_run = policy_of(self._intake, values), ran(self._intake, values)
        return (
            Part("line", "The line", done=bool(_said(values, "conclusion"))),
            Part("inside", "What is in it", done=bool(_said(values, "composition"))),
            Part("rules", "Lanes and rules", done=not missing(self._intake, values)),
            Part("run", "Run it again", done=policy == was_run),
            Part("say", "What I can now say", done=was_run is not None),
        )

    def blocks(self, part: str, values: Values) -> Sequence[Block]:
        """What stands on a part; nothing on one that is not known."""
        words = self._intake.words
        if part == "line":
            ask = text("conclusion", "What would you conclude from this chart, and what would you do?", rows=3)
            return [prose(words.line), *self._line(), ask]
        if part == "inside":
            ask = text("composition", "What would you now tell the head of engineering instead?", rows=3)
            return [prose(words.inside), *self._inside(), ask]
        if part == "rules":
            return [prose(words.rules), *self._rules(values)]
        if part == "run":
            return [prose(words.run), actions((RUN, "Run the half year again")), *self._after_run(values)]
        return [prose(words.say), *self._say(values)] if part == "say" else []

    def facts(self, values: Values) -> Sequence[Fact]:
        """Decisions and results of the last run; none before it."""
        policy = ran(self._intake, values)
        return () if policy is None else self._facts(policy)

    def _gather_facts(self, policy: Policy) -> tuple[Fact, ...]:
        return tuple(facts_of(self._intake, self._experiment, policy))

    def act(self, do: str, values: Values) -> Kept:
        """Run the half years under the rules as they stand."""
        if do != RUN:
            raise NotImplementedError(do)
        policy = policy_of(self._intake, values)
        if not policy.lanes:
            fix = "give at least one kind of request a lane, and that lane a way to answer and an expectation"
            raise StarliftError(Problem("", 0, "", "there are no rules to run yet", fix))
        self._compared(policy)
        told = f"Done: {len(self._experiment.seeds)} half years under your rules."
        return Kept({RAN: json.dumps(choices(self._intake, values))}, told)

    def _draw_line(self) -> list[Block]:
        past = self._experiment.history()
        tracked = composition.open_by_week(past.half, self._experiment.closed(), tracked_only=True)
        return [drawing(pictures.line(tracked, past.half.origin))]

    def _draw_inside(self) -> list[Block]:
        past, intake = self._experiment.history(), self._intake
        half, slices = past.half, composition.by_kind(intake, past.half)
        levels = composition.by_severity(half)
        people, sent = composition.busiest(half, among=intake.generator.requesters)
        untracked = sum(not request.tracked for request in half.requests)
        open_at_end = sum(at is None for at in self._experiment.closed())
        week = sum(item.hours for item in slices)
        capacity = intake.team.engineers * WEEK
        broke = sum(item.interrupting for item in slices)
        notes = [
            ("Requests", f"{len(half.requests):,}"),
            ("Without a ticket, so never in the chart", f"{untracked:,}"),
            ("Still open at the end, tracked or not", f"{open_at_end}"),
            ("Hours of work a week", f"{week:.0f} of {capacity:.0f} that the team has"),
            ("Hours a week that came as an interrupt", f"{broke:.0f}, {share(broke / capacity)} of the team's time"),
            (f"Sent by the busiest {people} requesters", share(sent)),
        ]
        teams = composition.severe_interrupts_by_team(half)
        if teams:
            notes.append(("Severe interrupts by service team", ", ".join(f"{name} {n}" for name, n in teams[:4])))
        rows = [(item.name, f"{item.requests}", f"{item.hours:.1f}", share(item.untracked), share(item.severe))
                for item in slices]  # fmt: skip
        head = ("Kind", "Requests", "Hours a week", "Without a ticket", "Critical or high")
        return [
            table(("In short", ""), notes, caption=f"Data: {half.origin}"),
            drawing(pictures.kinds(slices, half.origin)),
            drawing(pictures.severities(levels, half.origin)),
            group("All kinds as a table", [table(head, rows, caption=f"Data: {half.origin}")], open=False),
            *(self._checks() if half.origin.startswith("synthetic") else ()),
        ]

    def _checks(self) -> list[Block]:
        past = self._experiment.history()
        rows = [
            (item.label, _plain(item.value, item.percent),
             f"{_plain(item.low, item.percent)} to {_plain(item.high, item.percent)}",
             "yes" if item.holds else "no", item.source)
            for item in composition.measured(self._intake, past.half, self._experiment.closed())
        ]  # fmt: skip
        head = ("Statistic", "Here", "Bounds", "Within", "Where the bounds come from")
        told = [prose(self._intake.words.synthetic), table(head, rows, caption=f"Data: {past.half.origin}")]
        return [group("How the data were made, and what was checked", told, open=False)]

    def _rules(self, values: Values) -> list[Block]:
        intake = self._intake
        lanes = [(lane.id, lane.name) for lane in intake.lanes]
        modes = [(mode.id, mode.name) for mode in intake.modes]
        promises = [(str(promise.hours), promise.name) for promise in intake.promises]
        return [
            grid("lanes", "Which lane each kind of request takes", ("Kind of request", "Lane"), [
                (kind.name, [select(f"lane-{kind.id}", f"Lane of: {kind.name}", lanes, hide_label=True)])
                for kind in intake.kinds
            ]),
            grid("answers", "How each lane answers, and by when", ("Lane", "Way to answer", "Expectation"), [
                (lane.name, [
                    select(f"mode-{lane.id}", f"Way to answer: {lane.name}", modes, hide_label=True),
                    select(f"promise-{lane.id}", f"Expectation: {lane.name}", promises, hide_label=True),
                ])
                for lane in intake.lanes
            ]),
            group("What the ways to answer mean", [_meanings(intake.modes)], open=False),
            checks("urgent", "What makes a request urgent, so that it goes first?",
                   [(item.id, item.name) for item in intake.urgency], hint="One of the facts that you tick is enough."),
            radio("interrupts", "Whom may a request interrupt?", _told(intake.interrupts)),
            radio("rebalance", "What gives way when more comes in than there are hours?", _told(intake.rebalance)),
            text("favourite", "Which of these rules will hold against your own favourite first?",
                 hint="Not part of the run; worth a sentence in your answer."),
            remarks("missing", missing(intake, values), label="Still to decide"),
        ]  # fmt: skip

    def _after_run(self, values: Values) -> list[Block]:
        policy = ran(self._intake, values)
        if policy is None:
            open_points = missing(self._intake, values)
            return (
                [remarks("before", open_points, label="Not decided yet; it runs as in the old way")]
                if open_points
                else []
            )
        stale = policy_of(self._intake, values) != policy
        note = (
            ["You have changed your rules since. The results below are of the earlier ones: run again."]
            if stale
            else []
        )
        return [remarks("stale", note, label="Note"), *self._results(policy)]

    def _draw_results(self, policy: Policy) -> list[Block]:
        intake, origin = self._intake, self._experiment.half(self._experiment.seeds[0]).origin
        origin = f"{origin} and {len(self._experiment.seeds) - 1} more"
        names, runs = self._compared(policy)
        lanes = {lane.id: lane.name for lane in intake.lanes}
        sorted_by = dict(policy.lanes)
        middle, late = ([waits_by_lane(draws, sorted_by, q) for draws in runs] for q in (0.5, 0.9))
        lane_rows = [(lanes[id], [found[id] for found in late]) for id in lanes if id in late[0]]
        told = [
            (lanes[id], *(two_waits(one[id], two[id]) for one, two in zip(middle, late, strict=True)))
            for id in lanes if id in late[0]
        ]  # fmt: skip
        severity = [
            (level, *(two_waits(*(waits_by_severity(draws, level, q) for q in (0.5, 0.9))) for draws in runs))
            for level in SEVERITIES
        ]
        rows = [(item.name, *(with_interval(item, ranged(draws, item.of)) for draws in runs)) for item in MEASURES]
        levels = [
            (f"severity {level}", [waits_by_severity(draws, level, 0.9) for draws in runs]) for level in SEVERITIES
        ]
        in_days = [(name, [_scaled(value, 1 / DAY) for value in found]) for name, found in [*lane_rows, *levels]]
        shares = [(item.name.split(":")[0], [_scaled(ranged(draws, item.of), 100) for draws in runs])
                  for item in MEASURES if item.unit == "share"]  # fmt: skip
        waits = f"Middle wait · 9 of 10 within. Data: {origin}"
        caption = (
            f"Middle of {len(self._experiment.seeds)} half years, in brackets the middle four fifths. Data: {origin}"
        )
        return [
            remarks("loses", losses(names, runs), label="Where your rules lose"),
            table(("Outcome", *names), rows, caption=caption),
            drawing(pictures.compared("Nine of ten wait at most", "Working days", in_days, names, origin)),
            drawing(pictures.compared("What it costs and keeps", "Per cent", shares, names, origin, top=100)),
            group("Waits by lane and by severity", [
                table(("Lane, as you sorted it", *names), told, caption=waits),
                table(("Severity", *names), severity, caption=waits),
            ], open=False),
            group("What the policies are", [_meanings([self._intake.old_way, *self._intake.references])], open=False),
        ]  # fmt: skip

    def _compared(self, policy: Policy) -> tuple[list[str], list[tuple[Draw, ...]]]:
        others = [self._intake.old_way, *self._intake.references]
        return [_MINE, *(spec.name for spec in others)], [
            self._experiment.draws(one) for one in (policy, *(spec.policy for spec in others))
        ]

    def _say(self, values: Values) -> list[Block]:
        facts = self.facts(values)
        if not facts:
            return [prose("Nothing yet: decide your rules and run the half year again.")]
        rows = [(fact.text, fact.kind) for fact in facts]
        return [table(("Note", "Kind"), rows, caption="From your own run")]


def _said(values: Values, field: str) -> str:
    return values.get(field, "").strip()


def _told(choices: Sequence[Choice]) -> list[tuple[str, str]]:
    return [(choice.id, f"{choice.name}. {choice.meaning}") for choice in choices]


def _meanings(choices: Sequence[Choice | PolicySpec]) -> Block:
    return table(("Name", "What it means"), [(choice.name, choice.meaning) for choice in choices], caption="")


def _plain(value: float, percent: bool) -> str:  # noqa: FBT001 - how it is shown
    return f"{value * 100:.1f} %" if percent else f"{value:.2f}"


def _scaled(found: Range | None, factor: float) -> Range | None:
    return found and Range(found.low * factor, found.mid * factor, found.high * factor)
