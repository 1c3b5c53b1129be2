"""Situations of the release decision workbench: what was written holds together, and mistakes are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from starlift.content import shipped_root
from starlift.errors import ContentError, Problem
from starlift.workbenches.release.consequence import (
    Range,
    basis,
    outlooks,
    overlaps,
    ranking,
    tips,
)
from starlift.workbenches.release.situation import MARKS, OPTIONS, load_release, variant_for
from starlift.workbenches.release.verdict import drawn, pounds, sentences, table, tipping

FILE = shipped_root() / "exercises" / "workbenches" / "release.yaml"
CONTENT = load_release(FILE)
VARIANTS = pytest.mark.parametrize("variant", CONTENT.variants, ids=lambda variant: variant.id)


def problems(tmp_path: Path, old: str, new: str) -> list[Problem]:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "release.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_release(tmp_path / "release.yaml")
    return list(caught.value.problems)


@VARIANTS
def test_every_mark_occurs_and_every_question_has_a_claim(variant) -> None:
    claims = CONTENT.claims_of(variant)

    assert {claim.source.mark for claim in claims} == set(MARKS)
    assert len({claim.role for claim in claims}) >= 6
    assert {question for claim in claims for question in claim.about} == {item.id for item in CONTENT.questions}


def test_a_role_is_not_always_right_or_wrong() -> None:
    by_number = {
        number: {CONTENT.claims_of(variant)[number - 1].source.mark for variant in CONTENT.variants}
        for number in range(1, 13)
    }

    assert sum(len(marks) > 1 for marks in by_number.values()) >= 5


def test_each_option_is_the_best_somewhere_and_the_orders_differ() -> None:
    orders = [ranking(basis(CONTENT, variant)) for variant in CONTENT.variants]

    assert {order[0] for order in orders} == set(OPTIONS)
    assert len(set(orders)) == len(orders)


@VARIANTS
def test_one_option_is_clearly_the_best(variant) -> None:
    figures = basis(CONTENT, variant)
    found = outlooks(figures)
    best, second, _ = ranking(figures)

    assert found[second].total.middle > 1.3 * found[best].total.middle


@VARIANTS
def test_some_fact_tips_the_balance_and_does_so_when_it_is_moved(variant) -> None:
    figures = basis(CONTENT, variant)

    assert tips(figures)
    for tip in tips(figures):
        assert ranking(figures | {tip.figure: tip.moved})[0] == tip.option != ranking(figures)[0]


def test_the_outlook_is_the_product_of_the_stated_figures() -> None:
    figures = {name: Range(0.5, 0.5) for name in ("bank_share", "left", "likely_left", "blast_left")} | {
        "misuses": Range(2, 4), "loss": Range(1000, 1000), "fix_days": Range(10, 10), "fees_week": Range(500, 500),
        "penalty": Range(100, 100), "duty": Range(10, 10),
    }  # fmt: skip
    found = outlooks(figures)

    assert found["block"].total == Range(1100, 1100)
    assert found["ship"].misuses == Range(2, 4)
    assert found["ship"].total == Range(1010, 2010)
    assert found["reduce"].total == Range(1010, 1510)


@VARIANTS
@pytest.mark.parametrize("choice", OPTIONS)
def test_every_choice_gets_its_facts_and_another_one_a_condition(variant, choice) -> None:
    said = " ".join(sentences(CONTENT, variant, choice))
    best = ranking(basis(CONTENT, variant))[0]

    assert ("comes out best" in said) == (choice == best)
    assert ("defensible if" in said) == (choice != best)
    assert ("overlap" in said) == (choice != best and overlaps(basis(CONTENT, variant), choice))


def test_tables_tell_all_options_and_only_moved_figures() -> None:
    for variant in CONTENT.variants:
        assert len(table(CONTENT, variant)) == 3
        assert all(stated != moved for _, stated, moved, _ in tipping(CONTENT, variant))


def test_a_plot_is_the_same_at_every_run_and_says_that_it_is_synthetic() -> None:
    one, two = (drawn(CONTENT, CONTENT.variants[0], "ship") for _ in range(2))

    assert one == two
    assert "ynthetic" in one.told
    assert "synthetic" in one.svg


@pytest.mark.parametrize(
    ("amount", "text"),
    [(Range(0, 0), "£0"), (Range(149, 9_960), "£100 to £10,000"), (Range(94_800, 153_200), "£95,000 to £153,000")],
)
def test_pounds_are_round(amount, text) -> None:
    assert pounds(amount) == text


def test_participants_are_spread_over_the_situations() -> None:
    drawn_ones = [variant_for(CONTENT, "autumn", f"p-{number}") for number in range(60)]

    assert set(drawn_ones) == {0, 1, 2}
    assert drawn_ones == [variant_for(CONTENT, "autumn", f"p-{number}") for number in range(60)]


@pytest.mark.parametrize(
    ("old", "new", "field", "what"),
    [
        ("quote: 9, 12 and 14 working", "quote: 2 working", "variants[0].claims[1].source", "do not stand in its text"),
        ("shows: nothing", "shows: supports", "variants[1].claims[7].source", "only said"),
        ("shows: partly", "shows: supports", "claims[2].source", "is an estimate"),
        ("misuses: {low: 1,", "misuses: {low: 7,", "variants[0].figures.misuses", "low end above"),
        ("bank_share: {low: 0.1", "bank_share: {low: 7", "variants[0].figures.bank_share.low", "equal to 1"),
        ("hold: {tested: no, low: 0,", "hold: {tested: no, low: 0.2,", "variants[0].states.hold", "never tested"),
        ("      - id: 4\n", "      - id: 44\n", "variants[0].claims", "has the numbers"),
        ("about: [fix]", "about: [effect]", "variants[0].claims", "has no claim about fix"),
        ("      cap: {", "      caps: {", "variants[0].states", "does not fit"),
        ("fails: [ship]", "fails: [block]", "variants[0].fails", "releases nothing"),
        ("- {id: cpo,", "- {id: product,", "roles[0].id", "stands twice"),
        ("met: no", "met: yes", "criteria", "exactly one"),
        ("  duty: {label", "  dutty: {label", "figures", "does not label"),
        ("lowers: neither", "lowers: blast", "mitigations", "lowers neither"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_line_and_field(tmp_path, old, new, field, what) -> None:
    found = problems(tmp_path, old, new)

    assert any(problem.field == field and what in problem.what and problem.line > 1 for problem in found), found
