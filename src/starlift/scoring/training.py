"""Training: raters learn one frame of reference by rating answers, seeing where they differ from the panel, and why.

The recipe is that of frame-of-reference training: the anchors explained; a good, an average and a poor answer rated;
feedback on how accurate that was, with the reasons; three more rated; the change shown. Of the trainings for raters it
does most for accuracy (Roch, Woehr, Mishra and Kieszczynska 2012, a meta-analysis).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlift.dimensions import DIMENSIONS, SIGNALS
from starlift.errors import ContentError, Problem
from starlift.exercises import draw
from starlift.rated import RatedAnswer
from starlift.scoring.form import OVERALL

KEYS = (OVERALL, *SIGNALS)
"""What is rated in a training."""
QUALITIES: Mapping[str, tuple[int, int]] = {"good": (4, 5), "average": (3, 3), "poor": (1, 2)}
"""How good an answer is -> the overall levels that the panel gave it."""
ROUNDS = 2
LONGEST = 2_400
"""Characters of an answer that can be read in two minutes."""
CANDIDATES = 6
"""Answers of each quality among which a rater's are drawn: those on which the panel agreed most."""


@dataclass(frozen=True)
class Accuracy:
    """How near a rater's levels of one round are to the panel's.

    Attributes:
        answers: Answers rated.
        distance: Mean distance of a level from the panel's; 0 is the same throughout.
        severity: Mean of the rater's level minus the panel's; below 0 is more severe.
        same: Share of levels that are the same.
    """

    answers: int
    distance: float
    severity: float
    same: float


def agreed(answer: RatedAnswer) -> float:
    """How far the panel pointed at the same sentences: raters who named a span, as a share of all three, on average."""
    named = [raters for spans in answer.evidence.values() for _, _, raters in spans]
    return sum(named) / (3 * len(named)) if named else 0.0


def chosen(answers: Sequence[RatedAnswer], *, cohort: str, rater: str) -> tuple[RatedAnswer, ...]:
    """Six answers: a good, an average and a poor one for each round, in an order that gives nothing away.

    They come from plain answers of readable length on whose evidence the panel agreed most; practice answers of
    learners are left out. Cohort and rater decide which, and the same two give the same six.

    Raises:
        ContentError: When there are not two answers of each quality.
    """
    numbers = draw(cohort, rater, 0, "training")
    rounds: list[list[RatedAnswer]] = [[] for _ in range(ROUNDS)]
    for name, (low, high) in QUALITIES.items():
        fitting = [one for one in answers if low <= one.overall <= high and _is_usable(one)]
        pool = sorted(fitting, key=lambda one: (-agreed(one), -len(reasons(one)), one.id))[:CANDIDATES]
        if len(pool) < ROUNDS:
            what = f"holds fewer than {ROUNDS} {name} answers for a training"
            raise ContentError(Problem("exercises/rated.jsonl", 0, "overall", what, "restore the file"))
        for part in rounds:
            part.append(pool.pop(next(numbers) % len(pool)))
    return tuple(part.pop(next(numbers) % len(part)) for part in rounds for _ in range(len(part)))


def _is_usable(answer: RatedAnswer) -> bool:
    return answer.kind == "plain" and not answer.practice and len(answer.text) <= LONGEST


def accuracy(answers: Sequence[RatedAnswer], given: Mapping[str, Mapping[str, int]]) -> Accuracy | None:
    """How accurate the levels of a round are; None until every answer in it is rated.

    Args:
        answers: The answers of the round.
        given: Id of an answer -> key -> level.
    """
    if not answers or any(answer.id not in given for answer in answers):
        return None
    gaps = [level - panel_level(answer, key) for answer in answers for key, level in given[answer.id].items()]
    count = len(gaps)
    return Accuracy(len(answers), sum(map(abs, gaps)) / count, sum(gaps) / count, sum(gap == 0 for gap in gaps) / count)


def panel_level(answer: RatedAnswer, key: str) -> int:
    """The panel's level on a dimension or the whole."""
    return answer.overall if key == OVERALL else answer.levels[key]


def change_told(before: Accuracy, after: Accuracy) -> list[str]:
    """What changed from the first round to the second, and what that can and cannot say."""
    nearer = before.distance - after.distance
    way = "nearer to" if nearer > 0 else "further from"
    distance = f"Your levels are {abs(nearer):.2f} {way} the panel's than before" if round(nearer, 2) else (
        "Your levels are as near to the panel's as before"
    )  # fmt: skip
    return [
        f"{distance}: {before.distance:.2f} apart on average, then {after.distance:.2f}.",
        f"The same level as the panel: {before.same:.0%} of the time, then {after.same:.0%}.",
        f"Severity: {_severity(before.severity)}, then {_severity(after.severity)}.",
        (
            f"{before.answers} answers before and {after.answers} after show a direction and prove nothing: others "
            "could have been easier or harder. Rate again with a colleague before you rely on it."
        ),
    ]


def reasons(answer: RatedAnswer) -> dict[str, tuple[str, ...]]:
    """Dimension -> the sentences that most of the panel named, where there are any."""
    found = {name: tuple(answer.text[a:b].strip() for a, b in answer.named(name)) for name in DIMENSIONS}
    return {name: quotes for name, quotes in found.items() if quotes}


def _severity(by: float) -> str:
    if abs(by) < 0.05:
        return "level with the panel"
    return f"{abs(by):.2f} {'above' if by > 0 else 'below'} it"
