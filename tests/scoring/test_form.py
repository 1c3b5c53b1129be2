"""The form: what is asked, in which order, and names that can be used."""

from __future__ import annotations

import pytest

from starlift.content import Content
from starlift.errors import ScoringError
from starlift.scoring.form import LONGEST_NAME, NOT_HEARD, OVERALL, Form, form_for, named


def test_the_questions_signals_come_first_and_the_whole_last(form: Form) -> None:
    assert form.keys[: len(form.question.signals)] == form.question.signals
    assert form.keys[-1] == OVERALL
    assert set(form.panel.always) <= set(form.keys)


def test_evidence_stands_before_its_level(form: Form) -> None:
    ids = list(form.fields)

    for key in form.keys:
        assert ids.index(f"{key}.evidence") < ids.index(f"{key}.level")


def test_every_level_has_its_anchor_from_the_rubric(form: Form, content: Content) -> None:
    for key in form.keys:
        options = dict(form.fields[f"{key}.level"].options)
        assert set(options) - {NOT_HEARD} == {str(level) for level in form.scale(key)}
        if key != OVERALL:
            assert options["3"] == content.rubric[key].anchors[3]
    assert NOT_HEARD not in dict(form.fields["overall.level"].options)


def test_every_question_makes_a_form(content: Content) -> None:
    for question in content.questions.interview:
        form = form_for(content, "C", question.id)
        assert len(form.fields) == len({*form.fields})
        assert {section.id for section in form.sections} == {"ratings", "follow_ups", "no_hire", "debrief", "synthesis"}


@pytest.mark.parametrize("name", ["", "   ", "x" * (LONGEST_NAME + 1), "a\x00b", "a\x1bb", "\ud800"])
def test_names_that_cannot_be_used(content: Content, name: str) -> None:
    with pytest.raises(ScoringError, match="candidate"):
        form_for(content, name, "whoever-shouts")


def test_blanks_in_a_name_become_one(content: Content) -> None:
    assert form_for(content, "  C.\n 17 ", "whoever-shouts").candidate == "C. 17"


def test_an_unknown_question_is_named(content: Content) -> None:
    with pytest.raises(ScoringError, match="no question 'shouting'"):
        form_for(content, "C", "shouting")


def test_an_accent_is_one_sign_however_it_was_typed() -> None:
    assert named("Zoe\u0308", "candidate") == named("Zo\u00eb", "candidate") == "Zo\u00eb"
