"""Comparing: the comparison of cohorts, read from their tables and written as a page and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from starlift.collected.cells import harmless
from starlift.collected.pseudonyms import SMALLEST_GROUP
from starlift.collected.reading import table_rows
from starlift.collected.rows import Row
from starlift.content import Content
from starlift.errors import JournalError, Problem, shown_path
from starlift.privatefile import write_private
from starlift.reports.change import KEYS, count, signed
from starlift.reports.comparison import Comparison, Overrun, comparison_of, planned_minutes
from starlift.reports.page import STYLES, change_row, page
from starlift.runsheets import RunSheet
from starlift.typeset import Paper

_COLUMNS = ("cohort", "dimension", "people", "answers", "thin", "final", "change", "low", "high")
_TIMES = ("cohort", "case", "people", "planned", "quarter", "median", "three_quarters", "over", "took_longer")


def compare(tables: Sequence[Path], content: Content, sheet: RunSheet | None = None) -> Comparison:
    """The comparison of the cohorts in several tables.

    Args:
        tables: Folders that ``starlift cohort collect`` wrote, or their tables of attempts.
        content: Cases and thin answers.
        sheet: The plan that times are held against; by default that of the notebooks.

    Raises:
        JournalError: When a table cannot be read, a cohort stands in two of them, or there is nothing to tell of.
    """
    rows: list[Row] = []
    found: dict[str, Path] = {}
    for path in tables:
        held = table_rows(path)
        for cohort in sorted({row.cohort for row in held}):
            if cohort in found:
                what = f"tells of the cohort {cohort!r}, and so does {shown_path(found[cohort])}"
                fix = "name one of them, so that nobody counts twice"
                raise JournalError(Problem(shown_path(path), 0, "TABLE", what, fix))
            found[cohort] = path
        rows += held
    return comparison_of(rows, content, planned_minutes(content, sheet))


def write_comparison(
    comparison: Comparison, content: Content, folder: Path, *, sheet: RunSheet | None = None, paper: Paper = "a4"
) -> list[Path]:
    """Write ``comparison.html``, ``comparison.csv`` and ``overrun.csv``; all are made before the first is written.

    Returns:
        The files.

    Raises:
        OSError: When one cannot be written.
    """
    made = {
        "comparison.html": comparison_page(comparison, content, sheet=sheet, paper=paper),
        "comparison.csv": _csv(_COLUMNS, _change_records(comparison)),
        "overrun.csv": _csv(_TIMES, map(_overrun_record, comparison.overruns)),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        write_private(folder / name, text.encode())
    return [folder / name for name in made]


def comparison_page(
    comparison: Comparison, content: Content, *, sheet: RunSheet | None = None, paper: Paper = "a4"
) -> str:
    """The comparison as an HTML page."""
    changes = comparison.changes
    people = sum(held.people for held in changes.values())
    names = content.rubric.names
    return page(
        "comparison.html",
        styles=STYLES,
        paper=paper,
        size=f"{count(len(changes), 'cohort', 'cohorts')}, {count(people, 'person', 'people')}",
        told=_told(changes),
        groups=[{"name": names[key], "rows": _rows(changes, number)} for number, key in enumerate(KEYS)],
        plan=_plan(sheet),
        overruns=[_overrun_row(one) for one in comparison.overruns],
        notes=_notes(comparison),
    )


def _rows(changes: Mapping[str, Any], number: int) -> list[dict[str, Any]]:
    return [
        {"cohort": cohort, "people": held.people, **change_row(held.each[number])} for cohort, held in changes.items()
    ]


def _told(changes: Mapping[str, Any]) -> str:
    if not changes:
        return "Nobody began from a thin answer, so there is no change to compare."
    fewest = min(held.people for held in changes.values())
    return (
        "Thin is the mean level of the thin answers of the cases that a cohort worked on, final that of the last "
        "attempts. An interval is the middle 95 % of 1,000 cohorts drawn anew from these people; the smallest cohort "
        f"here has {fewest}. Where the intervals of two cohorts overlap, their difference may be chance, and even a "
        "clear one does not say why: rooms differ in people, cases and time. The levels are those of the feedback."
    )


def _plan(sheet: RunSheet | None) -> str:
    plan = (
        f"The plan is the run sheet {sheet.title}: the exercise minutes of its blocks with Read, Rate or Rewrite"
        if sheet
        else "The plan is what the notebooks give to Read, Rate and Rewrite"
    )
    return (
        f"{plan}. The time is counted from the first trace in the journal to the last attempt, without pauses; reading "
        "before the first trace leaves none, so that people really took somewhat longer."
    )


def _overrun_row(one: Overrun) -> dict[str, Any]:
    return {
        "cohort": one.cohort,
        "title": one.title,
        "people": one.people,
        "planned": one.planned,
        "median": f"{one.median:.0f}",
        "middle": f"{one.low:.0f} to {one.high:.0f}",
        "over": _over(one),
        "longer": f"{one.longer} of {one.people}",
    }


def _over(one: Overrun) -> str:
    """Minutes over the plan, and as a share of it."""
    minutes = signed(one.over, 0)
    return f"{minutes} ({signed(100 * one.over / one.planned, 0)} %)" if one.planned else minutes


def _notes(comparison: Comparison) -> list[str]:
    rule = f"Names, ids, texts, and every case that fewer than {SMALLEST_GROUP} people of a cohort have worked on."
    return [*comparison.left_out, rule]


def _change_records(comparison: Comparison) -> Iterable[Sequence[Any]]:
    for cohort, held in comparison.changes.items():
        for one in held.each:
            figures = (one.start, one.final, one.change.value, one.change.low, one.change.high)
            numbers = ["" if value != value else f"{value:.3f}" for value in figures]  # noqa: PLR0124 - NaN
            yield (cohort, one.key, held.people, held.answers, *numbers)


def _overrun_record(one: Overrun) -> Sequence[Any]:
    times = [f"{value:.1f}" for value in (one.low, one.median, one.high, one.over)]
    return (one.cohort, one.title, one.people, one.planned, *times, one.longer)


def _csv(head: Sequence[str], records: Iterable[Sequence[Any]]) -> str:
    """CSV as spreadsheets read it, with no cell that could be a formula; numbers are ours and stay as they are."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    for record in records:
        writer.writerow([harmless(record[0]), *record[1:]])
    return "\N{BYTE ORDER MARK}" + text.getvalue()
