"""A real JupyterLab and a real Chromium for the browser tests; nothing may leave the loopback interface."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from driving import Lab, chromium, lab_in
from playwright.sync_api import Browser, Locator, Page, Route, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = chromium() or playwright.chromium.executable_path
        if not Path(path).exists():
            if os.environ.get("STARLIFT_REQUIRE_BROWSER"):
                pytest.fail("a Chromium is required here and none was found")
            pytest.skip("no Chromium found")
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """`starlift lab` on a fresh workspace, with a home folder of its own."""
    with lab_in(tmp_path_factory.mktemp("lab")) as running:
        yield running


@pytest.fixture
def page(browser: Browser, lab: Lab) -> Iterator[Page]:
    """A fresh browser context at 1280 x 900; the test fails when a request leaves the machine or a script fails."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    errors: list[str] = []
    foreign: list[str] = []

    def gate(route: Route) -> None:
        if urlsplit(route.request.url).hostname in ("127.0.0.1", "localhost"):
            route.continue_()
        else:
            foreign.append(route.request.url)
            route.abort()

    context.route(re.compile(r"^https?://"), gate)
    opened = context.new_page()
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.set_default_timeout(30_000)
    yield opened
    context.close()
    assert not foreign, f"requests left the machine: {foreign}"
    assert not errors, f"scripts failed: {errors}"


@pytest.fixture
def shoot(request: pytest.FixtureRequest) -> Callable[[Page | Locator, str], None]:
    """Take a screenshot into the folder that `--screenshots` names; without it nothing is taken."""
    folder = request.config.getoption("--screenshots")

    def take(shown: Page | Locator, name: str) -> None:
        if folder:
            page = shown if isinstance(shown, Page) else shown.page
            page.wait_for_timeout(500)  # let what has scrolled into view be drawn
            Path(folder).mkdir(parents=True, exist_ok=True)
            shown.screenshot(path=str(Path(folder) / f"{name}.png"))

    return take
