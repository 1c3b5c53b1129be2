"""JupyterLab in a real browser: every notebook runs, feedback follows the typing, and no word is lost."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from driving import Lab, fill_in, open_notebook, run_all, use_theme, violations
from playwright.sync_api import Locator, Page, expect

from sample_answer import STRONG

pytestmark = pytest.mark.browser
NOTEBOOKS = sorted(path.name for path in (Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))



def go(page: Page, step: str) -> Locator:
    """Enter a step, as by the mouse, and give the part of the page that shows it."""
    page.locator(f"[data-step={step}]").click()
    expect(page.locator(f"[data-step={step}]")).to_have_attribute("aria-current", "step")
    return page.locator(f".sl-panel-{step}")


def write(page: Page, texts: dict[str, str]) -> None:
    go(page, "rewrite")
    for section, text in texts.items():
        page.locator(f"textarea[data-section={section}]").click()
        page.keyboard.type(text)


def skip(page: Page) -> None:
    """See the levels at once, without an own rating."""
    page.get_by_role("button", name="Skip").click()
    expect(page.get_by_role("button", name="Skip")).to_have_count(0)


def saved(page: Page) -> None:
    expect(page.locator(".sl-saved")).to_have_text("Saved")


def open_and_run(page: Page, lab: Lab, name: str) -> Locator:
    open_notebook(page, lab, name)
    run_all(page)
    studio = page.locator(".sl-studio")
    expect(studio).to_have_count(1)
    return studio


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_notebook_runs_without_an_error(page: Page, lab: Lab, name: str) -> None:
    open_notebook(page, lab, name)
    run_all(page)
    page.wait_for_timeout(500)
    expect(page.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']")).to_have_count(0)
    expect(page.get_by_text("Error displaying widget")).to_have_count(0)
    expect(page.locator(".jp-InputArea-editor:visible")).to_have_count(0)  # all code is collapsed


def test_feedback_follows_the_typing_and_survives_a_killed_kernel(page: Page, lab: Lab) -> None:
    name = "01-ticket-sink.ipynb"
    open_and_run(page, lab, name)
    go(page, "rewrite")
    overall = page.locator(".sl-overall")
    expect(overall).to_have_text(re.compile("Cannot tell yet"))
    skip(page)
    cells = page.locator(".jp-Cell").count()

    write(page, STRONG)
    saved(page)

    expect(overall).to_have_text(re.compile(r"Level \d\.\d of 5"))
    action = page.locator("[data-dimension=action] [role=meter]")
    assert float(action.get_attribute("aria-valuenow") or 0) >= 2
    marks = page.locator(".sl-layer mark")
    assert "I decided to sort requests into six lanes" in " ".join(marks.all_inner_texts())

    # A change of the text changes levels and marks.
    field = page.locator("textarea[data-section=action]")
    field.fill("It was done.")
    expect(page.locator("[data-dimension=action] .sl-value")).not_to_have_text(
        action.get_attribute("aria-valuenow") or ""
    )
    field.fill(STRONG["action"])
    saved(page)

    # Keys in an editor are text: no cell is run or added.
    field.press("Shift+Enter")
    field.press("Escape")
    field.press("b")
    field.fill(STRONG["action"])
    assert page.locator(".jp-Cell").count() == cells

    page.get_by_role("button", name="Keep this attempt").click()
    expect(page.locator(".sl-attempts tbody tr")).to_have_count(1)
    saved(page)

    # The kernel dies in mid-typing: all but the last second is on disk.
    field.click()
    page.keyboard.press("End")
    page.keyboard.type(" Every Monday we decide what moves when something new starts.")
    time.sleep(1.0)
    lab.kill_kernels()
    assert "Every Monday we decide what moves when something new starts." in lab.journal_text()

    open_and_run(page, lab, name)
    expect(page.locator("[data-step=rewrite]")).to_have_attribute("aria-current", "step")
    expect(page.locator("textarea[data-section=situation]")).to_have_value(STRONG["situation"])
    expect(page.locator("textarea[data-section=action]")).to_have_value(re.compile("Every Monday we decide"))
    expect(page.locator(".sl-attempts tbody tr")).to_have_count(1)


def test_the_five_steps_with_the_mouse(page: Page, lab: Lab, shoot: Callable[..., None]) -> None:
    studio = open_and_run(page, lab, "02-release-conflict.ipynb")
    steps = studio.get_by_role("navigation", name="Steps").get_by_role("button")
    expect(steps).to_have_count(5)
    assert sum(int(re.search(r"(\d+) min", text)[1]) for text in steps.all_inner_texts()) == 35
    expect(steps.first).to_have_attribute("aria-current", "step")
    expect(studio.get_by_role("heading", name="The brief")).to_be_visible()
    studio.get_by_role("button", name="Next: Rate").click()

    rate = page.locator(".sl-panel-rate")
    first = rate.locator(".sl-practice").first
    compare = first.get_by_role("button", name="Compare with the panel")
    compare.click()
    expect(first.get_by_role("alert")).to_contain_text("First choose a level for")
    assert rate.locator("mark").count() == 0
    for answer in rate.locator(".sl-practice").all():
        for choice in answer.locator("select").all():
            choice.select_option(index=2)
        answer.get_by_role("button", name="Compare with the panel").click()
        expect(answer.get_by_text("A rater's advice")).to_be_visible()
    assert rate.locator("mark").count() > 0
    expect(steps.nth(1)).to_contain_text("done")

    keep = go(page, "keep")
    keep.get_by_role("button", name="Show the reference story").click()
    expect(keep.get_by_text("First keep an attempt of your own")).to_be_visible()

    texts = {**STRONG, "action": STRONG["action"] + " I wrote the three choices down with what each would cost us."}
    write(page, texts)
    saved(page)
    skip(page)
    page.get_by_role("button", name="Keep this attempt").click()
    expect(page.locator(".sl-attempts tbody tr")).to_have_count(1)

    defend = go(page, "defend")
    defend.get_by_label("Your reply").fill("The product director owned it, in writing.")
    defend.get_by_label("Into").select_option(label="Result")
    defend.get_by_role("button", name="Fold it into my answer").click()
    expect(defend.get_by_text("Folded into Result")).to_be_visible()
    go(page, "rewrite")
    expect(page.locator("textarea[data-section=result]")).to_have_value(
        texts["result"] + " The product director owned it, in writing."
    )

    go(page, "keep")
    keep.get_by_label("Three lines to keep").fill("Ask who owns it.")
    keep.get_by_role("button", name="Show the reference story").click()
    expect(keep.locator(".sl-story h5")).to_have_count(4)
    expect(keep.get_by_role("row", name=re.compile("^Action"))).to_contain_text("of 3")
    keep.get_by_role("button", name="Export as text").click()
    story = keep.get_by_label("Your story as Markdown")
    expect(story).to_have_value(re.compile("## Action[^#]+## Result[^#]+owned it, in writing[^#]+## To remember"))
    with page.expect_download() as download:
        keep.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == "release-conflict.md"
    saved(page)
    expect(steps.nth(4)).to_contain_text("done")

    open_and_run(page, lab, "02-release-conflict.ipynb")
    expect(page.locator("[data-step=keep]")).to_have_attribute("aria-current", "step")
    expect(keep.get_by_label("Three lines to keep")).to_have_value("Ask who owns it.")
    go(page, "defend")
    expect(defend.get_by_label("Your reply")).to_have_value("The product director owned it, in writing.")


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (1280, "dark"), (900, "light"), (900, "dark"), (640, "light")])
def test_every_step_is_accessible_and_fits(
    page: Page, lab: Lab, shoot: Callable[..., None], width: int, theme: str
) -> None:
    """In both themes, in a narrow window, and at 200 % zoom of a common screen, which leaves 640 pixels."""
    page.set_viewport_size({"width": width, "height": 900})
    name = "03-strained-partner.ipynb"
    use_theme(page, lab, theme)
    studio = open_and_run(page, lab, name)
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", str(theme == "light").lower())
    fill_in(page)
    page.set_viewport_size({"width": width, "height": 3200})
    for step in ("read", "rate", "rewrite", "defend", "keep"):
        go(page, step)
        page.wait_for_timeout(300)
        shoot(studio, f"{step}-{width}-{theme}")
        over = page.evaluate("() => { const s = document.querySelector('.sl-studio'); return s.scrollWidth - s.clientWidth; }")
        assert over <= 0, f"{step} is {over} pixels too wide"
        assert violations(page) == [], step
    use_theme(page, lab, "light")
