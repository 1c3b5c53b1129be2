"""A real JupyterLab and a real Chromium for the browser tests; nothing may leave the loopback interface."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

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
TOKEN = "browser-test"


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


@dataclass
class Lab:
    """A running JupyterLab on a workspace of its own."""

    workshop: Path
    url: str
    runtime: Path
    process: subprocess.Popen[bytes]
    foreign: list[str] = field(default_factory=list)

    def kernels(self) -> list[int]:
        """Process ids of the kernels that run now."""
        wanted = str(self.runtime).encode()
        found = []
        for entry in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                line = entry.read_bytes()
            except OSError:
                continue
            if b"ipykernel" in line and wanted in line:
                found.append(int(entry.parent.name))
        return found

    def kill_kernels(self) -> None:
        for pid in self.kernels():
            os.kill(pid, signal.SIGKILL)

    def journal_text(self) -> str:
        return "\n".join(path.read_text() for path in sorted(self.workshop.glob("journal/*.jsonl")))


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


def open_notebook(page: Page, lab: Lab, name: str) -> None:
    """Open one notebook and wait until its kernel is really there."""
    page.goto(f"{lab.url}doc/tree/{name}?token={TOKEN}&reset")
    page.get_by_text(re.compile(r"\| Idle")).first.wait_for(timeout=60_000)


def run_all(page: Page) -> None:
    """Choose Run > Run All Cells, as a learner does, and wait until the last code cell has run."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.locator(".jp-CodeCell").last.locator(".jp-OutputArea-output").first.wait_for(timeout=60_000)
    page.get_by_text(re.compile(r"\| Idle")).first.wait_for(timeout=60_000)


@pytest.fixture
def shoot(request: pytest.FixtureRequest) -> object:
    """Take a screenshot into the folder that `--screenshots` names; without it nothing is taken."""
    folder = request.config.getoption("--screenshots")

    def take(page: Page, name: str, **options: object) -> None:
        if folder:
            page.wait_for_timeout(500)  # let what has scrolled into view be drawn
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=str(Path(folder) / f"{name}.png"), **options)  # type: ignore[arg-type]

    return take
