"""Decisions: read from any values, and their gaps."""

from __future__ import annotations

from datetime import date

import pytest

from sample_release import full
from starlift.content import shipped_root
from starlift.workbenches.release.decision import MOST, clean, day, field, read
from starlift.workbenches.release.gaps import compare, enumerated, gaps
from starlift.workbenches.release.situation import MARKS, OPTIONS, load_release
from starlift.workbenches.release.takeaway import facts

CONTENT = load_release(shipped_root() / "exercises" / "workbenches" / "release.yaml")
A, B, C = CONTENT.variants
WRONG_THING = (
    "“Longer desk keys” is tied to the wrong thing: nobody has to guess a key; the flaw begins with one that somebody "
    "already holds."
)


def says(variant=A, choice="reduce", **changed) -> list[str]:
    """Gaps of the full decision with some fields changed; underscores stand for the hyphens of ids."""
    values = full(CONTENT, variant, choice)
    values |= {field(variant, name.replace("_", "-")): value for name, value in changed.items()}
    return [gap.says for gap in gaps(CONTENT, variant, read(CONTENT, variant, values))]


@pytest.mark.parametrize("variant", CONTENT.variants, ids=lambda variant: variant.id)
@pytest.mark.parametrize("choice", OPTIONS)
def test_a_full_decision_has_no_gap_whatever_is_chosen(variant, choice) -> None:
    assert says(variant, choice) == []


def test_an_empty_decision_names_each_gap_once_with_its_part() -> None:
    found = gaps(CONTENT, A, read(CONTENT, A, {}))

    assert {gap.part for gap in found} == {"room", "questions", "mitigations", "options"}
    assert found[0].says == "Claims 1 to 12 have no mark yet."
    assert len({gap.says for gap in found}) == len(found) < 20
    assert all(gap.asks.endswith("?") and gap.says.endswith((".", "”")) for gap in found)


@pytest.mark.parametrize(
    ("changed", "gap"),
    [
        ({"mark_4": "verified"}, "Claim 4 is marked verified, and its source allows hoped only."),
        ({"mark_4": ""}, "Claim 4 has no mark yet."),
        ({"answer_fix": " \n "}, "Question 5 has no answer yet."),
        ({"rests_fix": "4"}, "Question 5 rests on a hoped claim only (claim 4)."),
        ({"rests_preconditions": "1 3"}, "Question 1 rests on hoped claims only (claim 1 and claim 3)."),
        ({"rests_fix": ""}, "Question 5 rests on no claim."),
        ({"mark_4": "", "rests_fix": "4"}, "Question 5 rests on claim 4, not marked yet."),
        ({"answer_scope": "quite a lot of them"}, "No figure or name in question 3."),
        ({"lowers_hold": ""}, "“24-hour hold on bank payouts” is not tied to likelihood or blast radius."),
        ({"lowers_longer": "likelihood"}, WRONG_THING),
        ({"verify_hold": "we test"}, "“24-hour hold on bank payouts” has no way to verify it."),
        ({"cost_block": ""}, "The comparison is not complete for “Block”: consequence, reversibility and cost."),
        ({"reversal_ship": "somehow"},
         "The comparison is not complete for “Ship with controls”: consequence, reversibility and cost."),
        ({"cost_block": "a lot"}, "The cost of “Block” has no figure."),
        ({"choice": ""}, "No option is chosen."),
        ({"reason": ""}, "The choice has no reason."),
        ({"carried": ""}, "No claim is named that carries the choice."),
        ({"carried": "2 11"}, "Claim 11 carries the choice and is only hoped (nobody will try in the first weeks)."),
        ({"owner": ""}, "No owner is named."),
        ({"owner": "you"}, "Product Security manager owns the decision and cannot take on a risk for the company."),
        ({"expiry": ""}, "The decision has no expiry date."),
        ({"expiry": "when fixed"}, "The expiry is not a date that can be read, such as 2026-10-28."),
        ({"expiry": "2026-10-14"}, "The decision expires on 2026-10-14, not after the release on 2026-10-14."),
        ({"expiry": "2027-01-13"}, "The decision expires on 2027-01-13, more than 90 days after the release."),
        ({"monitoring": ""}, "Nothing is said about monitoring."),
        ({"monitoring": "we watch closely"}, "The monitoring names no figure or time."),
        ({"trigger": ""}, "No trigger to stop is named."),
        ({"trigger": "switch it off when it gets bad"}, "The trigger names no number."),
        ({"trigger": "two misuses"}, "The trigger names no act."),
    ],
)  # fmt: skip
def test_a_gap_is_named(changed, gap) -> None:
    assert gap in says(**changed)


