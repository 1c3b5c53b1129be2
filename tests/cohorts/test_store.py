"""A store: executed notebooks by their names, put once; what cannot be used is told before anything runs."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest

from starlift.cohorts import Participant, build, execute
from starlift.cohorts.manifest import EXECUTED
from starlift.cohorts.store import INDEX, Store
from starlift.content import Content
from starlift.errors import RosterError

fsspec = pytest.importorskip("fsspec")
obstore = pytest.importorskip("obstore")
MOTO = ("moto[s3]==5.2.5", "flask", "flask-cors")
PEOPLE = (Participant("p0", "Person 0", cases=("ticket-sink",)),)


@pytest.fixture(scope="session")
def moto(request: pytest.FixtureRequest) -> Path:
    """A Python that has moto, in an environment of its own, since moto and the kit's pins do not go together."""
    if request.config.cache is None:
        pytest.skip("pytest keeps no cache, where moto could be installed")
    python = request.config.cache.mkdir("moto") / "bin" / "python"
    if not (python.exists() and ran(python, "-c", "import moto.server")):
        venv.create(python.parents[1], with_pip=True, clear=True)
        if not ran(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *MOTO):
            pytest.skip("moto could not be installed, perhaps for want of a network")
    return python


def ran(*line: str | Path) -> bool:
    try:
        return subprocess.run(line, check=False, timeout=300, capture_output=True).returncode == 0
    except subprocess.TimeoutExpired:
        return False


