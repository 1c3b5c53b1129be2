"""The clock in a browser: its model agrees with Python's, it survives a reload, and everybody can use it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from driving import local_page, violations
from playwright.sync_api import Browser, Locator, Page, expect

from starlift.content import load_content
from starlift.runsheets import find_run_sheet, load_run_sheet
from starlift.sessions.clock import MINUTE, Event, Part, follow, look
from starlift.sessions.clockpage import clock_page
from starlift.sessions.timetable import timetable

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "src/starlift/sessions/front/clock_model.js"
TWO = datetime(2026, 5, 12, 14, 0, tzinfo=UTC)
CASES = 3000
Shoot = Callable[[Page | Locator, str], None]


def sheet_page(name: str, start: int | None, folder: Path) -> str:
    """The address of the clock of a run sheet, written into `folder`."""
    table = timetable(load_run_sheet(find_run_sheet(ROOT, name)), load_content(ROOT), start)
    file = folder / "clock.html"
    file.write_text(clock_page(table), encoding="utf-8")
    return file.as_uri()


@pytest.fixture
def clock(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The clock of the two-hour session at 13:57, planned for 14:00."""
    with local_page(browser, viewport={"width": 1024, "height": 768}, timezone_id="UTC") as page:
        page.clock.install(time=TWO - timedelta(minutes=3))
        page.goto(sheet_page("120", 14 * 60, tmp_path))
        yield page


def later(page: Page, minutes: float) -> None:
    page.clock.fast_forward(int(minutes * 60_000))
    page.clock.run_for(1000)


