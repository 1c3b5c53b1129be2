"""How a browser test drives JupyterLab, or the app, the way a learner does."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route, expect

TOKEN = "browser-test"
IDLE = 10
"""Seconds after which a test's app ends a kernel that has no page."""


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
    """Open the app and wait until its first studio is there; the page's source as it came from the server."""
    answer = page.goto(app.address)
    source = answer.text() if answer else ""
    page.locator(".sl-studio").first.wait_for()
    return source


def write(page: Page, texts: dict[str, str]) -> None:
    for section, text in texts.items():
        page.locator(f"textarea[data-section={section}]").first.click()
        page.keyboard.type(text)


def skip(page: Page) -> None:
    """See the levels at once, without an own rating."""
    page.get_by_role("button", name="Skip").first.click()
    expect(page.get_by_role("button", name="Skip")).to_have_count(0)


def saved(page: Page) -> None:
    expect(page.locator(".sl-saved").first).to_have_text("Saved")


def run_all(page: Page) -> None:
    """Choose Run > Run All Cells, as a learner does, and wait until the last code cell has run."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.locator(".jp-CodeCell").last.locator(".jp-OutputArea-output").first.wait_for(timeout=60_000)
    page.get_by_text(re.compile(r"\| Idle")).first.wait_for(timeout=60_000)
