"""What the tests of the fit share: the rated answers, and one evaluation of them all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from threadpoolctl import threadpool_limits

from starlift.fitting.evaluation import Evaluation
from starlift.fitting.padding import padding
from starlift.fitting.samples import Sample, samples
from starlift.rated import Revision, load_rated, load_revisions

EXERCISES = Path(__file__).resolve().parents[2] / "exercises"


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> Iterator[None]:
    """Many threads on such small matrices wait for each other: ten times as long on a busy machine."""
    with threadpool_limits(1):
        yield


@pytest.fixture(scope="session")
def rated() -> list[Sample]:
    """The shipped answers, examined."""
    return samples(load_rated(EXERCISES / "rated.jsonl"))


@pytest.fixture(scope="session")
def revisions() -> tuple[Revision, ...]:
    """The shipped revisions."""
    return load_revisions(EXERCISES / "revisions.json")


@pytest.fixture(scope="session")
def evaluation(rated: list[Sample], revisions: tuple[Revision, ...]) -> Evaluation:
    """Every answer judged by weights that saw nothing of its group; takes most of a minute."""
    return Evaluation.run(rated, padding(), revisions)
