"""From evidence to levels, by small weights made up for the tests; the shipped ones are told of in so many words."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starlift.dimensions import CRAFT, DIMENSIONS, SIGNALS
from starlift.feedback.features import Evidence, examine, placed
from starlift.feedback.levels import (
    BENEFIT,
    CAPS,
    DENIED,
    SHARES,
    SHOWN_LEVEL,
    UNSEEN,
    Levels,
    amount,
    features,
    judge,
    shown,
    strength,
    supported,
    weigh,
    weigh_without,
)
from starlift.feedback.points import tally
from starlift.feedback.sentences import Sentence, split
from starlift.feedback.weak_spots import WEAK_SPOTS
from starlift.feedback.weights import START, Weights

MARKS = ("mine", "ours", "theirs", "passive", "undone", "vague", "vague_ours", "figure", "reason", "choice")
STEPS = (0.2, 0.5, 1.0)
EASY = Weights(
    padding={START: -3.0, "habit": 6.0},
    sentence={name: {START: -2.0, "mine": 2.0, "reason": 4.0} for name in DIMENSIONS},
    level={
        **{name: {START: 0.0, f"{name}.amount": 3.0} for name in DIMENSIONS},
        "overall": {START: 1.0, "count:mine": 6.0},
    },
    needed=dict.fromkeys(DIMENSIONS, STEPS),
    error={"1": 0.1, "2": 0.2, "3": 0.3, "4": 0.4, "5": 0.5},
)
"""A sentence with neither mark is weak, one of the speaker's acts is even, one with a reason besides is strong."""
GENEROUS = Weights(
    EASY.padding, EASY.sentence, {name: {START: 9.0} for name in (*DIMENSIONS, "overall")}, EASY.needed, EASY.error
)
"""Gives everything to everybody, so that only what holds a level down is left."""

some_marks = st.frozensets(st.sampled_from(MARKS))
some_strengths = st.lists(st.floats(0, 1), max_size=12)


def told(*marks: str) -> tuple[Evidence, ...]:
    """One sentence for each argument, with the marks named in it."""
    return tuple(
        Evidence(Sentence(10 * spot, 10 * spot + 9, "Words go."), frozenset(own.split()), ("words", "go"))
        for spot, own in enumerate(marks)
    )


def by_strength(*strengths: float, weights: Weights = GENEROUS) -> Levels:
    """The levels of sentences of the speaker's own, all dimensions being equally strong."""
    return judged(told(*["mine"] * len(strengths)), strengths, weights)


def judged(evidence: Sequence[Evidence], strengths: Sequence[float], weights: Weights) -> Levels:
    """The levels of sentences that are as strong for all dimensions, in no place."""
    marks = tally([one.marks for one in evidence], weights)
    return judge(evidence, dict.fromkeys(DIMENSIONS, strengths), marks, weights)


def weighed(text: str) -> Levels:
    """The levels by the shipped weights."""
    return weigh(examine(split(text)))


def test_strength_is_the_logistic_of_the_weights_of_the_marks() -> None:
    weights = {START: -1.0, "mine": 1.0, "reason": 2.0}
    assert strength(frozenset(), weights) == pytest.approx(1 / (1 + math.e))
    assert strength(frozenset({"mine"}), weights) == 0.5
    assert strength(frozenset({"mine", "reason"}), weights) == pytest.approx(1 / (1 + math.exp(-2)))
    assert strength(frozenset({"unheard-of"}), weights) == strength(frozenset(), weights)


@pytest.mark.parametrize(
    ("strengths", "expected"),
    [
        ((), 0),
        ((0.8,), 0.8),
        ((0.5, 1.0), 1.0 + 0.7 * 0.5),
        ((1, 1, 1, 1), sum(SHARES)),
        ((1, 1, 1, 1, 1, 1), sum(SHARES)),
    ],
)
def test_amount_counts_each_further_sentence_for_less(strengths: Sequence[float], expected: float) -> None:
    assert amount(strengths) == pytest.approx(expected)


