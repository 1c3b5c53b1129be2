"""Outcomes: where each learner's answer to a case began and how it ended, without groups that are too small."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from starlift.collected.pseudonyms import SMALLEST_GROUP
from starlift.collected.rows import Row
from starlift.content import OWN_STORY, Content
from starlift.dimensions import SIGNALS
from starlift.errors import JournalError, Problem
from starlift.reports.thin import Levels, Thin, with_overall

OWN = "Own story"


@dataclass(frozen=True)
class Outcome:
    """One learner at one case.

    Attributes:
        attempts: Their rows, from the first to the last; a last one that could not be rated is none of them.
        start: Levels of the thin answer; empty for an own story, which has none.
        final: Levels of the last attempt.
    """

    attempts: tuple[Row, ...]
    start: Levels
    final: Levels

    @property
    def who(self) -> tuple[str, str]:
        """Whose it is: to count people, and never to be shown."""
        return self.last.cohort, self.last.participant

    @property
    def last(self) -> Row:
        """The attempt that counts."""
        return self.attempts[-1]


def outcomes_of(rows: Iterable[Row], thin: Thin) -> list[Outcome]:
    """One for each learner and case with an attempt that has levels, in the order of the rows."""
    held: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.attempt > 0:
            held[row.cohort, row.participant, row.case].append(row)
    found = []
    for attempts in held.values():
        while attempts and attempts[-1].overall is None:
            attempts.pop()
        if attempts:
            last = attempts[-1]
            final = with_overall(last.overall or 0.0, last.levels)
            found.append(Outcome(tuple(attempts), thin.levels(last.case, last.variant), final))
    return found


def large_groups(outcomes: Iterable[Outcome], content: Content) -> tuple[list[Outcome], tuple[str, ...]]:
    """The outcomes that may be told of, and sentences on what is left out.

    A group is everybody of one cohort at one case. One of fewer than `SMALLEST_GROUP` people is left out of every
    figure, sums too, so that it cannot be had by subtraction; and so is a case that the content does not know.
    """
    groups: dict[tuple[str, str], list[Outcome]] = defaultdict(list)
    for one in outcomes:
        groups[one.last.cohort, one.last.case].append(one)
    kept: list[Outcome] = []
    told: list[str] = []
    for (_, case), group in groups.items():
        name = title_of(case, content)
        if not name:
            told.append("A case that these materials do not know is left out.")
        elif len(group) < SMALLEST_GROUP:
            told.append(f"{name}: fewer than {SMALLEST_GROUP} people, left out.")
        else:
            kept += group
    return kept, tuple(sorted(set(told)))


def need_some(rows: Sequence[Row], kept: Sequence[Outcome]) -> None:
    """See that there is something to tell of.

    Raises:
        JournalError: When there is not, with the reason.
    """
    if kept:
        return
    if not any(row.attempt for row in rows):
        what, fix = "nobody has kept an attempt yet", "name other sources with --from, or wait until they have"
    else:
        what = f"no case has rated answers of {SMALLEST_GROUP} people or more, and fewer would be recognised"
        fix = "collect more journals, or talk about it without figures"
    raise JournalError(Problem("", 0, "", what, fix))


def title_of(case: str, content: Content) -> str:
    """What a case is called, or "" for one that the content does not know."""
    if case == OWN_STORY:
        return OWN
    return content.cases[case].story.title if case in content.cases else ""


def signals_of(case: str, content: Content) -> tuple[str, ...]:
    """The signals that a case is about; all for an own story."""
    return content.cases[case].story.signals if case in content.cases else SIGNALS
