"""App: the command line, the environment and the settings with which one notebook is served as a page."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

import pytest

from starlift import app, lab
from starlift.app import LONGEST_FOLDER, command, environment
from starlift.errors import StarliftError
from starlift.lab import CONFIG

NOTEBOOK = Path("/workshop/01-a.ipynb")
SETTINGS = json.loads((CONFIG / "voila.json").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def _desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with a browser."""
    monkeypatch.setattr(lab, "has_browser", lambda: True)


def option(line: list[str], name: str) -> str:
    (value,) = [word.partition("=")[2] for word in line if word.startswith(f"{name}=")]
    return value


def test_the_notebook_is_served_alone_with_the_kits_settings_alone() -> None:
    line = command(NOTEBOOK)

    assert line[:4] == [sys.executable, "-m", "starlift.appserver", str(NOTEBOOK)]
    assert option(line, "--Voila.root_dir") == "/workshop"
    assert option(line, "--Voila.config_file_paths") == str(CONFIG)
    assert "--no-browser" not in line
    assert not any("port" in word for word in line if "transport" not in word)


def test_the_port_is_handed_on() -> None:
    assert option(command(NOTEBOOK, port=9123), "--Voila.port") == "9123"


@pytest.mark.parametrize(("wanted", "there"), [(False, True), (True, False), (False, False)])
def test_no_browser_is_opened_where_none_is_wanted_or_there(
    monkeypatch: pytest.MonkeyPatch, wanted: bool, there: bool
) -> None:
    monkeypatch.setattr(lab, "has_browser", lambda: there)

    assert "--no-browser" in command(NOTEBOOK, browser=wanted)


def test_without_voila_one_line_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "find_spec", lambda _: None)

    with pytest.raises(StarliftError) as caught:
        command(NOTEBOOK)

    assert str(caught.value) == "the app needs Voilà (pip install 'starlift[app]')"


@pytest.mark.parametrize(
    ("temporary", "chosen"),
    [("/tmp", "/tmp"), ("/short", "/short"), ("/var/folders/zz/zyxvpxvq6csfxvn_n0000000000000/T", "/tmp")],
)
def test_kernels_talk_through_files_with_short_paths(
    monkeypatch: pytest.MonkeyPatch, temporary: str, chosen: str
) -> None:
    monkeypatch.setattr(tempfile, "gettempdir", lambda: temporary)

    line = command(NOTEBOOK)

    assert option(line, "--KernelManager.transport") == "ipc"
    assert option(line, "--Voila.connection_dir_root") == chosen
    assert len(f"{'x' * LONGEST_FOLDER}/voila_12345678/kernel-01234567-0123-0123-0123-0123456789ab-ipc-5") < 100


def test_where_files_cannot_carry_it_nothing_is_said_about_transport(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "name", "nt")

    assert app._private_transport() == []


def test_the_look_of_the_kit_comes_first_and_no_token_is_taken_over() -> None:
    before = {"HOME": "/home/zoe", "JUPYTER_PATH": "/own", "JUPYTER_TOKEN": "known", "JUPYTER_TOKEN_FILE": "/known"}

    after = environment(before)

    assert after == {
        "HOME": "/home/zoe",
        "JUPYTER_PATH": f"{CONFIG}{os.pathsep}/own",
        "JUPYTER_CONFIG_PATH": str(CONFIG),
    }
    assert before["JUPYTER_TOKEN"] == "known"


def test_the_settings_keep_the_app_on_this_machine_and_its_files_to_itself() -> None:
    voila, page = SETTINGS["Voila"], SETTINGS["VoilaConfiguration"]

    assert voila["ip"] == "127.0.0.1"
    assert voila["auto_token"] is True
    assert voila["tornado_settings"]["allow_remote_access"] is False
    assert "http" not in voila["tornado_settings"]["headers"]["Content-Security-Policy"]
    assert (page["file_allowlist"], page["file_denylist"]) == ([], [".*"])
    assert (page["allow_template_override"], page["allow_theme_override"]) == ("NO", "NO")


def test_a_kernel_without_a_page_ends_within_two_minutes() -> None:
    kernels = SETTINGS["MappingKernelManager"]

    assert kernels["cull_connected"] is False
    assert 30 <= kernels["cull_idle_timeout"] <= 90, "a slow page needs time to connect"
    assert kernels["cull_interval"] <= 30


def test_the_settings_name_what_is_there() -> None:
    (tag,) = SETTINGS["TagRemovePreprocessor"]["remove_cell_tags"]
    template = CONFIG / "voila" / "templates" / SETTINGS["VoilaConfiguration"]["template"]

    assert (template / "index.html.j2").is_file()
    for path in (
        lab.CONFIG.parent / "templates" / "case.ipynb",
        *(lab.CONFIG.parents[2] / "notebooks").glob("*.ipynb"),
    ):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        for cell in cells:
            speaks_of_menus = "Run All" in "".join(cell["source"])
            assert speaks_of_menus == (tag in cell["metadata"].get("tags", [])), f"{path.name}: {cell['id']}"


def test_the_page_fetches_nothing_from_elsewhere() -> None:
    for path in (CONFIG / "voila").rglob("*.*"):
        assert "http" not in path.read_text(encoding="utf-8"), path
