"""Lab: how JupyterLab is started for a workshop, quiet and offline, on this machine alone."""

from __future__ import annotations

import os
import sys
import webbrowser
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

CONFIG = Path(__file__).parent / "jupyter"
FIRST = "00-start.ipynb"


def command(folder: Path, *, port: int | None = None, browser: bool = True) -> list[str]:
    """The command line that opens `folder` in JupyterLab, with its first notebook in front.

    Args:
        folder: Folder with notebooks.
        port: Port to listen on; the next free one from 8888 when None.
        browser: Whether to open a browser; without one the address is printed.
    """
    names = sorted(path.name for path in folder.glob("*.ipynb"))
    first = FIRST if FIRST in names else next(iter(names), "")
    line = [
        sys.executable, "-m", "jupyterlab",
        f"--ServerApp.root_dir={folder}",
        "--ServerApp.ip=127.0.0.1",
        f"--LabApp.default_url=/lab/tree/{quote(first)}",
    ]  # fmt: skip
    if port is not None:
        line.append(f"--ServerApp.port={port}")
    line += no_browser(browser=browser)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        line.append("--allow-root")
    return line


def environment(before: Mapping[str, str]) -> dict[str, str]:
    """The environment for `command`: the kit's quiet settings come before the user's own."""
    paths = [str(CONFIG), *filter(None, [before.get("JUPYTER_CONFIG_PATH")])]
    return {**before, "JUPYTER_CONFIG_PATH": os.pathsep.join(paths)}


def no_browser(*, browser: bool) -> list[str]:
    """The option that keeps a server from opening a browser, where none is wanted or there is none."""
    return [] if browser and has_browser() else ["--no-browser"]


def has_browser() -> bool:
    """Whether a browser can be opened on this machine."""
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True
