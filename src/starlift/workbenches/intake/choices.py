"""Choices: what a learner decides, read from the values of fields that may hold anything."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import cast

from starlift.workbenches.intake.content import Choice, Intake
from starlift.workbenches.intake.policy import Interrupts, LaneRule, Policy, Rebalance

RAN = "ran"
"""The value that holds the choices of the last run."""
ENGINEERS = "own.engineers"
MOST_ENGINEERS = 60
_SAME = ("own.file", "own.confirmed", ENGINEERS)
"""Fields that must be as they were for a run to count."""


def engineers_of(intake: Intake, values: Mapping[str, str]) -> int:
    """How many people answer the learner's own requests."""
    given = values.get(ENGINEERS, "").strip()
    count = int(given) if given.isascii() and given.isdigit() and len(given) < 6 else intake.team.engineers
    return count if 1 <= count <= MOST_ENGINEERS else intake.team.engineers


def ran(intake: Intake, values: Mapping[str, str]) -> Policy | None:
    """The policy of the last run, None where there was none on the requests that are chosen now."""
    try:
        kept = json.loads(values.get(RAN, ""))
    except (ValueError, RecursionError):
        return None
    if not isinstance(kept, dict) or any(kept.get(name, "") != values.get(name, "") for name in _SAME):
        return None
    policy = policy_of(intake, {name: text for name, text in kept.items() if isinstance(text, str)})
    return policy if policy.lanes else None


def choices(intake: Intake, values: Mapping[str, str]) -> dict[str, str]:
    """The fields that decide a run."""
    names = [f"lane-{kind.id}" for kind in intake.kinds]
    names += [f"{field}-{lane.id}" for lane in intake.lanes for field in ("mode", "promise")]
    names += ["urgent", "interrupts", "rebalance", *_SAME]
    return {name: values[name] for name in names if values.get(name)}


def policy_of(intake: Intake, values: Mapping[str, str]) -> Policy:
    """The learner's policy; what is missing or unknown is as in the old way."""
    known_lanes, known_modes = {lane.id for lane in intake.lanes}, {mode.id for mode in intake.modes}
    promises = {str(promise.hours): promise.hours for promise in intake.promises}
    lanes = {kind.id: values.get(f"lane-{kind.id}", "") for kind in intake.kinds}
    rules = {}
    for lane in known_lanes:
        mode, promise = values.get(f"mode-{lane}", ""), values.get(f"promise-{lane}", "")
        if mode in known_modes and promise in promises:
            rules[lane] = LaneRule(mode, promises[promise])
    urgent = set(values.get("urgent", "").split()) & {item.id for item in intake.urgency}
    interrupts = _chosen(values, "interrupts", intake.interrupts) or intake.old_way.interrupts
    rebalance = _chosen(values, "rebalance", intake.rebalance) or intake.old_way.rebalance
    return Policy.of(
        {kind: lane for kind, lane in lanes.items() if lane in known_lanes}, rules, urgent_by=urgent,
        interrupts=cast("Interrupts", interrupts), rebalance=cast("Rebalance", rebalance),
    )  # fmt: skip


def missing(intake: Intake, values: Mapping[str, str]) -> list[str]:
    """What the learner has still to decide, one line each."""
    names = {lane.id: lane.name for lane in intake.lanes}
    used = [values.get(f"lane-{kind.id}", "") for kind in intake.kinds]
    without = [kind.name for kind, lane in zip(intake.kinds, used, strict=True) if lane not in names]
    settled = dict(policy_of(intake, values).rules)
    found = [f"No lane yet: {', '.join(without)}"] if without else []
    found += [
        f"{name}: way to answer and expectation" for id, name in names.items() if id in used and id not in settled
    ]
    if not set(values.get("urgent", "").split()) & {item.id for item in intake.urgency}:
        found.append("What makes a request urgent")
    if not _chosen(values, "interrupts", intake.interrupts):
        found.append("Whom a request may interrupt")
    if not _chosen(values, "rebalance", intake.rebalance):
        found.append("What gives way")
    return found


def _chosen(values: Mapping[str, str], field: str, choices: Sequence[Choice]) -> str:
    """The id of what was chosen, or empty."""
    value = values.get(field, "")
    return value if value in {choice.id for choice in choices} else ""
