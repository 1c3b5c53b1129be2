"""Paper: one page to rate on and one for the debrief, on A4 and Letter, with outside text set as text."""

from __future__ import annotations

import re
from collections.abc import Callable

import pypdfium2
import pytest

from starlift.content import Content
from starlift.scoring.form import form_for
from starlift.scoring.paper import as_html, as_pdf
from starlift.scoring.sheet import Sheet
from starlift.typeset import Paper

Fill = Callable[..., Sheet]
SIZES: dict[Paper, tuple[int, int]] = {"a4": (595, 842), "us-letter": (612, 792)}


def pages(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


@pytest.mark.parametrize("paper", SIZES)
def test_a_blank_sheet_takes_two_pages_for_every_question(content: Content, paper: Paper) -> None:
    widest = max(content.questions.interview, key=lambda one: (len(one.signals), len(one.text + one.listen_for)))
    for question in (widest, content.questions.interview[0]):
        data = as_pdf(Sheet(form_for(content, "C. 17", question.id), "Rita", {}), paper=paper)
        first, second = pages(data)
        assert "No-hire conditions" in first
        assert "synthesis" in second
        assert tuple(map(round, pypdfium2.PdfDocument(data)[0].get_size())) == SIZES[paper]


def test_the_sheet_names_all_that_was_agreed(filled: Fill) -> None:
    sheet = filled()
    front = pages(as_pdf(sheet))[0]

    for text in (
        sheet.form.question.text,
        sheet.form.question.listen_for,
        "4 manager-level",
        *sheet.form.panel.no_hire,
    ):
        assert (text if isinstance(text, str) else text.text) in front
    for key in sheet.form.keys:
        assert sheet.form.name(key) in front


def test_outside_text_is_set_as_text(filled: Fill) -> None:
    hostile = "#panic() *a* $x$ <script>alert(1)</script> \\ @b"
    sheet = filled(**{"intake.evidence": hostile})
    html = as_html(sheet)

    assert hostile in pages(as_pdf(sheet))[0]
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_the_page_fetches_nothing_and_says_what_it_is(filled: Fill) -> None:
    html = as_html(filled())

    assert "default-src 'none'" in html
    assert not re.search(r"(?:src|href)=|url\(", html)
    assert '<html lang="en-GB">' in html
    assert html.count("☒") == len(filled().form.keys) + len(filled().form.panel.no_hire)


def test_the_same_sheet_gives_the_same_bytes(filled: Fill) -> None:
    assert as_pdf(filled()) == as_pdf(filled())
