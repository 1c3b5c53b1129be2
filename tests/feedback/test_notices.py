"""What a learner is told besides the levels, and what good answers are spared."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from starlift.content import default_content
from starlift.feedback.features import examine
from starlift.feedback.flags import FLAGS
from starlift.feedback.hygiene import MAX_CHARACTERS, kept
from starlift.feedback.notices import Notice, find_notices
from starlift.feedback.sentences import split

STUFFED = (
    "I established an operating model with lanes, SLAs, governance, a RACI, dashboards and stakeholder alignment. "
    "Coaching culture, risk acceptance, prioritisation and trade-off transparency were embedded at scale."
)
ALL_WE = (
    "We were getting forty requests a week and nobody could see them. We sorted them into two groups and we asked "
    "each lead to pick one. We agreed on a Tuesday meeting. After a month we had eleven open instead of forty."
)
BLAME = (
    "The problem was the mobile team. They never read a comment and their lead refused every meeting. They ignored my "
    "engineer for months and then they complained. I told my engineer to write everything down. In the end their "
    "manager left."
)
DUMP = (
    "I report monthly: 412 findings open, 61 critical, 97 high. MTTR 19 d, 44 d and 131 d. Coverage 71% of repos, "
    "DAST 33%, SCA 92%. Training 98.1% complete, 14 exercises, 3 late."
)
CLAIMS = (
    "I drove alignment across the whole programme and managed all the stakeholders. I ensured that priorities were "
    "communicated. I believe in clarity, and I supported everybody."
)
NAMED = "My engineer Ilse had a row with Contoso, our largest customer, and I asked her to bring the last ten comments."


def notices(text: str, **options: object) -> dict[str, Notice]:
    evidence = examine(kept(split(text))[0])
    return {notice.flag: notice for notice in find_notices(text, evidence, **options)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        (STUFFED, "stuffing"),
        (ALL_WE, "all_we"),
        (BLAME, "blame"),
        (DUMP, "figure_without_meaning"),
        (CLAIMS, "claim_without_act"),
        (NAMED, "confidential_person"),
        (NAMED, "confidential_customer"),
    ],
)
def test_notices(text: str, flag: str) -> None:
    found = notices(text)

    assert flag in found
    assert found[flag].spans
    assert found[flag].advice == FLAGS[flag]


@pytest.mark.parametrize("place", [0, 1])
def test_good_answers_are_left_alone(place: int, strong: str, middling: str) -> None:
    assert not notices((strong, middling)[place])


def test_a_person_is_all_there_is_to_say_of_a_good_coaching_answer(coaching: str) -> None:
    found = notices(coaching)

    assert set(found) == {"confidential_person"}
    assert {coaching[start:end] for start, end in found["confidential_person"].spans} == {"Ilse"}


def test_the_speaker_among_us_is_no_all_we() -> None:
    assert "all_we" not in notices(ALL_WE + " I told the sales director no.")


def test_hearing_the_others_is_no_blame() -> None:
    turn = " I listened to their lead, who had a point, showed him the list and offered him two options."
    assert "blame" not in notices(BLAME + turn)


def test_figures_with_a_reason_are_no_dump() -> None:
    text = "I cut 38 charts to 6 because nobody could act on 32 of them. Reviews went from 19 days to 6 for 9 teams."
    assert "figure_without_meaning" not in notices(text)


@pytest.mark.parametrize("case", sorted(default_content().cases))
def test_the_reference_stories_get_no_notice(case: str) -> None:
    story = default_content().case(case).story

    found = notices(story.answer, known=(story.product,))

    assert set(found) <= {"confidential_money"}


@pytest.mark.parametrize("case", sorted(default_content().cases))
def test_retelling_a_story_is_parroting_and_its_fiction_no_secret(case: str) -> None:
    story = default_content().case(case).story

    found = notices(story.answer, reference=(story.answer, *story.phrases), known=(story.product,))

    assert set(found) == {"parroting"}


def test_what_the_case_gives_may_be_used(strong: str) -> None:
    assert "parroting" in notices(strong, reference=(strong,))
    assert "parroting" not in notices(strong, reference=(strong,), given=(strong,))


def test_one_phrase_is_no_parroting(strong: str) -> None:
    phrase = "Before anything new starts, somebody says aloud what goes."
    assert "parroting" not in notices(strong + phrase, reference=(phrase,))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400), st.text(max_size=60))
def test_spans_lie_in_the_text_in_order(text: str, name: str) -> None:
    text = f"{text} {NAMED} {text} {BLAME}"
    found = notices(text, reference=(text,), known=(name,))

    for notice in found.values():
        ends = [0, *(end for _, end in notice.spans)]
        assert all(before <= start < end for before, (start, end) in zip(ends, notice.spans, strict=False))
        assert ends[-1] <= len(text)
        assert notice.flag in FLAGS
    assert found == notices(text, reference=(text,), known=(name,))


def test_only_the_first_part_of_a_very_long_text_is_looked_at() -> None:
    text = "x " * (MAX_CHARACTERS // 2) + NAMED

    assert not find_notices(text, ())
