"""How a browser test starts JupyterLab and the app, and drives them the way a learner does."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, expect

from sample_answer import STRONG
from starlift import app, lab
from starlift.workspace import prepare

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "browser-test"
IDLE = 10
"""Seconds after which a test's app ends a kernel that has no page."""
T = TypeVar("T")


@dataclass
class Lab:
    """A running JupyterLab on a workspace of its own."""

    workshop: Path
    url: str
    runtime: Path
    process: subprocess.Popen[bytes]

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


@dataclass
class App(Lab):
    """A running app on a workspace of its own; `runtime` is where its kernels' connection files are."""

    token: str

    @property
    def address(self) -> str:
        return f"{self.url}?token={self.token}"


def chromium() -> str | None:
    """The Chromium of this machine."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@contextmanager
def lab_in(folder: Path) -> Iterator[Lab]:
    """`starlift lab` on a workspace in `folder`; it ends with the block."""
    workshop, environ = workspace_in(folder)
    line = [
        *lab.command(workshop, browser=False),
        "--ServerApp.port=0",
        f"--IdentityProvider.token={TOKEN}",
        "--ServerApp.terminals_enabled=False",
    ]
    with running(line, lab.environment(environ), folder) as process:

        def url() -> str:
            try:
                return str(json.loads((folder / "rt" / f"jpserver-{process.pid}.json").read_text())["url"])
            except (OSError, ValueError):
                return ""

        yield Lab(workshop, waited(process, url), folder / "rt", process)


@contextmanager
def app_in(folder: Path, *, idle: int | None = IDLE) -> Iterator[App]:
    """`starlift open` of one case on a workspace in `folder`; kernels without a page end after `idle` seconds.

    None leaves that to the app's own settings.
    """
    soon = [f"--MappingKernelManager.cull_idle_timeout={idle}", "--MappingKernelManager.cull_interval=1"]
    workshop, environ = workspace_in(folder)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    line = [
        *app.command(workshop / "01-ticket-sink.ipynb", browser=False, port=port),
        *(soon if idle is not None else ()),
    ]
    with running(line, app.environment(environ), folder) as process:
        pattern = re.compile(r"connection files in (\S+)\..*(http://127\.0\.0\.1:\d+/)\?token=(\w+)", re.DOTALL)
        found = waited(process, lambda: pattern.search((folder / "log").read_text()))
        yield App(workshop, found[2], Path(found[1]), process, found[3])


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


def waited(process: subprocess.Popen[bytes], look: Callable[[], T | None]) -> T:
    """What `look` finds, once it finds something."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise RuntimeError("the server did not start within a minute")


@contextmanager
def local_page(browser: Browser, **options: Any) -> Iterator[Page]:
    """A fresh browser context; the test fails when a request leaves the machine or a script fails."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
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


def open_app(page: Page, app: App) -> str:
    """Open the app and wait until its studio is there; the page's source as it came from the server."""
    answer = page.goto(app.address)
    source = answer.text() if answer else ""
    page.locator(".sl-studio").wait_for()
    return source


def go(page: Page, step: str) -> Locator:
    """Enter a step, as by the mouse, and give the part of the page that shows it."""
    page.locator(f".sl-studio [data-step={step}]").click()
    expect(page.locator(f".sl-studio [data-step={step}]")).to_have_attribute("aria-current", "step")
    return page.locator(f".sl-panel-{step}")


def write(page: Page, texts: dict[str, str]) -> None:
    """Type into the sections."""
    go(page, "rewrite")
    for section, text in texts.items():
        page.locator(f"textarea[data-section={section}]").click()
        page.keyboard.type(text)


def skip(page: Page) -> None:
    """See the levels at once, without an own rating."""
    page.get_by_role("button", name="Skip").click()
    expect(page.get_by_role("button", name="Skip")).to_have_count(0)


def saved(page: Page) -> None:
    """Wait until everything is in the journal."""
    expect(page.locator(".sl-saved")).to_have_text("Saved")


def run_all(page: Page) -> None:
    """Choose Run > Run All Cells, as a learner does, and wait until the last code cell has run."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.locator(".jp-CodeCell").last.locator(".jp-OutputArea-output").first.wait_for(timeout=60_000)
    page.get_by_text(re.compile(r"\| Idle")).first.wait_for(timeout=60_000)


def use_theme(page: Page, lab: Lab, theme: str) -> None:
    """Choose a theme in the settings, for the notebooks that are opened from now on."""
    address = f"{lab.url}lab/api/settings/@jupyterlab/apputils-extension:themes"
    raw = json.dumps({"theme": f"JupyterLab {theme.capitalize()}"})
    answer = page.request.put(address, headers={"Authorization": f"token {TOKEN}"}, data={"raw": raw})
    assert answer.ok, answer.text()


def fill_in(page: Page) -> None:
    """Work through every step so far that each shows what it can show."""
    page.locator("[data-step=rate]").click()
    for answer in page.locator(".sl-practice").all():
        for choice in answer.locator("select").all():
            choice.select_option(index=2)
        answer.get_by_role("button", name="Compare with the panel").click()
        expect(answer.get_by_text("A rater's advice")).to_be_visible()
    page.locator("[data-step=rewrite]").click()
    for section, text in STRONG.items():
        page.locator(f"textarea[data-section={section}]").fill(text)
    skip = page.get_by_role("button", name="Skip")
    if skip.count():
        skip.click()
    page.get_by_role("button", name="Keep this attempt").click()
    page.locator("textarea[data-section=task]").fill(STRONG["task"] + " That was mine alone to promise.")
    page.get_by_role("button", name="Keep this attempt").click()
    page.get_by_text("Before and after").click()
    page.locator("[data-step=defend]").click()
    page.get_by_label("Your reply").fill("I told her the price before she asked, because she would have to pay it.")
    page.locator("[data-step=keep]").click()
    page.get_by_label("Three lines to keep").fill("Say what it cost.")
    page.get_by_role("button", name="Show the reference story").click()
    page.get_by_role("button", name="Export as text").click()
    expect(page.locator(".sl-story h5").first).to_be_visible()
    expect(page.locator(".sl-saved")).to_have_text("Saved")


def violations(page: Page, within: str = ".sl-studio") -> list[str]:
    """What axe-core finds within the studio."""
    found = Axe().run(page, context=within).response["violations"]
    return [
        f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:300]}" for one in found for node in one["nodes"]
    ]


def tab_to(page: Page, name: str, most: int = 60) -> None:
    """Press Tab until the control whose text or label begins with `name` is focused, and see that it shows."""
    focused = "() => (document.activeElement.labels?.[0] ?? document.activeElement).innerText"
    outline = (
        "() => getComputedStyle(document.activeElement.closest('.sl-field') ?? document.activeElement).outlineWidth"
    )
    seen = []
    for _ in range(most):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(focused)[:30])
        if seen[-1].startswith(name):
            assert page.evaluate(outline) == "3px", f"the focus on {name} cannot be seen"
            return
    raise AssertionError(f"{name} is not reached by Tab: {seen}")
