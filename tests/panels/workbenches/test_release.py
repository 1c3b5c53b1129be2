"""The page of the release decision workbench: any values are borne, and what is put in has its effect."""

from __future__ import annotations

import json
import time

import pypdfium2
import pytest
from fields import fields_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sample_release import full
from starlift.content import shipped_root
from starlift.panels.workbenches.base import Download, Setting
from starlift.panels.workbenches.release import ReleaseWorkbench
from starlift.workbenches.release.situation import load_release

CONTENT = load_release(shipped_root() / "exercises" / "workbenches" / "release.yaml")
A, B, C = CONTENT.variants
BENCH = ReleaseWorkbench(CONTENT)
PARTS = ["room", "questions", "mitigations", "options", "record", "say"]
FIELDS = sorted({id for part in PARTS for id in fields_of(BENCH.blocks(part, full(CONTENT, A, "ship")))})
KNOWN = ["a", "b", "verified", "hoped", "1 2 s4", "blast", "neither", "ship", "block", "cpo", "you", "days",
         "2026-12-01", "<script>", "#let x", "x" * 200_000, "\x00\ud800"]  # fmt: skip


def shown(part: str, values: dict[str, str], bench: ReleaseWorkbench = BENCH) -> str:
    return json.dumps(bench.blocks(part, values), ensure_ascii=False)


def remarks(part: str, values: dict[str, str]) -> list[str]:
    return next(block["items"] for block in BENCH.blocks(part, values) if block["kind"] == "remarks")


def test_parts_are_few_and_none_is_done_at_first() -> None:
    assert [part.id for part in BENCH.parts({})] == PARTS
    assert not any(part.done for part in BENCH.parts({}))
    assert not BENCH.facts({})


@pytest.mark.parametrize("variant", CONTENT.variants, ids=lambda variant: variant.id)
def test_all_parts_are_done_with_a_full_decision(variant) -> None:
    values = full(CONTENT, variant, "reduce")

    assert all(part.done for part in BENCH.parts(values))
    assert remarks("record", values) == []
    assert len(BENCH.facts(values)) >= 6


def test_field_ids_are_unique_and_every_value_of_the_sample_has_a_field() -> None:
    assert set(full(CONTENT, A, "ship")) == set(FIELDS)


def test_a_mark_brings_the_sources_words_and_nothing_is_given_away_before() -> None:
    assert "Not verified" not in shown("room", {})
    assert "the source allows" not in shown("room", {})
    assert "Not verified: the source allows hoped only." in shown("room", {"a-mark-4": "verified"})


def test_the_source_of_a_hoped_claim_can_be_ticked_once_it_is_marked_so() -> None:
    assert "Source of 4 instead" not in shown("questions", {})
    assert "Source of 4 instead" in shown("questions", {"a-mark-4": "hoped"})


def test_gaps_stand_on_their_own_part() -> None:
    values = full(CONTENT, A, "reduce") | {"a-verify-hold": "", "a-owner": "", "a-rests-fix": "4"}

    assert remarks("questions", values) == ["Question 5 rests on a hoped claim only (claim 4)."]
    assert remarks("mitigations", values) == ["“24-hour hold on bank payouts” has no way to verify it."]
    assert remarks("options", values) == ["No owner is named."]
    assert len(remarks("record", values)) == 3


def test_what_followed_is_shown_after_the_choice_only() -> None:
    assert "What the facts say" not in shown("record", {})
    for variant, best in ((A, "reduce"), (B, "ship"), (C, "block")):
        assert "comes out best" in shown("record", full(CONTENT, variant, best))
    assert "defensible if" in shown("record", full(CONTENT, A, "block"))


def test_the_waiver_is_asked_for_where_the_choice_breaks_a_criterion() -> None:
    assert "a-waiver" in fields_of(BENCH.blocks("options", {"a-choice": "ship"}))
    assert "a-waiver" not in fields_of(BENCH.blocks("options", {"a-choice": "reduce"}))


def test_another_situation_keeps_what_was_put_in() -> None:
    values = full(CONTENT, A, "reduce")

    assert all(id.startswith("a-") for id in fields_of(BENCH.blocks("options", values)))
    assert all(id.startswith("b-") for id in fields_of(BENCH.blocks("options", values | {"situation": "b"})))
    assert not BENCH.facts(values | {"situation": "b"})
    assert BENCH.facts(values | {"situation": "a"})


def test_the_first_situation_is_the_callers() -> None:
    assert "Situation C" in shown("room", {}, ReleaseWorkbench(CONTENT, variant=2))
    assert "This is Situation C" in shown("room", {"situation": "zz"}, ReleaseWorkbench(CONTENT, variant=5))


def test_synthetic_is_stated_with_the_data() -> None:
    values = full(CONTENT, A, "ship")

    assert all("ynthetic" in shown(part, values) for part in ("room", "record", "say"))


@pytest.mark.parametrize(
    ("do", "name", "start"),
    [("markdown", "decision-record.md", b"# Decision record"), ("pdf-a4", "decision-record.pdf", b"%PDF"),
     ("pdf-letter", "decision-record.pdf", b"%PDF")],
)  # fmt: skip
def test_the_record_is_a_file(do, name, start) -> None:
    values = full(CONTENT, A, "reduce")
    file = BENCH.act(do, values)

    assert isinstance(file, Download)
    assert (file.name, file.data[: len(start)], file.told) == (name, start, "Nothing is left open.")
    assert file == BENCH.act(do, values)
    assert "open questions" in BENCH.act(do, {}).told


def test_papers_differ() -> None:
    sizes = {pypdfium2.PdfDocument(BENCH.act(do, {}).data)[0].get_size() for do in ("pdf-a4", "pdf-letter")}

    assert len(sizes) == 2


def test_an_unknown_act_is_none_of_ours() -> None:
    with pytest.raises(NotImplementedError):
        BENCH.act("format-disk", {})


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=8), st.sampled_from(KNOWN) | st.text(max_size=30)))
def test_any_values_are_borne(values) -> None:
    assert len(BENCH.parts(values)) == 6
    BENCH.facts(values)
    for part in [*PARTS, "elsewhere"]:
        json.dumps(BENCH.blocks(part, values)).encode()
    assert BENCH.act("markdown", values).data


@settings(max_examples=6, deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=200), min_size=3))
def test_any_values_are_set(values) -> None:
    assert BENCH.act("pdf-letter", values).data.startswith(b"%PDF")


def test_a_paste_in_every_field_is_quick() -> None:
    values = dict.fromkeys(FIELDS, "word " * 40_000) | {"situation": "a"}
    start = time.process_time()
    for part in PARTS:
        BENCH.blocks(part, values)

    assert time.process_time() - start < 4


def test_the_first_situation_follows_from_cohort_and_participant() -> None:
    file = shipped_root() / "exercises" / "workbenches" / "release.yaml"
    opened = {
        shown("room", {}, ReleaseWorkbench.at(Setting(file, file.parent, "autumn", f"p-{number}")))
        for number in range(20)
    }

    assert len(opened) == len(CONTENT.variants)