def test_an_answer_may_rest_on_the_source_that_speaks_against_a_claim() -> None:
    assert says(rests_fix="s4") == []


def test_what_was_only_said_carries_nothing() -> None:
    assert "Question 6 rests on a hoped claim only (source of 11)." in says(B, rests_afterwards="s11")


def test_a_choice_against_a_criterion_needs_an_executives_name() -> None:
    nobody = "Nobody has waived it by name."

    assert any(nobody in gap for gap in says(A, "ship", waiver=""))
    assert "Lead developer cannot waive acceptance criterion 3 for the company." in says(A, "ship", waiver="developer")
    assert not any(nobody in gap for gap in says(A, "reduce", waiver=""))
    assert any(nobody in gap for gap in says(C, "reduce", waiver=""))


def test_expiry_on_the_last_day_allowed() -> None:
    assert says(expiry="2027-01-12") == says(expiry="15 October 2026") == []


def test_a_mark_is_compared_with_its_source_which_is_quoted() -> None:
    for variant in CONTENT.variants:
        for claim in CONTENT.claims_of(variant):
            told = {mark: compare(claim, mark) for mark in MARKS}
            assert told[claim.source.mark].startswith(f"{claim.source.mark.capitalize()} it is.")
            assert all(f"“{claim.source.quote}”" in text and claim.why in text for text in told.values())
            assert len(set(told.values())) == 3


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-10-28", date(2026, 10, 28)),
        ("28 October 2026", date(2026, 10, 28)),
        ("3 nov 2026", date(2026, 11, 3)),
        ("2026-02-30", None),
        ("99999-01-01", None),
        ("0 May 2026", None),
        ("soon", None),
        ("28 Smarch 2026", None),
    ],
)
def test_a_day_is_read(typed, meant) -> None:
    assert day(typed) == meant


def test_any_text_is_cleaned_and_a_cut_is_told() -> None:
    assert clean(" a\x00b\ud800c\u202e d\r\ne\t\tf ") == "a b c d\ne f"
    assert clean(None) == ""
    assert clean("x" * 200_000).startswith("x" * MOST + " [cut here")
    assert "cut here" not in clean("x" * MOST)


def test_unknown_options_and_claims_are_passed_over() -> None:
    names = {"mark-1": "certain", "choice": "hope", "owner": "nobody", "rests-fix": "4 99 x s4 s", "lowers-hold": "all"}
    decision = read(CONTENT, A, {field(A, name): value for name, value in names.items()})

    assert decision.marks == {}
    assert decision.choice is decision.owner is decision.treatments["hold"].lowers is None
    assert [str(ground) for ground in decision.answers["fix"].rests] == ["claim 4", "source of 4"]


def test_values_of_one_situation_are_none_of_another() -> None:
    values = full(CONTENT, A, "ship")

    assert read(CONTENT, B, values) == read(CONTENT, B, {})


def test_runs_are_told_short() -> None:
    assert enumerated([1]) == "1"
    assert enumerated([1, 2]) == "1 and 2"
    assert enumerated([1, 2, 3]) == "1 to 3"
    assert enumerated([1, 2, 4]) == "1, 2 and 4"


def test_facts_come_from_what_was_decided() -> None:
    assert facts(CONTENT, A, read(CONTENT, A, {})) == []

    found = [fact.text for fact in facts(CONTENT, A, read(CONTENT, A, full(CONTENT, A, "ship")))]
    assert "12 of 12 claims marked; 12 as the source allows, 4 of them only hoped (synthetic data)" in found
    assert "Chosen: “Ship with controls”; owner: Product director; until 11 November 2026" in found
    assert "Acceptance criterion 3 waived by: Chief product officer" in found
    assert not any("Left open" in text for text in found)
    assert all(len(text.split()) <= 24 for text in found)
