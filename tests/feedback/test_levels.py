"""From evidence to levels."""

from __future__ import annotations

import pytest

from starlift.dimensions import DIMENSIONS, SIGNALS
from starlift.feedback.cues import CUES
from starlift.feedback.features import examine
from starlift.feedback.levels import Levels, strength, weigh
from starlift.feedback.points import NEEDED, OVERALL, POINTS, SHARES
from starlift.feedback.sentences import split


def weighed(text: str) -> Levels:
    return weigh(examine(split(text)))


def test_tables_cover_every_dimension() -> None:
    assert tuple(POINTS) == tuple(NEEDED) == DIMENSIONS
    for steps in NEEDED.values():
        assert list(steps) == sorted(set(steps))
    assert list(SHARES) == sorted(SHARES, reverse=True)


def test_no_mark_carries_a_sentence_by_itself() -> None:
    for name, row in POINTS.items():
        for mark, points in row.items():
            assert mark == "start" or row["start"] + points < 0, (name, mark)


def test_no_cue_is_without_use() -> None:
    read_elsewhere = {"work", "pitch", "habit", "hypothetical", "soft", "reason", "asks"}
    weighed_marks = {part for row in POINTS.values() for mark in row for part in mark.split("+")} | set(OVERALL)
    assert set(CUES) <= weighed_marks | read_elsewhere


def test_strength_lies_between_0_and_1(strong: str) -> None:
    for one in examine(split(strong)):
        for name in DIMENSIONS:
            assert 0 < strength(one, name) < 1


def test_answers_come_in_the_order_of_their_worth(strong: str, middling: str, thin: str) -> None:
    levels = [weighed(text).overall for text in (thin, middling, strong)]
    assert levels == sorted(levels)
    assert levels[0] < 2
    assert levels[-1] > 4


def test_signals_go_where_the_story_is(strong: str, coaching: str) -> None:
    assert max(SIGNALS, key=lambda name: weighed(coaching).levels[name]) == "coaching"
    assert weighed(strong).levels["intake"] > 2
    assert weighed(strong).levels["intake"] > weighed(coaching).levels["intake"]


def test_activity_without_an_act_is_held_down(thin: str) -> None:
    found = weighed(thin)
    assert found.flags == ("claim_without_act",)
    assert found.overall <= 2
    assert all(found.levels[name] <= 1 for name in SIGNALS)


def test_all_we_is_held_down(strong: str) -> None:
    ours = strong.replace(" I ", " we ").replace("When we", "When we").replace("My ", "Our ").replace(" my ", " our ")
    found = weighed(ours)
    assert found.flags == ("all_we",)
    assert found.levels["action"] <= 2
    assert found.overall < weighed(strong).overall


def test_what_others_did_is_nothing_for_the_speaker() -> None:
    found = weighed(
        "I did not run the audit, that was done by the compliance manager. She collected the evidence every week and "
        "fixed the date with the auditors. I was not in those meetings. Her team wrote a rule that every control needs "
        "an owner, and the findings fell from nine to two. I did not change anything on our side."
    )
    assert found.flags == ("undone",)
    assert found.overall <= 1.5
    assert all(found.levels[name] <= 0.5 for name in SIGNALS)


def test_spans_stand_in_reading_order(answer: str) -> None:
    for spots in weighed(answer).spans.values():
        assert list(spots) == sorted(set(spots))
        assert len(spots) <= len(SHARES)


@pytest.mark.parametrize("name", DIMENSIONS)
def test_deleting_the_evidence_lowers_the_dimension(strong: str, name: str) -> None:
    sentences = split(strong)
    before = weigh(examine(sentences))
    if not before.spans.get(name):
        pytest.skip("no evidence for this dimension")
    rest = [sentence for spot, sentence in enumerate(sentences) if spot not in before.spans[name]]
    assert weigh(examine(rest)).levels[name] < before.levels[name]
