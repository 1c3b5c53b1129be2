"""JupyterLab in a real browser: every notebook runs, feedback follows the typing, and no word is lost."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from driving import Lab, open_notebook, run_all, saved, skip, write
from playwright.sync_api import Page, expect

from sample_answer import STRONG

pytestmark = pytest.mark.browser
NOTEBOOKS = sorted(path.name for path in (Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))


def dark(page: Page, *, on: bool = True) -> None:
    """Switch to the theme that our style sheet follows."""
    page.evaluate("on => document.body.dataset.jpThemeLight = on ? 'false' : 'true'", on)
    background = "#111" if on else ""  # what the theme itself would put behind the panel
    page.evaluate(
        "color => document.querySelectorAll('.jp-Notebook').forEach(n => n.style.background = color)", background
    )


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_notebook_runs_without_an_error(page: Page, lab: Lab, name: str) -> None:
    open_notebook(page, lab, name)
    run_all(page)
    page.wait_for_timeout(500)
    expect(page.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']")).to_have_count(0)
    expect(page.get_by_text("Error displaying widget")).to_have_count(0)
    expect(page.locator(".jp-InputArea-editor:visible")).to_have_count(0)  # all code is collapsed


def test_feedback_follows_the_typing_and_survives_a_killed_kernel(
    page: Page, lab: Lab, shoot: Callable[..., None]
) -> None:
    name = "01-ticket-sink.ipynb"
    open_notebook(page, lab, name)
    run_all(page)
    overall = page.locator(".sl-overall").first
    expect(overall).to_have_text(re.compile("Cannot tell yet"))
    skip(page)
    cells = page.locator(".jp-Cell").count()

    write(page, STRONG)
    saved(page)

    expect(overall).to_have_text(re.compile(r"Level \d\.\d of 5"))
    action = page.locator("[data-dimension=action] [role=meter]").first
    assert float(action.get_attribute("aria-valuenow") or 0) >= 2
    marks = page.locator(".sl-layer mark")
    assert "I decided to sort requests into six lanes" in " ".join(marks.all_inner_texts())

    # A change of the text changes levels and marks.
    field = page.locator("textarea[data-section=action]").first
    field.fill("It was done.")
    expect(page.locator("[data-dimension=action] .sl-value").first).not_to_have_text(
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

    page.get_by_role("button", name="Keep this attempt").first.click()
    expect(page.locator(".sl-attempts").first.locator("li")).to_have_count(1)
    saved(page)
    page.set_viewport_size({"width": 1280, "height": 1500})
    shoot(page.locator(".sl-studio").first, "studio")
    page.set_viewport_size({"width": 1280, "height": 900})

    # The kernel dies in mid-typing: all but the last second is on disk.
    field.click()
    page.keyboard.press("End")
    page.keyboard.type(" Every Monday we decide what moves when something new starts.")
    time.sleep(1.0)
    lab.kill_kernels()
    assert "Every Monday we decide what moves when something new starts." in lab.journal_text()

    open_notebook(page, lab, name)
    run_all(page)
    expect(page.locator("textarea[data-section=situation]").first).to_have_value(STRONG["situation"])
    expect(page.locator("textarea[data-section=action]").first).to_have_value(re.compile("Every Monday we decide"))
    expect(page.locator(".sl-attempts").first.locator("li")).to_have_count(1)


def test_a_practice_answer_is_rated_before_the_panel_is_seen(page: Page, lab: Lab, shoot: Callable[..., None]) -> None:
    open_notebook(page, lab, "00-start.ipynb")
    run_all(page)
    shoot(page, "start-1280")
    compare = page.get_by_role("button", name="Compare with the panel").first
    compare.scroll_into_view_if_needed()
    compare.click()
    expect(page.get_by_text("First choose a level for")).to_be_visible()
    expect(page.get_by_text("A rater's advice")).to_have_count(0)
    for answer in (0, 1):
        page.get_by_label("Overall").nth(answer).select_option(index=2)
        page.get_by_role("button", name="Compare with the panel").nth(answer).click()
        expect(page.get_by_text("A rater's advice")).to_have_count(answer + 1)
    expect(page.locator(".sl-page mark").first).to_be_visible()
    shoot(page, "calibrate-1280")


def test_a_case_can_be_worked_to_the_end_at_900_pixels(page: Page, lab: Lab, shoot: Callable[..., None]) -> None:
    page.set_viewport_size({"width": 900, "height": 900})
    open_notebook(page, lab, "02-release-conflict.ipynb")
    run_all(page)
    shoot(page, "case-900")
    page.get_by_role("heading", name="Look at the evidence").scroll_into_view_if_needed()
    shoot(page, "evidence-900")

    reveal = page.get_by_role("button", name="Show the reference story")
    reveal.scroll_into_view_if_needed()
    reveal.click()
    expect(page.get_by_text("First keep an attempt of your own")).to_be_visible()

    texts = {**STRONG, "action": STRONG["action"] + " I wrote the three choices down with what each would cost us."}
    write(page, texts)
    saved(page)
    page.set_viewport_size({"width": 900, "height": 1900})
    shoot(page.locator(".sl-studio").first, "studio-waiting-900")
    skip(page)
    page.get_by_role("button", name="Keep this attempt").first.click()
    expect(page.locator(".sl-attempts").first.locator("li")).to_have_count(1)
    shoot(page.locator(".sl-studio").first, "studio-900")

    # The same studio stands again below: what is typed in one view is in the other.
    dark(page)
    shoot(page.locator(".sl-studio").first, "studio-dark-900")
    dark(page, on=False)
    page.set_viewport_size({"width": 900, "height": 900})
    again = page.locator("textarea[data-section=result]").nth(1)
    expect(again).to_have_value(texts["result"])
    again.fill("The release went out on the day, and nobody was hurt.")
    expect(page.locator("textarea[data-section=result]").first).to_have_value(re.compile("nobody was hurt"))

    reply = page.get_by_label("Your reply")
    reply.scroll_into_view_if_needed()
    reply.fill("The product director owned it, in writing.")
    shoot(page, "defend-900")
    page.get_by_label("Three lines to keep").fill("Ask who owns it.")
    reveal.click()
    expect(page.get_by_text("One strong way to tell it")).to_be_visible()
    reveal.scroll_into_view_if_needed()
    shoot(page, "keep-900")

    open_notebook(page, lab, "02-release-conflict.ipynb")
    run_all(page)
    expect(page.get_by_label("Your reply")).to_have_value("The product director owned it, in writing.")
    expect(page.get_by_label("Three lines to keep")).to_have_value("Ask who owns it.")


def test_hostile_text_is_shown_as_text(page: Page, lab: Lab) -> None:
    open_notebook(page, lab, "05-your-story.ipynb")
    run_all(page)
    page.evaluate("window.hacked = 0")
    hostile = '<img src=x onerror="window.hacked=1"> <script>window.hacked=1</script> \U0001f600 I decided. \u202eabc.'
    for section in STRONG:
        page.locator(f"textarea[data-section={section}]").first.fill(hostile)
    saved(page)
    for choice in page.locator(".sl-studio").first.locator("[data-rate]").all():
        choice.select_option(index=1)
    page.get_by_role("button", name="Give me a hint").first.click()
    page.get_by_role("button", name="Skip").first.click()
    page.get_by_role("button", name="Keep this attempt").first.click()
    page.locator("[data-dimension=action] summary").first.click()
    assert page.evaluate("window.hacked") == 0
    assert page.locator(".sl-studio img, .sl-studio script").count() == 0
    layers = page.locator(".sl-layer").all_inner_texts()
    assert any("<img src=x" in text for text in layers)


def test_the_use_of_an_own_story_is_kept(page: Page, lab: Lab, shoot: Callable[..., None]) -> None:
    open_notebook(page, lab, "05-your-story.ipynb")
    run_all(page)
    choice = page.get_by_label("My story is for")
    choice.select_option(index=2)
    expect(page.get_by_text("It must prove")).to_be_visible()
    shoot(page, "own-1280")
    open_notebook(page, lab, "05-your-story.ipynb")
    run_all(page)
    expect(page.get_by_text("It must prove")).to_be_visible()


def test_own_levels_come_first_and_hints_on_demand(page: Page, lab: Lab, shoot: Callable[..., None]) -> None:
    """With the keyboard alone: write, climb the hints, rate, compare."""
    name = "04-metrics-narrative.ipynb"
    open_notebook(page, lab, name)
    run_all(page)
    studio = page.locator(".sl-studio").first
    levels = studio.locator(".sl-value")
    write(page, STRONG)
    saved(page)

    # Before the own rating no level is in the page, while marks, quotes and the question are.
    expect(studio.locator(".sl-overall")).to_have_text("Your own rating first")
    assert set(levels.all_inner_texts()) == {"–"}
    assert studio.locator(".sl-layer mark").count() > 0
    question = studio.locator(".sl-question")
    expect(question).to_contain_text("?")
    meter = studio.locator("[data-dimension=action] [role=meter]")
    expect(meter).to_have_attribute("aria-valuetext", "after your own rating")

    hint = studio.locator(".sl-hints li")
    more = studio.get_by_role("button", name="Give me a hint")
    more.focus()
    for given in (1, 2, 3):
        page.keyboard.press("Enter")
        expect(hint).to_have_count(given)
    expect(studio.get_by_role("button", name="No further hints")).to_be_focused()
    page.keyboard.press("Enter")
    expect(hint).to_have_count(3)
    page.set_viewport_size({"width": 1280, "height": 1700})
    shoot(studio, "self-rating-1280")

    compare = studio.get_by_role("button", name="Compare")
    compare.focus()
    page.keyboard.press("Enter")
    expect(studio.get_by_role("alert").filter(has_text="First choose a level for")).to_be_visible()
    for label in studio.locator(".sl-rate label").all():
        label.locator("select").focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
    compare.focus()
    page.keyboard.press("Enter")
    heading = studio.get_by_role("heading", name="Your rating of attempt 1")
    expect(heading).to_be_focused()
    expect(studio.locator(".sl-compared li").first).to_contain_text(re.compile(r"you 2, feedback \d\.\d"))
    expect(studio.locator(".sl-overall")).to_have_text(re.compile(r"^Level \d\.\d of 5"))
    assert "–" not in levels.all_inner_texts()
    shoot(studio, "compared-1280")
    dark(page)
    shoot(studio, "compared-dark-1280")
    dark(page, on=False)
    page.set_viewport_size({"width": 1280, "height": 900})

    open_notebook(page, lab, name)
    run_all(page)
    studio = page.locator(".sl-studio").first
    expect(studio.locator(".sl-compared li").first).to_contain_text("you 2, feedback")
    expect(studio.get_by_role("button", name="Rate this version yourself")).to_be_visible()


def test_typing_moves_nothing_and_another_question_starts_the_hints_afresh(page: Page, lab: Lab) -> None:
    open_notebook(page, lab, "03-strained-partner.ipynb")
    run_all(page)
    skip(page)
    write(page, STRONG)
    saved(page)
    studio = page.locator(".sl-studio").first
    question, hint = studio.locator(".sl-question"), studio.locator(".sl-hints li")
    studio.get_by_role("button", name="Give me a hint").click()
    expect(hint).to_have_count(1)
    spots = ("textarea[data-section=result]", ".sl-overall", "[data-dimension=coaching]", ".sl-question", ".sl-keep")
    field = studio.locator("textarea[data-section=task]")
    field.click()
    page.keyboard.press("End")
    asked = question.inner_text()
    before = [studio.locator(spot).bounding_box() for spot in spots]
    for key in " and also":
        page.keyboard.type(key)
        page.wait_for_timeout(80)
        assert [studio.locator(spot).bounding_box() for spot in spots] == before
        assert question.inner_text() == asked
    studio.locator("textarea[data-section=action]").fill("It was done by the people in charge. They liked it.")
    field.fill("")
    expect(question).not_to_have_text(asked)
    expect(hint).to_have_count(0)
    expect(studio.get_by_role("button", name="Give me a hint")).to_be_visible()
