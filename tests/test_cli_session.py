"""The commands for the day itself."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from starlift.cli import app
from starlift.errors import StarliftError

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STARLIFT_CONTENT", str(ROOT))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(webbrowser, "open", lambda address: pytest.fail(f"opened {address}"))
    return tmp_path


def answered(*words: str) -> str:
    done = CliRunner().invoke(app, words, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_run_writes_the_clock_and_opens_it(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda address: opened.append(address) or False)

    told = answered("run", "120", "--start", "14:00")

    assert opened == [(here / "sessions/120-minutes/clock.html").as_uri()]
    assert "sessions/120-minutes/clock.html" in told
    assert "open the file yourself" in told


def test_run_writes_elsewhere_without_a_browser(here: Path) -> None:
    answered("run", "60", "--out", "deep/er/clock.html", "--no-browser")

    assert (here / "deep/er/clock.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_run_as_text_writes_nothing(here: Path) -> None:
    assert "14:40-15:15  4 Rewrite a thin answer" in answered("run", "120", "--start", "14:00", "--text")
    assert "Day 5, 45 min" in answered("run", "five-days", "--text")
    assert list(here.iterdir()) == []


def test_print_writes_all_five_on_the_paper_that_is_there(here: Path) -> None:
    told = answered("print", "90", "--paper", "letter")

    assert len(told.splitlines()) == 5
    assert all((here / line).is_file() for line in told.splitlines())
    assert "size: letter" in (here / "sessions/90-minutes/agenda.html").read_text(encoding="utf-8")


def test_without_a_run_sheet_they_are_listed() -> None:
    assert answered("run").startswith("60-minutes")
    assert answered("print").startswith("60-minutes")


def test_an_own_run_sheet_is_read_from_its_file(here: Path) -> None:
    text = (ROOT / "facilitator/run-sheets/60-minutes.yaml").read_text(encoding="utf-8")
    (here / "mine.yaml").write_text(text.replace("title: One hour", "title: Our lunch"), encoding="utf-8")

    assert answered("run", "mine.yaml", "--text").startswith("Our lunch (60 min)")


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("run", "45"), "no run sheet '45'"),
        (("run", "five-days"), "has no clock"),
        (("run", "120", "--start", "soon"), "no time of day"),
        (("print", "nowhere.yaml"), "cannot be read"),
    ],
)
def test_a_mistake_is_told_and_writes_nothing(here: Path, words: tuple[str, ...], what: str) -> None:
    done = CliRunner().invoke(app, words)

    assert isinstance(done.exception, StarliftError)
    assert what in str(done.exception)
    assert list(here.iterdir()) == []


def test_a_run_sheet_that_does_not_fit_the_cases_is_refused_with_its_line(here: Path) -> None:
    text = (ROOT / "facilitator/run-sheets/60-minutes.yaml").read_text(encoding="utf-8")
    (here / "mine.yaml").write_text(text.replace("uses: ticket-sink", "uses: tickets", 1), encoding="utf-8")
    line = text[: text.index("uses: ticket-sink")].count("\n") + 1

    for command in ("run", "print"):
        with pytest.raises(StarliftError, match=rf"mine\.yaml:{line}: blocks\[\d\]\.uses: 'tickets' is no notebook"):
            CliRunner().invoke(app, [command, "mine.yaml"], catch_exceptions=False)
    assert [path.name for path in here.iterdir()] == ["mine.yaml"]
