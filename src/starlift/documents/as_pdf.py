"""PDF: a document set by typst, tagged, with its fonts in it."""

from __future__ import annotations

import json
from typing import Any

from starlift.documents.model import (
    Block,
    Bullets,
    Card,
    Document,
    Figure,
    Gap,
    Heading,
    Own,
    Quoted,
    Table,
    Text,
    clean,
    one_line,
)
from starlift.typeset import Paper, fonts_lack, pdf


def as_pdf(document: Document, paper: Paper) -> bytes:
    """The document as pages of print; the same document gives the same bytes."""
    return pdf("document", data_of(document), paper=paper)


def data_of(document: Document) -> dict[str, Any]:
    """What the template is given, in plain JSON types."""
    return {
        "title": _line(document.title),
        "subtitle": _line(document.subtitle),
        "notice": _line(document.notice),
        "pages": document.pages,
        "blocks": [_block(block) for block in document.blocks],
    }


def lacking(document: Document) -> str:
    """The signs in the document for which the fonts of a PDF have no picture; a box stands for each, and its text."""
    return fonts_lack(json.dumps(data_of(document), ensure_ascii=False))


def _block(block: Block) -> dict[str, Any]:  # noqa: PLR0911 - one line for each kind of block
    kind = {"kind": type(block).__name__.lower()}
    match block:
        case Heading():
            return {**kind, "text": _line(block.text), "level": block.level}
        case Text():
            return {**kind, "text": _line(block.text), "quiet": block.quiet}
        case Own():
            return {**kind, "text": _line(block.text)}
        case Quoted() | Bullets():
            return {**kind, "lines": [_line(line) for line in block.lines]}
        case Card():
            return {**kind, "cues": [[_line(label), _line(words)] for label, words in block.cues]}
        case Gap():
            return {**kind, "text": _line(block.question), "hints": [_line(hint) for hint in block.hints]}
        case Table():
            rows = [[_line(cell) for cell in row] for row in block.rows]
            widths = list(block.widths) or [1] * len(block.head)
            return {**kind, "head": [_line(cell) for cell in block.head], "rows": rows, "widths": widths}
        case Figure():
            return {**kind, "svg": block.svg, "told": _line(block.told)}
        case _:
            return kind


def _line(text: str) -> str:
    return one_line(clean(text))
