"""How a browser test drives JupyterLab the way a learner does."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

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
