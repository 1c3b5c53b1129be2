"""The cohort wall in a real browser: drawn as text, refreshed, reachable by keyboard, read by a screen reader."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from driving import local_page, tab_to, violations
from playwright.sync_api import Browser, Page, expect

from sample_room import draft, fill, write
from starlift.collected import Expected
from starlift.content import load_content, shipped_root
from starlift.reports.wall import Wall
from starlift.reports.wallpage import page as wall_page
from starlift.reports.wallserver import WallServer

pytestmark = pytest.mark.browser
HOSTILE = "<img src=x onerror=alert(1)>"
PEOPLE = [*(f"p{number:02d}" for number in range(1, 13)), HOSTILE]


@pytest.fixture
def room(tmp_path: Path) -> Path:
    return fill(tmp_path / "room")


@pytest.fixture
def wall(room: Path) -> Wall:
    return Wall([room], Expected("spring", PEOPLE), load_content(shipped_root()))


@pytest.fixture
def server(wall: Wall) -> Iterator[WallServer]:
    with WallServer(wall.state, every=1) as made:
        threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield made
        made.shutdown()


def test_the_wall_shows_the_room_and_follows_it(
    browser: Browser, server: WallServer, room: Path, shoot: Callable[..., None]
) -> None:
    with local_page(browser) as page:
        page.goto(server.address)
        expect(page.get_by_role("heading", level=1)).to_have_text("Cohort wall: spring")
        expect(page.locator("#summary")).to_have_text("9 working, 1 stuck, 1 done, 2 not begun")
        expect(page.get_by_role("row", name=HOSTILE)).to_be_visible()
        assert page.locator("img").count() == 0
        expect(page.locator("#visits li").first).to_contain_text("p07nothing has moved for 17 minutes, at Rewrite")
        shoot(page, "wall-1280-light")
        write(room, "p07", [draft(0, "I have begun.")], now=datetime.now(UTC))
        expect(page.locator("#summary")).to_have_text("10 working, 0 stuck, 1 done, 2 not begun", timeout=6_000)
        expect(page.locator("#visits li").first).to_contain_text("p10")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, server: WallServer, scheme: str, shoot: Callable[..., None]) -> None:
    with local_page(browser, color_scheme=scheme, viewport={"width": 1920, "height": 1080}, bypass_csp=True) as page:
        page.goto(server.address)
        expect(page.locator("#summary")).to_contain_text("stuck")
        assert violations(page, "html") == []
        shoot(page, f"wall-1920-{scheme}")
        page.get_by_role("button", name="Room only").click()
        expect(page.get_by_role("table")).to_be_hidden()
        assert violations(page, "html") == []
        shoot(page, f"wall-room-{scheme}")
        page.reload()
        expect(page.locator("#summary")).to_contain_text("stuck")
        expect(page.get_by_role("table")).to_be_hidden()


def test_everything_is_reached_by_keyboard(browser: Browser, server: WallServer) -> None:
    with local_page(browser) as page:
        page.goto(server.address)
        tab_to(page, "Pause")
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Pause")).to_have_attribute("aria-pressed", "true")
        tab_to(page, "Room only")
        page.keyboard.press("Space")
        expect(page.get_by_role("heading", name="Whom to visit next")).to_be_hidden()
        page.keyboard.press("Space")
        tab_to(page, f"{len(PEOPLE)} people")


def test_a_paused_wall_stands_still_and_a_dead_one_says_so(browser: Browser, server: WallServer, room: Path) -> None:
    with local_page(browser) as page:
        page.goto(server.address)
        page.get_by_role("button", name="Pause").click()
        write(room, "p12", [draft(0)], now=datetime.now(UTC))
        page.wait_for_timeout(2_500)
        expect(page.locator("#summary")).to_contain_text("2 not begun")
        page.get_by_role("button", name="Pause").click()
        expect(page.locator("#summary")).to_contain_text("1 not begun", timeout=6_000)
        server.shutdown()
        server.server_close()
        expect(page.get_by_role("alert")).to_contain_text("starlift wall does not answer", timeout=6_000)


def _no_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_two_hundred_per_cent_and_a_narrow_screen(
    browser: Browser, server: WallServer, shoot: Callable[..., None]
) -> None:
    with local_page(browser, viewport={"width": 640, "height": 450}) as page:  # 1280 x 900 at 200 %
        page.goto(server.address)
        expect(page.locator("#summary")).to_contain_text("stuck")
        assert _no_sideways(page)
        shoot(page, "wall-200-percent")
        page.set_viewport_size({"width": 320, "height": 600})
        assert _no_sideways(page)


def test_the_page_that_stays_needs_no_server(browser: Browser, wall: Wall, tmp_path: Path) -> None:
    (tmp_path / "wall.html").write_text(wall_page(wall.state()), encoding="utf-8")
    with local_page(browser) as page:
        page.goto((tmp_path / "wall.html").as_uri())
        expect(page.locator("#summary")).to_have_text("9 working, 1 stuck, 1 done, 2 not begun")
        expect(page.get_by_role("button", name="Pause")).to_be_hidden()


@pytest.mark.parametrize(("count", "told"), [(1, "1 file was passed over"), (2, "2 files were passed over")])
def test_what_was_passed_over_is_counted(browser: Browser, wall: Wall, tmp_path: Path, count: int, told: str) -> None:
    (tmp_path / "wall.html").write_text(wall_page({**wall.state(), "findings": count}), encoding="utf-8")
    with local_page(browser) as page:
        page.goto((tmp_path / "wall.html").as_uri())
        expect(page.locator("#rule")).to_contain_text(told)
