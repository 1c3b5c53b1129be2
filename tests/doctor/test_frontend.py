"""Front end: a word typed in a browser arrives in the journal; where that cannot be tried it is no fault."""

from __future__ import annotations

import asyncio
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from starlift.doctor import frontend
from starlift.doctor.finding import State
from starlift.doctor.frontend import Trip, judge, look

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("trip", "state"),
    [
        (Trip(20.0), State.GREEN),
        (Trip(not_tried="Chromium is not installed here"), State.NOT_TRIED),
        (Trip(failure="Timeout"), State.YELLOW),
        (Trip(20.0, foreign=("fonts.example",)), State.YELLOW),
    ],
)
def test_judgement_is_never_red(trip: Trip, state: State) -> None:
    assert judge(trip).state is state


def test_without_a_browser_it_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frontend.shutil, "which", lambda _: None)

    assert look(ROOT).not_tried == "Chromium is not installed here"


def test_without_playwright_it_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frontend.shutil, "which", lambda _: "/usr/bin/chromium")
    monkeypatch.setattr(frontend, "find_spec", lambda _: None)

    assert look(ROOT).not_tried == "Playwright is not installed here"


def test_a_server_that_does_not_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frontend.shutil, "which", lambda _: "/usr/bin/chromium")
    monkeypatch.setattr(frontend, "find_spec", lambda _: True)
    monkeypatch.setattr(frontend.lab, "command", lambda *_, **__: [shutil.which("true") or "true"])

    assert look(ROOT).failure == "JupyterLab did not start"


@pytest.mark.browser
@pytest.mark.skipif(not any(map(shutil.which, frontend._BROWSERS)), reason="no Chromium here")
def test_a_typed_word_is_found_in_the_journal() -> None:
    async def from_a_notebook() -> Trip:  # where the thread has an event loop that runs
        return look(ROOT)

    with ThreadPoolExecutor(1) as kernel:
        found = kernel.submit(asyncio.run, from_a_notebook()).result()

    assert (found.failure, found.not_tried, found.foreign) == ("", "", ())
    assert found.seconds > 0
