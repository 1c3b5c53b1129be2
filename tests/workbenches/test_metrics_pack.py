from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics_pack import GOOD, VAIN, content, programme
from starlift.workbenches.metrics.pack import Ask, Entry, Pack, needs_covered, read_pack
from starlift.workbenches.metrics.remarks import (
    Remarks,
    agrees,
    cited,
    remarks_on_ask,
    remarks_on_comment,
    sentences,
)
from starlift.workbenches.metrics.report import open_needs
from starlift.workbenches.metrics.telling import facts_of
from starlift.workbenches.metrics.views import show


def told(view: str, comment: str, stance: str = "") -> Remarks:
    entry = Entry(content().view(view), comment, stance)  # type: ignore[arg-type]
    shown = show(entry.view, programme())
    assert shown is not None
    return remarks_on_comment(entry, shown, content().words)


def good() -> Pack:
    return read_pack(GOOD, content())


def test_a_good_pack_covers_all_seven_and_leaves_no_remark() -> None:
    pack = good()

    assert pack.done
    assert open_needs(pack, programme(), content()) == []
    for entry in pack.entries:
        assert told(entry.view.id, entry.comment, entry.stance).open == [], entry.view.id
    for _, ask in pack.asks:
        assert remarks_on_ask(ask, content().words).open == []


def test_a_pack_of_vain_views_covers_nothing() -> None:
    pack = read_pack(VAIN, content())

    assert len(pack.entries) == 6
    assert not any(needs_covered(pack, content(), programme(), asked=False).values())


@pytest.mark.parametrize("left_out", ["coverage", "ageing", "design", "secrets", "exceptions", "blockers"])
def test_each_need_hangs_on_its_view(left_out: str) -> None:
    pack = good()
    less = replace(pack, entries=tuple(entry for entry in pack.entries if entry.view.id != left_out))
    lost = [need.title for need in content().needs if need.id in content().view(left_out).needs and need.id != "asks"]

    assert open_needs(less, programme(), content()) == lost


def test_asks_count_once_one_is_complete() -> None:
    without = {id: text for id, text in GOOD.items() if not id.startswith("when-")}

    assert open_needs(read_pack(without, content()), programme(), content()) == ["Asks"]


def test_unknown_too_many_and_repeated_picks_are_left_out() -> None:
    found = read_pack({"picks": "found nothing found coverage mttr scans cvss score closed training"}, content())

    assert [entry.view.id for entry in found.entries] == ["found", "coverage", "mttr", "scans", "cvss", "score"]


def test_no_more_than_three_asks() -> None:
    four = {**GOOD, "stance-design": "decision", "what-design": "x"}

    assert [entry.view.id for entry in read_pack(four, content()).entries if entry.ask] == [
        "ageing",
        "design",
        "exceptions",
    ]


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=300), st.text(max_size=2_000), st.sampled_from([*GOOD]))
def test_any_text_is_read_as_one_clean_line(text: str, long: str, id: str) -> None:
    pack = read_pack({**GOOD, id: text, "headline": long * 3, "comment-ageing": text + "\0\ud800"}, content())

    lines = [pack.headline, *(entry.comment for entry in pack.entries)]
    assert all(line.encode() is not None and "\n" not in line and "\0" not in line for line in lines)
    assert len(pack.headline) <= 160
    for entry in pack.entries:
        told(entry.view.id, entry.comment, entry.stance)
    facts_of(pack, programme(), content())


@pytest.mark.parametrize(
    ("written", "figures", "holds"),
    [
        ("270", [268.4], True),
        ("268", [268.4], True),
        ("268.4", [268.4], True),
        ("268.9", [268.4], False),
        ("20", [17.0], False),
        ("300", [268.4], False),
        ("1,700", [1735.0], True),
        ("1,735", [1735.0], True),
        ("0", [0.0], True),
        ("0", [3.0], False),
    ],
)
def test_a_rounded_figure_agrees_and_another_does_not(written: str, figures: list[float], holds: bool) -> None:
    assert agrees(written, figures) is holds


