"""Printed run sheet, agenda and slides: minutes and titles agree with the run sheet on all of them."""

from __future__ import annotations

import re
from html import unescape

import pypdfium2 as pdfium
import pytest
from plans import NAMES, hostile_table, sheet, table

from starlift.sessions.agenda import agenda_page, agenda_pdf
from starlift.sessions.clockpage import clock_page
from starlift.sessions.printed import run_sheet_page, run_sheet_pdf
from starlift.sessions.slides import slides_page

SESSIONS = [name for name in NAMES if sheet(name).is_session]
SIZES = {"a4": (595, 842), "us-letter": (612, 792)}


def words(text: str) -> str:
    """Text of a page without its style, markup and line ends."""
    bare = re.sub(r"<style>.*?</style>|<[^>]*>", " ", text, flags=re.DOTALL)
    return " ".join(unescape(bare).split())


def pdf_pages(data: bytes) -> list[str]:
    with pdfium.PdfDocument(data) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def planned(name: str) -> list[tuple[str, int]]:
    return [(block.title, block.exercise + block.debrief) for block in sheet(name).blocks]


def rows_of(page: str) -> list[tuple[str, int]]:
    """Title and minutes of each row of a page, read from its markup."""
    rows = re.split(r"data-(?:block|slide)=", page)[1:]
    found = []
    for row in (row for row in rows if not row.startswith('"cover"')):
        (title,) = map(words, re.findall(r"<h[23]>(.*?)</h[23]>", row, re.DOTALL)[:1])
        minutes = re.findall(r"(\d+) min", words(row))[0]
        found.append((re.sub(r"^\d+ ", "", title), int(minutes)))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_pages_agree_with_the_run_sheet(name: str) -> None:
    for make in (run_sheet_page, agenda_page, slides_page):
        assert rows_of(make(table(name))) == planned(name), make


@pytest.mark.parametrize("name", SESSIONS)
def test_the_clock_agrees_with_the_run_sheet(name: str) -> None:
    page = clock_page(table(name))
    titles = [title.encode().decode("unicode_escape") for title in re.findall(r'"title": "([^"]*)"', page)]
    minutes = [int(seconds) // 60 for seconds in re.findall(r'"planned": (\d+)', page)]

    assert list(zip(titles, minutes, strict=False)) == planned(name)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("make", [run_sheet_pdf, agenda_pdf])
def test_pdfs_agree_with_the_run_sheet(name: str, make: object) -> None:
    text = " ".join(pdf_pages(make(table(name))))  # type: ignore[operator]

    place = 0
    for title, minutes in planned(name):
        match = re.compile(rf"\b{minutes} min\b.{{0,60}}?{re.escape(title)}").search(text, place)
        assert match, (title, minutes, text[place : place + 300])
        place = match.end()


@pytest.mark.parametrize("paper", SIZES)
@pytest.mark.parametrize("name", NAMES)
def test_the_paper_is_the_one_that_was_asked_for_and_the_agenda_one_page(name: str, paper: str) -> None:
    for make, most in ((run_sheet_pdf, 3), (agenda_pdf, 1)):
        with pdfium.PdfDocument(make(table(name), paper=paper)) as document:  # type: ignore[arg-type]
            assert len(document) <= most
            assert tuple(round(side) for side in document[0].get_size()) == SIZES[paper]
    sizes = {"a4": "size: A4", "us-letter": "size: letter"}
    assert sizes[paper] in run_sheet_page(table(name), paper=paper)  # type: ignore[arg-type]
    assert f"{sizes[paper]} landscape" in slides_page(table(name), paper=paper)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", NAMES)
def test_the_agenda_tells_nothing_of_the_facilitators(name: str) -> None:
    pages = (words(agenda_page(table(name))), " ".join(pdf_pages(agenda_pdf(table(name)))))

    for block in sheet(name).blocks:
        for text in pages:
            assert block.agenda in text
            assert block.say not in text
            assert block.without not in text
            assert not any(item in text for item in block.materials)
    assert 'class="need"' not in agenda_page(table(name))


@pytest.mark.parametrize("name", NAMES)
def test_the_run_sheet_tells_all(name: str) -> None:
    pages = (words(run_sheet_page(table(name))), " ".join(pdf_pages(run_sheet_pdf(table(name)))))

    for block in sheet(name).blocks:
        for text in pages:
            assert block.say in text
            assert block.without in text
            assert all(line in text for line in (*block.task, *block.materials))
    assert ("Late after the first block?" in pages[1]) == sheet(name).is_session


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert run_sheet_pdf(table("120")) == run_sheet_pdf(table("120"))
    assert slides_page(table("120")) == slides_page(table("120"))


@pytest.mark.parametrize("make", [run_sheet_pdf, agenda_pdf])
def test_hostile_texts_are_set_as_text(make: object) -> None:
    text = "".join("".join(pdf_pages(make(hostile_table()))).split())  # type: ignore[operator]

    assert "</script><script>document.title='got'" in text.replace("\u200b", "")
    assert "root:" not in text
