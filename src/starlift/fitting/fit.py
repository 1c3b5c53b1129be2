"""Fit: from rated answers to weights, in three steps that a reader can follow.

First a logistic regression learns what sentences that tell of nothing look like, from paragraphs written to that end
(`starlift.fitting.padding`), and those are set aside. Then a logistic regression per dimension learns from which marks
of a sentence the raters named it as evidence. Then a ridge regression per dimension learns the level from how strong
the evidence is and which marks occur. Strengths used for the last step come from sentence models that did not see the
answer's group, so that it learns to trust them only as far as they hold for other writers. Answers are weighted so that
length and level are independent: otherwise the fit learns that long answers are good, which was true of the writers and
says nothing of an answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression, Ridge
from threadpoolctl import threadpool_limits

from starlift.dimensions import DIMENSIONS
from starlift.feedback.features import Evidence, placed
from starlift.feedback.levels import PADDED, PADDING, amount, features, strength, weigh
from starlift.feedback.points import COUNTED
from starlift.feedback.weights import START, Weights
from starlift.feedback.words import word_set
from starlift.fitting.samples import Sample

Array = NDArray[np.float64]
UNEARNED = word_set("figure figures counted in_situation in_task in_action in_result")
"""Marks that earn nothing by their number: figures, unless they are part of a change, a rule or a cost, and labels."""
SET_ASIDE = ("F",)
"""Groups that no weight is ever learnt from, and whose answers nobody read who designed the marks."""
TARGETS = (*DIMENSIONS, "overall")
STRENGTH_PENALTY = 10.0
"""Inverse of scikit-learn's C for the sentence models."""
PADDING_SHARE = 0.5
"""What all the padding weighs together, as a share of all sentences that raters named."""
LEVEL_PENALTY = 60.0
"""Ridge penalty on standardised strengths."""
MARK_PENALTY = 350.0
"""Ridge penalty on standardised counts and shares of marks, of which there are many."""
STRETCH = 1.3
"""Most by which predictions are spread again after the ridge has drawn them to the middle."""
REACH_QUANTILE = 0.05
"""Share of answers at a level whose evidence may be less than what the level is said to need."""
WITHIN = 0.8
"""Share of unseen answers whose error lies within the stated uncertainty."""
FOLDS = 4
"""Parts into which groups are dealt for strengths that did not see their own group."""
BINS = 5
"""Bins of length within which the levels are balanced."""
HEAVIEST = 6.0
"""An answer weighs at most this much, and at least the inverse."""
DIGITS = 3
LEAST = 0.02
"""Weights that move an ordinary answer by less than this many levels are left out."""

Strengths = dict[str, list[float]]


def fit(samples: Sequence[Sample], padding: Sequence[Evidence]) -> Weights:
    """The weights that ship: learnt from all samples, with the error measured on left-out groups.

    Args:
        samples: The rated answers.
        padding: Sentences that tell of nothing, examined.
    """
    weights = fit_weights(samples, padding)
    found, _ = held_out_judgements(samples, padding)
    error = {}
    for level in range(1, 6):
        off = [
            abs(overall - sample.levels["overall"])
            for sample, overall in zip(samples, found["overall"], strict=True)
            if not sample.reason and int(overall + 0.5) == level
        ]
        error[str(level)] = round(float(np.quantile(off, WITHIN)), 1) if off else 1.0
    return weights._replace(error=error)


def held_out_judgements(
    samples: Sequence[Sample], padding: Sequence[Evidence]
) -> tuple[dict[str, list[float]], list[Strengths]]:
    """Every sample judged by weights that saw nothing of its group.

    Returns:
        Dimension or ``overall`` -> level of every sample (an answer that is not judged counts as 0, and as 1 overall);
        and for every sample the strengths of its sentences, 0 for those set aside.
    """
    found = {name: [1.0 if name == "overall" else 0.0] * len(samples) for name in TARGETS}
    strengths: list[Strengths] = [{name: [0.0] * len(one.evidence) for name in DIMENSIONS} for one in samples]
    for group in sorted({sample.group for sample in samples}):
        weights = fit_weights([sample for sample in samples if sample.group != group], padding)
        for spot, sample in enumerate(samples):
            if sample.group == group and not sample.reason:
                told = weigh(sample.evidence, weights)
                for name in DIMENSIONS:
                    found[name][spot] = told.levels[name]
                    for number, value in zip(told.spots, told.strengths[name], strict=True):
                        strengths[spot][name][number] = value
                found["overall"][spot] = told.overall
    return found, strengths


