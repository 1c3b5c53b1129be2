"""App: how one notebook is opened as a page without code, quiet and offline, on this machine alone."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from starlift import lab
from starlift.errors import Problem, StarliftError

LONGEST_FOLDER = 30
"""A socket's path may have about 100 letters, of which those of a kernel take 60."""


def command(notebook: Path, *, port: int | None = None, browser: bool = True) -> list[str]:
    """The command line that serves `notebook` as an app; its settings are in `jupyter/voila.json`.

    Args:
        notebook: A notebook; its folder is where its kernels run.
        port: Port to listen on; the next free one from 8866 when None.
        browser: Whether to open a browser; without one the address is printed.

    Raises:
        StarliftError: When Voilà is not installed.
    """
    if find_spec("voila") is None:
        raise StarliftError(Problem("", 0, "", "the app needs Voilà", "pip install 'starlift[app]'"))
    line = [
        sys.executable, "-m", "starlift.appserver", str(notebook),
        f"--Voila.config_file_paths={lab.CONFIG}",
        f"--Voila.root_dir={notebook.parent}",
        *_private_transport(),
    ]  # fmt: skip
    if port is not None:
        line.append(f"--Voila.port={port}")
    return [*line, *lab.no_browser(browser=browser)]


def _private_transport() -> list[str]:
    """Options by which kernels talk through files of this user and not through ports that others could listen to."""
    if os.name != "posix":
        return []
    folder = next((name for name in (tempfile.gettempdir(), "/tmp") if len(name) <= LONGEST_FOLDER), "/tmp")  # noqa: S108 - Voilà makes a private folder in it
    return [f"--Voila.connection_dir_root={folder}", "--KernelManager.transport=ipc"]


def environment(before: Mapping[str, str]) -> dict[str, str]:
    """The environment for `command`: the kit's look comes first, and every start makes a token of its own."""
    paths = [str(lab.CONFIG), *filter(None, [before.get("JUPYTER_PATH")])]
    kept = {name: value for name, value in before.items() if name not in ("JUPYTER_TOKEN", "JUPYTER_TOKEN_FILE")}
    return {**lab.environment(kept), "JUPYTER_PATH": os.pathsep.join(paths)}
