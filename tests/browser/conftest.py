"""A real JupyterLab, a real app and a real Chromium for the browser tests; nothing may leave the loopback interface."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from driving import IDLE, TOKEN, App, Lab, local_page
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from starlift.app import command as app_command
from starlift.app import environment as app_environment
from starlift.lab import command, environment
from starlift.workspace import prepare

T = TypeVar("T")
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


def workspace_in(folder: Path) -> tuple[Path, dict[str, str]]:
    """The workshop of a fresh workspace, and an environment with a home of its own."""
    for part in ("stories", "exercises", "notebooks"):
        shutil.copytree(ROOT / part, folder / "workspace" / part, ignore=shutil.ignore_patterns("journal", ".ipynb_*"))
    (folder / "home").mkdir()
    workshop, _ = prepare(folder / "workspace")
    environ = {**os.environ, "HOME": str(folder / "home"), "JUPYTER_RUNTIME_DIR": str(folder / "rt")}
    environ.pop("JUPYTER_CONFIG_DIR", None)
    return workshop, environ


@contextmanager
def running(line: list[str], environ: dict[str, str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that ends with the block; what it says is in `log` in `folder`."""
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(line, env=environ, cwd=folder, stdout=log, stderr=log)
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """`starlift lab` on a fresh workspace, with a home folder of its own."""
    folder = tmp_path_factory.mktemp("lab")
    workshop, environ = workspace_in(folder)
    line = [
        *command(workshop, browser=False),
        "--ServerApp.port=0",
        f"--IdentityProvider.token={TOKEN}",
        "--ServerApp.terminals_enabled=False",
    ]
    with running(line, environment(environ), folder) as process:
        yield Lab(workshop, _address(process, folder / "rt"), folder / "rt", process)


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """`starlift open` of one case on a fresh workspace; kernels without a page end soon."""
    folder = tmp_path_factory.mktemp("app")
    workshop, environ = workspace_in(folder)
    line = [
        *app_command(workshop / "01-ticket-sink.ipynb", browser=False, port=_free_port()),
        f"--MappingKernelManager.cull_idle_timeout={IDLE}",
        "--MappingKernelManager.cull_interval=1",
    ]
    with running(line, app_environment(environ), folder) as process:
        pattern = re.compile(r"connection files in (\S+)\..*(http://127\.0\.0\.1:\d+/)\?token=(\w+)", re.DOTALL)
        found = _waited(process, lambda: pattern.search((folder / "log").read_text()))
        yield App(workshop, found[2], Path(found[1]), process, found[3])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _address(process: subprocess.Popen[bytes], runtime: Path) -> str:
    def url() -> str:
        try:
            return str(json.loads((runtime / f"jpserver-{process.pid}.json").read_text())["url"])
        except (OSError, ValueError):
            return ""

    return _waited(process, url)


def _waited(process: subprocess.Popen[bytes], look: Callable[[], T | None]) -> T:
    """What `look` finds, once it finds something."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(f"the server ended with {process.returncode}")
        found = look()
        if found:
            return found
        time.sleep(0.1)
    pytest.fail("the server did not start within a minute")


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