def fit_weights(samples: Sequence[Sample], padding: Sequence[Evidence]) -> Weights:
    """Weights learnt from these samples alone; the stated error is left at 1."""
    with threadpool_limits(limits=1):  # the matrices are small: threads would only wait for each other
        return _fit_weights(samples, padding)


def _fit_weights(samples: Sequence[Sample], padding: Sequence[Evidence]) -> Weights:
    usable = [sample for sample in samples if not sample.reason and sample.group not in SET_ASIDE]
    empty = _padding_weights(usable, padding)
    usable = [told for sample in usable if (told := _without_padding(sample, empty)).evidence]
    sentence = {name: _sentence_weights(usable, name) for name in DIMENSIONS}
    held_out: dict[int, Strengths] = {}
    for groups in _folds(usable):
        rest = [sample for sample in usable if sample.group not in groups] or usable
        models = {name: _sentence_weights(rest, name) for name in DIMENSIONS}
        held_out |= {id(sample): _strengths(sample, models) for sample in usable if sample.group in groups}
    seen = [
        features(held_out[id(sample)], len(sample.evidence), sample.aside) | features_of_marks(sample.evidence)
        for sample in usable
    ]
    balance = _balance(usable)
    level = {name: _level_weights(usable, seen, name, balance) for name in TARGETS}
    needed = {name: _needed(usable, [held_out[id(sample)][name] for sample in usable], name) for name in DIMENSIONS}
    return Weights(empty, sentence, level, needed, {str(step): 1.0 for step in range(1, 6)})


def _padding_weights(samples: Sequence[Sample], padding: Sequence[Evidence]) -> dict[str, float]:
    """Logistic weights of the marks by which padding differs from sentences that raters named as evidence."""
    named = [
        (one.marks, max(sample.named[name][spot] for name in DIMENSIONS))
        for sample in samples
        for spot, one in enumerate(sample.evidence)
    ]
    rows = [(marks, share) for marks, share in named if share > 0]
    marks = [*(one.marks for one in padding), *(marks for marks, _ in rows)]
    likely = PADDING_SHARE * sum(share for _, share in rows) / max(len(padding), 1)
    weight = np.array([*[likely] * len(padding), *(share for _, share in rows)])
    return _logistic(marks, np.array([1.0] * len(padding) + [0.0] * len(rows)), weight)


def _without_padding(sample: Sample, padding: Mapping[str, float]) -> Sample:
    """The sample as it is weighed."""
    spots = [spot for spot, one in enumerate(sample.evidence) if strength(one.marks, padding) < PADDING]
    named = {name: [shares[spot] for spot in spots] for name, shares in sample.named.items()}
    told = placed([sample.evidence[spot] for spot in spots])
    return replace(sample, evidence=told, named=named, aside=len(sample.evidence) - len(told))


def _folds(samples: Sequence[Sample]) -> list[list[str]]:
    """The groups, dealt out into `FOLDS` parts."""
    groups = sorted({sample.group for sample in samples})
    return [part for first in range(FOLDS) if (part := groups[first::FOLDS])]


def _strengths(sample: Sample, sentence: Mapping[str, Mapping[str, float]]) -> Strengths:
    return {name: [strength(one.marks, sentence[name]) for one in sample.evidence] for name in DIMENSIONS}


def _sentence_weights(samples: Sequence[Sample], dimension: str) -> dict[str, float]:
    """Logistic weights of the marks; a sentence that one rater of three named counts as a third of a yes."""
    rows = [one.marks for sample in samples for one in sample.evidence]
    share = np.array([named for sample in samples for named in sample.named[dimension]])
    answer = np.concatenate([np.ones(len(rows)), np.zeros(len(rows))])
    return _logistic([*rows, *rows], answer, np.concatenate([share, 1 - share]))


def _logistic(rows: Sequence[Set[str]], answer: Array, weight: Array) -> dict[str, float]:
    """Weights by which the marks of a sentence tell whether it is one of those with answer 1."""
    marks = sorted({mark for row in rows for mark in row})
    place = {mark: number for number, mark in enumerate(marks)}
    matrix = np.zeros((len(rows), len(marks)))
    for number, row in enumerate(rows):
        matrix[number, [place[mark] for mark in row]] = 1.0
    model = LogisticRegression(C=1 / STRENGTH_PENALTY, solver="newton-cholesky", max_iter=200, tol=1e-8)
    model.fit(matrix, answer, sample_weight=weight)
    return _named({START: float(model.intercept_[0]), **dict(zip(marks, map(float, model.coef_[0]), strict=True))})


