"""The shipped rubric and what the loader refuses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from starlift.dimensions import CRAFT, DIMENSIONS, SIGNALS
from starlift.errors import ContentError
from starlift.rubric import Rubric, load_rubric

FILE = Path(__file__).resolve().parents[1] / "stories" / "rubric.yaml"


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return load_rubric(FILE)


def test_four_craft_and_five_signal_dimensions(rubric: Rubric) -> None:
    groups = {"craft": CRAFT, "signal": SIGNALS}

    assert {dimension.id: dimension.group for dimension in rubric.dimensions} == {
        name: group for group, names in groups.items() for name in names
    }


def test_letters_tell_dimensions_apart_without_colour(rubric: Rubric) -> None:
    assert len({dimension.letter for dimension in rubric.dimensions}) == len(DIMENSIONS) == 9


@pytest.mark.parametrize("name", DIMENSIONS)
def test_each_level_has_an_anchor_of_its_own(rubric: Rubric, name: str) -> None:
    dimension = rubric[name]

    assert dimension.id == name
    assert len(set(dimension.anchors)) == 4
    assert dimension.weaker != dimension.stronger
    assert dimension.asks.endswith("?")


def test_overall_levels_one_to_five(rubric: Rubric) -> None:
    assert len({anchor.name for anchor in rubric.overall.anchors}) == 5
    assert rubric.overall.weaker != rubric.overall.stronger


@pytest.mark.parametrize(("level", "place"), [(1, 0), (1.4, 0), (1.5, 1), (2.5, 2), (4.49, 3), (5, 4), (0, 0), (9, 4)])
def test_the_nearest_overall_level_gives_the_name(rubric: Rubric, level: float, place: int) -> None:
    assert rubric.overall_name(level) == rubric.overall.anchors[place].name


@pytest.mark.parametrize(
    ("old", "new", "field", "what"),
    [
        (r"id: situation", "id: setting", "dimensions[0].id", "not known"),
        (r"(?s)  - id: task\n.*?(?=  - id: action)", "", "dimensions", "these nine in this order"),
        (r"letter: T", "letter: S", "dimensions", "one letter for two"),
        (r"letter: S", "letter: sit", "dimensions[0].letter", "pattern"),
        (r"(?s)(anchors:\n)\s+- .*?\n", r"\1", "dimensions[0].anchors", "at least 4"),
        (r"\nreminders:", "\nremarks:", "reminders", "is missing"),
    ],
)
def test_a_mistake_is_told_with_line_and_field(tmp_path: Path, old: str, new: str, field: str, what: str) -> None:
    file = tmp_path / "rubric.yaml"
    text, count = re.subn(old, new, FILE.read_text(encoding="utf-8"), count=1)
    assert count == 1
    file.write_text(text, encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        load_rubric(file)

    assert any(p.field == field and what in p.what and p.line for p in caught.value.problems), str(caught.value)
