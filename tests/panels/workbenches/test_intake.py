"""The page of the intake workbench, without a browser."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from starlift.content import shipped_root
from starlift.errors import StarliftError
from starlift.panels.workbenches.blocks import Block
from starlift.panels.workbenches.intake import RUN, IntakeWorkbench, missing, policy_of
from starlift.workbenches.intake.content import Intake, load_intake
from starlift.workbenches.intake.outcomes import Experiment

PARTS = ["line", "inside", "rules", "run", "say"]


@cache
def intake() -> Intake:
    return load_intake(shipped_root() / "exercises" / "workbenches" / "intake.yaml")


@cache
def experiment() -> Experiment:
    return Experiment(intake())


@cache
def shared() -> IntakeWorkbench:
    return IntakeWorkbench(intake(), experiment())


@pytest.fixture
def bench() -> IntakeWorkbench:
    return IntakeWorkbench(intake(), experiment())


@cache
def six_lanes() -> dict[str, str]:
    spec = intake().references[0]
    values = {f"lane-{kind}": lane.lane for lane in spec.lanes for kind in lane.kinds}
    for lane in spec.lanes:
        values |= {f"mode-{lane.lane}": lane.mode, f"promise-{lane.lane}": str(lane.hours)}
    return values | {"urgent": "soon", "interrupts": spec.interrupts, "rebalance": spec.rebalance}


def fields(blocks: Sequence[Block]) -> list[str]:
    found = [block["id"] for block in blocks if "hint" in block]
    for block in blocks:
        found += fields(block.get("blocks", ()))
        if block["kind"] == "grid":
            found += [name for row in block["rows"] for name in fields(row["cells"])]
    return found


def said(blocks: object) -> str:
    return json.dumps(blocks, ensure_ascii=False)


def test_parts_stand_in_order_and_nothing_is_done_or_told_at_first(bench: IntakeWorkbench) -> None:
    assert [part.id for part in bench.parts({})] == PARTS
    assert not any(part.done for part in bench.parts({}))
    assert bench.facts(six_lanes()) == ()
    assert bench.blocks("elsewhere", {}) == []


def test_each_part_has_at_most_two_plots_and_all_blocks_are_plain_json(bench: IntakeWorkbench) -> None:
    bench.act(RUN, six_lanes())
    for part in PARTS:
        shown = said(bench.blocks(part, six_lanes()))
        assert shown.count("<img") <= 2
        assert shown.count("alt=") == shown.count("<img")


def test_the_fields_are_those_that_the_policy_is_read_from(bench: IntakeWorkbench) -> None:
    found = [name for part in PARTS for name in fields(bench.blocks(part, {}))]

    assert set(six_lanes()) <= set(found)
    assert len(found) == len(set(found))
    assert policy_of(intake(), six_lanes()) == intake().references[0].policy
    assert not missing(intake(), six_lanes())


def test_without_rules_there_is_nothing_to_run(bench: IntakeWorkbench) -> None:
    with pytest.raises(StarliftError, match="no rules to run yet"):
        bench.act(RUN, {"lane-look": "advice"})
    with pytest.raises(NotImplementedError):
        bench.act("erase", six_lanes())


def test_a_run_shows_results_and_facts_and_says_when_rules_have_changed(bench: IntakeWorkbench) -> None:
    assert "synthetic" not in said(bench.blocks("run", six_lanes()))
    assert "10 half years" in bench.act(RUN, six_lanes())
    shown = said(bench.blocks("run", six_lanes()))

    assert all(name in shown for name in ("My rules", "The old way", *(spec.name for spec in intake().references)))
    assert "Where your rules lose" in shown
    assert "run again" not in shown
    assert [part.done for part in bench.parts(six_lanes())] == [False, False, True, True, True]
    assert {fact.kind for fact in bench.facts(six_lanes())} == {"decision", "number", "trade-off"}

    changed = six_lanes() | {"rebalance": "nothing"}
    assert "run again" in said(bench.blocks("run", changed))
    assert not bench.parts(changed)[3].done
    assert bench.facts(changed) == bench.facts(six_lanes())


def test_the_same_rules_make_the_same_page() -> None:
    one, other = (IntakeWorkbench(intake(), experiment()) for _ in range(2))
    for bench in (one, other):
        bench.act(RUN, six_lanes())

    for part in PARTS:
        assert said(one.blocks(part, six_lanes())) == said(other.blocks(part, six_lanes()))


def test_every_figure_says_that_its_data_are_synthetic(bench: IntakeWorkbench) -> None:
    bench.act(RUN, six_lanes())
    for part in ("line", "inside", "run"):
        for block in bench.blocks(part, six_lanes()):
            if block["kind"] == "html" and ("<img" in block["html"] or "<table" in block["html"]):
                assert "synthetic" in block["html"]


@pytest.mark.parametrize("rows", [1, 40])
def test_own_requests_can_be_replayed_and_are_not_called_synthetic(rows: int) -> None:
    table = pd.DataFrame(
        {
            "opened": pd.date_range("2025-03-03 10:00", periods=rows, freq="9h"),
            "closed": [pd.NaT if number % 3 else pd.Timestamp("2025-04-01") for number in range(rows)],
            "kind": ["incident", "look", "<b>release</b>", "?"][: max(rows, 4)] * (rows // 4) or ["look"],
            "requester": "<script>somebody</script>",
            "severity": "high",
        }
    )
    bench = IntakeWorkbench(intake(), Experiment(intake(), table))
    bench.act(RUN, six_lanes())
    shown = "".join(said(bench.blocks(part, six_lanes())) for part in ("inside", "run", "line"))

    assert "own requests" in shown
    assert "synthetic" not in shown + said([fact.text for fact in bench.facts(six_lanes())])
    assert "<script>" not in shown


KNOWN = ["advice", "findings", "live", "self", "8", "160", "soon rank", "rota", "decision", "nobody", "nothing"]


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([*six_lanes(), "conclusion", "composition", "favourite", "stray"]),
        st.one_of(st.sampled_from(KNOWN), st.text(max_size=40), st.just("\0" * 9), st.just("<script>" * 25_000)),
    )
)
def test_any_values_are_taken_and_none_is_believed(values: dict[str, str]) -> None:
    bench = shared()

    policy = policy_of(intake(), values)
    assert {lane for _, lane in policy.lanes} <= {lane.id for lane in intake().lanes}
    assert policy.urgent_by <= {item.id for item in intake().urgency}
    assert policy.interrupts in {item.id for item in intake().interrupts}
    assert len(bench.parts(values)) == len(PARTS)
    for part in PARTS:
        assert "<script>" not in said(bench.blocks(part, values))
