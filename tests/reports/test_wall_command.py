"""The command: a page that stays, a page that follows, and plain words for a mistake."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sample_room import fill
from starlift.cli import app


def starlift(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["wall", *map(str, words)])


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "spring.csv").write_text("id,name\np01,Zoe Adeyemi\np07,Bo Lind\n")
    return fill(tmp_path / "room")


def test_a_page_that_stays_names_people_only_on_wish(room: Path) -> None:
    assert starlift("room", "--once", "--out", "wall.html").exit_code == 0
    text = Path("wall.html").read_text()
    assert '"p07"' in text
    assert "Marco" not in text
    assert Path("wall.html").stat().st_mode & 0o777 == 0o600
    starlift("room", "--cohort", "spring.csv", "--once", "--out", "wall.html")
    assert "Bo Lind" not in Path("wall.html").read_text()
    starlift("room", "--names", "spring.csv", "--once", "--out", "wall.html")
    assert "Bo Lind" in Path("wall.html").read_text()


def test_an_empty_folder_is_a_wall_too(room: Path) -> None:
    Path("empty").mkdir()
    assert starlift("empty", "--cohort", "spring.csv", "--once", "--out", "wall.html").exit_code == 0
    assert '"absent"' in Path("wall.html").read_text()


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["gone", "--once", "--out", "w.html"], "gone: cannot be read"),
        (["room", "--once"], "--once goes with --out FILE"),
        (["room", "--out", "w.html"], "--once goes with --out FILE"),
        (["room", "--names", "gone.csv", "--once", "--out", "w.html"], "gone.csv: cannot be read"),
        (["room", "--cohort", "gone.csv", "--once", "--out", "w.html"], "gone.csv: COHORT: is not there"),
    ],
)
def test_a_mistake_is_told_and_nothing_written(room: Path, words: list[str], problem: str) -> None:
    done = starlift(*words)
    assert done.exit_code != 0
    assert problem in str(done.exception)
    assert not Path("w.html").exists()


@pytest.mark.slow
def test_the_address_opens_and_ctrl_c_ends_it(room: Path) -> None:
    line = [sys.executable, "-m", "starlift.cli", "wall", str(room)]
    environ = {**os.environ, "COLUMNS": "160", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True, env=environ) as process:
        assert process.stdout is not None
        address = re.search(r"http://127\.0\.0\.1:\d+/\S+/", process.stdout.readline())
        assert address
        with urllib.request.urlopen(address[0], timeout=10) as answer:
            assert b"Cohort wall" in answer.read()
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
