"""The simulation of the intake workbench: nothing is lost, more hands help, and bad rules lose."""

from __future__ import annotations

import time
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from starlift.content import shipped_root
from starlift.workbenches.intake.content import Intake, load_intake
from starlift.workbenches.intake.outcomes import MEASURES, Experiment, ranged, waits_by_lane, worse
from starlift.workbenches.intake.policy import LaneRule, Policy
from starlift.workbenches.intake.requests import HalfYear, generate
from starlift.workbenches.intake.simulation import Answered, run
from starlift.workbenches.intake.told import facts_of, losses


@cache
def intake() -> Intake:
    return load_intake(shipped_root() / "exercises" / "workbenches" / "intake.yaml")


@cache
def half(seed: int) -> HalfYear:
    return generate(intake(), seed)


@cache
def experiment() -> Experiment:
    return Experiment(intake())


def lanes_policy(**changed: object) -> Policy:
    """The reference with six lanes, with `mode` or `hours` put on all lanes and other fields changed."""
    spec = intake().references[0].policy
    mode, hours = changed.pop("mode", None), changed.pop("hours", None)
    rules = {lane: LaneRule(mode or rule.mode, hours or rule.hours) for lane, rule in spec.rules}  # type: ignore[arg-type]
    kept = {"urgent_by": spec.urgent_by, "interrupts": spec.interrupts, "rebalance": spec.rebalance}
    return Policy.of(dict(spec.lanes), rules, **(kept | changed))  # type: ignore[arg-type]


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    kinds, lanes = [kind.id for kind in intake().kinds], [lane.id for lane in intake().lanes]
    modes, hours = [mode.id for mode in intake().modes], [promise.hours for promise in intake().promises]
    placed = draw(st.lists(st.sampled_from([*lanes, ""]), min_size=len(kinds), max_size=len(kinds)))
    rules = {lane: LaneRule(draw(st.sampled_from(modes)), draw(st.sampled_from(hours))) for lane in lanes}
    return Policy.of(
        dict(zip(kinds, placed, strict=True)), rules,
        urgent_by=draw(st.sets(st.sampled_from([item.id for item in intake().urgency]))),
        interrupts=draw(st.sampled_from(["everybody", "rota", "nobody"])),
        rebalance=draw(st.sampled_from(["nothing", "lowest", "decision"])),
    )  # fmt: skip


SEEDS = st.integers(0, 5)


def still_open(result: Answered) -> int:
    return sum(at is None for at in result.answered)


@settings(max_examples=20, deadline=None)
@given(policies(), SEEDS)
def test_work_is_neither_lost_nor_made(policy: Policy, seed: int) -> None:
    result = run(intake(), half(seed), policy, seed)
    requests, end = half(seed).requests, half(seed).end

    deflected = sum(way.deflected for way in result.routes)
    answered = sum(at is not None and not way.deflected for at, way in zip(result.answered, result.routes, strict=True))
    assert len(requests) == answered + deflected + still_open(result)
    assert all(at is None or request.at <= at <= end for request, at in zip(requests, result.answered, strict=True))
    assert sum(result.worked) + result.planned - result.moved - result.starved <= intake().team.engineers * end + 1e-6
    for way, at, worked in zip(result.routes, result.answered, result.worked, strict=True):
        if at is not None and not way.deflected:
            assert worked >= way.hours - 1e-6
    assert 0 <= result.starved <= result.planned - result.moved + 1e-6
    assert 0 <= result.owned <= 1
    assert all(result.wait(number) >= 0 for number in range(len(requests)))


@settings(max_examples=12, deadline=None)
@given(policies(), SEEDS)
def test_the_same_seed_gives_the_same_result(policy: Policy, seed: int) -> None:
    assert run(intake(), half(seed), policy, seed) == run(intake(), half(seed), policy, seed)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(policies(), SEEDS, st.integers(3, 8))
def test_more_capacity_is_never_worse(policy: Policy, seed: int, engineers: int) -> None:
    fewer = run(intake(), half(seed), policy, seed, engineers=engineers)
    more = run(intake(), half(seed), policy, seed, engineers=engineers + 1)

    def mean_wait(result: Answered) -> float:
        return sum(result.wait(number) for number in range(len(result.routes))) / len(result.routes)

    assert still_open(more) <= still_open(fewer) + 3  # the last hours of the half year may fall otherwise
    assert mean_wait(more) <= mean_wait(fewer) + 0.1
    assert more.planned > fewer.planned


