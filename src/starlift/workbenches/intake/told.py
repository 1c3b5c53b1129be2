"""Told: outcomes as text. Figures with their units, where rules lose, and the facts to take along."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from starlift.workbenches.facts import Fact
from starlift.workbenches.intake.content import Intake
from starlift.workbenches.intake.outcomes import (
    MEASURES,
    Draw,
    Experiment,
    Measure,
    Range,
    ranged,
    waits_by_lane,
    worse,
)
from starlift.workbenches.intake.policy import Policy
from starlift.workbenches.intake.requests import DAY

_AS_DAYS = 12.0
"""Waits of so many working hours or more are told in days."""
_MOST_LOSSES = 4


def wait(hours: float) -> str:
    """Working hours, or days of eight where there are many."""
    if hours < 1:
        return f"{hours * 60:.0f} min"
    return f"{hours:.1f} h" if hours < _AS_DAYS else f"{hours / DAY:.1f} days"


def share(value: float) -> str:
    """As a whole per cent."""
    return f"{value * 100:.0f} %"


def figure(measure: Measure, value: float) -> str:
    """A value in the measure's unit."""
    if measure.unit == "number":
        return f"{value:.0f}" if measure.margin >= 1 else f"{value:.1f}"
    return wait(value) if measure.unit == "hours" else share(value)


def with_interval(measure: Measure, found: Range | None) -> str:
    """The middle value and, in brackets, the interval; a dash where there is none."""
    if found is None:
        return "–"
    low, mid, high = (figure(measure, value) for value in (found.low, found.mid, found.high))
    return mid if low == high == mid else f"{mid} ({low} to {high})"


def two_waits(middle: Range | None, late: Range | None) -> str:
    """The middle wait and that which nine of ten do not exceed."""
    return f"{wait(middle.mid)} · {wait(late.mid)}" if middle and late else "–"


def losses(names: Sequence[str], runs: Sequence[tuple[Draw, ...]]) -> list[str]:
    """One sentence for each other policy: where the first one does worse, with both figures."""
    mine, found = runs[0], []
    for name, other in zip(names[1:], runs[1:], strict=True):
        lost = worse(mine, other)
        if not lost:
            found.append(f"Against “{name}” your rules are worse in nothing that shows in nine of ten half years.")
            continue
        told = "; ".join(f"{_short(item).lower()} ({_against(item, mine, other)})" for item in lost[:_MOST_LOSSES])
        more = f"; and {len(lost) - _MOST_LOSSES} more" if len(lost) > _MOST_LOSSES else ""
        found.append(f"Against “{name}” your rules lose in: {told}{more}.")
    return found


def facts_of(intake: Intake, experiment: Experiment, policy: Policy) -> Iterator[Fact]:
    """What was decided with `policy`, what came of it, and what was given up for it."""
    yield from _decisions(intake, policy)
    mine, old = experiment.draws(policy), experiment.draws(intake.old_way.policy)
    origin = "synthetic data" if mine[0].half.origin.startswith("synthetic") else mine[0].half.origin
    lanes, sorted_by = {lane.id: lane.name for lane in intake.lanes}, dict(policy.lanes)
    now, before = (waits_by_lane(draws, sorted_by, 0.5) for draws in (mine, old))
    for lane, found in now.items():
        then = before[lane]
        if found and then:
            text = (
                f"{lanes[lane]}: middle wait {wait(found.mid)} under my rules, {wait(then.mid)} the old way ({origin})"
            )
            yield Fact("number", text)
    for measure in MEASURES:
        here, then = ranged(mine, measure.of), ranged(old, measure.of)
        if here and (measure.unit == "share" or measure.told):
            against = f", {figure(measure, then.mid)} the old way" if then else ""
            yield Fact("number", f"{_short(measure)}: {figure(measure, here.mid)} under my rules{against} ({origin})")
    for spec in (intake.old_way, *intake.references):
        other = experiment.draws(spec.policy)
        for measure in worse(mine, other)[:2]:
            lost = f"{_short(measure).lower()}, {_against(measure, mine, other)}"
            yield Fact("trade-off", f"Given up against “{spec.name}”: {lost} ({origin})")


def _decisions(intake: Intake, policy: Policy) -> Iterator[Fact]:
    lanes = {lane.id: lane.name for lane in intake.lanes}
    modes = {mode.id: mode.name for mode in intake.modes}
    promises = {promise.hours: promise.name for promise in intake.promises}
    for lane, rule in policy.rules:
        yield Fact("decision", f"{lanes[lane]}: {modes[rule.mode].lower()}, {promises[rule.hours]}")
    counts = [item.name.lower() for item in intake.urgency if item.id in policy.urgent_by]
    without = [item.name.lower() for item in intake.urgency if item.id not in policy.urgent_by]
    yield Fact("decision", f"Urgent: {'; '.join(counts) or 'nothing'}")
    if counts and without:
        yield Fact("decision", f"Does not make urgent: {'; '.join(without)}")
    interrupts = {item.id: item.name for item in intake.interrupts}
    yield Fact("decision", f"A request may interrupt: {interrupts[policy.interrupts].lower()}")
    rebalance = {item.id: item.name for item in intake.rebalance}
    yield Fact(
        "decision", f"When more comes in than there are hours, what gives way: {rebalance[policy.rebalance].lower()}"
    )


def _short(measure: Measure) -> str:
    return measure.name.replace(": lost without a decision", "").replace(": hours without interruption or meeting", "")


def _against(measure: Measure, mine: tuple[Draw, ...], other: tuple[Draw, ...]) -> str:
    here, there = ranged(mine, measure.of), ranged(other, measure.of)
    return f"{figure(measure, here.mid)} against {figure(measure, there.mid)}" if here and there else ""