@given(some_strengths, st.floats(0, 1))
def test_more_evidence_is_never_a_smaller_amount(strengths: list[float], more: float) -> None:
    assert 0 <= amount(strengths) <= sum(SHARES)
    assert amount([*strengths, more]) >= amount(strengths) - 1e-12


@pytest.mark.parametrize(
    ("evidence", "level"),
    [(0.0, 0.5), (0.19, 0.5), (0.2, 1.5), (0.49, 1.5), (0.5, 2.5), (0.99, 2.5), (1.0, 3.0), (9.0, 3.0)],
)
def test_an_amount_supports_half_a_level_below_the_step_it_misses(evidence: float, level: float) -> None:
    assert supported(evidence, STEPS) == level


@given(some_strengths)
def test_no_level_exceeds_what_its_evidence_supports(strengths: list[float]) -> None:
    most = supported(amount(strengths), STEPS) if shown(strengths) else UNSEEN
    assert set(by_strength(*strengths).levels.values()) == {most}
    assert UNSEEN < SHOWN_LEVEL


def test_features_of_a_dimension_are_its_strongest_sentences() -> None:
    strengths = {**dict.fromkeys(DIMENSIONS, (0.0,) * 4), "result": (0.2, 0.9, 0.1, 0.5)}
    seen = features(strengths, 4)
    assert [seen[f"result.{part}"] for part in ("strongest", "second", "third")] == [0.9, 0.5, 0.2]
    assert seen["result.amount"] == pytest.approx(0.9 + 0.7 * 0.5 + 0.5 * 0.2 + 0.3 * 0.1)
    assert seen["result.any"] == pytest.approx(1 - 0.1 * 0.5 * 0.8 * 0.9)
    assert seen["task.strongest"] == seen["task.any"] == 0
    assert seen[START] == 1


@pytest.mark.parametrize(
    ("strengths", "spots"),
    [
        ((), ()),
        ((0.05, 0.09), ()),
        ((0.05, 0.1), (1,)),
        ((0.2, 0.9, 0.4), (1, 2)),
        ((0.9, 0.8, 0.9, 0.8, 0.9, 0.9), (0, 2, 4, 5)),
        ((0.5, 0.5, 0.5, 0.5, 0.5), (0, 1, 2, 3)),
    ],
)
def test_shown_are_the_few_strongest_in_reading_order(strengths: Sequence[float], spots: tuple[int, ...]) -> None:
    assert shown(strengths) == spots


@given(some_strengths)
def test_the_strongest_sentence_is_among_those_shown(strengths: list[float]) -> None:
    spots = shown(strengths)
    assert list(spots) == sorted(set(spots))
    assert len(spots) <= len(SHARES)
    assert not spots or max(strengths) == max(strengths[spot] for spot in spots)


def test_levels_are_sums_of_weights() -> None:
    found = weigh(told("mine", "mine", ""), EASY)
    each = 0.5 + 0.7 * 0.5 + 0.5 * strength(frozenset(), EASY.sentence["task"])
    assert found.levels["task"] == pytest.approx(min(3 * each, supported(each, STEPS)))
    assert found.overall == pytest.approx(1 + 6 * 2 / 3)
    assert found.uncertainty == 0.5
    assert weigh(told("mine"), EASY).uncertainty == 0.3


@given(st.lists(some_marks, max_size=8))
def test_levels_keep_to_their_scales(marks: list[frozenset[str]]) -> None:
    evidence = told(*(" ".join(own) for own in marks))
    for weights in (EASY, GENEROUS, None):
        found = weigh(evidence, weights)
        assert 1 <= found.overall <= 5
        assert tuple(found.levels) == DIMENSIONS
        assert all(0 <= level <= 3 for level in found.levels.values())
        assert all(not spots or found.levels[name] >= SHOWN_LEVEL for name, spots in found.spans.items())
        assert found == weigh(evidence, weights)


