"""A store: executed notebooks by their names, put once, and a store that cannot be used told before anything runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from starlift.cohorts import Participant, build, execute
from starlift.cohorts.manifest import EXECUTED
from starlift.cohorts.store import INDEX, Store
from starlift.content import Content
from starlift.errors import RosterError

fsspec = pytest.importorskip("fsspec")
PEOPLE = (Participant("p0", "Person 0", cases=("ticket-sink",)),)


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
    assert put == [f"/autumn/{INDEX}"]
    execute(tmp_path / "out", manifest, content.root, workers=1, store="memory://elsewhere")
    assert len(put) == 1 + len(local) + 1


@pytest.mark.parametrize("url", ["nosuch://bucket/x", "s3n://", "memory"])
def test_a_store_that_cannot_be_used_is_told(url: str, tmp_path: Path) -> None:
    if url == "memory":
        (tmp_path / "file").write_text("")
        url = str(tmp_path / "file" / "below")
        with pytest.raises(RosterError, match="cannot be used"):
            Store(url, tmp_path).finish()
        return
    with pytest.raises(RosterError, match="cannot be used"):
        Store(url, tmp_path)


def test_a_broken_index_is_as_none(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / INDEX).write_text("{broken")
    (tmp_path / "executed").mkdir()
    (tmp_path / "executed" / "a.ipynb").write_text("{}")
    store = Store(str(tmp_path / "store"), tmp_path / "executed")
    store.put(tmp_path / "executed" / "a.ipynb")
    store.finish()
    assert (tmp_path / "store" / "a.ipynb").read_text() == "{}"
    assert '"a.ipynb"' in (tmp_path / "store" / INDEX).read_text()
