"""Score sheet, training and comparison in a real browser: by keyboard, without violations, on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from bridge import show
from driving import ROOT, local_page, violations
from playwright.sync_api import Browser, Locator, Page, expect

from starlift.content import START, load_content
from starlift.journal import Journal
from starlift.panels.scoring.scoresheet import ScoreSheetPages
from starlift.panels.scoring.training import TrainingPages, TrainingSeat
from starlift.panels.workbench import WorkbenchPanel
from starlift.progress import FIELD
from starlift.scoring.desk import Desk
from starlift.scoring.form import form_for
from starlift.scoring.paper import as_html
from starlift.scoring.report import report
from starlift.scoring.sheet import Sheet

pytestmark = pytest.mark.browser
Shoot = Callable[[Page | Locator, str], None]
PAPERS = {"A4": (595, 842), "Letter": (612, 792)}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with local_page(browser) as opened:
        yield opened


def desk_of(folder: Path, rater: str = "Rita") -> Desk:
    return Desk(form_for(load_content(ROOT), "C. 17", "whoever-shouts"), rater, folder)


def complete(desk: Desk, level: str) -> dict[str, str]:
    values = {f"{key}.evidence": f"“We wrote down what would wait.” ({desk.rater})" for key in desk.form.keys}
    values |= {f"{key}.level": level for key in desk.form.keys}
    return values | {f"no_hire.{one.id}": "no" for one in desk.form.panel.no_hire}


@pytest.mark.parametrize("light", [True, False], ids=["light", "dark"])
def test_a_rater_fills_the_sheet_and_then_compares(page: Page, tmp_path: Path, shoot: Shoot, light: bool) -> None:
    sven, rita = desk_of(tmp_path, "Sven"), desk_of(tmp_path)
    sven.write("note", {FIELD + name: text for name, text in complete(sven, "1").items()})
    show(page, WorkbenchPanel(rita, ScoreSheetPages(rita)), light=light)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for key in rita.form.keys:
        line = page.get_by_role("group", name=rita.form.name(key), exact=True)
        line.get_by_label("Evidence").focus()
        page.keyboard.type("We wrote down what would wait.")
        line.get_by_label("3:").first.check()
    line.get_by_label("A comment from the bank").select_option(index=1)
    expect(page.get_by_text("Every line has evidence")).to_be_visible()
    assert not violations(page, ".sl-workbench")
    shoot(page, f"score-sheet-{'light' if light else 'dark'}")

    page.get_by_role("button", name="Next: Probe").click()
    assert not violations(page, ".sl-workbench")
    page.get_by_role("button", name="Next: Compare").click()
    page.get_by_role("button", name="Compare with the others").click()
    expect(page.get_by_role("status").get_by_text("own sheet comes first")).to_be_visible()
    expect(page.get_by_text("Sven")).to_have_count(0)

    page.get_by_role("button", name="Back: Probe").click()
    for one in page.get_by_label("no: not seen").all():
        one.check()
    page.get_by_role("button", name="Next: Compare").click()
    page.get_by_role("button", name="Compare with the others").click()
    expect(page.get_by_text("2 apart").first).to_be_visible()
    expect(page.get_by_text("(Sven)").first).to_be_visible()
    assert not violations(page, ".sl-workbench")
    shoot(page, f"score-compare-{'light' if light else 'dark'}")


def test_a_rater_trains(page: Page, tmp_path: Path, shoot: Shoot) -> None:
    seat = TrainingSeat(load_content(ROOT), START, Journal(tmp_path, "rater-training", "Rita"))
    show(page, WorkbenchPanel(seat, TrainingPages(seat)))
    page.get_by_role("button", name="Open the training").click()
    expect(page.get_by_text("The five signals")).to_be_visible()
    assert not violations(page, ".sl-workbench")
    for name in ("Next: Rate three", "Next: Rate three more"):
        page.get_by_role("button", name=name, exact=True).click()
        for number in (1, 2, 3):
            answer = page.get_by_role("group", name=f"Answer {number}", exact=True)
            for choice in answer.locator("select").all():
                choice.select_option(index=2)
            answer.get_by_role("button", name="Compare with the panel").click()
            expect(answer.get_by_text("Why: the panel's evidence")).to_be_visible()
        assert not violations(page, ".sl-workbench")
    shoot(page, "training")
    page.get_by_role("button", name="Next: What changed").click()
    expect(page.get_by_text("prove nothing")).to_be_visible()
    assert not violations(page, ".sl-workbench")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible_and_fit_a_narrow_screen(
    browser: Browser, tmp_path: Path, scheme: str, shoot: Shoot
) -> None:
    sheets = [
        Sheet(form_for(load_content(ROOT), f"C. {n}", "late-finding"), rater, complete(desk, str(1 + (n + more) % 3)))
        for n in range(6)
        for more, rater in enumerate(("Rita", "Sven", "Uma"))
        for desk in [Desk(form_for(load_content(ROOT), f"C. {n}", "late-finding"), rater, tmp_path)]
    ]
    for name, html in (("score-report", report(sheets)), ("score-paper", as_html(sheets[0]))):
        with local_page(browser, color_scheme=scheme) as page:
            page.set_content(html)
            assert not violations(page, "html")
            shoot(page, f"{name}-{scheme}")
            page.set_viewport_size({"width": 400, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= 400


@pytest.mark.parametrize("paper", PAPERS)
def test_the_sheet_prints_on_two_pages(page: Page, tmp_path: Path, paper: str) -> None:
    page.set_content(as_html(Sheet(desk_of(tmp_path).form, "Rita", {})))
    printed = pypdfium2.PdfDocument(page.pdf(format=paper, prefer_css_page_size=True))

    assert len(printed) == 2
    assert printed[0].get_size() == pytest.approx(PAPERS[paper], abs=1.5)
