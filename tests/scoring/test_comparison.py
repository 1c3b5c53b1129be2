"""Comparison and ratings: who differs where, severity and the use of the scale."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from starlift.errors import ScoringError
from starlift.scoring.comparison import ALL_DIMENSIONS, agreements, differences, habits, summary
from starlift.scoring.form import NOT_HEARD, OVERALL
from starlift.scoring.ratings import Ratings, apart_from_others, ratings_of
from starlift.scoring.sheet import Sheet

Fill = Callable[..., Sheet]


def panel(filled: Fill, candidates: int = 6) -> list[Sheet]:
    """A panel in which Sven is one level more severe than Rita on every dimension, and Uma always says 2."""
    found = []
    for number in range(candidates):
        level, name = 1 + number % 3, f"C. {number}"
        found += [filled("Rita", name, level=level), filled("Sven", name, level=level - 1), filled("Uma", name)]
    return found


def test_severity_is_found(filled: Fill) -> None:
    by_rater = {one.rater: one for one in habits(ratings_of(panel(filled))) if one.key == ALL_DIMENSIONS}

    assert by_rater["Sven"].severity.value == pytest.approx(-1.0)
    assert by_rater["Sven"].severity.high < 0
    assert "more severe" in by_rater["Sven"].meaning
    assert by_rater["Uma"].range_told == "only level 2"
    assert by_rater["Rita"].range_told == "3 of 4 levels, 1 to 3"


def test_agreement_is_given_for_the_whole_all_dimensions_and_each(filled: Fill) -> None:
    ratings = ratings_of(panel(filled))
    found = {one.key: one for one in agreements(ratings)}

    assert list(found)[:2] == [OVERALL, ALL_DIMENSIONS]
    assert found["intake"].targets == 6
    assert found[ALL_DIMENSIONS].whole == 6 * 4
    assert found["intake"].figures["adjacent"].has_interval
    told = summary(list(found.values()), ratings)
    assert told[2].startswith("One rater's overall level, ICC(2,1) 0.")
    assert told[3].startswith("All dimensions together, ordinal alpha ")
    assert "few" in told[-1]


def test_differences_come_widest_first(filled: Fill) -> None:
    sheets = [
        filled("Rita", level=3),
        filled("Sven", level=0),
        filled("Rita", "C. 18"),
        filled("Sven", "C. 18", level=1),
    ]
    found = differences(ratings_of(sheets))

    assert [one.apart for one in found] == sorted((one.apart for one in found), reverse=True)
    assert found[0].levels == {"Rita": 3, "Sven": 0}


def test_not_heard_is_missing_and_not_zero(filled: Fill) -> None:
    silent = {"intake.level": NOT_HEARD, "intake.evidence": ""}
    ratings = ratings_of([filled("Rita"), filled("Sven"), filled("Uma", **silent)])

    assert np.isnan(ratings.of("intake")[0, 0, ratings.raters.index("Uma")])
    assert not [one for one in differences(ratings) if one.key == "intake"]


def test_a_dimension_that_one_rater_alone_heard_is_left_out(filled: Fill) -> None:
    silent = {"intake.level": NOT_HEARD, "intake.evidence": ""}
    found = agreements(ratings_of([filled("Rita"), filled("Sven", **silent)]))

    assert "intake" not in {one.key for one in found}


def test_questions_with_other_signals_stand_side_by_side(filled: Fill) -> None:
    sheets = [filled(rater, question=question) for rater in "AB" for question in ("whoever-shouts", "late-finding")]
    ratings = ratings_of(sheets)

    assert ratings.keys[-1] == OVERALL
    assert np.isnan(ratings.of("conflict")[:, 0, 0]).sum() == 1
    assert {one.key: one.targets for one in agreements(ratings)}["conflict"] == 1


def test_names_differ_by_more_than_capitals(filled: Fill) -> None:
    ratings = ratings_of([filled("rita", "c. 17"), filled("Rita", "C. 18"), filled("Sven")])

    assert len(ratings.raters) == 2
    assert len(ratings.targets) == 2


@pytest.mark.parametrize("raters", [[], ["Rita"]])
def test_one_rater_cannot_be_compared(filled: Fill, raters: list[str]) -> None:
    with pytest.raises(ScoringError):
        ratings_of([filled(rater) for rater in raters])


def test_raters_without_a_common_answer_cannot_be_compared(filled: Fill) -> None:
    with pytest.raises(ScoringError, match="same answer"):
        ratings_of([filled("Rita", "C. 1"), filled("Sven", "C. 2")])


def test_distance_from_the_others() -> None:
    found = apart_from_others(np.array([[3.0, 1.0, 2.0], [1.0, np.nan, np.nan]]))

    assert found[0] == pytest.approx([1.5, -1.5, 0.0])
    assert np.isnan(found[1]).all()


def test_spread_of_a_missing_level() -> None:
    ratings = Ratings(("a",), ("intake", OVERALL), ("x", "y"), np.array([[[1.0, np.nan], [2.0, 4.0]]]))

    assert np.isnan(ratings.spread()[0, 0])
    assert ratings.spread()[0, 1] == 2
