"""Debrief: what a whole room showed, in figures that tell of nobody, and what to ask it next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from starlift.collected.pseudonyms import SMALLEST_GROUP
from starlift.collected.rows import Row
from starlift.content import Content
from starlift.dimensions import DIMENSIONS
from starlift.reports.change import Changes, changes_of
from starlift.reports.mask import Mask
from starlift.reports.outcomes import Outcome, large_groups, need_some, outcomes_of, signals_of, title_of
from starlift.reports.pairs import Pairs, pairs_of
from starlift.reports.thin import Thin
from starlift.reports.wall import HEARD

LEVELS = (0, 1, 2, 3)
QUESTIONS = 2


@dataclass(frozen=True)
class Spread:
    """How the last attempts are spread over the levels of one dimension.

    Attributes:
        counts: Answers at level 0, 1, 2 and 3; a level between two counts for the nearer, a half for the higher.
        mean: Their mean.
        by_case: Mean of each case, in the order of `Debrief.cases`.
    """

    dimension: str
    counts: tuple[int, ...]
    mean: float
    by_case: tuple[float, ...]


@dataclass(frozen=True)
class Lack:
    """The signal that a room lacks most.

    Attributes:
        missing: Answers that show it below `HEARD`.
        of: Answers to cases that are about it.
        mean: Their mean level.
        questions: What to ask the room.
    """

    signal: str
    missing: int
    of: int
    mean: float
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Debrief:
    """What is told of one room.

    Attributes:
        cases: Titles of the cases that are told of, each with how many people worked on it.
        lack: None where no signal has enough answers.
        left_out: Sentences on what is not in it.
    """

    people: int
    answers: int
    cases: tuple[tuple[str, int], ...]
    spreads: tuple[Spread, ...]
    changes: Changes
    pairs: Pairs
    lack: Lack | None
    left_out: tuple[str, ...]


def debrief_of(rows: Sequence[Row], content: Content, names: Iterable[str] = ()) -> Debrief:
    """The debrief of a room.

    Args:
        rows: Of one cohort.
        content: Cases, rubric and questions.
        names: Names of the people on the roster, which no shown text may hold.

    Raises:
        JournalError: When there is nothing to tell of, or no group is large enough.
    """
    thin = Thin(content)
    kept, left_out = large_groups(outcomes_of(rows, thin), content)
    need_some(rows, kept)
    by_case: dict[str, list[Outcome]] = {
        case: held for case in (*content.cases, *_others(kept, content))
        if (held := [one for one in kept if one.last.case == case])
    }  # fmt: skip
    return Debrief(
        people=len({one.who for one in kept}),
        answers=len(kept),
        cases=tuple((title_of(case, content), len(held)) for case, held in by_case.items()),
        spreads=tuple(_spread(name, kept, list(by_case.values())) for name in DIMENSIONS),
        changes=changes_of(kept),
        pairs=pairs_of(kept, content, thin, Mask({row.participant for row in rows}, names)),
        lack=_lack(kept, content),
        left_out=left_out,
    )


def _others(kept: Sequence[Outcome], content: Content) -> list[str]:
    return sorted({one.last.case for one in kept} - set(content.cases))


def _spread(name: str, kept: Sequence[Outcome], cases: Sequence[Sequence[Outcome]]) -> Spread:
    nearest = [min(LEVELS[-1], int(one.final[name] + 0.5)) for one in kept]
    counts = tuple(nearest.count(level) for level in LEVELS)
    return Spread(name, counts, _mean(name, kept), tuple(_mean(name, held) for held in cases))


def _mean(name: str, outcomes: Sequence[Outcome]) -> float:
    return fmean(one.final[name] for one in outcomes)


def _lack(kept: Sequence[Outcome], content: Content) -> Lack | None:
    """The signal with the largest share below `HEARD`, of those that the cases are about; of equals the lowest mean."""
    heard: dict[str, list[float]] = {}
    for one in kept:
        for signal in signals_of(one.last.case, content):
            heard.setdefault(signal, []).append(one.final[signal])
    found = [
        (-sum(level < HEARD for level in levels) / len(levels), fmean(levels), DIMENSIONS.index(signal), signal)
        for signal, levels in heard.items()
        if len(levels) >= SMALLEST_GROUP
    ]
    if not found:
        return None
    *_, signal = min(found)
    levels = heard[signal]
    missing, mean = sum(level < HEARD for level in levels), fmean(levels)
    return Lack(signal, missing, len(levels), mean, _questions(signal, mean, content))


def _questions(signal: str, mean: float, content: Content) -> tuple[str, ...]:
    """Follow-up questions for that level, then others about the signal."""
    level = min(2, int(mean + 0.5))
    asked = content.questions.follow_ups[signal]
    fitting = sorted(asked, key=lambda one: (level not in one.levels, one.harder))
    return tuple(one.text for one in fitting[:QUESTIONS])
