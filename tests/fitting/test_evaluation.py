"""The figures of the evaluation on made-up answers, and the gates that a release has to pass on the shipped ones."""

from __future__ import annotations

import re
from pathlib import Path
from statistics import fmean

import pytest
from made_up import sample

from starlift.dimensions import CRAFT, DIMENSIONS, SIGNALS
from starlift.fitting.baselines import BASELINES
from starlift.fitting.evaluation import COMPACT, TRAPS, Evaluation
from starlift.rated import Revision

PAGE = Path(__file__).resolve().parents[2] / "docs" / "evaluation.md"
_FIGURE = re.compile(r"[+-]?\d+(?:\.\d+)?%?")


@pytest.fixture
def small() -> Evaluation:
    """Two groups: one judged rightly, the other half a level too high, and a chain of four versions."""
    kinds = (*TRAPS, *COMPACT)
    samples = [
        sample(f"A-{spot}", ["mine reason", "mine"], level=1 + spot % 5, kind=kind) for spot, kind in enumerate(kinds)
    ]
    samples += [
        sample(f"E-1.v{spot}", ["mine"], level=level, words=100 * level) for spot, level in enumerate((1, 1, 3, 4))
    ]
    overall = [float(one.levels["overall"]) for one in samples[:-4]] + [1.0, 1.6, 1.0, 4.5]
    levels = {name: [float(one.levels[name]) for one in samples] for name in DIMENSIONS}
    spans = {name: [(0, 1) if one.group == "A" else () for one in samples] for name in DIMENSIONS}
    chain = Revision(
        id="E-1", edits=("thin", "jargon", "cut", "best"), better=((0, 2), (0, 3), (2, 3)), same=((0, 1), (1, 2))
    )
    return Evaluation(samples, {**levels, "overall": overall}, spans, (chain,), {"coin": [3.0] * len(samples)})


def test_agreement_is_taken_within_a_group(small: Evaluation) -> None:
    assert small.groups == ["A", "E"]
    assert small.kappa("A", "overall") == 1
    assert 0 < small.kappa("E", "overall") < small.kappa("", "overall") < 1
    assert small.mean_kappa("E", CRAFT) == small.mean_kappa("A", SIGNALS) == 1
    assert small.kappa("A", "overall", small.baselines["coin"]) == pytest.approx(0)


def test_errors(small: Evaluation) -> None:
    assert small.errors[-4:] == pytest.approx([0, 0.6, -2, 0.5])
    assert small.off_by_kind("stuffed") == [0]
    assert small.length_correlation("A") == 0
    assert -1 < small.length_correlation("E") < 0
    mean, exact = small.middle()
    assert mean == pytest.approx((6 * 0 - 2 + 0.5) / 8)
    assert exact == pytest.approx(6 / 8)


def test_revisions_rise_or_do_not(small: Evaluation) -> None:
    better, same = small.revision_shares()
    assert better == pytest.approx(2 / 3)
    assert same == pytest.approx(1 / 2)


def test_evidence_found_and_confirmed(small: Evaluation) -> None:
    assert small.evidence_shares("A") == (1.0, 0.5)
    assert small.evidence_shares("E") == (0.0, 0.0)


def test_the_page_tells_of_every_group_kind_and_baseline(small: Evaluation) -> None:
    page = small.report()
    assert page.endswith("\n")
    assert not page.endswith("\n\n")
    for word in (*small.groups, "all"):
        assert f"\n| {word} |" in page
    for kind in (*TRAPS, *COMPACT):
        assert f"\n| {kind} | 1 | " in page
    for name in (*DIMENSIONS, *small.baselines):
        assert name in page
    widths = {
        table: {row.count("|") for row in table.splitlines()} for table in re.findall(r"(?:^\|.*\n)+", page, re.M)
    }
    assert all(len(columns) == 1 for columns in widths.values())


# The gates of a release


@pytest.mark.slow
@pytest.mark.parametrize("group", "ABCG")
def test_overall_agrees_where_people_write_alike(evaluation: Evaluation, group: str) -> None:
    assert evaluation.kappa(group, "overall") >= 0.80


@pytest.mark.slow
@pytest.mark.parametrize("group", "JK")
def test_overall_agrees_on_other_genres(evaluation: Evaluation, group: str) -> None:
    assert evaluation.kappa(group, "overall") >= 0.70


@pytest.mark.slow
def test_craft_agrees_on_other_genres(evaluation: Evaluation) -> None:
    assert fmean(evaluation.mean_kappa(group, CRAFT) for group in "JK") >= 0.60


@pytest.mark.slow
@pytest.mark.parametrize("group", "JK")
def test_signals_agree_on_other_genres(evaluation: Evaluation, group: str) -> None:
    assert evaluation.mean_kappa(group, SIGNALS) >= 0.52


@pytest.mark.slow
def test_length_earns_nothing(evaluation: Evaluation) -> None:
    assert abs(evaluation.length_correlation("")) <= 0.15


@pytest.mark.slow
def test_better_versions_rise(evaluation: Evaluation) -> None:
    assert evaluation.revision_shares()[0] >= 0.92


@pytest.mark.slow
def test_versions_that_are_no_better_seldom_rise(evaluation: Evaluation) -> None:
    assert evaluation.revision_shares()[1] >= 0.85


@pytest.mark.slow
@pytest.mark.parametrize("kind", TRAPS)
def test_what_misleads_is_not_overrated_on_average(evaluation: Evaluation, kind: str) -> None:
    assert fmean(evaluation.off_by_kind(kind)) <= (0.8 if kind == "blame" else 0.4)


@pytest.mark.slow
def test_what_misleads_is_seldom_overrated(evaluation: Evaluation) -> None:
    errors = {
        one.answer.id: error
        for one, error in zip(evaluation.samples, evaluation.errors, strict=True)
        if one.answer.kind in TRAPS
    }
    assert sum(error > 0.7 for error in errors.values()) <= len(errors) / 10
    far = {id for id, error in errors.items() if error > 1.0}
    assert not {id for id in far if id[0] in "ABCEGJK"}, "none where three raters agree"
    assert len(far) <= 2, far


@pytest.mark.slow
def test_what_is_off_topic_is_not_judged(evaluation: Evaluation) -> None:
    assert all(one.reason for one in evaluation.samples if one.answer.kind == "offtopic")


@pytest.mark.slow
@pytest.mark.parametrize("kind", COMPACT)
def test_short_and_plain_answers_get_their_due(evaluation: Evaluation, kind: str) -> None:
    off = [abs(error) for error in evaluation.off_by_kind(kind)]
    assert fmean(off) <= 0.7


@pytest.mark.slow
def test_every_baseline_is_beaten_in_every_group(evaluation: Evaluation) -> None:
    for group in evaluation.groups:
        own = evaluation.kappa(group, "overall")
        assert all(own > evaluation.kappa(group, "overall", evaluation.baselines[name]) for name in BASELINES), group


@pytest.mark.slow
def test_the_committed_page_is_that_of_the_evaluation(evaluation: Evaluation) -> None:
    page, report = PAGE.read_text(encoding="utf-8"), evaluation.report()
    assert _FIGURE.sub("0", page) == _FIGURE.sub("0", report)
    for old, new in zip(_FIGURE.findall(page), _FIGURE.findall(report), strict=True):
        assert value(new) == pytest.approx(value(old), abs=0.0101), f"{old} is now {new}"


def value(figure: str) -> float:
    """The figure as a number; a share in per cent as a fraction."""
    return float(figure.removesuffix("%")) / (100 if figure.endswith("%") else 1)
