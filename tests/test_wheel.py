"""The wheel: carries all that a workshop needs, and works from an empty folder in an empty environment."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from starlift import __version__

pytestmark = [pytest.mark.wheel, pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("src", "stories", "exercises", "notebooks", "facilitator")
FILES = ("pyproject.toml", "README.md", "LICENSE", ".gitignore")
STRAY = (
    "notebooks/.ipynb_checkpoints/00-start-checkpoint.ipynb",
    "notebooks/journal/learner.jsonl",
    "notebooks/.pytest_cache/README.md",
    "stories/.ipynb_checkpoints/rubric-checkpoint.yaml",
    "facilitator/sets/manifest.json",
    "src/starlift/__pycache__/check.cpython-311.pyc",
    "tests/test_something.py",
    "journal/learner.jsonl",
    "workshop/00-start.ipynb",
    ".mypy_cache/x.json",
)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a checkout in which people have worked."""
    checkout, target = tmp_path_factory.mktemp("checkout"), tmp_path_factory.mktemp("dist")
    for name in SOURCES:
        shutil.copytree(ROOT / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, checkout)
    for name in STRAY:
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).write_text("stray")
    isolation = ["--no-isolation"] if importlib.util.find_spec("hatchling") else []
    run(sys.executable, "-m", "build", "--wheel", *isolation, "--outdir", target, checkout, cwd=target, timeout=300)
    (built,) = target.glob("*.whl")
    return built


@dataclass(frozen=True)
class Installed:
    """The kit in an environment of its own, used by somebody with an empty home folder."""

    command: Path
    environ: dict[str, str]
    folder: Path

    def starlift(self, *words: str, text: str = "") -> str:
        return run(self.command, *words, cwd=self.folder, environ=self.environ, text=text)


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    home = tmp_path_factory.mktemp("home")
    folder = home / "empty"
    folder.mkdir()
    venv.create(home / "venv", with_pip=True)
    bin_folder = home / "venv" / "bin"
    constraints = ROOT / "constraints.txt"
    pinned = ["--constraint", constraints] if constraints.is_file() and constraints.stat().st_size else []
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", *pinned]
    run(bin_folder / "python", *install, wheel, cwd=folder, timeout=600)
    own = ("PYTHON", "JUPYTER", "IPYTHON", "STARLIFT", "VIRTUAL_ENV", "XDG_", "COV_")
    environ = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    places = {f"JUPYTER_{kind}_DIR": str(home / "jupyter" / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")}
    path = f"{bin_folder}{os.pathsep}{environ.get('PATH', os.defpath)}"
    return Installed(bin_folder / "starlift", {**environ, **places, "HOME": str(home), "PATH": path}, folder)


def run(*line: str | Path, cwd: Path, environ: dict[str, str] | None = None, text: str = "", timeout: int = 120) -> str:
    done = subprocess.run(
        [str(word) for word in line],
        cwd=cwd,
        env=environ,
        input=text,
        capture_output=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_carries_code_and_content_and_no_traces_of_work(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        read = {name: archive.read(name) for name in names if name.startswith("starlift/_content/")}

    for part in ("stories", "exercises", "notebooks", "facilitator"):
        for path in (ROOT / part).glob("*.*"):
            if path.is_file():
                assert read[f"starlift/_content/{part}/{path.name}"] == path.read_bytes()
    assert {
        "starlift/__init__.py",
        "starlift/journal.py",
        "starlift/py.typed",
        "starlift/panels/studio.js",
        "starlift/panels/studio.css",
        "starlift/templates/case.ipynb",
        "starlift/jupyter/labconfig/page_config.json",
        "starlift/jupyter/voila.json",
        "starlift/jupyter/voila/templates/starlift/conf.json",
        "starlift/jupyter/voila/templates/starlift/index.html.j2",
        "starlift/jupyter/voila/templates/starlift/static/app.css",
        "starlift/cohorts/build.py",
        "starlift/_content/facilitator/sample-roster.csv",
        "starlift/_content/notebooks/05-your-story.ipynb",
        "starlift/_content/stories/rubric.yaml",
        f"starlift-{__version__}.dist-info/licenses/LICENSE",
    } <= names
    assert {name.split("/")[0] for name in names} == {"starlift", f"starlift-{__version__}.dist-info"}
    traces = {"journal", "sets", "workshop", "tests", "__pycache__", ".ipynb_checkpoints", ".pytest_cache"}
    assert not [name for name in names if traces & set(name.split("/")) or name.endswith(".pyc")]


def test_everything_works_from_an_empty_folder(installed: Installed) -> None:
    assert installed.starlift("--version") == f"starlift {__version__}\n"
    assert installed.starlift("new", "ws") == "Workspace ready. Open it with: starlift lab ws\n"
    assert installed.starlift("check", "ws").startswith("All good: 4 cases, ")
    text = "I decided to close the inbox because it cost us two weeks. I told the nine teams why, and one complained. "
    text += "A design review went from nineteen days to six, and teams now bring their questions earlier."
    assert json.loads(installed.starlift("assess", "-", "--json", text=text))["overall"] is not None
    built = installed.starlift("cohort", "build", "ws/facilitator/sample-roster.csv", "--out", "sets")
    sets = json.loads((installed.folder / "sets" / "manifest.json").read_text(encoding="utf-8"))["sets"]
    assert len(sets) > 1
    assert built == f"{len(sets)} sets in sets\n"


@pytest.fixture
def lab(installed: Installed, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], int, Path]]:
    """`starlift lab` on a new workspace: the process, its port and what it printed."""
    installed.starlift("new", str(tmp_path / "lab"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    line = [str(installed.command), "lab", str(tmp_path / "lab"), "--no-browser", "--port", str(port)]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(line, cwd=installed.folder, env=installed.environ, stdout=log, stderr=log)
        try:
            yield process, port, tmp_path / "log"
        finally:
            process.kill()
            process.wait()


def test_the_workshop_opens_in_jupyterlab(lab: tuple[subprocess.Popen[bytes], int, Path], tmp_path: Path) -> None:
    process, port, log = lab

    assert "version" in json.loads(body_of(f"http://127.0.0.1:{port}/api", process, log))

    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    shown = log.read_text(encoding="utf-8")
    assert f"http://127.0.0.1:{port}/lab/tree/00-start.ipynb?token=" in shown
    assert "Traceback" not in shown
    assert (tmp_path / "lab" / "workshop" / "00-start.ipynb").is_file()


def body_of(url: str, process: subprocess.Popen[bytes], log: Path) -> bytes:
    """What the server answers once it is up."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    ending = time.monotonic() + 90
    while time.monotonic() < ending:
        assert process.poll() is None, log.read_text(encoding="utf-8")
        try:
            with direct.open(url, timeout=5) as answer:
                return bytes(answer.read())
        except OSError:
            time.sleep(0.2)
    pytest.fail("JupyterLab did not answer: " + log.read_text(encoding="utf-8"))
