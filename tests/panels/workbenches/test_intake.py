"""The page of the intake workbench, without a browser."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from fields import fields_of
from hypothesis import given, settings
from hypothesis import strategies as st

from starlift.content import shipped_root
from starlift.errors import StarliftError
from starlift.panels.workbenches.intake import RUN, IntakeWorkbench
from starlift.workbenches.intake.choices import engineers_of, missing, policy_of
from starlift.workbenches.intake.content import Intake, load_intake

PARTS = ["line", "inside", "rules", "run", "say"]


@cache
def intake() -> Intake:
    return load_intake(shipped_root() / "exercises" / "workbenches" / "intake.yaml")


@cache
def shared() -> IntakeWorkbench:
    return IntakeWorkbench(intake())


@pytest.fixture
def bench() -> IntakeWorkbench:
    return shared()


def after(bench: IntakeWorkbench, values: dict[str, str]) -> dict[str, str]:
    """The values once the button was pressed."""
    return values | dict(bench.act(RUN, values).values)


@cache
def six_lanes() -> dict[str, str]:
    spec = intake().references[0]
    values = {f"lane-{kind}": lane.lane for lane in spec.lanes for kind in lane.kinds}
    for lane in spec.lanes:
        values |= {f"mode-{lane.lane}": lane.mode, f"promise-{lane.lane}": str(lane.hours)}
    return values | {"urgent": "soon", "interrupts": spec.interrupts, "rebalance": spec.rebalance}


def said(blocks: object) -> str:
    return json.dumps(blocks, ensure_ascii=False)


def test_parts_stand_in_order_and_nothing_is_done_or_told_at_first(bench: IntakeWorkbench) -> None:
    assert [part.id for part in bench.parts({})] == PARTS
    assert not any(part.done for part in bench.parts({}))
    assert bench.facts(six_lanes()) == ()
    assert bench.blocks("elsewhere", {}) == []


def test_each_part_has_at_most_two_plots_and_all_blocks_are_plain_json(bench: IntakeWorkbench) -> None:
    values = after(bench, six_lanes())
    for part in PARTS:
        shown = said(bench.blocks(part, values))
        assert shown.count("<img") <= 2
        assert shown.count("alt=") == shown.count("<img")


def test_the_fields_are_those_that_the_policy_is_read_from(bench: IntakeWorkbench) -> None:
    found = [name for part in PARTS for name in fields_of(bench.blocks(part, {}))]

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
    assert "10 half years" in bench.act(RUN, six_lanes()).told
    values = after(bench, six_lanes())
    shown = said(bench.blocks("run", values))

    assert all(name in shown for name in ("My rules", "The old way", *(spec.name for spec in intake().references)))
    assert "Where your rules lose" in shown
    assert "run again" not in shown
    assert [part.done for part in bench.parts(values)] == [False, False, True, True, True]
    assert {fact.kind for fact in bench.facts(values)} == {"decision", "number", "trade-off"}

    changed = values | {"rebalance": "nothing"}
    assert "run again" in said(bench.blocks("run", changed))
    assert not bench.parts(changed)[3].done
    assert bench.facts(changed) == bench.facts(values)


def test_results_come_back_from_the_values_alone(bench: IntakeWorkbench) -> None:
    values, other = after(bench, six_lanes()), IntakeWorkbench(intake())

    assert other.facts(values) == bench.facts(values)
    for part in PARTS:
        assert said(bench.blocks(part, values)) == said(other.blocks(part, values))


@pytest.mark.parametrize("kept", ["", "[]", "{", "[" * 5_000, '{"lane-look": 7}', '{"own.file": "x.csv"}', "null"])
def test_a_run_that_cannot_be_read_is_none(bench: IntakeWorkbench, kept: str) -> None:
    assert bench.facts(six_lanes() | {"ran": kept}) == ()


def test_every_figure_says_that_its_data_are_synthetic(bench: IntakeWorkbench) -> None:
    values = after(bench, six_lanes())
    for part in ("line", "inside", "run"):
        for block in bench.blocks(part, values):
            if block["kind"] == "html" and ("<img" in block["html"] or "<table" in block["html"]):
                assert "synthetic" in block["html"]


def confirmed(bench: IntakeWorkbench, name: str) -> dict[str, str]:
    """The values of somebody who has looked at an export and uses it."""
    shown = bench.blocks("line", {"own.file": name})
    (own,) = [block for block in shown if block.get("title") == "Use your own requests"]
    (box,) = [block for block in own["blocks"] if block.get("id") == "own.confirmed"]
    return {"own.file": name, "own.confirmed": box["options"][0][0]}


@pytest.mark.parametrize("rows", [1, 40])
def test_own_requests_can_be_replayed_and_are_not_called_synthetic(tmp_path: Path, rows: int) -> None:
    table = pd.DataFrame(
        {
            "Created": pd.date_range("2025-03-03 10:00", periods=rows, freq="9h"),
            "Resolved": ["" if number % 3 else "2025-04-01 09:00" for number in range(rows)],
            "Issue Type": [["incident", "look", "<b>release</b>", "?"][number % 4] for number in range(rows)],
            "Reporter": "<script>somebody</script>",
            "Priority": "High",
            "Summary": "a request",
        }
    )
    table.to_csv(tmp_path / "export.csv", index=False)
    bench = IntakeWorkbench(intake(), tmp_path)
    values = after(bench, six_lanes() | confirmed(bench, "export.csv") | {"own.engineers": "2"})
    shown = "".join(said(bench.blocks(part, values)) for part in ("inside", "run"))

    assert "own requests" in shown
    assert "synthetic" not in shown + said([fact.text for fact in bench.facts(values)])
    assert "<script>" not in shown
    assert bench.facts(values | {"own.engineers": "3"}) == (), "a run counts for the data that it was made on"
    assert bench.facts(values | {"own.file": ""}) == ()


def test_too_many_own_requests_are_refused_in_words(tmp_path: Path) -> None:
    rows = "".join(f"2025-03-{number % 28 + 1:02d},High\n" for number in range(8_100))
    (tmp_path / "all.csv").write_text(f"Created,Priority\n{rows}")
    bench = IntakeWorkbench(intake(), tmp_path)
    shown = said(bench.blocks("line", confirmed(bench, "all.csv")))

    assert "8,100 requests, more than 8,000" in shown
    assert "synthetic" in shown, "the synthetic ones stay"


@pytest.mark.parametrize("given", ["0", "-1", "61", "x", "9" * 5_000, "٣", "2.5", "\0"])
def test_odd_numbers_of_people_are_the_usual_number(given: str) -> None:
    assert engineers_of(intake(), {"own.engineers": given}) == intake().team.engineers


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
