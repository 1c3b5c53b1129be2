"""Made-up samples: sentences that are nothing but marks, and levels that follow from them."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from starlift.dimensions import DIMENSIONS
from starlift.feedback.features import Evidence
from starlift.feedback.sentences import Sentence
from starlift.fitting.samples import Sample
from starlift.rated import RatedAnswer

SENTENCES = 6
FILLER = (Evidence(Sentence(0, 9, "Words go."), frozenset({"habit", "generic", "thin"}), ("words", "go")),) * 8
"""Sentences as padding has them."""


def sample(
    id: str, marks: Sequence[str], *, level: int = 1, kind: str = "plain", words: int = 100, reason: str = ""
) -> Sample:
    """An answer with one sentence for each of `marks`; those with a reason are what raters named."""
    evidence = tuple(
        Evidence(Sentence(10 * spot, 10 * spot + 9, "Words go."), frozenset(own.split()), ("words", "go"))
        for spot, own in enumerate(marks)
    )
    levels = {**dict.fromkeys(DIMENSIONS, min(level - 1, 3)), "overall": level}
    answer = RatedAnswer(
        id=id,
        case="",
        kind=kind,
        genre="prose",
        practice=False,
        question="What did you change?",
        text=f"{id} changed it. " * 5,
        overall=level,
        levels={name: levels[name] for name in DIMENSIONS},
        evidence={},
        advice="Go on.",
    )
    share = [float("reason" in one.marks) for one in evidence]
    return Sample(answer, id[0], evidence, dict.fromkeys(DIMENSIONS, share), levels, words, reason)


def population(*, groups: str = "ABC", each: int = 30, seed: int = 1) -> list[Sample]:
    """Answers whose level is one and the number of their sentences with a reason; ``noise`` comes by chance."""
    random, found = Random(seed), []
    for group in groups:
        for number in range(each):
            level = 1 + number % 5
            marks = ["mine reason" if spot < level - 1 else "mine" for spot in range(SENTENCES)]
            marks = [own + " noise" * (random.random() < 0.5) for own in marks]
            random.shuffle(marks)
            found.append(sample(f"{group}-{number:03}", marks, level=level, words=random.randint(50, 300)))
    return found
