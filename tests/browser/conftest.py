"""A real JupyterLab, a real app and a real Chromium for the browser tests; nothing may leave the loopback interface."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from driving import App, Lab, app_in, chromium, lab_in, local_page
from playwright.sync_api import Browser, Locator, Page, sync_playwright

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
    with lab_in(tmp_path_factory.mktemp("lab")) as opened:
        yield opened


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """`starlift open` of one case on a fresh workspace."""
    with app_in(tmp_path_factory.mktemp("app")) as opened:
        yield opened


@pytest.fixture
def page(browser: Browser, lab: Lab) -> Iterator[Page]:
    """A fresh browser context at 1280 x 900 beside a running JupyterLab."""
    with local_page(browser) as opened:
        yield opened


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
