from __future__ import annotations

import pandas as pd
import pytest

from starlift.workbenches.owndata.severities import levels_of, of_label, of_score


def read(*texts: str) -> list[str]:
    found, _ = levels_of(pd.Series(texts, dtype=object))
    return ["-" if level is None else level for level in found]


def test_words_in_several_languages() -> None:
    assert read("CRITICAL", "1 - Hoch", "Élevée", "moderate", "niedrig", "Informational", "", "Soon") == [
        "critical", "high", "high", "medium", "low", "info", "-", "-",
    ]  # fmt: skip


def test_ranks_begin_at_the_lowest_that_the_column_knows() -> None:
    assert read("P1", "P2", "P3") == ["critical", "high", "medium"]
    assert read("P0", "P1", "Sev 4") == ["critical", "high", "info"]
    assert read("1", "3", "5") == ["critical", "medium", "info"]


def test_scores_fall_into_the_bands_of_cvss() -> None:
    assert read("9.0", "8.9", "4", "3.9", "0.0") == ["critical", "high", "medium", "low", "info"]
    assert [of_score(score) for score in (10, 9, 7, 6.9, 4, 0.1, 0)] == [
        "critical", "critical", "high", "medium", "medium", "low", "info",
    ]  # fmt: skip


def test_what_was_assumed_of_figures_is_told() -> None:
    assert "1 for critical" in levels_of(pd.Series(["P1", "P2"], dtype=object))[1]
    assert "CVSS" in levels_of(pd.Series(["7.5"], dtype=object))[1]
    assert not levels_of(pd.Series(["High"], dtype=object))[1]


@pytest.mark.parametrize(
    ("label", "level"),
    [("severity: high", "high"), ("sev-critical", "critical"), ("P1", "high"), ("Low severity", "low"),
     ("medium", "medium"), ("priority/2", "medium"), ("low-hanging fruit", ""), ("high-availability", ""),
     ("needs info", ""), ("release notes", ""),
     ("note", ""), ("1", ""), ("bug", ""), ("security", "")],
)  # fmt: skip
def test_only_labels_that_mean_a_severity_are_one(label: str, level: str) -> None:
    assert of_label(label) == level
