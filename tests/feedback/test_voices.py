"""Who acts, and which turns of English are recognised."""

from __future__ import annotations

import pytest

from starlift.feedback.cues import CLASSES, CUES, cues_in, inflected
from starlift.feedback.voices import speaker_named, told_in_third_person, voices
from starlift.feedback.words import tokens_of, words_of


def heard(text: str, *, third: bool = False) -> set[str]:
    return voices(tokens_of(text), third=third)


def cues(text: str) -> set[str]:
    tokens = tokens_of(text)
    return cues_in(tokens)


@pytest.mark.parametrize(
    ("text", "shown", "absent"),
    [
        ("I asked the four directors.", {"mine", "me"}, {"vague", "undone"}),
        ("I’d asked the four directors.", {"mine"}, {"undone"}),
        ("I then, um, wrote it down and told him.", {"mine", "several"}, set()),
        ("Asked four directors what they read.", {"mine"}, set()),
        ("- Cut the pack to six pages", {"mine"}, set()),
        ("I drove alignment across the company.", {"vague", "me"}, {"mine"}),
        ("I did not read the threads.", {"undone"}, {"mine"}),
        ("I never asked them.", {"undone"}, {"mine"}),
        ("Nor did I rewrite or asked anything.", {"undone"}, {"mine"}),
        ("I would ask them first.", {"planned"}, {"mine"}),
        ("We agreed on two lanes.", {"ours"}, {"mine", "me"}),
        ("She asked for the list.", {"theirs"}, {"mine"}),
        ("It was agreed that the list ends.", {"passive"}, {"mine", "ours"}),
        ("I was told about it; Marta asked the team.", set(), {"mine"}),
        ("I felt that it was hard.", {"me"}, {"mine", "vague"}),
        ("I had them write it on a card.", {"mine"}, set()),
        ("I had six cooks and no waiter.", {"me"}, {"mine"}),
        ("I, like, asked the cook.", {"mine"}, {"planned"}),
        ("I ask the cooks what runs out first.", {"present"}, {"mine"}),
        ("Ask the cooks what runs out first", {"present"}, {"mine"}),
        ("I showed it, and the head waiter objected; the clerks signed.", {"mine", "theirs", "party"}, set()),
        ("My deputy runs it.", {"party_now"}, {"mine"}),
    ],
)
def test_voices(text: str, shown: set[str], absent: set[str]) -> None:
    marks = heard(text)
    assert shown <= marks
    assert not absent & marks


def test_papers_in_the_third_person_speak_of_the_speaker() -> None:
    paper = [tokens_of(text) for text in ("The candidate cut the pack.", "She asked four directors.")]
    assert told_in_third_person(paper)
    assert "mine" in heard("She asked four directors.", third=True)
    assert not told_in_third_person([*paper, tokens_of("I asked her, and I left.")])


def test_a_paper_may_name_its_speaker() -> None:
    paper = [tokens_of(text) for text in ("Ottoline cut the rounds.", "The ward slept.", "Ottoline asked four nurses.")]
    assert speaker_named(paper) == "ottoline"
    assert not speaker_named([*paper, tokens_of("I asked too.")])
    assert not speaker_named(paper[:2])
    assert not speaker_named([])


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("one page instead of thirty", "choice"),
        ("they refused twice", "objection"),
        ("if the date slips we stop", "condition"),
        ("nothing goes out without a name", "condition"),
        ("every week", "rhythm"),
        ("because it hid the queue", "reason"),
        ("we lost a customer", "cost"),
        ("it fell from 9 to 3", "change"),
        ("from nine to three", "change"),
        ("my deputy still runs it", "lasting"),
        ("my job was to halve it", "goal"),
        ("I always say that trust matters", "habit"),
        ("book a demo today", "pitch"),
        ("every Thursday", "rhythm"),
        ("done by november", "constraint"),
        ("I worked through both weekends", "effort"),
        ("the parser dropped the payload", "technical"),
        ("it was entirely their fault", "fault"),
        ("she replied that it was late", "said"),
        ("I laid the figures out on one page", "facts"),
        ("we went to his boss", "escalation"),
    ],
)
def test_cues(text: str, cue: str) -> None:
    assert cue in cues(text)


def test_cues_do_not_fire_inside_words() -> None:
    assert not cues("gifted stiffness iffy") & {"condition"}


def test_nobodys_sex_changes_what_is_read() -> None:
    assert cues("I showed her his notes and she signed") == cues("I showed him her notes and he signed")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("we prioritised the colour of the programme", "we prioritized the color of the program"),
        ("he cancelled it in the centre", "she canceled it in the center"),
        ("because I didn't", "cos I didnt"),
        ("an apology and an analysed organisation", "an apology and an analyzed organization"),
    ],
)
def test_spelling_and_sex_are_read_as_one(one: str, other: str) -> None:
    assert tokens_of(one) == tokens_of(other)


def test_words_that_only_look_american_are_left() -> None:
    assert tokens_of("seized the prize") == ["seized", "the", "prize"]


def test_every_pattern_can_match_itself() -> None:
    for cue, patterns in CUES.items():
        for pattern in patterns.split(";"):
            first = [CLASSES[word].split()[0] if word in CLASSES else word for word in pattern.split()]
            text = " ".join(first).replace("+", "").replace("_", "thing").replace("#", "7")
            assert cue in cues(text), (cue, pattern)


def test_inflected() -> None:
    assert inflected("refuse") == ("refuse", "refuses", "refused", "refusing")
    assert inflected("fix") == ("fix", "fixes", "fixed", "fixing")


def test_words_leave_figures_and_punctuation_out() -> None:
    assert words_of(tokens_of("Six people, 40 teams: “why”?")) == ["six", "people", "teams", "why"]
