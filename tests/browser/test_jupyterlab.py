"""JupyterLab in a real browser: every notebook runs, feedback follows the typing, and no word is lost."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from driving import Lab, fill_in, go, open_notebook, run_all, saved, skip, tab_to, use_theme, violations, write
from playwright.sync_api import Locator, Page, expect

from sample_answer import STRONG

pytestmark = pytest.mark.browser
NOTEBOOKS = sorted(path.name for path in (Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))


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


def test_five_steps_from_read_to_rate_with_the_mouse(page: Page, lab: Lab) -> None:
    studio = open_and_run(page, lab, "04-metrics-narrative.ipynb")
    steps = studio.get_by_role("navigation", name="Steps").get_by_role("button")
    expect(steps).to_have_count(5)
    assert sum(int(re.search(r"(\d+) min", text)[1]) for text in steps.all_inner_texts()) == 40
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


def test_from_rewrite_to_keep_with_the_mouse(page: Page, lab: Lab) -> None:
    studio = open_and_run(page, lab, "02-release-conflict.ipynb")
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
    expect(keep.locator(".sl-story h5")).to_have_count(6)
    expect(keep.get_by_role("row", name=re.compile("^Action"))).to_contain_text("of 3")
    keep.get_by_role("button", name="Export as text").click()
    story = keep.get_by_label("Your story as Markdown")
    expect(story).to_have_value(re.compile("## Action[^#]+## Result[^#]+owned it, in writing[^#]+## To remember"))
    with page.expect_download() as download:
        keep.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == "release-conflict.md"
    saved(page)
    expect(studio.locator("[data-step=keep]")).to_contain_text("done")

    open_and_run(page, lab, "02-release-conflict.ipynb")
    expect(page.locator("[data-step=keep]")).to_have_attribute("aria-current", "step")
    expect(keep.get_by_label("Three lines to keep")).to_have_value("Ask who owns it.")
    go(page, "defend")
    expect(defend.get_by_label("Your reply")).to_have_value("The product director owned it, in writing.")


@pytest.mark.parametrize(
    ("width", "theme"), [(1280, "light"), (1280, "dark"), (900, "light"), (900, "dark"), (640, "light")]
)
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
        over = page.evaluate(
            "() => { const s = document.querySelector('.sl-studio'); return s.scrollWidth - s.clientWidth; }"
        )
        assert over <= 0, f"{step} is {over} pixels too wide"
        assert violations(page) == [], step
    use_theme(page, lab, "light")
    page.set_viewport_size({"width": width, "height": 1000})
    go(page, "rewrite").evaluate("node => node.closest('.sl-studio').scrollIntoView()")
    shoot(page, f"lab-{width}-{theme}")


def test_from_read_to_the_first_attempt_with_the_keyboard_alone(page: Page, lab: Lab) -> None:
    """Every control is reached by Tab, shows its focus, and is pressed by Enter, Space or arrows."""
    studio = open_and_run(page, lab, "04-metrics-narrative.ipynb")
    page.wait_for_timeout(500)  # JupyterLab moves the focus once it has run everything
    studio.locator("[data-step=read]").focus()
    page.keyboard.press("Enter")

    tab_to(page, "Next: Rate")
    page.keyboard.press("Enter")
    expect(studio.get_by_role("heading", name="Rate", exact=True)).to_be_focused()
    for _ in range(2):
        for item in ("Overall", "Operating system", "Risk into decisions"):
            tab_to(page, item)
            page.keyboard.press("ArrowDown")
            page.keyboard.press("ArrowDown")
        tab_to(page, "Compare with the panel")
        page.keyboard.press("Enter")
        expect(page.locator(":focus")).to_contain_text("A rater's advice")
    tab_to(page, "Next: Rewrite")
    page.keyboard.press("Space")
    for section, text in STRONG.items():
        tab_to(page, section.capitalize())
        page.keyboard.type(text)
    saved(page)
    expect(studio.locator(".sl-overall")).to_have_text("Your own rating first")
    assert set(studio.locator(".sl-value").all_inner_texts()) == {"–"}

    tab_to(page, "Give me a hint")
    for given in (1, 2, 3):
        page.keyboard.press("Enter")
        expect(studio.locator(".sl-hints li")).to_have_count(given)
    expect(studio.get_by_role("button", name="No further hints")).to_be_focused()
    asked = studio.locator(".sl-coaching .sl-question").inner_text()
    tab_to(page, "Ask me a harder question")
    page.keyboard.press("Enter")
    expect(studio.locator(".sl-coaching .sl-question")).not_to_have_text(asked)
    expect(studio.locator(".sl-hints li")).to_have_count(0)
    tab_to(page, "Keep this attempt")
    page.keyboard.press("Enter")
    expect(studio.locator(".sl-attempts tbody tr")).to_have_count(1)


def test_from_the_marks_to_keep_with_the_keyboard_alone(page: Page, lab: Lab) -> None:
    """A marked sentence tells its reason on focus, hides it with Escape, and leads into the text."""
    studio = open_and_run(page, lab, "01-ticket-sink.ipynb")
    page.wait_for_timeout(500)  # JupyterLab moves the focus once it has run everything
    studio.locator("[data-step=rewrite]").focus()
    page.keyboard.press("Enter")
    for section, text in STRONG.items():
        studio.locator(f"textarea[data-section={section}]").fill(text)
    saved(page)
    skip = studio.get_by_role("button", name="Skip")
    if not skip.count():
        tab_to(page, "Rate this version yourself")
        page.keyboard.press("Enter")
    skip.focus()
    page.keyboard.press("Enter")
    expect(studio.get_by_role("button", name="Rate this version yourself")).to_be_focused()
    page.keyboard.press("Enter")
    expect(studio.locator(".sl-self select").first).to_be_focused()
    tab_to(page, "Say it aloud")
    mark = studio.locator(".sl-mark").first
    page.keyboard.press("Tab")
    expect(mark).to_be_focused()
    expect(studio.get_by_role("tooltip")).to_contain_text("Situation:")
    page.keyboard.press("Escape")
    expect(studio.get_by_role("tooltip")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator("textarea[data-section=situation]")).to_be_focused()
    assert page.evaluate("() => document.activeElement.selectionEnd") > 0

    studio.get_by_role("button", name="Compare").focus()
    page.keyboard.press("Enter")
    expect(studio.get_by_role("alert").filter(has_text="First choose a level for")).to_be_visible()
    for choice in studio.locator(".sl-self select").all():
        choice.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
    tab_to(page, "Compare")
    page.keyboard.press("Enter")
    expect(studio.get_by_role("heading", name=re.compile("Your rating of attempt"))).to_be_focused()
    expect(studio.locator(".sl-compared li").first).to_contain_text(re.compile(r"you 2, feedback \d\.\d"))

    tab_to(page, "Next: Defend")
    page.keyboard.press("Enter")
    tab_to(page, "Your reply")
    page.keyboard.type("I said no, and told her why.")
    tab_to(page, "Fold it into my answer")
    page.keyboard.press("Enter")
    expect(studio.locator(".sl-defence")).to_contain_text("Folded into Action.")
    tab_to(page, "Next: Keep")
    page.keyboard.press("Enter")
    tab_to(page, "Three lines to keep")
    page.keyboard.type("Say no with a reason.")
    saved(page)
    expect(studio.locator("[data-step=keep]")).to_contain_text("done")


def test_an_attempt_is_restored_and_the_page_reopens_with_it(page: Page, lab: Lab) -> None:
    name = "05-your-story.ipynb"
    studio = open_and_run(page, lab, name)
    field = page.locator("textarea[data-section=task]")
    field.fill("I had to make it calm again.")
    studio.get_by_role("button", name="Keep this attempt").click()
    rows = studio.locator(".sl-attempts tbody tr")
    expect(rows).to_have_count(1)
    field.fill("Something that is not kept yet.")
    studio.get_by_role("button", name="Restore attempt 1").click()
    expect(field).to_have_value("I had to make it calm again.")
    expect(rows).to_have_count(2)

    # One text instead of four sections, and back, loses no word.
    page.locator("textarea[data-section=result]").fill("It was calm.")
    studio.get_by_label("One text").check()
    expect(page.locator("textarea[data-section=whole]")).to_have_value("I had to make it calm again.\n\nIt was calm.")
    expect(field).to_be_hidden()
    saved(page)
    page.reload()
    open_and_run(page, lab, name)
    expect(page.locator("textarea[data-section=whole]")).to_have_value("I had to make it calm again.\n\nIt was calm.")
    studio.get_by_label("Four sections").check()
    expect(page.locator("textarea[data-section=situation]")).to_have_value("I had to make it calm again.")
    expect(page.locator("textarea[data-section=action]")).to_have_value("It was calm.")
    saved(page)

    use = studio.get_by_label("My story is for")
    use.select_option(index=2)
    expect(studio.get_by_text("It must prove")).to_be_visible()
    page.reload()
    open_and_run(page, lab, name)
    expect(studio.get_by_text("It must prove")).to_be_visible()


def test_hostile_text_is_shown_as_text_everywhere(page: Page, lab: Lab) -> None:
    studio = open_and_run(page, lab, "03-strained-partner.ipynb")
    go(page, "rewrite")
    page.evaluate("window.hacked = 0")
    evil = "<img src=x onerror='window.hacked=1'><script>window.hacked=1</script>"
    odd = "\U0001f600\U0001f468\u200d\U0001f469 \u202eI decided.\u202c \u05e9\u05dc\u05d5\u05dd \x00"
    hostile = f'{evil} {odd} I asked "why" & told <b>them</b> so.'
    for section in STRONG:
        page.locator(f"textarea[data-section={section}]").fill(f"{hostile} {STRONG[section]}")
    saved(page)
    skip = studio.get_by_role("button", name="Skip")
    if skip.count():
        skip.click()
    studio.get_by_role("button", name="Keep this attempt").click()
    studio.get_by_role("button", name="Ask me a harder question").click()
    studio.get_by_text("Before and after").click()
    studio.locator("[data-dimension=action] summary").click()
    studio.locator(".sl-mark").first.focus()
    studio.get_by_role("button", name="Say it aloud").click()
    expect(page.get_by_role("dialog")).to_contain_text("<img src=x")
    page.keyboard.press("Escape")
    defend = go(page, "defend")
    defend.get_by_label("Your reply").fill(hostile)
    defend.get_by_role("button", name="Another question").click()
    expect(defend.locator("blockquote").first).to_contain_text("<img src=x")
    keep = go(page, "keep")
    keep.get_by_label("Three lines to keep").fill(hostile)
    keep.get_by_role("button", name="Export as text").click()
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".sl-sheet")).to_contain_text("<img src=x")
    page.emulate_media(media="screen")
    assert page.evaluate("window.hacked") == 0
    assert page.locator(":is(.sl-studio, .sl-page) :is(img, script, b:text-is('them'))").count() == 0
    assert any("<img src=x" in text for text in page.locator(".sl-layer").all_text_contents())


def test_a_very_long_text_is_taken_and_kept(page: Page, lab: Lab) -> None:
    open_and_run(page, lab, "03-strained-partner.ipynb")
    go(page, "rewrite")
    field = page.locator("textarea[data-section=action]")
    field.fill("I asked them what they would stop. " * 5700)
    expect(page.locator(".sl-saved")).to_have_text("Saved", timeout=20_000)
    expect(
        page.locator(".sl-flags, .sl-overall").filter(has_text=re.compile("first part|twice|Cannot tell")).first
    ).to_be_visible()
    field.fill("Short again.")
    saved(page)


def test_a_reply_typed_before_the_question_has_come_stays(page: Page, lab: Lab) -> None:
    open_and_run(page, lab, "04-metrics-narrative.ipynb")
    write(page, STRONG)
    saved(page)
    page.evaluate("""() => {
      document.querySelector('.sl-studio [data-step=defend]').click();
      const area = document.querySelector('.sl-defence textarea');
      area.value = 'Typed at once.';
      area.dispatchEvent(new Event('input', { bubbles: true }));
      document.querySelector('.sl-defence button').click();
    }""")
    expect(page.locator(".sl-defence .sl-question")).not_to_be_empty()
    expect(page.locator(".sl-defence")).to_contain_text("Folded into Action.")
    saved(page)
    assert page.locator(".sl-defence textarea").first.input_value() == "Typed at once."
    assert re.search(r'"defence:[\w-]+": ?"Typed at once."', lab.journal_text())
    go(page, "keep")
    assert page.locator(".sl-defence textarea").first.input_value() == "Typed at once."


def test_what_comes_of_the_workbench_stands_beside_the_editors(
    page: Page, lab: Lab, shoot: Callable[[Page | Locator, str], None]
) -> None:
    open_notebook(page, lab, "01-ticket-sink.ipynb")
    run_all(page)
    desk = page.locator(".sl-workbench")
    desk.get_by_role("button", name="Open the workbench").click()
    expect(desk.get_by_role("heading", name="The line", level=3)).to_be_focused(timeout=30_000)
    assert desk.locator("img").first.evaluate("image => image.complete && image.naturalWidth > 0")
    desk.locator("[data-step=rules]").click()
    desk.get_by_label("Lane of: Urgent report or incident").select_option("incident")
    desk.get_by_label("Way to answer: Incident support").select_option("live")
    desk.get_by_label("Expectation: Incident support").select_option(index=1)
    desk.locator("[data-step=run]").click()
    desk.get_by_role("button", name="Run the half year again").click()
    expect(desk.get_by_text("Done: 10 half years under your rules.").last).to_be_visible(timeout=60_000)
    desk.scroll_into_view_if_needed()
    desk.evaluate("node => node.scrollIntoView()")
    shoot(page, "lab-workbench")
    known = go(page, "rewrite").locator(".sl-known")
    expect(known.locator("summary")).to_contain_text(re.compile(r"What you can say from your workbench \(\d+\)"))
    expect(known.locator("li").first).to_be_visible()
    expect(desk.locator(".sl-saved")).to_have_text("Saved")

    page.reload()
    page.get_by_text(re.compile(r"\| Idle")).first.wait_for(timeout=60_000)
    run_all(page)
    expect(go(page, "rewrite").locator(".sl-known li")).not_to_have_count(1)
    desk.get_by_role("button", name="Go on at the workbench").click()
    expect(desk.get_by_role("heading", name="Run it again", level=3)).to_be_focused(timeout=60_000)
    expect(desk.get_by_text("Where your rules lose")).to_be_visible()


def test_words_that_cannot_be_written_wait_in_the_browser(page: Page, lab: Lab) -> None:
    name = "01-ticket-sink.ipynb"
    open_and_run(page, lab, name)
    go(page, "rewrite")
    field = page.locator("textarea[data-section=task]")
    field.fill("Words that are on the disk.")
    saved(page)
    journal, aside = lab.workshop / "journal", lab.workshop / "aside"
    journal.rename(aside)
    journal.write_text("not a folder: nothing can be written below it")
    try:
        field.fill("Words that are on no disk.")
        banner = page.locator(".sl-studio .sl-banner")
        expect(banner).to_contain_text("kept in this browser")
        expect(page.locator(".sl-saved")).to_have_text("Not saved")
        page.wait_for_timeout(500)
        page.goto("about:blank")
    finally:
        lab.kill_kernels()
        journal.unlink()
        aside.rename(journal)
    open_and_run(page, lab, name)
    offer = page.locator(".sl-offer")
    expect(field).to_have_value("Words that are on the disk.")
    expect(offer).to_contain_text("could not be saved")
    offer.get_by_role("button", name="Bring them back").click()
    expect(field).to_have_value("Words that are on no disk.")
    saved(page)
    assert "Words that are on no disk." in lab.journal_text()
    expect(page.locator(".sl-attempts")).to_contain_text("Restore")
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('starlift/'))") == []


def test_a_banner_goes_when_the_journal_can_be_written_again(page: Page, lab: Lab) -> None:
    open_and_run(page, lab, "01-ticket-sink.ipynb")
    go(page, "rewrite")
    field = page.locator("textarea[data-section=task]")
    journal, aside = lab.workshop / "journal", lab.workshop / "aside"
    journal.rename(aside)
    journal.write_text("")
    try:
        field.fill("Typed while nothing could be written.")
        expect(page.locator(".sl-studio .sl-banner")).to_be_visible()
    finally:
        journal.unlink()
        aside.rename(journal)
    saved(page)
    expect(page.locator(".sl-studio .sl-banner")).to_be_hidden()
    assert "Typed while nothing could be written." in lab.journal_text()


def test_typing_moves_nothing_and_is_announced_calmly(page: Page, lab: Lab) -> None:
    studio = open_and_run(page, lab, "02-release-conflict.ipynb")
    go(page, "rewrite")
    for section, text in STRONG.items():
        page.locator(f"textarea[data-section={section}]").fill(text)
    saved(page)
    page.evaluate("""() => {
      window.said = [];
      const live = document.querySelector('.sl-studio > [role=status].sl-out');
      const hear = new MutationObserver(() => window.said.push([performance.now(), live.textContent]));
      hear.observe(live, {childList: true});
    }""")
    question, hint = studio.locator(".sl-coaching .sl-question"), studio.locator(".sl-hints li")
    studio.get_by_role("button", name="Give me a hint").click()
    expect(hint).to_have_count(1)
    spots = ("textarea[data-section=result]", ".sl-overall", "[data-dimension=coaching]", ".sl-coaching", ".sl-keep")
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
    page.wait_for_timeout(2000)
    times = [at for at, _ in page.evaluate("window.said")]
    assert 1 <= len(times) <= 4
    assert all(later - earlier >= 1400 for earlier, later in pairwise(times))


def test_the_spoken_version_has_a_clock(page: Page, lab: Lab, shoot: Callable[..., None]) -> None:
    studio = open_and_run(page, lab, "02-release-conflict.ipynb")
    go(page, "rewrite")
    page.locator("textarea[data-section=action]").fill(STRONG["action"])
    studio.get_by_role("button", name="Say it aloud").click()
    dialog = page.get_by_role("dialog", name="Say it aloud")
    expect(dialog.get_by_role("button", name="Start the clock")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("timer")).to_have_text("0:01")
    shoot(page, "aloud-1280")
    assert violations(page, ".sl-rehearsal") == []
    dialog.get_by_role("button", name="Stop").click()
    expect(dialog.get_by_role("status")).to_contain_text(re.compile(r"\d+ words in 0:0\d: \d+ words a minute"))
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(studio.get_by_role("button", name="Say it aloud")).to_be_focused()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_sheet_prints_the_text_and_no_buttons(page: Page, lab: Lab, tmp_path: Path, paper: str) -> None:
    studio = open_and_run(page, lab, "02-release-conflict.ipynb")
    page.evaluate("() => { HTMLIFrameElement.prototype.kept = 1; Window.prototype.print = () => {}; }")
    go(page, "rewrite")
    page.locator("textarea[data-section=action]").fill(STRONG["action"])
    saved(page)
    go(page, "keep")
    studio.get_by_label("Three lines to keep").fill("One.\nTwo.\nThree.")
    studio.get_by_role("button", name="Print").click()
    sheet = page.locator("iframe[title='Printed sheet']").content_frame
    inside = sheet.locator("html").evaluate("html => html.outerHTML")
    alone = page.context.new_page()
    alone.set_content(inside)
    alone.emulate_media(media="print")
    expect(alone.get_by_text("I refused a quota per team")).to_be_visible()
    expect(alone.get_by_text("Three.")).to_be_visible()
    expect(alone.locator("button")).to_have_count(0)
    width = {"A4": 794, "Letter": 816}[paper] - 136
    alone.set_viewport_size({"width": width, "height": 1000})
    assert alone.evaluate("document.documentElement.scrollWidth") <= width
    file = tmp_path / "sheet.pdf"
    alone.pdf(path=str(file), format=paper)
    assert file.stat().st_size > 5_000


def test_the_opening_notebook_rates_two_answers(page: Page, lab: Lab, shoot: Callable[..., None]) -> None:
    studio = open_and_run(page, lab, "00-start.ipynb")
    expect(studio.get_by_role("navigation")).to_have_count(0)
    for answer in studio.locator(".sl-practice").all():
        answer.get_by_label("Overall").select_option(index=2)
        answer.get_by_role("button", name="Compare with the panel").click()
        expect(answer.get_by_text("A rater's advice")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 2400})
    shoot(studio, "start-1280")
    assert violations(page) == []


def test_two_windows_follow_each_other(page: Page, lab: Lab) -> None:
    """A notebook that is open twice shows one studio: what is typed in one window stands in the other."""
    name = "05-your-story.ipynb"
    open_and_run(page, lab, name)
    here = page.locator("textarea[data-section=task]")
    here.fill("Typed in the first window.")
    saved(page)
    page.get_by_role("button", name="Save and create checkpoint").click()
    expect(page.locator(".sl-studio")).to_have_count(1)
    page.wait_for_timeout(1000)
    other = page.context.new_page()
    open_notebook(other, lab, name)
    there = other.locator("textarea[data-section=task]")
    expect(there).to_have_value("Typed in the first window.")
    there.fill("Typed in the second window.")
    saved(other)
    page.bring_to_front()
    page.locator("[data-step=keep]").focus()
    expect(here).to_have_value("Typed in the second window.")
    page.locator("[data-step=keep]").click()
    page.get_by_label("Three lines to keep").fill("One window is enough.")
    saved(page)
    other.bring_to_front()
    other.locator("[data-step=keep]").click()
    expect(other.get_by_label("Three lines to keep")).to_have_value("One window is enough.")


def test_the_story_is_taken_along_as_a_document(
    page: Page, lab: Lab, tmp_path: Path, shoot: Callable[..., None]
) -> None:
    open_notebook(page, lab, "02-release-conflict.ipynb")
    run_all(page)
    write(page, {"action": "I decided to wait and told Marco at marco@contoso.com why the release was put off."})
    keep = go(page, "keep")
    keep.get_by_label("My story is for").select_option(label="Promotion case")
    keep.get_by_role("button", name="Word").click()
    expect(keep.get_by_text("This may be confidential")).to_be_visible()
    expect(keep.get_by_role("listitem").filter(has_text="marco@contoso.com")).to_be_visible()
    expect(keep.get_by_role("button", name="Replace them")).to_be_focused()
    shoot(page.locator(".sl-panel-keep"), "keep-document")
    assert not violations(page, ".sl-studio")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    download.value.save_as(tmp_path / "packet.docx")
    assert download.value.suggested_filename == "promotion-case-release-conflict.docx"
    words = "\n".join(one.text for one in docx.Document(str(tmp_path / "packet.docx")).paragraphs)
    assert "I decided to wait" in words
    assert "contoso" not in words
    expect(keep.get_by_role("status").filter(has_text="replaced")).to_be_visible()
