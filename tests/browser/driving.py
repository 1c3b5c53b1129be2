"""How a browser test drives JupyterLab the way a learner does."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from sample_answer import STRONG
from starlift.lab import command, environment
from starlift.workspace import prepare

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "browser-test"


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


def chromium() -> str | None:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    return None


@contextmanager
def lab_in(folder: Path) -> Iterator[Lab]:
    """`starlift lab` on a workspace in `folder`; it ends with the block."""
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
            raise RuntimeError(f"JupyterLab ended with {process.returncode}")
        try:
            return str(json.loads(info.read_text())["url"])
        except (OSError, ValueError):
            time.sleep(0.1)
    raise RuntimeError("JupyterLab did not start within a minute")


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
