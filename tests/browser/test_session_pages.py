"""Run sheet, agenda, slides and the notebook's clock in a browser: usable by everybody, on screen and on paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from driving import local_page, violations
from playwright.sync_api import Browser, Locator, Page, expect

from starlift.content import load_content
from starlift.sessions.session import Session

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
PAGES = ["run-sheet", "agenda", "slides"]
Shoot = Callable[[Page | Locator, str], None]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for each of two sessions, on A4 and on Letter."""
    folder, content = tmp_path_factory.mktemp("papers"), load_content(ROOT)
    Session.open("120", "14:00", content).write_prints(folder / "120", paper="us-letter")
    Session.open("240", "14:00", content).write_prints(folder / "240")
    Session.open("five-days", "", content).write_prints(folder / "five-days")
    return folder


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("sheet", ["240", "five-days"])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    browser: Browser, papers: Path, shoot: Shoot, scheme: str, name: str, sheet: str
) -> None:
    with local_page(browser, viewport={"width": 1024, "height": 768}, color_scheme=scheme) as page:
        page.goto((papers / sheet / f"{name}.html").as_uri())
        shoot(page, f"{sheet}-{name}-{scheme}")
        assert violations(page, "html") == []
        page.set_viewport_size({"width": 512, "height": 384})
        assert page.evaluate("document.documentElement.scrollWidth") <= 512


def test_every_slide_fits_a_projector(browser: Browser, papers: Path) -> None:
    for size in ({"width": 1024, "height": 768}, {"width": 1280, "height": 720}, {"width": 1920, "height": 1080}):
        with local_page(browser, viewport=size) as page:
            for sheet in ("120", "240", "five-days"):
                page.goto((papers / sheet / "slides.html").as_uri())
                for _ in range(page.locator(".slide").count()):
                    height = page.evaluate("document.documentElement.scrollHeight")
                    assert height <= size["height"], (size, sheet, page.locator("#count").inner_text())
                    page.keyboard.press("ArrowRight")


def test_keys_lead_through_the_slides_and_a_reload_stays(browser: Browser, papers: Path) -> None:
    with local_page(browser) as page:
        page.goto((papers / "120" / "slides.html").as_uri())
        expect(page.get_by_role("heading", name="Two hours")).to_be_visible()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("PageDown")
        expect(page.get_by_role("heading", name="Rate one answer alone")).to_be_visible()
        expect(page.locator("#live")).to_have_text("Slide 3 of 9: Rate one answer alone")
        assert page.locator(".slide:visible").count() == 1
        page.reload()
        expect(page.locator("#count")).to_have_text("3 of 9")
        page.keyboard.press("End")
        expect(page.locator("#forth")).to_be_disabled()
        page.keyboard.press("Home")
        expect(page.locator("#count")).to_have_text("1 of 9")


def test_notes_open_beside_the_slides_and_both_lead(browser: Browser, papers: Path) -> None:
    with local_page(browser) as page:
        page.goto((papers / "120" / "slides.html").as_uri())
        said = page.locator(".slide.shown .say")
        page.keyboard.press("ArrowRight")
        expect(said).to_be_hidden()
        with page.expect_popup() as opening:
            page.get_by_role("button", name="Notes window").click()
        notes = opening.value
        expect(notes.locator("#count")).to_have_text("2 of 9")
        expect(notes.locator(".slide.shown .say")).to_be_visible()
        notes.keyboard.press("ArrowRight")
        expect(page.locator("#count")).to_have_text("3 of 9")
        page.keyboard.press("ArrowRight")
        expect(notes.locator("#count")).to_have_text("4 of 9")
        page.evaluate("window.postMessage({ slide: 0 }, '*')")  # from a window that is not its own notes
        page.wait_for_timeout(200)
        expect(page.locator("#count")).to_have_text("4 of 9")
        page.keyboard.press("n")
        expect(said).to_be_visible()


@pytest.mark.parametrize(("sheet", "size"), [("120", (792, 612)), ("240", (842, 595))])
def test_one_slide_prints_on_each_page_with_and_without_notes(
    browser: Browser, papers: Path, sheet: str, size: tuple[int, int]
) -> None:
    with local_page(browser) as page:
        page.goto((papers / sheet / "slides.html").as_uri())
        titles = page.evaluate("[...document.querySelectorAll('.face :is(h1, h2)')].map((node) => node.textContent)")
        for with_notes in (False, True):
            with pdfium.PdfDocument(page.pdf(prefer_css_page_size=True)) as document:
                texts = [" ".join(one.get_textpage().get_text_bounded().split()) for one in document]
                assert tuple(round(side) for side in document[0].get_size()) == size
            assert len(texts) == len(titles)
            for title, text in zip(titles, texts, strict=True):
                assert title in text
                assert ("Without it:" in text) == (with_notes and title != titles[0])
            page.keyboard.press("n")


def test_the_clock_runs_in_a_notebooks_frame(browser: Browser, tmp_path: Path) -> None:
    frame = Session.open("120", "", load_content(ROOT)).clock._repr_html_()
    (tmp_path / "notebook.html").write_text(f"<!doctype html><title>Notebook</title>{frame}", encoding="utf-8")
    with local_page(browser) as page:
        page.goto((tmp_path / "notebook.html").as_uri())
        inside = page.frame_locator("iframe")
        inside.get_by_role("button", name="Begin").click()
        expect(inside.locator("#block")).to_have_text("What thin means")
        expect(inside.locator("#unsaved")).to_be_hidden()
