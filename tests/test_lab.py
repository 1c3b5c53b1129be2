"""Lab: the command line and the environment with which JupyterLab opens a workshop."""

from __future__ import annotations

import json
import os
import sys
import webbrowser
from pathlib import Path

import pytest

from starlift import lab
from starlift.lab import CONFIG, command, environment, has_browser


@pytest.fixture(autouse=True)
def _desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    """An ordinary user on a machine with a browser."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(lab, "has_browser", lambda: True)


def option(line: list[str], name: str) -> str:
    (value,) = [word.partition("=")[2] for word in line if word.startswith(f"{name}=")]
    return value


def test_an_ordinary_user_gets_a_browser_and_no_root_flag(tmp_path: Path) -> None:
    line = command(tmp_path)

    assert line[:3] == [sys.executable, "-m", "jupyterlab"]
    assert option(line, "--ServerApp.root_dir") == str(tmp_path)
    assert option(line, "--ServerApp.ip") == "127.0.0.1"
    assert not {"--allow-root", "--no-browser"} & set(line)
    assert not any("port" in word for word in line)


def test_only_root_is_allowed_to_run_as_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert "--allow-root" in command(tmp_path)

    monkeypatch.delattr(os, "geteuid")  # as on Windows
    assert "--allow-root" not in command(tmp_path)


def test_the_port_is_handed_on(tmp_path: Path) -> None:
    assert option(command(tmp_path, port=9123), "--ServerApp.port") == "9123"


@pytest.mark.parametrize(("wanted", "there"), [(False, True), (True, False), (False, False)])
def test_no_browser_is_opened_where_none_is_wanted_or_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wanted: bool, there: bool
) -> None:
    monkeypatch.setattr(lab, "has_browser", lambda: there)

    assert "--no-browser" in command(tmp_path, browser=wanted)


def test_a_machine_without_browser_is_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "get", lambda: webbrowser.GenericBrowser("any"))
    assert has_browser()

    def none() -> None:
        raise webbrowser.Error("could not locate runnable browser")

    monkeypatch.setattr(webbrowser, "get", none)
    assert not has_browser()


@pytest.mark.parametrize(
    ("names", "first"),
    [
        (["05-your-story.ipynb", "00-start.ipynb", "00-a.ipynb"], "00-start.ipynb"),
        (["02-b.ipynb", "01-a.ipynb", "00-notes.md"], "01-a.ipynb"),
        (["my story? 100%.ipynb"], "my%20story%3F%20100%25.ipynb"),
        ([], ""),
    ],
)
def test_the_first_notebook_stands_in_front(tmp_path: Path, names: list[str], first: str) -> None:
    for name in names:
        (tmp_path / name).touch()

    assert option(command(tmp_path), "--LabApp.default_url") == f"/lab/tree/{first}"


def test_the_quiet_settings_come_before_the_users_own() -> None:
    before = {"HOME": "/home/zoe", "JUPYTER_CONFIG_PATH": "/own"}

    after = environment(before)

    assert after == {"HOME": "/home/zoe", "JUPYTER_CONFIG_PATH": f"{CONFIG}{os.pathsep}/own"}
    assert before["JUPYTER_CONFIG_PATH"] == "/own"
    assert environment({})["JUPYTER_CONFIG_PATH"] == str(CONFIG)


def test_the_quiet_settings_stand_where_jupyterlab_looks_for_them() -> None:
    page = json.loads((CONFIG / "labconfig" / "page_config.json").read_text(encoding="utf-8"))

    assert page["disabledExtensions"]["@jupyterlab/apputils-extension:announcements"] is True
