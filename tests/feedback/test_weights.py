"""The weights that ship with the package."""

from __future__ import annotations

import json

import pytest

from starlift.dimensions import DIMENSIONS
from starlift.feedback.cues import CUES
from starlift.feedback.features import PLACES
from starlift.feedback.weights import FILE, START, Weights, load_weights

PARTS = {"strongest", "second", "third", "amount", "any"}


@pytest.fixture
def weights() -> Weights:
    return load_weights()


def test_every_dimension_has_its_weights(weights: Weights) -> None:
    assert set(weights.sentence) == set(weights.needed) == set(DIMENSIONS)
    assert set(weights.level) == {*DIMENSIONS, "overall"}
    assert all(START in row for table in (weights.sentence, weights.level) for row in table.values())


def test_every_name_says_what_is_weighed(weights: Weights) -> None:
    marks = {mark for row in weights.sentence.values() for mark in row}
    assert {name for name, *_ in PLACES} <= marks
    for target, row in weights.level.items():
        for name in set(row) - {START}:
            counted, _, mark = name.partition(":")
            dimension, _, part = name.partition(".")
            if mark:
                assert counted in {"count", "share"}, name
            elif name != "padding":
                assert dimension in (DIMENSIONS if target == "overall" else {target}), (target, name)
                assert part in PARTS, name


def test_no_cue_is_without_use(weights: Weights) -> None:
    weighed = {mark for row in weights.sentence.values() for mark in row}
    weighed |= {name.partition(":")[2] for row in weights.level.values() for name in row}
    assert set(CUES) <= weighed


def test_the_start_alone_earns_nothing(weights: Weights) -> None:
    assert all(row[START] < 0 for row in weights.sentence.values())


def test_steps_rise(weights: Weights) -> None:
    for steps in weights.needed.values():
        assert list(steps) == sorted(steps)
        assert all(0 < step <= 2.5 for step in steps)


def test_errors_are_told_for_every_level(weights: Weights) -> None:
    assert list(weights.error) == ["1", "2", "3", "4", "5"]
    assert all(0 < error <= 1.5 for error in weights.error.values())


def test_the_file_is_what_a_fit_would_write(weights: Weights) -> None:
    assert weights.dump() == FILE.read_text(encoding="utf-8")
    assert json.loads(weights.dump()) == json.loads(json.dumps(weights._asdict()))


def test_weights_are_read_once() -> None:
    assert load_weights() is load_weights()
