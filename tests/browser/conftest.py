"""A real JupyterLab and a real Chromium for the browser tests; nothing may leave the loopback interface."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from driving import TOKEN, Lab
from playwright.sync_api import Browser, Locator, Page, Route, sync_playwright

from starlift.lab import command, environment
from starlift.workspace import prepare

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    return None


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
    folder = tmp_path_factory.mktemp("lab")
    workspace, home, runtime = folder / "workspace", folder / "home", folder / "rt"
    for part in ("stories", "exercises", "notebooks"):
        shutil.copytree(ROOT / part, workspace / part, ignore=shutil.ignore_patterns("journal", ".ipynb_*"))
    home.mkdir()
    workshop, _ = prepare(workspace)
    environ = {**os.environ, "HOME": str(home), "JUPYTER_RUNTIME_DIR": str(runtime)}
    environ.pop("JUPYTER_CONFIG_DIR", None)
    line = [
        *command(workshop, browser=False),
        "--ServerApp.port=0",
        f"--IdentityProvider.token={TOKEN}",
        "--ServerApp.terminals_enabled=False",
    ]
    log = (folder / "lab.log").open("wb")
    process = subprocess.Popen(line, env=environment(environ), cwd=workshop, stdout=log, stderr=log)
    try:
        url = _address(process, runtime)
        yield Lab(workshop, url, runtime, process)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log.close()


def _address(process: subprocess.Popen[bytes], runtime: Path) -> str:
    info = runtime / f"jpserver-{process.pid}.json"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(f"JupyterLab ended with {process.returncode}")
        try:
            return str(json.loads(info.read_text())["url"])
        except (OSError, ValueError):
            time.sleep(0.1)
    pytest.fail("JupyterLab did not start within a minute")


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
