from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from fields import fields_of
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics_pack import GOOD, VAIN
from starlift.content import shipped_root, workbench_file
from starlift.errors import StarliftError
from starlift.panels.workbenches.base import Download, Setting
from starlift.panels.workbenches.metrics import MetricsWorkbench
from starlift.workbenches.metrics.programme import of_own_findings

PARTS = ["old", "choose", "comment", "asks", "report", "say"]


@pytest.fixture(scope="module")
def bench() -> MetricsWorkbench:
    return made(Path("nowhere"))


def made(own_data: Path) -> MetricsWorkbench:
    return MetricsWorkbench.at(Setting(workbench_file(shipped_root(), "metrics"), own_data))


def told(bench: MetricsWorkbench, part: str, values: dict[str, str]) -> str:
    return json.dumps(bench.blocks(part, values), ensure_ascii=False)


def test_six_parts_and_what_is_done(bench: MetricsWorkbench) -> None:
    assert [part.id for part in bench.parts({})] == PARTS
    assert not any(part.done for part in bench.parts({}))
    assert all(part.done for part in bench.parts({**GOOD, "doubled": "Nothing"}))


def test_every_field_has_its_own_id_on_all_parts(bench: MetricsWorkbench) -> None:
    ids = [id for part in PARTS for id in fields_of(bench.blocks(part, GOOD))]

    assert len(ids) == len(set(ids))
    assert set(GOOD) <= set(ids)


def test_nothing_gives_away_a_view_before_it_is_picked(bench: MetricsWorkbench) -> None:
    before, after = told(bench, "choose", {}), told(bench, "choose", {"picks": "scans"})

    assert "machines are busy" not in before
    assert "machines are busy" in after
    assert "5 more to choose" in after


def test_the_trap_is_answered_beside_its_view(bench: MetricsWorkbench) -> None:
    with_trap, without = told(bench, "comment", VAIN), told(bench, "comment", GOOD)

    assert "The same findings with the open ones counted" in with_trap
    assert "still open after" in with_trap.lower()
    assert "The same findings with the open ones counted" not in without


def test_the_report_says_what_is_covered_and_what_is_not(bench: MetricsWorkbench) -> None:
    good, vain = told(bench, "report", GOOD), told(bench, "report", VAIN)

    assert good.count("is covered.") == 7
    assert "is covered." not in vain
    assert vain.count("covers none of the seven") == 6


def test_synthetic_is_said_wherever_a_figure_is(bench: MetricsWorkbench) -> None:
    for part in ("old", "comment"):
        text = told(bench, part, GOOD)
        assert text.count("Synthetic data, made up for practice") >= text.count("sl-plot") > 0


def test_a_fourth_decision_waits(bench: MetricsWorkbench) -> None:
    assert "Which of these waits" in told(bench, "asks", {**GOOD, "stance-design": "decision"})
    assert "Which of these waits" not in told(bench, "asks", GOOD)


@pytest.mark.parametrize(
    ("do", "mime", "start"),
    [
        ("html", "text/html", b"<!doctype"),
        ("pdf-a4", "application/pdf", b"%PDF"),
        ("pdf-letter", "application/pdf", b"%PDF"),
    ],
)
def test_buttons_give_files(bench: MetricsWorkbench, do: str, mime: str, start: bytes) -> None:
    found = bench.act(do, GOOD)

    assert isinstance(found, Download)
    assert found.mime == mime
    assert found.data.startswith(start)


def test_what_cannot_be_done_is_told(bench: MetricsWorkbench) -> None:
    with pytest.raises(StarliftError, match="no view is chosen"):
        bench.act("html", {})
    with pytest.raises(StarliftError, match="no such button"):
        bench.act("else", GOOD)


def test_facts_stand_on_the_last_part(bench: MetricsWorkbench) -> None:
    assert bench.facts({}) == ()
    text = told(bench, "say", GOOD)

    assert "Nothing yet" in told(bench, "say", {})
    assert all(fact.text.split(":")[0] in text for fact in bench.facts(GOOD))


@settings(max_examples=15, deadline=None)
@given(st.dictionaries(st.sampled_from([*GOOD, "doubled", "else"]), st.text(max_size=200), max_size=8))
def test_any_text_in_any_field_breaks_nothing(bench: MetricsWorkbench, values: dict[str, str]) -> None:
    for part in (*PARTS, "unknown"):
        json.dumps(bench.blocks(part, {**GOOD, **values}))
    bench.parts(values)
    bench.facts(values)


def test_hostile_text_never_is_markup(bench: MetricsWorkbench) -> None:
    values = {
        id: text if id.startswith(("picks", "stance")) else "<img src=x onerror=alert(1)>" for id, text in GOOD.items()
    }
    huge = {**values, "comment-ageing": "<b>" * 70_000, "picks": f"{GOOD['picks']} <script> " + "x" * 200_000}

    for part in PARTS:
        assert "<img src=x" not in told(bench, part, values)
        assert "<b><b>" not in told(bench, part, huge)


def test_own_findings_take_the_place_of_the_synthetic_ones(tmp_path: Path) -> None:
    opened = pd.date_range("2025-01-01", periods=40, freq="9D")
    table = pd.DataFrame({
        "Created": opened, "Resolved": (opened + pd.Timedelta(days=20)).where(pd.Series(range(40)) % 2 == 0, pd.NaT),
        "Priority": "High", "Summary": "t", "Component": ["api", "<b>web</b>"] * 20,
    })  # fmt: skip
    table.to_csv(tmp_path / "findings.csv", index=False)
    bench = made(tmp_path)
    (own,) = [block for block in bench.blocks("old", {"own.file": "findings.csv"}) if "Use your own" in str(block)]
    (box,) = [block for block in own["blocks"] if block.get("id") == "own.confirmed"]
    values = {**GOOD, "own.file": "findings.csv", "own.confirmed": box["options"][0][0]}
    text = " ".join(told(bench, part, values) for part in PARTS)

    assert "needs data that this export does not hold" in text
    assert "Your own findings." in text
    assert "ynthetic" not in told(bench, "comment", values)
    assert "<b>web" not in text
    assert bench.act("pdf-a4", values).data.startswith(b"%PDF")
    assert "ynthetic" in told(bench, "comment", GOOD)


def test_findings_closed_on_an_unknown_day_are_left_out() -> None:
    table = pd.DataFrame({
        "opened": pd.to_datetime(["2025-01-01", "2025-02-01"]), "closed": pd.NaT, "severity": "high",
        "component": "api", "duplicate": False, "ended": [True, False],
    })  # fmt: skip
    assert list(of_own_findings(table, "Own.").findings["opened"]) == [pd.Timestamp("2025-02-01")]
