"""Decision record: a learner's decision about a release, as the release workbench records it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from starlift.documents.forms import Form
from starlift.documents.model import Block, Bullets, Document, Gap, Heading, Table, Text
from starlift.packets.workbench_paper import WorkbenchPaper
from starlift.typeset import Paper, pdf
from starlift.workbenches.release.decision import read, variant_at
from starlift.workbenches.release.record import Record, as_markdown, record
from starlift.workbenches.release.situation import Variant, variant_for

_OWN = ("answer", "verify", "consequence", "cost", "reason", "expiry", "monitoring", "trigger", "dissent", "dated")
"""Beginnings of the names of fields that hold the learner's words; the others hold choices."""


class DecisionRecord(WorkbenchPaper):
    """The record of the situation that the learner worked on last."""

    name, title, kind = "decision-record", "Decision record", "release"

    def is_own(self, field: str) -> bool:
        """Whether it belongs to the situation and holds words."""
        return field.startswith(tuple(f"{self._variant.id}-{name}" for name in _OWN))

    def place(self, field: str) -> str:
        """The name of the field, without that of its situation."""
        return super().place(field.removeprefix(f"{self._variant.id}-"))

    def document(self) -> Document:
        """The record for a word processor."""
        sheet = self.sheet
        return Document(
            title=sheet.title,
            subtitle=f"Date: {sheet.dated}" if sheet.dated else "",
            notice=sheet.notice,
            blocks=tuple(_blocks(sheet)),
        )

    def file(self, form: Form, paper: Paper) -> bytes:
        """The record as the bytes of a file; on paper and as Markdown as the workbench gives it."""
        if form == "pdf":
            return pdf("decision-record", self.sheet.as_data(), paper=paper)
        return as_markdown(self.sheet).encode() if form == "md" else super().file(form, paper)

    @cached_property
    def sheet(self) -> Record:
        """The record."""
        return record(self.made_up, self._variant, read(self.made_up, self._variant, self.values))

    @cached_property
    def _variant(self) -> Variant:
        first = variant_for(self.made_up, self._journal.cohort, self._journal.participant)
        return variant_at(self.made_up, self.values, first)


def _blocks(sheet: Record) -> Iterator[Block]:
    yield Text(f"Finding. {sheet.finding} Planned release: {sheet.release}.")
    yield Heading("Facts")
    yield Table(("No.", "Role", "Claim", "Mark"), sheet.claims, (1, 4, 9, 4))
    yield Heading("Six questions")
    yield Table(("Question", "Answer", "Rests on"), sheet.answers, (4, 7, 3))
    yield Heading("Mitigations")
    yield Table(("Mitigation", "Lowers", "How verified"), sheet.mitigations, (4, 2, 7))
    yield Heading("Options")
    yield Table(("Option", "Consequence", "Undone", "Cost"), sheet.options, (4, 5, 3, 4))
    yield Heading("Decision")
    yield Table(("Term", "Decided"), sheet.terms, (3, 9))
    yield Heading("Still open")
    if not sheet.open:
        yield Bullets(["Nothing that the checks look for."])
    for question in sheet.open:
        yield Gap(question)
