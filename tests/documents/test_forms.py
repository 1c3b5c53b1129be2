"""Every form of a document holds every text of it as text, and nothing of the machine it was made on."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from typing import Any

import docx
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from starlift.documents.as_markdown import escaped
from starlift.documents.as_pdf import lacking
from starlift.documents.docx_styles import CELL, CUE, DETAIL, GAP, NOTICE, OWN
from starlift.documents.forms import FORMS, Form, written
from starlift.documents.model import (
    OPEN,
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
from starlift.typeset import Paper

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#123"/></svg>'
HOSTILE = [
    "<img src=x onerror=alert(1)> & <script>x</script> ]]> <!-- c -->",
    '#read("/etc/passwd") #{1+1} $x$ *bold* _it_ `raw` @ref <label> = no heading',
    "[link](javascript:alert(1)) ![i](http://example.org/x.png) https://example.org/y www.example.org",
    "NUL \0 bell \a escape \x1b[31m half \ud800 end \uffff",
    "turned \u202e around \u2067 here",
    "שלום עולם is what the note said",
    "1. not a list",
    "- no bullet",
    "a | b | c \\ d",
    "x" * 300,
]
WHOLE = Document(
    title="A title",
    subtitle="A subtitle",
    notice="A notice",
    blocks=(
        Heading("First"),
        Text("House words"),
        Text("Quiet words", quiet=True),
        Own("My own words."),
        Quoted(["Quoted one.", "Quoted two."]),
        Card([("Task", "a few words …")]),
        Break(),
        Heading("Second", 2),
        Bullets(["a point"]),
        Gap("What was it?", ["gently", "plainly"]),
        Table(("Head one", "Head two"), [("cell one", "cell two")], (1, 3)),
        Figure(SVG, "What the drawing shows"),
    ),
)
TEXTS = [
    "A title", "A subtitle", "A notice", "First", "House words", "Quiet words", "My own words.", "Quoted one.",
    "Quoted two.", "Task", "a few words …", "Second", "a point", "What was it?", "gently", "plainly", "Head one",
    "Head two", "cell one", "cell two",
]  # fmt: skip


def word(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def text_of(data: bytes, form: Form) -> str:
    """What a reader sees, without white space and what stands for it."""
    if form == "docx":
        made = word(data)
        cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
        text = "\n".join([*(paragraph.text for paragraph in made.paragraphs), *cells])
    elif form == "pdf":
        text = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data))
    else:
        tokens = MarkdownIt("commonmark").enable("table").parse(data.decode())
        text = "".join(part.content for token in tokens for part in token.children or [token])
    return squeezed(text)


def squeezed(text: str) -> str:
    kept = unicodedata.normalize("NFKC", text).replace("\ufffe", "").replace("\u200b", "").replace("\xad", "")
    return re.sub(r"\s+", "", kept)


def holding(text: str) -> Document:
    blocks = (
        Heading(text), Text(text), Own(text), Quoted([text]), Card([("A", text)]), Bullets([text]), Gap(text, [text]),
        Table((text,), [(text,)]),
    )  # fmt: skip
    return Document(text or "T", blocks, text, text)


@pytest.mark.parametrize("form", FORMS)
def test_every_text_of_every_block_is_there(form: Form) -> None:
    found = text_of(written(WHOLE, form, "a4"), form)

    assert not [text for text in TEXTS if squeezed(text) not in found]
    assert squeezed(f"{OPEN}: What was it?") in found


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("form", FORMS)
def test_hostile_text_is_shown_as_text(form: Form, text: str) -> None:
    found = text_of(written(holding(text), form, "a4"), form)
    seen = squeezed(one_line(clean(text)))
    if form == "pdf" and "שלום" in text:  # a reader of PDF gives such words in their own order
        assert found.count("שלום") + found.count("שלום"[::-1]) >= 8
        return

    assert found.count(seen) >= 8


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=60) | st.text("<>&*_`#[]()!|\\~$@-+=.1 \n:/w", max_size=40))
def test_markdown_shows_any_line_and_makes_nothing_of_it(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(escaped(text))
    children = [part for token in tokens for part in token.children or []]

    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    assert {part.type for part in children} <= {"text", "text_special"}
    assert "".join(part.content for part in children) == one_line(clean(text))


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40))
def test_a_word_processor_gets_any_line_as_it_is(text: str) -> None:
    made = word(written(Document("T", (Own(text),)), "docx", "a4"))

    assert made.paragraphs[1].text == one_line(clean(text))


@pytest.mark.parametrize("form", FORMS)
def test_the_same_document_gives_the_same_bytes(form: Form) -> None:
    assert written(WHOLE, form, "a4") == written(WHOLE, form, "a4")


@pytest.mark.parametrize(("paper", "width", "height"), [("a4", 210.0, 297.0), ("us-letter", 215.9, 279.4)])
def test_pages_have_the_size_of_the_paper(paper: Paper, width: float, height: float) -> None:
    section = word(written(WHOLE, "docx", paper)).sections[0]
    page = pypdfium2.PdfDocument(written(WHOLE, "pdf", paper))[0]

    assert (round(section.page_width.mm, 1), round(section.page_height.mm, 1)) == (width, height)
    assert [round(points / 72 * 25.4, 1) for points in page.get_size()] == [width, height]


def test_a_word_file_has_real_styles() -> None:
    made = word(written(WHOLE, "docx", "a4"))
    styles = [(paragraph.style.name, paragraph.text) for paragraph in made.paragraphs]

    assert styles[:4] == [
        ("Title", "A title"),
        ("Subtitle", "A subtitle"),
        (NOTICE, "A notice"),
        ("Heading 1", "First"),
    ]
    assert (OWN, "My own words.") in styles
    assert ("Quote", "Quoted two.") in styles
    assert (CUE, "Task: a few words …") in styles
    assert (DETAIL, "Quiet words") in styles
    assert ("Heading 2", "Second") in styles
    assert ("List Bullet", "a point") in styles
    assert (GAP, f"? {OPEN}: What was it?\nHint 1: gently\nHint 2: plainly") in styles
    assert made.tables[0].rows[0].cells[0].paragraphs[0].style.name == CELL


def test_a_gap_is_boxed_and_named_and_not_only_coloured() -> None:
    made = word(written(WHOLE, "docx", "a4"))

    assert made.styles[GAP].element.xpath('.//w:pBdr/w:top[@w:val="dashed"]')
    assert "dashed" not in made.styles[OWN].element.xml


def test_what_follows_a_break_begins_a_page() -> None:
    made = word(written(WHOLE, "docx", "a4"))
    broken = [one.text for one in made.paragraphs if one.paragraph_format.page_break_before]

    assert broken == ["Second"]
    assert len(pypdfium2.PdfDocument(written(WHOLE, "pdf", "a4"))) == 2


def test_a_table_repeats_its_head_and_a_picture_is_told() -> None:
    xml = word(written(WHOLE, "docx", "a4")).element.xml

    assert xml.count("<w:tblHeader/>") == 1
    assert 'descr="What the drawing shows"' in xml


def test_a_word_file_tells_neither_author_nor_machine_nor_time() -> None:
    data = written(WHOLE, "docx", "a4")
    properties = word(data).core_properties
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        times = {entry.date_time for entry in package.infolist()}
        names = package.namelist()
        styles = package.read("word/styles.xml").decode()

    assert (properties.title, properties.language) == ("A title", "en-GB")
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert {properties.created.year, properties.modified.year} == {2000}
    assert times == {(2000, 1, 1, 0, 0, 0)}
    assert "docProps/thumbnail.jpeg" not in names
    assert set(re.findall(r'<w:lang [^>]*w:val="([^"]+)"', styles)) == {"en-GB"}


def test_every_part_that_a_word_file_names_is_in_it() -> None:
    with zipfile.ZipFile(io.BytesIO(written(WHOLE, "docx", "a4"))) as package:
        named = re.findall(r'Target="([^"]+)"', package.read("_rels/.rels").decode())
        names = package.namelist()

    assert not [name for name in named if name.lstrip("/") not in names]


def test_a_pdf_is_tagged_titled_and_brings_its_fonts() -> None:
    data = written(WHOLE, "pdf", "a4")
    document = pypdfium2.PdfDocument(data)

    assert pypdfium2.raw.FPDFCatalog_IsTagged(document)
    assert document.get_metadata_dict()["Title"] == "A title"
    assert not document.get_metadata_dict()["Author"]
    assert b"FontFile" in data


def test_one_page_stays_one_as_long_as_it_can_be_read() -> None:
    much = tuple(
        Own("Some words of mine that fill a line and a half of the page, and then a few more. " * 3) for _ in range(17)
    )
    pages = [
        len(pypdfium2.PdfDocument(written(Document("T", much, pages=count), "pdf", "us-letter"))) for count in (0, 1)
    ]

    assert pages == [2, 1]


def test_signs_without_a_picture_are_known() -> None:
    assert lacking(Document("T", (Own("A 🚀 over 漢, naïve – “so” שלום"),))) == "🚀漢"
