"""The tables behind the synthetic data."""

from __future__ import annotations

from starlift.content import shipped_root
from starlift.workbenches.datasets import policies_compared, programme_checked, requests_checked, trap_told


def test_every_statistic_lies_within_its_bounds() -> None:
    for table in (requests_checked(shipped_root()), programme_checked(shipped_root())):
        assert len(table) > 5
        assert set(table["holds"]) == {"yes"}


def test_the_old_way_stands_beside_two_references() -> None:
    table = policies_compared(shipped_root())
    assert len(table.columns) == 3
    assert table.columns[0] == "The old way"
    assert len(set(table.loc[table.index[0]])) > 1, "they differ"


def test_the_trap_is_told_in_figures() -> None:
    assert any(character.isdigit() for character in trap_told(shipped_root()))