def features_of_marks(told: Sequence[Evidence]) -> dict[str, float]:
    """What levels are computed from besides strengths, by name.

    Returns:
        For each mark ``count:`` (0 to 1, full at `COUNTED` sentences that bear it) and ``share:`` (of all sentences but
        those that are a few words).
    """
    counts = Counter(mark for one in told for mark in one.marks)
    whole = max(len(told) - counts["bare"], 1)
    return {
        name: min(times / full, 1.0)
        for mark, times in counts.items()
        for name, full in ((f"count:{mark}", COUNTED), (f"share:{mark}", whole))
    }


def _level_weights(
    samples: Sequence[Sample], seen: Sequence[Mapping[str, float]], target: str, balance: Array
) -> dict[str, float]:
    """Ridge weights of the features, on their own scales."""
    names = sorted(name for name in {key for one in seen for key in one} if _belongs(name, target))
    matrix = np.array([[one.get(name, 0.0) for name in names] for one in seen])
    wanted = np.array([float(sample.levels[target]) for sample in samples])
    middle, spread = matrix.mean(axis=0), matrix.std(axis=0)
    spread[spread == 0] = 1.0
    penalty = np.array([MARK_PENALTY if ":" in name else LEVEL_PENALTY for name in names])
    scaled = (matrix - middle) / spread * np.sqrt(LEVEL_PENALTY / penalty)
    model = Ridge(alpha=LEVEL_PENALTY).fit(scaled, wanted, sample_weight=balance)
    guess = model.predict(scaled)
    stretch = min(float(wanted.std() / guess.std()), STRETCH) if guess.std() else 1.0
    weights = stretch * model.coef_ * np.sqrt(LEVEL_PENALTY / penalty) / spread
    weights[np.abs(weights * spread) < LEAST] = 0.0
    if PADDED in names:
        weights[names.index(PADDED)] = min(weights[names.index(PADDED)], 0.0)
    start = float(wanted.mean() + stretch * (float(model.intercept_) - guess.mean()) - float(weights @ middle))
    return _named({START: start, **dict(zip(names, map(float, weights), strict=True))})


def _belongs(name: str, target: str) -> bool:
    """Whether a feature may speak for a target: a dimension's strengths only for itself and for the whole."""
    if name == START or name.rsplit(":", maxsplit=1)[-1] in UNEARNED:
        return False
    return ":" in name or name == PADDED or target == "overall" or name.split(".", maxsplit=1)[0] == target


def _needed(samples: Sequence[Sample], strengths: Sequence[Sequence[float]], name: str) -> tuple[float, float, float]:
    """The amount of evidence that all but a few of the answers at level 1, 2 and 3 have."""
    steps: list[float] = []
    for level in (1, 2, 3):
        at = [amount(s) for sample, s in zip(samples, strengths, strict=True) if sample.levels[name] >= level]
        found = float(np.quantile(at, REACH_QUANTILE)) if at else 0.0
        steps.append(round(max([found, *steps]), DIGITS))
    return steps[0], steps[1], steps[2]


def _balance(samples: Sequence[Sample]) -> Array:
    """Weights that make length and overall level independent of each other."""
    words = np.log(np.array([sample.words + 20.0 for sample in samples]))
    bins = np.digitize(words, np.quantile(words, np.linspace(0, 1, BINS + 1)[1:-1]))
    pairs = [(sample.levels["overall"], int(where)) for sample, where in zip(samples, bins, strict=True)]
    both, level, length = Counter(pairs), Counter(pair[0] for pair in pairs), Counter(pair[1] for pair in pairs)
    weights = [level[one] * length[where] / (len(pairs) * both[one, where]) for one, where in pairs]
    balanced: Array = np.clip(np.array(weights), 1 / HEAVIEST, HEAVIEST)
    return balanced


def _named(weights: Mapping[str, Any]) -> dict[str, float]:
    """Rounded, and without the names that make no difference."""
    return {name: round(value, DIGITS) for name, value in weights.items() if round(value, DIGITS) or name == START}
