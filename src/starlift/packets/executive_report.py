"""Executive report: a learner's metric pack as one page for executives."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from starlift.documents.forms import Form
from starlift.documents.model import Block, Document, Figure, Heading, Table, Text
from starlift.packets.workbench_paper import WorkbenchPaper
from starlift.typeset import Paper
from starlift.workbenches.metrics.generator import generate
from starlift.workbenches.metrics.pack import Pack, read_pack
from starlift.workbenches.metrics.programme import Programme, of_own_findings
from starlift.workbenches.metrics.report import as_pdf, report_data
from starlift.workbenches.owndata.chosen import chosen
from starlift.workbenches.owndata.files import FOLDER

_OWN = ("headline", "comment-", "what-", "price-", "whom-", "when-")
"""Beginnings of the names of fields that hold the learner's words; the others hold choices."""


class ExecutiveReport(WorkbenchPaper):
    """The report of the six views, over the data on which the learner chose them."""

    name, title, kind = "executive-report", "Executive report", "metrics"

    def is_own(self, field: str) -> bool:
        """Whether it holds words."""
        return field.startswith(_OWN)

    def document(self) -> Document:
        """The report for a word processor.

        Raises:
            StarliftError: When no view is chosen yet.
        """
        told = self._told
        return Document(title=told["headline"], subtitle=told["span"], blocks=tuple(_blocks(told)))

    def file(self, form: Form, paper: Paper) -> bytes:
        """The report as the bytes of a file; on paper as the workbench gives it."""
        if form == "pdf":
            return as_pdf(self._pack, self._programme, self.made_up, paper)
        return super().file(form, paper)

    @cached_property
    def _told(self) -> dict[str, Any]:
        return report_data(self._pack, self._programme, self.made_up)

    @cached_property
    def _pack(self) -> Pack:
        return read_pack(self.values, self.made_up)

    @cached_property
    def _programme(self) -> Programme:
        """The learner's own findings where they work on these, else those that come with the workbench."""
        own = chosen(self.own_data / FOLDER, self.values, "findings")
        return of_own_findings(own.table, "Your own findings.") if own else generate(self.made_up.programme)


def _blocks(told: dict[str, Any]) -> Iterator[Block]:
    for section in told["sections"]:
        yield Heading(section["title"])
        for entry in section["entries"]:
            yield Heading(entry["title"], 2)
            yield Text(entry["comment"])
            if entry["svg"]:
                yield Figure(entry["svg"], entry["told"])
            yield Text(f"{entry['key']} {entry['source']}.", quiet=True)
    if told["asks"]:
        yield Heading("What we ask for")
        asks = [(ask["what"], ask["price"], ask["whom"], ask["when"]) for ask in told["asks"]]
        yield Table(("Decision", "Takes", "Of whom", "By when"), asks, (5, 3, 2, 2))
    yield Text(f"{told['gaps']} {told['notes']}".strip(), quiet=True)