def test_more_capacity_helps_on_the_whole() -> None:
    for policy in (intake().old_way.policy, lanes_policy(), intake().references[1].policy):
        runs = [run(intake(), half(3), policy, 3, engineers=count) for count in (4, 5, 6, 7)]
        assert [still_open(result) for result in runs] == sorted((still_open(r) for r in runs), reverse=True)
        assert still_open(runs[0]) > still_open(runs[-1]) + 10


def test_the_luck_of_a_request_does_not_depend_on_the_policy() -> None:
    one, other = (run(intake(), half(1), lanes_policy(rebalance=way), 1) for way in ("nothing", "decision"))

    assert one.routes == other.routes
    assert one.answered != other.answered


BAD = {
    "everything live": ({"mode": "live"}, {"Calendar owned", "Still open at the end", "Wait, critical and high"}),
    "everything self-service": ({"mode": "self"}, {"Wait, critical and high", "Severe, sent away"}),
    "an owner for everything": ({"mode": "owner"}, {"Calendar owned", "Wait, medium and low"}),
    "everything in writing": ({"mode": "written"}, {"Still open", "Wait, critical and high"}),
    "rank and dates decide": ({"urgent_by": ["rank", "diary"]}, {"Wait where a loss is days away"}),
    "nothing is said": ({"rebalance": "nothing"}, {"Planned work starved"}),
    "whoever is asked": ({"interrupts": "everybody"}, {"Calendar owned", "Interruptions"}),
    "all at once": ({"hours": 1}, {"Answered within", "Interruptions"}),
    "all in a month": ({"hours": 160}, {"Interruptions"}),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_rules_lose_visibly(name: str) -> None:
    changed, expected = BAD[name]
    lost = {
        item.name for item in worse(experiment().draws(lanes_policy(**changed)), experiment().draws(lanes_policy()))
    }

    assert all(any(item.startswith(start) for item in lost) for start in expected), lost


def test_no_policy_is_best_at_everything_and_each_reference_beats_the_old_way_at_most() -> None:
    old, *references = (experiment().draws(spec.policy) for spec in (intake().old_way, *intake().references))
    first, second = references

    assert worse(first, second)
    assert len(worse(second, first)) >= 3
    for reference in references:
        assert len(worse(old, reference)) >= 5


def test_losses_are_told_with_both_figures_and_facts_say_that_they_are_synthetic() -> None:
    policy = lanes_policy(mode="live")
    runs = [experiment().draws(policy), experiment().draws(lanes_policy())]
    (told,) = losses(["My rules", "Six lanes"], runs)
    facts = list(facts_of(intake(), experiment(), policy))

    assert told.startswith("Against “Six lanes” your rules lose in: ")
    assert " against " in told
    assert {fact.kind for fact in facts} == {"decision", "number", "trade-off"}
    assert all("synthetic" in fact.text for fact in facts if fact.kind != "decision")
    assert all(len(fact.text.split()) <= 32 for fact in facts)


def test_a_policy_without_expectations_has_no_share_of_kept_ones() -> None:
    kept = next(item for item in MEASURES if item.name == "Answered within the expectation")

    assert ranged(experiment().draws(intake().old_way.policy), kept.of) is None
    assert waits_by_lane(experiment().draws(intake().old_way.policy), {"look": "a"}, 0.5)["a"] is not None


def test_a_lane_without_a_rule_is_no_lane() -> None:
    policy = Policy.of({"look": "a", "release": "b"}, {"b": LaneRule("live", 8), "c": LaneRule("self", 8)},
                       urgent_by=[], interrupts="rota", rebalance="nothing")  # fmt: skip

    assert dict(policy.lanes) == {"release": "b"}
    assert policy.lowest == "b"


def test_one_run_takes_well_under_a_second() -> None:
    run(intake(), half(0), lanes_policy(), 0)
    began = time.perf_counter()
    run(intake(), half(0), lanes_policy(), 0)

    assert time.perf_counter() - began < 1
