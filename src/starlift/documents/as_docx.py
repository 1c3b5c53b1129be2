"""DOCX: a document to go on writing in, with real styles; the same document gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from starlift.documents import docx_styles
from starlift.documents.docx_styles import CELL, CUE, DETAIL, GAP, NOTICE, OWN
from starlift.documents.model import (
    HINT,
    LANGUAGE,
    OPEN,
    Block,
    Break,
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
from starlift.typeset import Paper, png

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_ZIP_EPOCH = (2000, 1, 1, 0, 0, 0)
_PROPERTY = 255
"""Characters that python-docx takes for a property."""
_PICTURE_WIDTH = 0.55
"""Share of the width of the text that a figure takes."""


def as_docx(document: Document, paper: Paper) -> bytes:
    """The document for a word processor; it names no author, no machine and no time."""
    import docx  # noqa: PLC0415 - with its XML parser, loaded when a document is wanted

    made = docx.Document()
    docx_styles.prepare(made, paper, tight=document.pages == 1)
    _describe(made, document)
    _add(made, document.title, "Title")
    if document.subtitle:
        _add(made, document.subtitle, "Subtitle")
    if document.notice:
        _add(made, document.notice, NOTICE)
    for number, block in enumerate(document.blocks):
        first = len(made.paragraphs)
        _block(made, block)
        if number and isinstance(document.blocks[number - 1], Break) and len(made.paragraphs) > first:
            made.paragraphs[first].paragraph_format.page_break_before = True
    _without_thumbnail(made)
    out = io.BytesIO()
    made.save(out)
    return _timeless(out.getvalue())


def _describe(made: Any, document: Document) -> None:
    properties = made.core_properties
    properties.title, properties.subject = (_line(text)[:_PROPERTY] for text in (document.title, document.subtitle))
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.language = LANGUAGE
    properties.created = properties.modified = _EPOCH
    properties.revision = 1


def _block(made: Any, block: Block) -> None:
    for text, style in _paragraphs(block):
        _add(made, text, style)
    match block:
        case Card():
            _card(made, block)
        case Gap():
            _gap(made, block)
        case Table():
            _table(made, block)
        case Figure():
            _figure(made, block)


def _paragraphs(block: Block) -> list[tuple[str, str]]:
    """Text and style of each paragraph of a block that is nothing else."""
    match block:
        case Heading():
            return [(block.text, f"Heading {block.level}")]
        case Text():
            return [(block.text, DETAIL if block.quiet else "Normal")]
        case Own():
            return [(block.text, OWN)]
        case Quoted():
            return [(line, "Quote") for line in block.lines]
        case Bullets():
            return [(line, "List Bullet") for line in block.lines]
        case _:
            return []


def _add(made: Any, text: str, style: str) -> Any:
    paragraph = made.add_paragraph(style=style)
    docx_styles.write(paragraph, _line(text))
    return paragraph


def _card(made: Any, card: Card) -> None:
    for label, words in card.cues:
        paragraph = made.add_paragraph(style=CUE)
        docx_styles.write(paragraph, f"{_line(label)}: ", bold=True)
        docx_styles.write(paragraph, _line(words))


def _gap(made: Any, gap: Gap) -> None:
    paragraph = made.add_paragraph(style=GAP)
    paragraph.add_run(f"? {OPEN}: ").bold = True
    docx_styles.write(paragraph, _line(gap.question))
    for number, hint in enumerate(gap.hints, start=1):
        paragraph.add_run().add_break()
        docx_styles.write(paragraph, f"{HINT} {number}: {_line(hint)}")


def _table(made: Any, block: Table) -> None:
    table = made.add_table(rows=0, cols=len(block.head), style="Table Grid")
    table.autofit = False
    shares = block.widths or [1.0] * len(block.head)
    widths = [int(docx_styles.text_width(made) * share / sum(shares)) for share in shares]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for number, row in enumerate([block.head, *block.rows]):
        cells = table.add_row().cells
        for cell, text, width in zip(cells, row, widths, strict=True):
            cell.width, cell.paragraphs[0].style = width, CELL
            docx_styles.write(cell.paragraphs[0], _line(text), bold=number == 0)
    docx_styles.keep_rows(table)
    made.add_paragraph(style=DETAIL)  # two tables in a row would become one


def _figure(made: Any, block: Figure) -> None:
    made.paragraphs[-1].paragraph_format.keep_with_next = True
    picture = made.add_picture(io.BytesIO(png(block.svg)), width=int(docx_styles.text_width(made) * _PICTURE_WIDTH))
    made.paragraphs[-1].paragraph_format.keep_with_next = True
    properties = picture._inline.docPr  # python-docx has no other door to the description
    properties.set("descr", _line(block.told))
    properties.set("name", f"Figure {properties.get('id')}")


def _without_thumbnail(made: Any) -> None:
    """Leave out the picture of another document that python-docx's template brings."""
    relations = made.part.package.rels
    for name in [name for name, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[name]


def _timeless(data: bytes) -> bytes:
    """The same package without times."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            made.writestr(entry, given.read(name))
    return out.getvalue()


def _line(text: str) -> str:
    return one_line(clean(text))