def random_case(draw: Random) -> dict[str, Any]:
    parts = []
    for number in range(draw.randint(1, 9)):
        planned = draw.randint(1, 40) * MINUTE
        least = draw.choice([planned, draw.randint(1, planned // MINUTE) * MINUTE])
        parts.append(Part(f"p{number}", planned, least, draw.choice(["must", "should", "could"])))
    now, events = 1_800_000_000, []
    for _ in range(draw.randint(0, 14)):
        now += draw.randint(0, 2000)
        what = draw.choice(["next", "next", "next", "pause", "resume", "give"])
        ids = draw.sample([*(part.id for part in parts), "?"], draw.randint(0, min(3, len(parts))))
        times = tuple((one, draw.randint(-60, 3000)) for one in ids) if what == "give" else ()
        events.append(Event(what, now, times))  # type: ignore[arg-type]
    start = draw.choice([None, 1_800_000_000 + draw.randint(-1800, 1800)])
    return {"parts": parts, "events": events, "now": now + draw.randint(0, 2000), "start": start}


def test_the_pages_model_agrees_with_pythons_on_many_random_runs(browser: Browser) -> None:
    draw = Random(7)
    cases = [random_case(draw) for _ in range(CASES)]
    expected = []
    for case in cases:
        state = follow(case["parts"], case["events"])
        view = look(case["parts"], state, case["now"], case["start"])
        expected.append(json.loads(json.dumps({"state": asdict(state), "view": asdict(view)})))
    shaped = [
        {**case, "parts": [asdict(p) for p in case["parts"]], "events": [asdict(e) for e in case["events"]]}
        for case in cases
    ]
    with local_page(browser) as page:
        page.add_script_tag(content=MODEL.read_text(encoding="utf-8"))
        told = page.evaluate(
            """cases => JSON.stringify(JSON.parse(cases).map(({ parts, events, now, start }) => {
                 const state = ClockModel.follow(parts, events);
                 return { state, view: ClockModel.look(parts, state, now, start) };
               }))""",
            json.dumps(shaped),
        )
        found = json.loads(told)

    assert sum(bool(one["view"]["proposal"]) for one in expected) > CASES / 10
    differing = [(case, a, b) for case, a, b in zip(shaped, expected, found, strict=True) if a != b]
    assert not differing, differing[0]


def test_a_session_from_waiting_to_its_end(clock: Page) -> None:
    expect(clock.locator("#place")).to_have_text("Begins at 14:00")
    expect(clock.locator("#digits")).to_have_text(re.compile(r"[23]:\d\d"))
    later(clock, 3)
    clock.get_by_role("button", name="Begin").click()
    expect(clock.locator("#block")).to_have_text("What thin means")
    expect(clock.locator("#standing")).to_have_text("● On time: ends at 16:00")
    for _ in range(7):
        clock.keyboard.press("n")
    expect(clock.locator("#block")).to_have_text("One line to keep")
    expect(clock.locator("#go-word")).to_have_text("End")
    clock.keyboard.press("ArrowRight")
    expect(clock.locator("#digits")).to_have_text("Thank you")
    expect(clock.locator("#go")).to_be_disabled()


def test_a_page_opened_the_evening_before_waits_for_the_next_day(browser: Browser, tmp_path: Path) -> None:
    with local_page(browser, timezone_id="UTC") as page:
        page.clock.install(time=TWO - timedelta(hours=18))
        page.goto(sheet_page("120", 14 * 60, tmp_path))
        expect(page.locator("#place")).to_have_text("Begins at 14:00")
        expect(page.locator("#standing")).to_have_text("● On time: ends at 16:00")
        later(page, 18 * 60 + 5)  # the page stayed open all night
        expect(page.locator("#standing")).to_contain_text("▲ 5 min late: ends at 16:05 instead of 16:00")
        page.keyboard.press("n")
        later(page, 1)
        expect(page.locator("#block")).to_have_text("What thin means")
        expect(page.locator("#standing")).to_contain_text("▲ 5 min late")


def test_late_proposes_drops_with_their_cost_and_undo_takes_them_back(clock: Page, shoot: Shoot) -> None:
    later(clock, 15)
    clock.keyboard.press("n")
    later(clock, 1)
    expect(clock.locator("#standing")).to_contain_text("▲ 12 min late: ends at 16:12 instead of 16:00")
    clock.keyboard.press("l")
    expect(clock.locator("#late")).to_be_focused()
    expect(clock.locator("#proposal")).to_contain_text("Drop “One answer before a panel” (could): saves 15 min")
    expect(clock.locator("#proposal")).to_contain_text("three listeners weigh the same answer")
    expect(clock.locator("#outcome")).to_have_text("New end: 15:57.")
    shoot(clock, "clock-late")
    clock.get_by_role("button", name="Do this").click()
    expect(clock.locator("#standing")).to_contain_text("min early: ends at 15:57")
    expect(clock.locator("#late-title")).to_have_text("Nothing has to go")
    clock.get_by_role("button", name="Back to 15: One answer before a panel").click()
    expect(clock.locator("#standing")).to_contain_text("12 min late")
    clock.keyboard.press("u")
    expect(clock.locator("#standing")).to_contain_text("min early")
    clock.keyboard.press("u")
    expect(clock.locator("#standing")).to_contain_text("12 min late")
    assert clock.get_by_role("button", name="Drop: Rewrite a thin answer").count() == 0


def test_a_reload_goes_on_and_a_pause_holds_the_digits(clock: Page) -> None:
    later(clock, 3)
    clock.keyboard.press("n")
    later(clock, 4)
    clock.keyboard.press("p")
    shown = clock.locator("#digits").inner_text()
    later(clock, 2)
    expect(clock.locator("#until")).to_have_text("Ⅱ paused")
    clock.reload()
    expect(clock.locator("#digits")).to_have_text(shown)
    expect(clock.locator("#standing")).to_contain_text("2 min late")
    clock.keyboard.press("p")
    later(clock, 1)
    assert clock.locator("#digits").inner_text() < shown
    clock.keyboard.press("t")
    clock.get_by_role("button", name="Start afresh").click()
    clock.get_by_role("button", name="Press again to forget this run").click()
    expect(clock.locator("#go-word")).to_have_text("Begin")


def test_a_run_of_yesterday_is_forgotten(clock: Page) -> None:
    later(clock, 3)
    clock.keyboard.press("n")
    later(clock, 13 * 60)
    clock.reload()

    expect(clock.locator("#go-word")).to_have_text("Begin")


def test_keys_can_be_turned_off_and_none_acts_with_a_modifier(clock: Page) -> None:
    clock.keyboard.press("Control+n")
    clock.get_by_role("button", name="Keys").click()
    clock.keyboard.press("n")
    expect(clock.locator("#go-word")).to_have_text("Begin")
    clock.get_by_role("button", name="Keys").click()
    clock.keyboard.press("n")
    expect(clock.locator("#go-word")).to_have_text("Next")


def test_the_live_region_speaks_once_a_minute(clock: Page) -> None:
    later(clock, 3)
    clock.keyboard.press("n")
    clock.evaluate(
        """() => { const live = document.getElementById("live"); window.said = [];
             new MutationObserver(() => window.said.push(live.textContent)).observe(live, { childList: true }); }"""
    )
    clock.clock.run_for(5 * 60_000)

    said = clock.evaluate("window.said")
    assert len(said) == 5
    assert said[-1] == "What thin means: 5 minutes left. On time: ends at 16:00"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("moment", ["waiting", "running", "late"])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    browser: Browser, tmp_path: Path, shoot: Shoot, scheme: str, moment: str
) -> None:
    options = {"viewport": {"width": 1024, "height": 768}, "color_scheme": scheme, "timezone_id": "UTC"}
    with local_page(browser, **options) as page:
        page.clock.install(time=TWO)
        page.goto(sheet_page("240", 14 * 60, tmp_path))
        if moment != "waiting":
            page.keyboard.press("n")
            later(page, 5)
        if moment == "late":
            later(page, 30)
            page.keyboard.press("t")
            page.keyboard.press("l")
        shoot(page, f"clock-{moment}-{scheme}")
        assert violations(page, "html") == []
        for width, height in ((1024, 768), (1280, 720), (1366, 768), (1920, 1080)):
            page.set_viewport_size({"width": width, "height": height})
            assert page.locator("#keys").evaluate("node => node.offsetTop + node.offsetHeight") <= height
        page.set_viewport_size({"width": 512, "height": 384})  # 200 % on the same projector
        assert page.evaluate("document.documentElement.scrollWidth") <= 512


def test_hostile_titles_are_text(browser: Browser, tmp_path: Path) -> None:
    hostile = "</script><script>document.title='got'</script><img src=x onerror=document.title='got'>"
    text = (ROOT / "facilitator/run-sheets/60-minutes.yaml").read_text(encoding="utf-8")
    text = (
        text.replace("title: One hour", 'title: "<script>x</script>"')
        .replace("agenda: Write one line to keep and one date.", f'agenda: "{hostile}"')
        .replace("without: Nobody hears their own", f"without: {hostile} Nobody hears their own")
    )
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    table = timetable(load_run_sheet(tmp_path / "mine.yaml"), load_content(ROOT))
    (tmp_path / "clock.html").write_text(clock_page(table), encoding="utf-8")
    with local_page(browser) as page:
        page.goto((tmp_path / "clock.html").as_uri())
        page.keyboard.press("l")
        for _ in range(6):
            page.keyboard.press("n")
        expect(page.locator("#agenda")).to_have_text(hostile)
        expect(page.locator("h1")).to_have_text("<script>x</script>")
        assert page.locator("img").count() == 0
        assert page.title() == "Clock: <script>x</script>"


def test_without_storage_the_page_runs_and_says_so(browser: Browser, tmp_path: Path) -> None:
    with local_page(browser) as page:
        page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })")
        page.goto(sheet_page("60", None, tmp_path))
        page.keyboard.press("n")
        expect(page.locator("#block")).to_have_text("What thin means")
        expect(page.locator("#unsaved")).to_be_visible()
