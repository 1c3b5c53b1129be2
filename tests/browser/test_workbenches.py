"""Every control of every workbench, operated in a real browser; the Python side is the real one too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bridge import show
from driving import ROOT, local_page, violations
from playwright.sync_api import Browser, Locator, Page, expect

from starlift.content import Content, load_content, workbench_file
from starlift.journal import Journal
from starlift.panels.workbench import WorkbenchPanel
from starlift.panels.workbenches import workbench_of
from starlift.panels.workbenches.base import Setting
from starlift.seat import Seat

pytestmark = pytest.mark.browser
HOSTILE = "<img src=x onerror=alert(1)> 14 שלום 🎉 #panic() *a*"
CASES = {
    "intake": "ticket-sink",
    "release": "release-conflict",
    "reframing": "strained-partner",
    "metrics": "metrics-narrative",
}
EXPORTS = {"intake": "jira.csv", "metrics": "defectdojo.csv"}


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content(ROOT)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with local_page(browser, viewport={"width": 1100, "height": 900}) as opened:
        yield opened


def made(content: Content, folder: Path, kind: str) -> WorkbenchPanel:
    setting = Setting(workbench_file(ROOT, kind), folder / "own-data", "autumn", "p-01")
    seat = Seat(content, CASES[kind], Journal(folder, "autumn", "p-01"))
    return WorkbenchPanel(seat, workbench_of(kind).at(setting))


def opened(page: Page, panel: WorkbenchPanel, *, light: bool = True) -> list[str]:
    """Open the workbench; the ids of its parts."""
    show(page, panel, light=light)
    page.get_by_role("button", name="workbench").click()
    expect(page.locator(".sl-panel h3")).to_be_focused(timeout=20_000)
    return [part["id"] for part in panel.page["parts"]]


def enter(page: Page, part: str) -> None:
    page.locator(f"[data-step='{part}']").click()
    expect(page.locator(f"[data-step='{part}']")).to_have_attribute("aria-current", "step", timeout=20_000)


def settled(page: Page) -> None:
    expect(page.locator(".sl-saved")).to_have_text("Saved", timeout=20_000)


def operate(entry: Locator, id: str) -> None:
    """Use one control the way a hurried, hostile learner might."""
    if entry.locator("select").count():
        choices = entry.locator("option").evaluate_all("found => found.map((one) => one.value)")
        wanted = next((value for value in choices if value), "")
        entry.locator("select").select_option(wanted)
    elif entry.locator("input[type=radio]").count():
        entry.locator("input[type=radio]").last.check()
    elif entry.locator("input[type=checkbox]").count():
        for value in entry.locator("input:enabled").evaluate_all("found => found.map((one) => one.value)")[:6]:
            box = entry.locator(f"input[value='{value}']")
            if box.count() and box.is_enabled():
                box.check()
    elif entry.locator("input[type=number]").count():
        entry.locator("input").fill(entry.locator("input").get_attribute("max") or "1")
    else:
        entry.locator("textarea, input").fill(f"{HOSTILE} {id}")


def fill(page: Page) -> int:
    """Operate every control of a part, those that appear meanwhile among them; how many there were."""
    seen: set[str] = set()
    while True:
        page.locator("details:not([open]) > summary").evaluate_all("found => found.forEach((one) => one.click())")
        ids = page.locator("[data-field]").evaluate_all("found => found.map((one) => one.dataset.field)")
        fresh = [id for id in ids if id not in seen]
        if not fresh:
            return len(seen)
        for id in fresh:
            seen.add(id)
            entry = page.locator(f"[data-field='{id}']")
            if entry.count() == 1:  # another answer may have taken it away
                operate(entry, id)
        settled(page)


@pytest.mark.parametrize("kind", CASES)
def test_every_control_works_and_everything_comes_back(
    page: Page, content: Content, tmp_path: Path, browser: Browser, kind: str,
    shoot: Callable[[Page | Locator, str], None],
) -> None:  # fmt: skip
    panel = made(content, tmp_path, kind)
    operated = 0
    parts = opened(page, panel)
    for part in parts:
        enter(page, part)
        operated += fill(page)
        for button in page.locator(".sl-blocks .sl-actions button").all():
            button.click()
            expect(button).not_to_have_attribute("aria-disabled", "true", timeout=20_000)
        settled(page)
        assert violations(page, ".sl-look") == [], part
        assert page.locator(".sl-look img[src=x]").count() == 0
        expect(page.locator(".sl-banner")).to_be_hidden()
        shoot(page.locator("#root"), f"workbench-{kind}-{part}")
    assert operated > 15
    assert panel.status["problem"] == ""

    with local_page(browser) as second:
        again = made(content, tmp_path, kind)
        assert again.values == panel.values
        assert opened(second, again) == parts
        settled_values = second.evaluate("document.querySelectorAll('[data-field]').length")
        assert again.page["part"] == parts[-1]
        assert settled_values == 0, "the last part is to read"


@pytest.mark.parametrize("kind", CASES)
def test_dark_and_at_twice_the_size(browser: Browser, content: Content, tmp_path: Path, kind: str) -> None:
    with local_page(browser, viewport={"width": 640, "height": 900}) as page:
        for part in opened(page, made(content, tmp_path, kind), light=False):
            enter(page, part)
            assert violations(page, ".sl-look") == [], part
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, f"{part} must not scroll sideways"


@pytest.mark.parametrize("kind", EXPORTS)
def test_own_data_is_chosen_looked_at_and_used(page: Page, content: Content, tmp_path: Path, kind: str) -> None:
    examples = ROOT / "tests" / "workbenches" / "owndata" / "examples"
    (tmp_path / "own-data").mkdir()
    (tmp_path / "own-data" / EXPORTS[kind]).write_bytes((examples / EXPORTS[kind]).read_bytes())
    panel = made(content, tmp_path, kind)
    opened(page, panel)
    page.get_by_text("Use your own").click()
    page.get_by_label("Your export").select_option(EXPORTS[kind])
    page.get_by_label("The rows are right").check()
    expect(page.locator("img[alt]").first).to_be_visible()
    settled(page)
    assert panel.values["own.confirmed"]
    assert "synthetic" not in str(panel.workbench.blocks(panel.page["parts"][1]["id"], panel.values))
    assert violations(page, ".sl-look") == []
