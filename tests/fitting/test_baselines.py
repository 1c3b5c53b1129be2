"""The judges to beat."""

from __future__ import annotations

import pytest
from made_up import population, sample

from starlift.fitting.baselines import BASELINES, bag_of_words, keyword_count, left_out_overall, word_count
from starlift.fitting.samples import Sample


def test_word_count_draws_a_line_through_the_length() -> None:
    seen = [sample(f"A-{words}", ["mine"], level=level, words=words) for words, level in ((50, 1), (200, 3), (800, 5))]
    short, long = word_count(seen, [seen[0], seen[-1]])
    assert short < long
    assert 0.5 < short < 1.5
    assert 4.5 < long < 5.5


def test_keyword_counter_counts_each_word_once() -> None:
    def saying(text: str, level: int) -> Sample:
        made = sample("A-1", ["mine"], level=level)
        return Sample(made.answer.model_copy(update={"text": text}), *list(vars(made).values())[1:])

    seen = [saying("It was cold.", 1), saying("A metric.", 2), saying("A metric, a dashboard.", 3)]
    assert keyword_count(seen, [saying("Metric, metric, METRIC!", 1)]) == pytest.approx([2])
    assert keyword_count(seen, [saying("The mentor had a metric and a dashboard.", 1)]) == pytest.approx([4])


@pytest.mark.parametrize("name", BASELINES)
def test_each_judges_groups_it_has_not_seen(name: str) -> None:
    samples = population(each=10)
    found = left_out_overall(samples, BASELINES[name])
    assert len(found) == len(samples)
    assert all(-1 < level < 7 for level in found)


def test_the_group_judged_is_left_out() -> None:
    met: list[tuple[set[str], set[str]]] = []

    def judge(seen: list[Sample], left_out: list[Sample]) -> list[float]:
        met.append(({one.group for one in seen}, {one.group for one in left_out}))
        return [float(one.answer.id[-1]) for one in left_out]

    samples = population(groups="BAC", each=3)
    assert left_out_overall(samples, judge) == [0, 1, 2] * 3  # type: ignore[arg-type]
    assert met == [({"B", "C"}, {"A"}), ({"A", "C"}, {"B"}), ({"A", "B"}, {"C"})]


def test_bag_of_words_learns_words() -> None:
    samples = [sample(f"A-{number}", ["mine"], level=1 + 4 * (number % 2)) for number in range(20)]
    worded = [
        Sample(
            one.answer.model_copy(
                update={"text": "They wrote a rule." if one.levels["overall"] > 3 else "All is well."}
            ),
            *list(vars(one).values())[1:],
        )
        for one in samples
    ]
    low, high = bag_of_words(worded, worded[:2])
    assert high > low + 2
