"""Fair variation: equally hard, no two neighbours alike, the same again, and little moved by who comes or goes."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from starlift.cohorts import Participant, Setting
from starlift.cohorts.assignment import GRADE_SPREAD, LENGTH_SPREAD, Assigned, alike, assign
from starlift.cohorts.parity import parity, report, summary
from starlift.content import Content
from starlift.errors import ContentError, RosterError
from starlift.exercises import find_variant
from starlift.readability import reading_grade

IDS = st.text(st.characters(categories=("Ll", "Nd")), min_size=1, max_size=6)


def given_to(
    content: Content, people: list[Participant], cohort: str = "c", setting: Setting | None = None
) -> Assigned:
    return assign(content, cohort, people, {one.id: one.cases or tuple(content.cases) for one in people}, setting)


@settings(max_examples=20, deadline=None)
@given(data=st.data(), cohort=IDS, salt=st.sampled_from(["", "x"]))
def test_any_roster_gets_variants_as_hard_for_all(data: st.DataObject, cohort: str, salt: str, real: Content) -> None:
    ids = data.draw(st.lists(IDS, min_size=1, max_size=12, unique=True))
    industries = st.sampled_from(["", *(option.id for option in real.contexts.industries)])
    cases = st.lists(st.sampled_from(list(real.cases)), unique=True).map(tuple)
    people = [Participant(one, "N", data.draw(industries), "", data.draw(cases)) for one in ids]
    setting = Setting(salt=salt)
    assigned = given_to(real, people, cohort, setting)
    for case in real.cases:
        own = [assigned[one.id][case] for one in people if case in assigned[one.id]]
        if not own:
            continue
        assert len({len(one.lacks) for one in own}) == 1
        lengths, grades = [len(one.text.split()) for one in own], [reading_grade(one.text) for one in own]
        assert max(lengths) <= LENGTH_SPREAD * min(lengths)
        assert max(grades) - min(grades) <= GRADE_SPREAD
        assert not any(alike(*pair) for pair in pairwise(own))
        for one in own:
            assert find_variant(real.cases[case].exercise, real.contexts, one.id) == one
    assert all(
        not person.industry or f"/{person.industry}/" in one.id
        for person in people
        for one in assigned[person.id].values()
    )
    assert given_to(real, people, cohort, setting) == assigned


def test_another_cohort_or_salt_gives_other_variants(real: Content) -> None:
    people = [Participant(f"p{number}", "N") for number in range(30)]
    first = given_to(real, people)
    for other in (given_to(real, people, "d"), given_to(real, people, setting=Setting(salt="s"))):
        same = sum(first[one][case].id == other[one][case].id for one in first for case in first[one])
        assert same <= 2, "of 120, by chance"


def test_who_comes_or_goes_moves_their_neighbours_at_most(real: Content) -> None:
    people = [Participant(f"p{number}", "N") for number in range(40)]
    before = given_to(real, people)
    after = given_to(real, [*people[:20], Participant("new", "N"), *people[20:]])
    moved = [one for one in before if before[one] != after[one]]
    assert len(moved) <= 4
    gone = given_to(real, people[:10] + people[11:])
    assert len([one for one in gone if gone[one] != before[one]]) <= 4


def test_what_cannot_be_equal_is_told_before_anything_is_written(real: Content) -> None:
    two = [Participant("a", "N"), Participant("b", "N")]
    with pytest.raises(RosterError, match=r"difficulty: no thin answer of ticket-sink lacks 9 dimensions \(choose"):
        given_to(real, two, setting=Setting(missing=9))
    narrow = real.contexts
    one_product = narrow.model_copy(
        update={
            "industries": (narrow.industries[0].model_copy(update={"products": narrow.industries[0].products[:1]}),)
        }
    )
    with pytest.raises(RosterError, match=r"b\.contexts: no variant of ticket-sink in their contexts is as hard"):
        given_to(replace(real, contexts=one_product), two)


def test_a_forged_variant_is_told(real: Content) -> None:
    exercise = real.cases["ticket-sink"].exercise
    for forged in ("", "night-shift", "night-shift/payments/outpenny/small/x", "../../x", "a/b/c/d/e/f"):
        with pytest.raises(ContentError, match="has no variant"):
            find_variant(exercise, real.contexts, forged)


def test_the_report_tells_what_was_measured(real: Content) -> None:
    people = [Participant(f"p{number}", "N") for number in range(12)]
    found = parity(given_to(real, people), list(real.cases))
    assert [one.case for one in found] == list(real.cases)
    assert all(one.variants[1] == 12 and one.neighbours == 0 and one.missing == (4, 4) for one in found)
    text = report("autumn", found)
    assert text.startswith("# How equal the variants are: autumn\n")
    assert text.count("\n| ") == 5
    assert "no neighbours alike" in summary(found)
    assert summary(()) == "No variants: nobody has a case."
