"""The fit: what it learns from made-up answers, and that the shipped weights are what it gives."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import pytest
from made_up import FILLER, population, sample

from starlift.dimensions import DIMENSIONS
from starlift.feedback.weights import START, Weights, load_weights
from starlift.fitting.fit import BINS, HEAVIEST, TARGETS, UNEARNED, _balance, fit, fit_weights, held_out_judgements
from starlift.fitting.measures import correlation
from starlift.fitting.padding import padding
from starlift.fitting.samples import Sample

NEAR = 0.02
"""By how much a weight may differ from one machine's arithmetic to another's."""


@pytest.fixture(scope="module")
def learnt() -> Weights:
    return fit(population(), FILLER)


def test_what_raters_name_makes_a_sentence_strong(learnt: Weights) -> None:
    for row in learnt.sentence.values():
        assert row["reason"] > 1
        assert row["reason"] > 5 * abs(row.get("noise", 0.0))
        assert row[START] < 0


def test_what_goes_with_the_level_raises_it(learnt: Weights) -> None:
    for target in TARGETS:
        row = learnt.level[target]
        reason, noise = (
            [row.get(f"{kind}:{mark}", 0.0) for kind in ("count", "share")] for mark in ("reason", "noise")
        )
        assert min(reason) >= 0
        assert sum(reason) > 5 * sum(map(abs, noise))


def test_a_mark_that_never_varies_weighs_nothing(learnt: Weights) -> None:
    assert not any("count:mine" in learnt.level[target] for target in TARGETS)


def test_a_dimension_hears_of_no_other_ones_strength(learnt: Weights) -> None:
    for name in DIMENSIONS:
        assert {key.split(".")[0] for key in learnt.level[name] if "." in key} <= {name}
    assert {key.split(".")[0] for key in learnt.level["overall"] if "." in key} == set(DIMENSIONS)


def test_higher_levels_need_more(learnt: Weights) -> None:
    for steps in learnt.needed.values():
        assert list(steps) == sorted(steps)
        assert steps[2] > steps[0]


def test_the_error_is_that_on_answers_not_seen(learnt: Weights) -> None:
    assert set(learnt.error) == {"1", "2", "3", "4", "5"}
    assert all(0 <= error <= 1 for error in learnt.error.values())


def test_levels_are_regained() -> None:
    samples = population()
    levels, strengths = held_out_judgements(samples, FILLER)
    assert correlation(levels["overall"], [one.levels["overall"] for one in samples]) > 0.9
    assert all(len(own["task"]) == len(one.evidence) for own, one in zip(strengths, samples, strict=True))


def test_nothing_of_the_group_judged_is_fitted() -> None:
    honest = population()
    turned = [
        dataclasses.replace(one, levels={**one.levels, "overall": 6 - one.levels["overall"]}, named={
            name: [1 - share for share in own] for name, own in one.named.items()
        }) if one.group == "C" else one
        for one in honest
    ]  # fmt: skip
    before, after = (held_out_judgements(some, FILLER) for some in (honest, turned))
    third = [spot for spot, one in enumerate(honest) if one.group == "C"]
    for target in TARGETS:
        assert [before[0][target][spot] for spot in third] == [after[0][target][spot] for spot in third]
    assert [before[1][spot] for spot in third] == [after[1][spot] for spot in third]
    assert before[0]["overall"] != after[0]["overall"]


def test_an_answer_that_is_not_judged_teaches_nothing_and_gets_the_lowest_level() -> None:
    samples = population()
    refused = sample("A-999", ["mine reason"] * 6, level=1, reason="off_topic")
    assert fit_weights([*samples, refused], FILLER).dump() == fit_weights(samples, FILLER).dump()
    levels, strengths = held_out_judgements([*samples, refused], FILLER)
    assert {name: own[-1] for name, own in levels.items()} == {**dict.fromkeys(DIMENSIONS, 0.0), "overall": 1.0}
    assert not any(value for own in strengths[-1].values() for value in own)


def test_what_looks_like_padding_is_set_aside() -> None:
    samples = population()
    padded = [
        dataclasses.replace(
            one,
            evidence=(*one.evidence, *FILLER[:2]),
            named={name: [*own, 0.0, 0.0] for name, own in one.named.items()},
        )
        for one in samples
    ]
    weights = fit_weights(padded, FILLER)
    assert weights.padding["habit"] > 0.5
    assert not any("habit" in name for row in weights.level.values() for name in row)
    before, after = (held_out_judgements(some, FILLER)[0]["overall"] for some in (samples, padded))
    assert after == pytest.approx(before, abs=0.05)


def test_marks_that_show_no_act_earn_nothing_by_their_number() -> None:
    weights = load_weights()
    assert not any(key.split(":")[-1] in UNEARNED for row in weights.level.values() for key in row)
    assert all(row.get("padding", 0.0) <= 0 for row in weights.level.values())


def test_the_order_of_the_answers_does_not_matter() -> None:
    samples = population(each=15)
    near(fit_weights(samples, FILLER), fit_weights(samples[::-1], FILLER))


def test_balance_makes_length_and_level_independent() -> None:
    """Equally many answers of five lengths; the longer they are, the more of them at level 3 and the fewer at 1."""
    samples = []
    for level in (1, 2, 3):
        for length in range(BINS):
            often = {1: 6 - length, 2: 4, 3: 2 + length}[level]
            samples += [sample("A-1", ["mine"], level=level, words=50 * 2**length)] * often
    weights = _balance(samples)
    levels, words = [one.levels["overall"] for one in samples], [one.words for one in samples]
    assert correlation(levels, words) > 0.15
    mean = [sum(weights * side) / sum(weights) for side in (levels, words)]
    joint = sum(
        weight * (level - mean[0]) * (length - mean[1])
        for weight, level, length in zip(weights, levels, words, strict=True)
    )
    assert joint / (sum(weights) * mean[0] * mean[1]) == pytest.approx(0, abs=0.005)


def test_no_answer_weighs_more_than_a_few() -> None:
    samples = [sample("A-1", ["mine"], level=1, words=50)] * 200 + [sample("A-1", ["mine"], level=5, words=900)] * 200
    odd = sample("A-1", ["mine"], level=1, words=900)
    weights = _balance([*samples, odd])
    assert weights[-1] == HEAVIEST
    assert min(weights) >= 1 / HEAVIEST


@pytest.mark.slow
def test_fresh_fit_gives_the_committed_file(rated: list[Sample]) -> None:
    near(fit(rated, padding()), load_weights())


def near(one: Weights, other: Weights) -> None:
    """Both hold the same weights, but for rounding and names that weigh next to nothing."""
    assert off(one.padding, other.padding) == {}
    for table, expected in ((one.sentence, other.sentence), (one.level, other.level)):
        assert table.keys() == expected.keys()
        for name in table:
            assert off(table[name], expected[name]) == {}, name
    for name, steps in one.needed.items():
        assert steps == pytest.approx(other.needed[name], abs=NEAR)
    for level, error in one.error.items():
        assert error == pytest.approx(other.error[level], abs=0.11)


def off(row: Mapping[str, float], expected: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """The names whose weights differ, with both."""
    both = {name: (row.get(name, 0.0), expected.get(name, 0.0)) for name in {*row, *expected}}
    return {name: pair for name, pair in both.items() if abs(pair[0] - pair[1]) > NEAR}
