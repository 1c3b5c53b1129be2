"""Parity: how equal the variants of a cohort are, measured and told to the facilitator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from starlift.cohorts.assignment import Assigned, alike, measures
from starlift.exercises import Variant

REPORT = "parity.md"


@dataclass(frozen=True)
class CaseParity:
    """The variants of one case in one cohort.

    Attributes:
        variants: How many different ones were given to how many participants.
        missing: Least and most dimensions that a thin answer lacks.
        words: Least, middle and most words.
        grade: Least, middle and most Flesch-Kincaid grade.
        neighbours: Pairs of neighbours on the roster that are alike.
    """

    case: str
    variants: tuple[int, int]
    missing: tuple[int, int]
    words: tuple[float, float, float]
    grade: tuple[float, float, float]
    neighbours: int


def parity(assigned: Assigned, cases: Sequence[str]) -> tuple[CaseParity, ...]:
    """What was assigned, case by case.

    Args:
        assigned: In the order of the roster.
        cases: Ids of the content's cases.
    """
    return tuple(
        _of_case(case, given) for case in cases if (given := [own[case] for own in assigned.values() if case in own])
    )


def _of_case(case: str, given: Sequence[Variant]) -> CaseParity:
    words = [measures(one.text)[0] for one in given]
    grades = [measures(one.text)[1] for one in given]
    lacks = [len(one.lacks) for one in given]
    return CaseParity(
        case,
        (len({one.id for one in given}), len(given)),
        (min(lacks), max(lacks)),
        (min(words), median(words), max(words)),
        (min(grades), median(grades), max(grades)),
        sum(alike(one, other) for one, other in pairwise(given)),
    )


def summary(found: Sequence[CaseParity]) -> str:
    """The report in one line."""
    if not found:
        return "No variants: nobody has a case."
    spread = max(one.words[2] / one.words[0] for one in found) - 1
    grades = max(one.grade[2] - one.grade[0] for one in found)
    near = sum(one.neighbours for one in found)
    return (
        f"Variants: lengths within {spread:.0%}, reading grades within {grades:.1f}, "
        f"{near or 'no'} neighbours alike, as many signals missing for all."
    )


def report(cohort: str, found: Sequence[CaseParity]) -> str:
    """The report as Markdown."""
    return "\n".join(_lines(cohort, found)) + "\n"


def _lines(cohort: str, found: Sequence[CaseParity]) -> Iterator[str]:
    yield from (f"# How equal the variants are: {cohort}", "", summary(found), "")
    yield "| case | different variants | participants | missing | words | reading grade | neighbours alike |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for one in found:
        low, high = one.missing
        missing = str(low) if low == high else f"{low} to {high}"
        words = f"{one.words[0]:.0f} to {one.words[2]:.0f}, middle {one.words[1]:.0f}"
        grade = f"{one.grade[0]:.1f} to {one.grade[2]:.1f}, middle {one.grade[1]:.1f}"
        different, people = one.variants
        yield f"| {one.case} | {different} | {people} | {missing} | {words} | {grade} | {one.neighbours} |"
    yield from (
        "",
        "*Missing*: dimensions of the rubric that the thin answer does not show. *Reading grade*: Flesch-Kincaid,",
        "with syllables estimated from spelling. *Neighbours*: those who follow each other on the",
        "roster and work on the case.",
    )
