"""Comparison: cohorts beside each other, in levels, change and time, for whoever answers for a programme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from starlift.collected.pseudonyms import SMALLEST_GROUP
from starlift.collected.rows import Row
from starlift.content import OWN_STORY, Content
from starlift.reports.change import Changes, changes_of
from starlift.reports.outcomes import Outcome, large_groups, need_some, outcomes_of, title_of
from starlift.reports.thin import Thin
from starlift.runsheets import RunSheet
from starlift.steps import RATE, READ, REWRITE, steps_of

BEFORE_ATTEMPT = (READ, RATE, REWRITE)
"""The steps whose time the journal shows: it is counted until the last attempt."""


@dataclass(frozen=True)
class Overrun:
    """The time that a cohort spent on one case until the last attempt, and the plan.

    Attributes:
        title: Of the case.
        people: Learners with an attempt.
        planned: Minutes of the plan for the same steps.
        low: Minutes below which a quarter stayed.
        median: The middle of them all.
        high: Minutes above which a quarter came.
        longer: Learners who took longer than planned.
    """

    cohort: str
    title: str
    people: int
    planned: int
    low: float
    median: float
    high: float
    longer: int

    @property
    def over(self) -> float:
        """Minutes over the plan; below it negative."""
        return self.median - self.planned


@dataclass(frozen=True)
class Comparison:
    """What is told of several cohorts.

    Attributes:
        changes: Cohort -> its levels and their change, in the order of the cohorts' ids.
        overruns: By cohort and case.
        left_out: Sentences on what is not in it.
    """

    changes: Mapping[str, Changes]
    overruns: tuple[Overrun, ...]
    left_out: tuple[str, ...]


def comparison_of(rows: Sequence[Row], content: Content, planned: Mapping[str, int]) -> Comparison:
    """The comparison of the cohorts in `rows`.

    A thin answer counts with the mean level of all thin answers of its case, in every cohort alike, since a table does
    not say who had which.

    Args:
        rows: Of all cohorts.
        content: Cases and thin answers.
        planned: Case -> minutes until the last attempt, as `planned_minutes` gives them.

    Raises:
        JournalError: When there is nothing to tell of, or no group is large enough.
    """
    outcomes = outcomes_of(rows, Thin(content))
    by_cohort: dict[str, list[Outcome]] = {}
    left_out: list[str] = []
    for cohort in sorted({row.cohort for row in rows}):
        held, told = large_groups([one for one in outcomes if one.last.cohort == cohort], content)
        by_cohort[cohort] = held
        left_out += [f"{cohort}: {line}" for line in told if held]
        if not held:
            left_out.append(f"{cohort}: no case with {SMALLEST_GROUP} people or more, left out.")
    kept = [one for held in by_cohort.values() for one in held]
    need_some(rows, kept)
    changes = {cohort: changes_of(held) for cohort, held in by_cohort.items() if any(one.start for one in held)}
    return Comparison(changes, tuple(_overruns(kept, rows, content, planned)), tuple(left_out))


def planned_minutes(content: Content, sheet: RunSheet | None = None) -> dict[str, int]:
    """Case -> minutes planned for it until the last attempt.

    A case that the run sheet works on has the exercise minutes of its blocks with the steps Read, Rate or Rewrite;
    every other has the minutes that its notebook plans for these steps. An own story has a plan in a run sheet alone.
    """
    plan = {
        case.id: sum(step.minutes for step in steps_of(case.id, case.story.minutes) if step.id in BEFORE_ATTEMPT)
        for case in content.cases.values()
    }
    timed: dict[str, int] = defaultdict(int)
    for block in sheet.blocks if sheet else ():
        if block.uses in (*content.cases, OWN_STORY) and set(block.steps) & set(BEFORE_ATTEMPT):
            timed[block.uses] += block.exercise
    return plan | timed


def _overruns(
    kept: Sequence[Outcome], rows: Sequence[Row], content: Content, planned: Mapping[str, int]
) -> list[Overrun]:
    spent: dict[tuple[str, str, str], float] = defaultdict(float)
    for row in rows:
        if row.attempt > 0:
            spent[row.cohort, row.participant, row.case] += row.minutes
    groups: dict[tuple[str, str], list[float]] = defaultdict(list)
    for one in kept:
        minutes = spent[(*one.who, one.last.case)]
        if minutes > 0:
            groups[one.last.cohort, one.last.case].append(minutes)
    order = {case: number for number, case in enumerate((*content.cases, OWN_STORY))}
    return [
        _overrun(cohort, title_of(case, content), groups[cohort, case], planned[case])
        for cohort, case in sorted(groups, key=lambda group: (group[0], order[group[1]]))
        if case in planned and len(groups[cohort, case]) >= SMALLEST_GROUP
    ]


def _overrun(cohort: str, title: str, minutes: Sequence[float], planned: int) -> Overrun:
    low, median, high = (float(one) for one in np.quantile(minutes, [0.25, 0.5, 0.75]))
    longer = sum(one > planned for one in minutes)
    return Overrun(cohort, title, len(minutes), planned, low, median, high, longer)
