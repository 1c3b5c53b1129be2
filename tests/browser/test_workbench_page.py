"""The script of the workbench in a real browser: fields, focus, keyboard, hostile text, files, what goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from bridge import show
from driving import ROOT, local_page, violations
from playwright.sync_api import Browser, Page, expect

from starlift.content import load_content
from starlift.errors import Problem, StarliftError
from starlift.journal import Journal
from starlift.panels.workbench import FIELD, WorkbenchPanel
from starlift.seat import Seat
from toy_workbench import Scales

pytestmark = pytest.mark.browser
HOSTILE = "<img src=x onerror=alert(1)>\x00 שלום 🎉 ${1} {{2}}"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with local_page(browser) as opened:
        yield opened


@pytest.fixture
def make(tmp_path: Path) -> Callable[[], WorkbenchPanel]:
    def made() -> WorkbenchPanel:
        seat = Seat(load_content(ROOT), "ticket-sink", Journal(tmp_path, "autumn", "p-01"))
        return WorkbenchPanel(seat, Scales())

    return made


def opened(page: Page, panel: WorkbenchPanel, **options: Any) -> WorkbenchPanel:
    show(page, panel, **options)
    page.get_by_role("button", name="workbench").click()
    expect(page.get_by_role("heading", name="Put it on")).to_be_focused()
    return panel


def test_focus_and_caret_stay_while_the_page_changes(page: Page, make: Callable[[], WorkbenchPanel]) -> None:
    panel = opened(page, make())
    word = page.get_by_label("Word")
    expect(page.get_by_text("Nothing on the scales")).to_be_visible()
    word.click()
    page.keyboard.type("weigh me")
    expect(page.get_by_text("8 letters so far")).to_be_visible()
    expect(page.get_by_text("Nothing on the scales")).to_have_count(0)
    expect(word).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.type("Do ")
    expect(page.get_by_text("11 letters so far")).to_be_visible()
    assert word.input_value() == "Do weigh me"
    expect(page.locator(".sl-saved")).to_have_text("Saved")
    assert panel.values["word"] == "Do weigh me"


def test_by_keyboard_alone(page: Page, make: Callable[[], WorkbenchPanel]) -> None:
    show(page, make())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Put it on")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("lead")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").get_by_text("4 letters.")).to_be_visible()
    for _ in range(16):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Next: Read them":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Read them")).to_be_focused()
    expect(page.get_by_role("navigation").get_by_role("button", name="Read them")).to_have_attribute(
        "aria-current", "step"
    )


def test_hostile_text_is_text(page: Page, make: Callable[[], WorkbenchPanel]) -> None:
    panel = opened(page, make())
    page.get_by_label("Word").fill(HOSTILE)
    expect(page.locator(".sl-words")).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator(".sl-look img").count() == 0
    assert panel.values["word"].startswith("<img")


def test_a_choice_has_its_limit(page: Page, make: Callable[[], WorkbenchPanel]) -> None:
    panel = opened(page, make())
    page.get_by_label("Iron").check()
    page.get_by_label("Salt").check()
    expect(page.get_by_label("Wool")).to_be_disabled()
    page.get_by_label("Iron").uncheck()
    page.get_by_label("Wool").check()
    page.get_by_label("Unit").select_option("ounce")
    page.get_by_label("Twice").check()
    page.get_by_label("Tare").fill("2.5")
    expect(page.locator(".sl-saved")).to_have_text("Saved")
    assert panel.values == {"stuff": "salt wool", "unit": "ounce", "often": "twice", "tare": "2.5"}


def test_a_file_is_taken_along(page: Page, make: Callable[[], WorkbenchPanel]) -> None:
    opened(page, make())
    page.get_by_label("Word").fill("steel")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save").click()
    assert waiting.value.suggested_filename == "weight.txt"
    assert Path(waiting.value.path()).read_bytes() == b"steel"
    expect(page.get_by_text("Here it is.")).to_be_visible()


def test_entries_come_back(page: Page, make: Callable[[], WorkbenchPanel], browser: Browser) -> None:
    opened(page, make())
    page.get_by_label("Word").fill("kept")
    expect(page.locator(".sl-saved")).to_have_text("Saved")
    with local_page(browser) as second:
        opened(second, make())
        assert second.get_by_label("Word").input_value() == "kept"


@pytest.mark.parametrize("meanwhile", ["", "written elsewhere"])
def test_what_could_not_be_written_comes_back_unless_it_was_written_anew(
    browser: Browser, make: Callable[[], WorkbenchPanel], monkeypatch: pytest.MonkeyPatch, meanwhile: str
) -> None:
    def full(*_: object) -> None:
        raise StarliftError(Problem("journal", 0, "", "the disk is full", "free space"))

    with local_page(browser) as page:
        lost = opened(page, make())
        monkeypatch.setattr(lost._seat.journal, "append", full)
        page.get_by_label("Word").fill("nearly lost")
        expect(page.get_by_role("alert")).to_contain_text("kept in this browser")
        again = page.context.new_page()
        page.close()
        if meanwhile:
            make()._seat.write("note", {f"{FIELD}word": meanwhile})
        panel = opened(again, make())
        expect(again.get_by_label("Word")).to_have_value(meanwhile or "nearly lost")
        expect(again.locator(".sl-saved")).to_have_text("" if meanwhile else "Saved")
        assert panel.values["word"] == (meanwhile or "nearly lost")


def test_what_goes_wrong_is_told(page: Page, make: Callable[[], WorkbenchPanel]) -> None:
    opened(page, make())
    page.get_by_role("button", name="Drop").click()
    expect(page.get_by_role("alert")).to_contain_text("pick it up")
    page.get_by_role("button", name="Weigh").click()
    expect(page.get_by_role("alert")).to_be_hidden()


@pytest.mark.parametrize("light", [True, False])
@pytest.mark.parametrize("width", [1280, 640])
def test_axe_finds_nothing(browser: Browser, make: Callable[[], WorkbenchPanel], light: bool, width: int) -> None:
    with local_page(browser, viewport={"width": width, "height": 900}) as page:
        opened(page, make(), light=light)
        page.get_by_label("Word").fill("x")
        expect(page.get_by_text("1 letters so far")).to_be_visible()
        assert violations(page, ".sl-look") == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
