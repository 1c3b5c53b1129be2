"""Frame-of-reference training: which answers, how accurate, and what a change says."""

from __future__ import annotations

import pytest

from starlift.content import Content
from starlift.errors import ContentError
from starlift.scoring.training import KEYS, QUALITIES, accuracy, change_told, chosen, panel_level, reasons


@pytest.mark.parametrize("rater", ["Rita", "Sven", "Uma", "Zoë"])
def test_each_round_has_a_good_an_average_and_a_poor_answer(content: Content, rater: str) -> None:
    answers = chosen(content.rated, cohort="autumn", rater=rater)

    assert len({answer.id for answer in answers}) == 6
    for part in (answers[:3], answers[3:]):
        for low, high in QUALITIES.values():
            assert sum(low <= answer.overall <= high for answer in part) == 1
    assert not any(answer.practice for answer in answers), "learners keep theirs"
    assert all(reasons(answer) for answer in answers)


def test_the_same_rater_gets_the_same_answers_and_others_get_others(content: Content) -> None:
    drawn = {name: [one.id for one in chosen(content.rated, cohort="autumn", rater=name)] for name in "abcdefgh"}

    assert drawn["a"] == [one.id for one in chosen(content.rated, cohort="autumn", rater="a")]
    assert len({tuple(ids) for ids in drawn.values()}) > 4
    orders = {tuple(one.overall for one in chosen(content.rated, cohort="autumn", rater=name)[:3]) for name in drawn}
    assert len(orders) > 2, "the order gives nothing away"


def test_too_few_answers_are_told(content: Content) -> None:
    with pytest.raises(ContentError, match="fewer than 2"):
        chosen(content.rated[:3], cohort="autumn", rater="Rita")


def test_accuracy(content: Content) -> None:
    part = chosen(content.rated, cohort="autumn", rater="Rita")[:3]
    same = {answer.id: {key: panel_level(answer, key) for key in KEYS} for answer in part}
    found = accuracy(part, same)
    assert found is not None
    assert (found.distance, found.severity, found.same) == (0, 0, 1)

    severe = {id: {key: level - 1 for key, level in levels.items()} for id, levels in same.items()}
    found = accuracy(part, severe)
    assert found is not None
    assert (found.distance, found.severity, found.same) == (1, -1, 0)
    assert accuracy(part, dict(list(same.items())[:2])) is None, "not before all are rated"


def test_a_change_is_told_and_not_oversold(content: Content) -> None:
    answers = chosen(content.rated, cohort="autumn", rater="Rita")
    off = {one.id: {key: panel_level(one, key) + 1 for key in KEYS} for one in answers[:3]}
    on = {one.id: {key: panel_level(one, key) for key in KEYS} for one in answers[3:]}
    before, after = accuracy(answers[:3], off), accuracy(answers[3:], on)
    assert before is not None
    assert after is not None

    better, worse = change_told(before, after), change_told(after, before)
    assert "1.00 nearer" in better[0]
    assert "1.00 further" in worse[0]
    assert "1.00 above it, then level with the panel" in better[2]
    assert "as near" in change_told(before, before)[0]
    assert "prove nothing" in better[-1]