@given(st.lists(some_marks, min_size=2, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_the_same_evidence_does_not_matter(marks: list[frozenset[str]], random: object) -> None:
    mixed = list(marks)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = (weigh(told(*(" ".join(own) for own in order)), EASY) for order in (marks, mixed))
    assert one.levels == pytest.approx(other.levels)
    assert (one.overall, one.flags) == (pytest.approx(other.overall), other.flags)


@pytest.mark.parametrize(
    ("marks", "flag"),
    [
        (("ours figure", "ours"), "all_we"),
        (("vague", "figure"), "claim_without_act"),
        (("vague", "vague"), "claim_without_act"),
        (("undone", "undone theirs", "passive mine"), "undone"),
        (("mine", *["thin"] * 9), "general"),
    ],
)
def test_how_it_is_told_holds_levels_down(marks: tuple[str, ...], flag: str) -> None:
    found = full(*marks)
    assert found.flags == (flag,)
    assert {"overall": found.overall, **found.levels} == {"overall": 5, **dict.fromkeys(DIMENSIONS, 3), **CAPS[flag]}
    assert CAPS[flag]["overall"] < 4


def test_the_lowest_of_several_caps_holds() -> None:
    found = full("undone thin", "undone theirs thin", "passive thin", "theirs thin", "ours thin")
    assert set(found.flags) == {"undone", "all_we", "general"}
    assert found.overall == min(CAPS[flag]["overall"] for flag in found.flags)
    assert found.levels["action"] == min(CAPS[flag].get("action", 3.0) for flag in found.flags)


@pytest.mark.parametrize("marks", [("mine", "ours", "ours"), ("mine", "vague"), ("undone", "theirs", "mine")])
def test_an_act_of_the_speakers_own_frees_the_levels(marks: tuple[str, ...]) -> None:
    found = full(*marks)
    assert found.flags == ()
    assert found.overall == 5


def full(*marks: str) -> Levels:
    """The levels where every sentence is as strong as can be and only the way of telling is left."""
    return judged(told(*marks), (1.0,) * len(marks), GENEROUS)


def test_padding_is_set_aside() -> None:
    assert weigh(told("mine", "habit figure", "mine"), EASY).levels == weigh(told("mine", "mine"), EASY).levels
    assert weigh(told("mine", "habit", "mine reason"), EASY).spans["task"] == (0, 2)


def test_sentences_in_doubt_add_little() -> None:
    doubtful = EASY._replace(padding={START: -3.0, "choice": 3.9})  # 0.71: in doubt, and not set aside
    sure, both = weigh(told("mine"), doubtful).overall, weigh(told("mine", "mine choice"), doubtful).overall
    assert weigh(told("mine", "mine"), doubtful).overall > sure + BENEFIT
    assert both == pytest.approx(sure + BENEFIT)


@pytest.mark.parametrize("end", [0, -1])
def test_a_paragraph_that_shows_nothing_adds_little(end: int) -> None:
    weights = EASY._replace(level={**EASY.level, "overall": {START: 1.0, "count:reason": 4.0, "count:noise": 3.0}})
    own, empty = (
        told("mine reason", "mine"),
        tuple(one._replace(sentence=one.sentence._replace(paragraph=1)) for one in told("theirs noise")),
    )
    alone = weigh(own, weights).overall
    together = weigh((*empty, *own) if end == 0 else (*own, *empty), weights).overall
    assert weigh(empty, weights).overall == 2, "too much to be empty"
    assert together == pytest.approx(alone + 1)
    weights = weights._replace(
        level={**weights.level, "overall": {START: 1.0, "count:reason": 4.0, "share:mine": -1.0}}
    )
    alone = weigh(own, weights).overall
    together = weigh((*empty, *own) if end == 0 else (*own, *empty), weights).overall
    assert together == pytest.approx(alone + BENEFIT)


def test_each_act_denied_costs_a_little() -> None:
    level = weigh(told("mine", "mine"), EASY).overall
    assert weigh(told("mine", "mine", "undone", "undone"), EASY).overall == pytest.approx(level - 2 * DENIED)
    assert weigh(told(*["undone"] * 40), EASY).overall == 1


def test_how_it_is_told_does_not_hang_on_places(strong: str, middling: str, thin: str) -> None:
    for text in (strong, middling, thin, f"{thin} {strong}"):
        alone = examine(split(text))
        assert {name: tell(alone) for name, tell in WEAK_SPOTS.items()} == {
            name: tell(placed(alone)) for name, tell in WEAK_SPOTS.items()
        }


@given(st.lists(some_marks, max_size=8))
def test_one_dimension_is_weighed_as_with_the_others(marks: list[frozenset[str]]) -> None:
    evidence = told(*(" ".join(own) for own in marks))
    found = weigh(evidence, EASY)
    assert {name: weigh_without(name, set(), evidence, found, EASY) for name in DIMENSIONS} == found.levels
    if len(evidence) > 1 and 1 in found.spots:
        rest = weigh((evidence[0], *evidence[2:]), EASY).levels
        assert {name: weigh_without(name, {1}, evidence, found, EASY) for name in DIMENSIONS} == rest


def test_nothing_at_all_is_nothing() -> None:
    found = weigh((), EASY)
    assert set(found.levels.values()) == {0.0}
    assert found.overall == 1
    assert not any(found.spans.values())


# With the shipped weights


def test_answers_come_in_the_order_of_their_worth(strong: str, middling: str, thin: str) -> None:
    levels = [weighed(text).overall for text in (thin, middling, strong)]
    assert levels == sorted(levels)
    assert levels[0] < 2
    assert levels[-1] > 4


def test_signals_go_where_the_story_is(strong: str, coaching: str) -> None:
    assert max(SIGNALS, key=lambda name: weighed(coaching).levels[name]) == "coaching"
    assert round(weighed(strong).levels["intake"]) >= 2
    assert weighed(strong).levels["intake"] > weighed(coaching).levels["intake"]


def test_craft_of_a_strong_answer_is_high(strong: str, thin: str) -> None:
    assert all(weighed(strong).levels[name] > weighed(thin).levels[name] for name in CRAFT)


def test_activity_without_an_act_is_held_down(thin: str) -> None:
    found = weighed(thin)
    assert "claim_without_act" in found.flags
    assert found.overall <= 2
    assert all(found.levels[name] <= 1 for name in SIGNALS)


def test_all_we_is_held_down(strong: str) -> None:
    found = weighed(strong.replace(" I ", " we ").replace("My ", "Our ").replace(" my ", " our "))
    assert "all_we" in found.flags
    assert found.levels["action"] <= 2
    assert found.overall < weighed(strong).overall


def test_what_others_did_is_nothing_for_the_speaker() -> None:
    found = weighed(
        "I did not run the audit, that was done by the compliance manager. She collected the evidence every week and "
        "fixed the date with the auditors. I was not in those meetings. Her team wrote a rule that every control needs "
        "an owner, and the findings fell from nine to two. I did not change anything on our side."
    )
    assert "undone" in found.flags
    assert found.overall <= 1.5
    assert all(found.levels[name] <= 0.5 for name in SIGNALS)


@pytest.mark.parametrize("name", DIMENSIONS)
def test_deleting_the_evidence_lowers_the_dimension(answer: str, name: str) -> None:
    sentences = split(answer)
    before = weigh(examine(sentences))
    if before.spans[name]:
        rest = [sentence for spot, sentence in enumerate(sentences) if spot not in before.spans[name]]
        after = weigh(examine(rest)).levels[name]
        assert after < before.levels[name] or after == 3, "what is left may still be as much as the scale can tell"
