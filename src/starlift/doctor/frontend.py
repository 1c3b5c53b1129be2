"""Front end: a word typed in JupyterLab, in a real browser, and looked for in the journal.

Only where a browser can be driven; otherwise it says so. It never makes the whole red: people can try it by hand.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from starlift import lab
from starlift.content import load_content
from starlift.doctor.finding import Finding, State
from starlift.workspace import prepare

NAME = "Widgets in a browser"
WORD = "predictable"
PATIENCE = 60
"""Seconds for each of: the server, the kernel, the page."""
_TOKEN = "doctor"  # noqa: S105 - of a server on loopback that lives for some seconds
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]


@dataclass(frozen=True)
class Trip:
    """What came of the round trip.

    Attributes:
        seconds: From the start of the server to the word in the journal.
        not_tried: Why it was not tried; "" when it was.
        failure: What went wrong; "" otherwise.
        foreign: Hosts outside this machine that the page asked for; it was kept from them.
    """

    seconds: float = 0.0
    not_tried: str = ""
    failure: str = ""
    foreign: tuple[str, ...] = ()


def look(root: Path) -> Trip:
    """Copy the content of `root` to a passing place, open its first case in a browser, type a word and find it kept."""
    browser = next(filter(None, map(shutil.which, _BROWSERS)), "")
    if not browser or find_spec("playwright") is None:
        lacking = "Chromium" if not browser else "Playwright"
        return Trip(not_tried=f"{lacking} is not installed here")
    start = time.monotonic()
    foreign: set[str] = set()
    try:
        with (
            tempfile.TemporaryDirectory(prefix="starlift-doctor-", ignore_cleanup_errors=True) as name,
            ThreadPoolExecutor(1) as own,  # Playwright's plain calls refuse a thread that runs an event loop
        ):
            own.submit(_travel, root, Path(name), browser, foreign).result()
    except Exception as error:  # noqa: BLE001 - servers and browsers fail in many ways; each is the finding
        return Trip(failure=(str(error).strip() or type(error).__name__).split("\n")[0][:300], foreign=tuple(foreign))
    return Trip(time.monotonic() - start, foreign=tuple(sorted(foreign)))


def _travel(root: Path, place: Path, browser: str, foreign: set[str]) -> None:
    for part in ("stories", "exercises", "notebooks"):
        shutil.copytree(root / part, place / "w" / part, ignore=shutil.ignore_patterns("journal", ".ipynb_*"))
    workshop, _ = prepare(place / "w")
    case = next(iter(load_content(root).cases.values()))
    with _server(workshop, place) as address, _page(browser, foreign) as page:
        page.goto(f"{address}doc/tree/{case.file_stem}.ipynb?token={_TOKEN}&reset")
        page.get_by_text("| Idle").first.wait_for()
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        page.locator(".sl-studio [data-step=rewrite]").click()
        page.locator("textarea[data-section=action]").fill(WORD)
        _kept(workshop)


def _kept(workshop: Path) -> None:
    """Wait until a journal holds the word."""
    end = time.monotonic() + PATIENCE
    while not any(WORD in path.read_text(encoding="utf-8") for path in workshop.glob("journal/*.jsonl")):
        if time.monotonic() > end:
            raise RuntimeError("what was typed did not reach the journal")
        time.sleep(0.1)


@contextmanager
def _server(workshop: Path, place: Path) -> Iterator[str]:
    """A JupyterLab on loopback that ends with the block; gives its address."""
    line = [*lab.command(workshop, browser=False), "--ServerApp.port=0", f"--IdentityProvider.token={_TOKEN}"]
    own = {"JUPYTER_RUNTIME_DIR": str(place / "rt"), "JUPYTERLAB_WORKSPACES_DIR": str(place / "ws")}
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(  # noqa: S603 - our own interpreter, no shell
        line, env=lab.environment({**os.environ, **own}), cwd=place, stdin=quiet, stdout=quiet, stderr=quiet
    )
    try:
        yield _address(place / "rt" / f"jpserver-{process.pid}.json", process)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _address(file: Path, process: subprocess.Popen[bytes]) -> str:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            return str(json.loads(file.read_text(encoding="utf-8"))["url"])
        except (OSError, ValueError):
            time.sleep(0.1)
    raise RuntimeError("JupyterLab did not start")


@contextmanager
def _page(browser: str, foreign: set[str]) -> Iterator[Any]:
    """A page that may reach this machine alone; what else it asks for is noted in `foreign`."""
    from playwright.sync_api import Route, sync_playwright  # noqa: PLC0415 - optional

    def gate(route: Route) -> None:
        host = urlsplit(route.request.url).hostname or ""
        if host in ("127.0.0.1", "localhost"):
            route.continue_()
        else:
            foreign.add(host)
            route.abort()

    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=browser, args=[*_QUIET, *root])
        try:
            page = opened.new_page(viewport={"width": 1280, "height": 900})
            page.route("**/*", gate)
            page.set_default_timeout(PATIENCE * 1000)
            yield page
        finally:
            opened.close()


def judge(trip: Trip) -> Finding:
    """Whether what is typed in a browser arrives in the journal."""
    by_hand = "starlift lab, run all cells of 01, type a word in Rewrite and wait for Saved"
    if trip.not_tried:
        return Finding(NAME, State.NOT_TRIED, f"not tried: {trip.not_tried}", f"try it by hand: {by_hand}")
    if trip.failure:
        return Finding(
            NAME, State.YELLOW, f"the trial did not come to its end: {trip.failure}", f"try by hand: {by_hand}"
        )
    if trip.foreign:
        what = f"it works, but the page asked for {', '.join(trip.foreign[:3])} and was kept from it"
        return Finding(NAME, State.YELLOW, what, "look for a JupyterLab extension that calls home and disable it")
    return Finding(
        NAME, State.GREEN, f"a typed word was in the journal after {trip.seconds:.0f} s, server start included"
    )
