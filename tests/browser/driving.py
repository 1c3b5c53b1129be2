"""How a browser test drives JupyterLab the way a learner does."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from sample_answer import STRONG

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