@pytest.mark.parametrize(
    ("comment", "figures"),
    [
        ("It rose to 274 days by 15 January 2026, from Q1.", ["274"]),
        ("£40,000 and 2 engineers bring 71 % by the 15th", ["71"]),
        ("From 1,735 to 3.5; 2025-01-05", ["1,735", "3.5"]),
        ("It costs 30k. In March, 12 paths", ["12"]),
        ("none", []),
    ],
)
def test_dates_sums_and_people_are_no_figures_of_a_view(comment: str, figures: list[str]) -> None:
    assert cited(comment, content().words) == figures


def test_a_figure_that_does_not_occur_is_named() -> None:
    found = told("ageing", "The median is 415 days, up from 169, because nobody plans for the gateway.")

    assert [remark for remark in found.open if "415" in remark]
    assert not [remark for remark in found.open if "169" in remark]


def test_what_is_missing_is_asked() -> None:
    found = told("ageing", "It looks bad.", "accumulating")

    assert [remark.split("?")[0] for remark in found.open] == [
        "What moved, and by how much",
        "Why did it move",
        "What does it mean for the business: which release, customer, date or cost",
    ]


def test_jargon_and_length_are_remarked() -> None:
    found = told("ageing", "MTTR rose. Our posture fell. SAST is noisy. It is bad. Truly.")

    assert any("“mttr”" in remark and "“posture”" in remark and "“sast”" in remark for remark in found.open)
    assert any("5 sentences" in remark for remark in found.open)
    assert sentences("It rose by 3.5 days, e.g. here. Then it fell!") == 3  # an abbreviation counts as an end


@pytest.mark.parametrize(
    ("view", "stance", "against"),
    [
        ("ageing", "improving", True),
        ("secrets", "accumulating", True),
        ("ageing", "accumulating", False),
        ("secrets", "improving", False),
        ("ageing", "decision", False),
        ("mttr", "improving", True),
        ("mttr", "decision", False),
        ("scans", "improving", True),
        ("score", "improving", True),
    ],
)
def test_a_stance_is_held_against_the_figures(view: str, stance: str, against: bool) -> None:
    assert any("You call it" in remark for remark in told(view, "x", stance).open) is against


@pytest.mark.parametrize(
    ("ask", "lacking"),
    [
        (Ask("An owner", "£5,000", "CTO", "15 March"), ""),
        (Ask("An owner", "nothing", "the CTO", "end of Q2"), ""),
        (Ask("", "£5,000", "CTO", "2026-03-15"), "What exactly"),
        (Ask("An owner", "a lot", "CTO", "March"), "What does it take"),
        (Ask("An owner", "£5,000", "leadership", "March"), "cannot sign"),
        (Ask("An owner", "£5,000", "CTO and CPO", "March"), "more than one"),
        (Ask("An owner", "£5,000", "", "March"), "Of whom"),
        (Ask("An owner", "£5,000", "CTO", "soon"), "By when"),
    ],
)
def test_an_ask_has_a_thing_a_price_an_owner_and_a_date(ask: Ask, lacking: str) -> None:
    found = remarks_on_ask(ask, content().words)

    assert len(found.open) == bool(lacking)
    assert all(lacking in remark for remark in found.open)


def test_facts_tell_choices_and_figures_and_nothing_before_a_choice() -> None:
    assert facts_of(read_pack({}, content()), programme(), content()) == ()
    found = facts_of(good(), programme(), content())

    assert {fact.kind for fact in found} == {"decision", "number", "trade-off"}
    numbers = [fact.text for fact in found if fact.kind == "number"]
    assert len(numbers) == 6
    assert all("(synthetic data)" in text for text in numbers)
    assert any("CTO by 15 January" in fact.text for fact in found)


def test_an_unfinished_ask_is_no_fact() -> None:
    found = facts_of(read_pack({**GOOD, "when-ageing": "soon"}, content()), programme(), content())

    assert not [fact for fact in found if "One owner" in fact.text]
