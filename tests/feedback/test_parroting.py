"""Words taken over from the reference, changed a little or not."""

from __future__ import annotations

import pytest

from starlift.content import default_content
from starlift.feedback.parroting import NOTED, borrowed
from starlift.feedback.sentences import split

REFERENCE = (
    "She asked each of the four directors what they had decided in the last six months because of our report. "
    "A quota rewards whoever asks most and says nothing about risk."
)


@pytest.mark.parametrize(
    "text",
    [
        "He asked each of the four directors what they had decided in the last six months because of our report.",
        "she asked each of the 9 directors, what they had decided in the last SIX months because of the report!",
        "She asked each of the four chiefs what they had decided in the last six weeks because of our report.",
        "I always felt that a quota rewards whoever asks most and says nothing about our people or their work at all.",
    ],
)
def test_taken_over(text: str) -> None:
    (found,) = borrowed(split(text), (REFERENCE,))

    assert found
    assert 0 <= found.start < found.end <= len(text)
    assert 0 < found.share <= 1


@pytest.mark.parametrize(
    "text",
    [
        "I asked four directors which decision they had taken since spring with our report in hand.",
        "In the last six months we closed half of them, and the rest can wait.",
        "A quota rewards whoever is loud.",
        "...",
    ],
)
def test_told_in_own_words(text: str) -> None:
    assert not any(borrowed(split(text), (REFERENCE,)))


def test_only_the_words_taken_over_are_marked() -> None:
    text = "I always felt that a quota rewards whoever asks most and says nothing about people and their plans for us."
    (found,) = borrowed(split(text), (REFERENCE,))

    assert found
    assert text[found.start : found.end] == "a quota rewards whoever asks most and says nothing about"


def test_what_is_given_is_free() -> None:
    assert not any(borrowed(split(REFERENCE), (REFERENCE,), (REFERENCE,)))
    assert not any(borrowed(split(REFERENCE), ()))


def test_the_stories_share_no_more_than_a_turn() -> None:
    stories = [case.story for case in default_content().cases.values()]
    for story in stories:
        others = [other.answer for other in stories if other is not story]
        taken = borrowed(split(story.answer), others)
        assert sum(one.words for one in taken if one) < NOTED
