"""Baselines: what simpler judges reach on the same left-out groups. A feedback must beat them to earn its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.pipeline import make_pipeline

from starlift.fitting.samples import Sample

KEYWORDS = (
    "lane", "sla", "intake", "triage", "priorit", "risk", "owner", "accept", "trade-off", "stakeholder", "escalat",
    "coach", "mentor", "feedback", "dashboard", "metric", "cadence", "process", "framework", "decision",
)  # fmt: skip
"""Words that a checklist would look for."""

Judge = Callable[[Sequence[Sample], Sequence[Sample]], list[float]]


def word_count(seen: Sequence[Sample], left_out: Sequence[Sample]) -> list[float]:
    """A line through the number of words."""
    return _line(seen, left_out, lambda sample: float(np.log(sample.words + 20)))


def keyword_count(seen: Sequence[Sample], left_out: Sequence[Sample]) -> list[float]:
    """A line through the number of different `KEYWORDS` that occur."""
    return _line(seen, left_out, lambda sample: float(sum(word in sample.answer.text.lower() for word in KEYWORDS)))


def bag_of_words(seen: Sequence[Sample], left_out: Sequence[Sample]) -> list[float]:
    """Ridge on TF-IDF of words and pairs of words."""
    model = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True), Ridge(alpha=1.0))
    model.fit([sample.answer.text for sample in seen], [sample.levels["overall"] for sample in seen])
    return [float(value) for value in model.predict([sample.answer.text for sample in left_out])]


BASELINES: dict[str, Judge] = {
    "word count": word_count,
    "keyword counter": keyword_count,
    "TF-IDF ridge": bag_of_words,
}


def left_out_overall(samples: Sequence[Sample], judge: Judge) -> list[float]:
    """The overall level of every sample by a judge that saw nothing of its group."""
    found = [0.0] * len(samples)
    for group in sorted({sample.group for sample in samples}):
        places = [spot for spot, sample in enumerate(samples) if sample.group == group]
        seen = [sample for sample in samples if sample.group != group]
        for spot, level in zip(places, judge(seen, [samples[place] for place in places]), strict=True):
            found[spot] = level
    return found


def _line(seen: Sequence[Sample], left_out: Sequence[Sample], size: Callable[[Sample], float]) -> list[float]:
    model = LinearRegression().fit([[size(sample)] for sample in seen], [sample.levels["overall"] for sample in seen])
    return [float(value) for value in model.predict([[size(sample)] for sample in left_out])]
