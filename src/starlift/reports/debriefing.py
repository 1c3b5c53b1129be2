"""Debriefing: the debrief of one cohort, shown in a notebook and written as a page, slides and one sheet of print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from starlift.collected.expected import Expected
from starlift.collected.pseudonyms import SMALLEST_GROUP
from starlift.collected.reading import read_rows
from starlift.content import Content, default_content
from starlift.documents.as_pdf import as_pdf
from starlift.documents.model import Block, Bullets, Document, Heading, Table, Text
from starlift.errors import Problem
from starlift.page import Shown
from starlift.privatefile import write_private
from starlift.reports.change import count
from starlift.reports.debrief import LEVELS, Debrief, Lack, Spread, debrief_of
from starlift.reports.page import STYLES, change_row, fragment, page
from starlift.reports.pairs import Pair
from starlift.reports.wall import HEARD
from starlift.typeset import Paper

SLIDE_WORDS = 75
"""Words of a text on a slide; the page has all of it."""
_TEXT_WIDTH, _FIGURE_WIDTH = 2.4, 1.0


@dataclass(frozen=True)
class Debriefing:
    """A debrief with what is made of it.

    Attributes:
        debrief: The figures.
        content: Names of dimensions.
        findings: What was passed over while it was read.
    """

    debrief: Debrief
    content: Content
    findings: tuple[Problem, ...] = ()

    @classmethod
    def open(
        cls,
        cohort: str,
        sources: Iterable[str | Path],
        content: Content | None = None,
        names: dict[str, str] | None = None,
    ) -> Debriefing:
        """The debrief of a cohort.

        Args:
            cohort: Its id.
            sources: Folders with journals, zips, exported journals, or a folder that ``cohort collect`` made.
            content: The workspace's content; by default found from the current folder.
            names: Participant's id -> name, where the roster is known; only these people's journals are then read.

        Raises:
            JournalError: When a source cannot be read, or there is nothing that may be told of.
        """
        content = content or default_content()
        ids = None if names is None else list(names)
        read = read_rows([Path(source) for source in sources], Expected(cohort, ids))
        debrief = debrief_of(read.rows, content, (names or {}).values())
        return cls(debrief, content, read.findings)

    @property
    def lack(self) -> Shown:
        """The signal that the room lacks most, and what to ask."""
        return self._shown("debrief-lack.html", _lack_lines(self._told["lack"]))

    @property
    def levels(self) -> Shown:
        """The heat map."""
        rows = [
            f"{row['name']}: {' '.join(str(one['count']) for one in row['cells'])}" for row in self._told["spreads"]
        ]
        return self._shown("debrief-levels.html", rows)

    @property
    def change(self) -> Shown:
        """The change from thin to final."""
        rows = [f"{row['name']}: {row['change']} ({row['interval']})" for row in self._told["changes"]]
        return self._shown("debrief-change.html", [*rows, self._told["changes_told"]])

    @property
    def pairs(self) -> Shown:
        """The pairs."""
        texts = [f"{one['title']}\n{one['before']}\n->\n{one['after']}" for one in self._told["pairs"]]
        return self._shown("debrief-pairs.html", [self._told["pairs_told"], *texts])

    def write(self, folder: Path | str, *, paper: Paper = "a4") -> list[Path]:
        """Write page, slides and sheet; all are made before the first is written, and only you can read them.

        Returns:
            The files.

        Raises:
            OSError: When one cannot be written.
        """
        styles = ("base.css", "slides.css", "report.css")
        made = {
            "debrief.html": page("debrief.html", styles=STYLES, paper=paper, **self._told).encode(),
            "slides.html": page(
                "debrief-slides.html", styles=styles, scripts=("slides.js",), paper=paper, landscape=True, **self._told
            ).encode(),
            "debrief.pdf": as_pdf(self._document, paper),
        }
        Path(folder).mkdir(parents=True, exist_ok=True)
        for name, data in made.items():
            write_private(Path(folder, name), data)
        return [Path(folder, name) for name in made]

    def _shown(self, template: str, lines: Sequence[str]) -> Shown:
        return Shown(fragment(template, **self._told), "\n".join(lines))

    @cached_property
    def _told(self) -> dict[str, Any]:
        """What the templates are given."""
        debrief, names = self.debrief, self.content.rubric.names
        return {
            "size": _size(debrief),
            "levels": LEVELS,
            "cases": debrief.cases,
            "spreads": [{"name": names[one.dimension], **_spread_row(one, debrief.answers)} for one in debrief.spreads],
            "changes": [{"name": names[one.key], **change_row(one)} for one in debrief.changes.each],
            "changes_told": debrief.changes.told,
            "pairs": [_pair_row(one) for one in debrief.pairs.found],
            "pairs_told": debrief.pairs.told,
            "lack": self._lack_row(debrief.lack),
            "notes": _notes(debrief),
        }

    def _lack_row(self, lack: Lack | None) -> dict[str, Any] | None:
        if lack is None:
            return None
        dimension = self.content.rubric[lack.signal]
        told = f"{lack.missing} of {lack.of} answers show it below {HEARD:g} of 3 (mean {lack.mean:.1f})."
        if not lack.missing:
            told = f"No signal is lacking; this one is the weakest, with a mean of {lack.mean:.1f} of 3."
        told += " It is chosen among the signals that these cases are about."
        return {"name": dimension.name, "told": told, "asks": dimension.asks, "questions": lack.questions}

    @property
    def _document(self) -> Document:
        """The sheet of print."""
        told = self._told
        names = [row["name"] for row in told["spreads"]]
        by_name = {row["name"]: row for row in told["changes"]}
        rows = [
            (
                row["name"],
                *(str(one["count"]) for one in row["cells"]),
                row["mean"],
                *_change_cells(by_name.get(row["name"])),
            )
            for row in told["spreads"]
        ]
        overall = [
            (name, *["–"] * (len(LEVELS) + 1), *_change_cells(row))
            for name, row in by_name.items()
            if name not in names
        ]
        lack = told["lack"]
        ask: list[Block] = []
        if lack:
            title = f"What the room lacks most: {lack['name']}"
            ask = [Heading(title), Text(lack["told"]), Bullets(lack["questions"])]
        head = ["Dimension", *(f"Level {level}" for level in LEVELS), "Mean", "From thin", "Change", "95 % interval"]
        widths = (_TEXT_WIDTH, *[_FIGURE_WIDTH] * (len(LEVELS) + 3), 1.6)
        return Document(
            "Debrief: what the room showed",
            [
                *ask,
                Heading("Answers by level, and how far they came from thin"),
                Table(head, [*rows, *overall], widths),
                Text(told["changes_told"], quiet=True),
                *self._by_case,
                Heading("Before and after"),
                Text(told["pairs_told"] + " The texts are on the page, debrief.html."),
                Heading("What is not in it"),
                Bullets(told["notes"]),
            ],
            subtitle=told["size"],
            pages=1,
        )

    @property
    def _by_case(self) -> list[Block]:
        """The means of each case on the sheet, where there are several."""
        titles = [title for title, _ in self.debrief.cases]
        if len(titles) < 2:
            return []
        rows = [(row["name"], *(one["mean"] for one in row["by_case"])) for row in self._told["spreads"]]
        return [Heading("Mean level by case, 0 to 3"), Table(["Dimension", *titles], rows, [1.4, *[1.0] * len(titles)])]


def _size(debrief: Debrief) -> str:
    cases = " · ".join(f"{title}: {people}" for title, people in debrief.cases)
    people = count(debrief.people, "person", "people")
    return f"{people}, {count(debrief.answers, 'last attempt', 'last attempts')} ({cases})"


def _spread_row(one: Spread, answers: int) -> dict[str, Any]:
    top = LEVELS[-1]
    return {
        "cells": [{"count": number, "heat": _heat(number / answers)} for number in one.counts],
        "mean": f"{one.mean:.1f}",
        "by_case": [{"mean": f"{mean:.1f}", "heat": _heat(mean / top)} for mean in one.by_case],
    }


def _heat(share: float) -> int:
    """A shade from 0 to 4 for a share from 0 to 1."""
    return min(4, int(share * 5))


def _change_cells(row: dict[str, Any] | None) -> tuple[str, str, str]:
    return (row["start"], row["change"], row["interval"]) if row else ("–", "–", "–")


def _pair_row(one: Pair) -> dict[str, Any]:
    return {**vars(one), "before_cut": _cut(one.before), "after_cut": _cut(one.after)}


def _cut(text: str) -> str:
    words = text.split()
    return " ".join(words) if len(words) <= SLIDE_WORDS else " ".join(words[:SLIDE_WORDS]) + " …"


def _lack_lines(lack: dict[str, Any] | None) -> list[str]:
    return [f"{lack['name']}: {lack['told']}", *lack["questions"]] if lack else ["No signal has enough answers."]


def _notes(debrief: Debrief) -> list[str]:
    return [
        *debrief.left_out,
        f"Names, ids, and every case that fewer than {SMALLEST_GROUP} people of the cohort have worked on.",
        "Answers that nobody has kept as an attempt, and attempts that the feedback could not rate.",
    ]
