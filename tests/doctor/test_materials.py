"""Materials: what `starlift check` finds makes it red."""

from __future__ import annotations

from starlift.doctor.finding import State
from starlift.doctor.materials import judge
from starlift.errors import Problem


def test_whole_content_is_green() -> None:
    assert judge([]).state is State.GREEN


def test_problems_are_red_with_the_first_of_them() -> None:
    found = judge([Problem(f"stories/{n}.md", n, "title", "is missing") for n in range(1, 6)])

    assert found.state is State.RED
    assert "stories/1.md:1: title: is missing" in found.what
    assert found.what.endswith("and 3 more")