@pytest.fixture
def s3(moto: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an S3-compatible server on loopback that has the bucket `autumn`."""
    told = tmp_path / "moto.log"
    with told.open("wb") as log:
        line = [moto, "-m", "moto.server", "--host", "127.0.0.1", "--port", "0"]
        server = subprocess.Popen(line, stdout=log, stderr=log, start_new_session=True)
    try:
        end = time.monotonic() + 60
        while not (found := re.search(r"http://127\.0\.0\.1:\d+", told.read_text())):
            assert time.monotonic() < end, told.read_text()
            time.sleep(0.05)
        urllib.request.urlopen(urllib.request.Request(f"{found[0]}/autumn", method="PUT"), timeout=10).close()
        for name, value in {
            "ENDPOINT_URL": found[0], "ALLOW_HTTP": "true", "REGION": "us-east-1",
            "ACCESS_KEY_ID": "for-this-test", "SECRET_ACCESS_KEY": "for-this-test",
        }.items():  # fmt: skip
            monkeypatch.setenv(f"AWS_{name}", value)
        yield found[0]
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


@pytest.mark.slow
def test_an_s3_compatible_server_holds_what_was_executed(content: Content, tmp_path: Path, s3: str) -> None:
    from obstore.store import S3Store

    out = tmp_path / "out"
    manifest = build(content, PEOPLE, "c", out)
    report = execute(out, manifest, content.root, workers=1, store="s3://autumn/2026/c")
    assert (report.executed, report.failures) == (3, ())
    local = {path.relative_to(out / EXECUTED).as_posix(): path.read_bytes() for path in out.glob(f"{EXECUTED}/*/*")}
    assert len(local) == 3
    bucket = S3Store("autumn")
    assert {name: bytes(bucket.get(f"2026/c/{name}").bytes()) for name in local} == local
    assert set(json.loads(bytes(bucket.get(f"2026/c/{INDEX}").bytes()))["files"]) == set(local)
    with pytest.raises(urllib.error.HTTPError, match="403"):  # without the key
        urllib.request.urlopen(f"{s3}/autumn/2026/c/{INDEX}", timeout=10)
    with pytest.raises(RosterError, match=r"'s3://nosuch/2026' cannot be used: FileNotFoundError"):
        Store("s3://nosuch/2026", out, "c")


@pytest.mark.slow
def test_executed_copies_are_put_once(content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = fsspec.filesystem("memory")
    manifest = build(content, PEOPLE, "c", tmp_path / "out")
    execute(tmp_path / "out", manifest, content.root, workers=1, store="memory://autumn")
    local = {path.relative_to(tmp_path / "out" / EXECUTED).as_posix(): path.read_bytes()
             for path in (tmp_path / "out" / EXECUTED).rglob("*.ipynb")}  # fmt: skip
    assert len(local) == 3
    assert {name: files.cat_file(f"/autumn/{name}") for name in local} == local
    assert set(files.find("/autumn")) == {f"/autumn/{name}" for name in (*local, INDEX)}

    put: list[str] = []
    write = type(files).pipe_file
    monkeypatch.setattr(type(files), "pipe_file", lambda self, path, data: (put.append(path), write(self, path, data)))
    execute(tmp_path / "out", manifest, content.root, workers=1, store="memory://autumn")
    assert put == [f"/autumn/{INDEX}"] * 2, "at the beginning, to see whether it can be written, and at the end"
    put.clear()
    execute(tmp_path / "out", manifest, content.root, workers=1, store="memory://elsewhere")
    assert len(put) == 1 + len(local) + 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of executed copies."""
    for name in ("a/1.ipynb", "b/1.ipynb"):
        (tmp_path / "executed" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "executed" / name).write_text(name)
    return tmp_path / "executed"


def kept(url: Path, folder: Path, cohort: str, *names: str) -> None:
    store = Store(str(url), folder, cohort)
    for name in names:
        store.put(folder / name)
    store.finish()


def below(place: Path) -> list[str]:
    return sorted(path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file())


def test_folder_and_files_may_be_named_from_here_or_from_the_root(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    kept(tmp_path / "store", Path("executed"), "c", "a/1.ipynb")
    store = Store(str(tmp_path / "store"), Path("executed"), "c")
    store.put(folder / "b" / "1.ipynb")
    store.finish()
    assert below(tmp_path / "store") == ["b/1.ipynb", INDEX]


def test_what_a_run_no_longer_holds_is_removed_and_another_cohort_is_left_alone(tmp_path: Path, folder: Path) -> None:
    place = tmp_path / "store"
    kept(place, folder, "c", "a/1.ipynb", "b/1.ipynb")
    (place / "notes.txt").write_text("somebody else's")
    kept(place, folder, "c", "b/1.ipynb")
    assert below(place) == ["b/1.ipynb", INDEX, "notes.txt"]
    with pytest.raises(RosterError, match=r"holds the cohort 'c' \(name an address for each cohort\)"):
        Store(str(place), folder, "d")
    assert below(place) == ["b/1.ipynb", INDEX, "notes.txt"]


@pytest.mark.parametrize(
    "index", ["{broken", "[]", "{}", '{"cohort": "c", "files": 3}', '{"cohort": "c", "files": []}']
)
def test_a_broken_index_is_as_none(index: str, tmp_path: Path, folder: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / INDEX).write_text(index)
    kept(tmp_path / "store", folder, "c", "a/1.ipynb")
    assert below(tmp_path / "store") == ["a/1.ipynb", INDEX]


@pytest.mark.parametrize(
    "name", ["../victim.ipynb", "../../victim.ipynb", "a/../../victim.ipynb", "/victim.ipynb", "a/b"]
)
def test_an_index_names_nothing_elsewhere_to_remove(name: str, tmp_path: Path, folder: Path) -> None:
    (tmp_path / "victim.ipynb").write_text("mine")
    (tmp_path / "store" / "a").mkdir(parents=True)
    (tmp_path / "store" / "a" / "b").write_text("mine")
    (tmp_path / "store" / INDEX).write_text(json.dumps({"cohort": "c", "files": {name: "0"}}))
    kept(tmp_path / "store", folder, "c", "b/1.ipynb")
    assert (tmp_path / "victim.ipynb").read_text() == "mine"
    assert below(tmp_path / "store") == ["a/b", "b/1.ipynb", INDEX]


@pytest.mark.parametrize("url", ["nosuch://bucket/x", "s3://", "az://box/x", "file"])
def test_a_store_that_cannot_be_used_is_told(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("AZURE_")]:
        monkeypatch.delenv(name)
    (tmp_path / "file").write_text("")
    url = str(tmp_path / "file" / "below") if url == "file" else url
    with pytest.raises(RosterError, match="cannot be used"):
        Store(url, tmp_path, "c")


def test_without_the_libraries_the_command_says_how_to_install_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module, url in (("obstore.fsspec", "s3://autumn"), ("fsspec.core", "memory://autumn")):
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(RosterError, match=r"pip install 'starlift\[cluster\]'"):
            Store(url, tmp_path, "c")


def test_a_file_that_cannot_be_put_ends_the_run(tmp_path: Path, folder: Path) -> None:
    store = Store(str(tmp_path / "store"), folder, "c")
    (tmp_path / "store" / "a").write_text("in the way of the folder")
    store.put(folder / "a" / "1.ipynb")
    with pytest.raises(RosterError, match="cannot be used"):
        store.finish()
