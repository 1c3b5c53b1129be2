"""A private file: whole or not at all, and nobody else's."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from starlift.privatefile import write_private


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_over_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "a").chmod(0o644)

    write_private(tmp_path / "a", b"new\x00\r\n")

    assert (tmp_path / "a").read_bytes() == b"new\x00\r\n"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600
    assert names(tmp_path) == ["a"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to("elsewhere/real")

    write_private(tmp_path / "link", b"new")

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "elsewhere" / "real").read_bytes() == b"new"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_what_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    (tmp_path / "a").write_bytes(b"old")
    monkeypatch.setattr(os, step, fail)

    with pytest.raises(OSError, match="Input/output"):
        write_private(tmp_path / "a", b"new")

    assert (tmp_path / "a").read_bytes() == b"old"
    assert names(tmp_path) == ["a"]


def test_the_disk_has_the_bytes_before_they_take_their_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    flush, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda descriptor: (steps.append("flush"), flush(descriptor)))
    monkeypatch.setattr(Path, "replace", lambda *paths: (steps.append("replace"), replace(*paths)))

    write_private(tmp_path / "a", b"new")

    assert steps == ["flush", "replace", "flush"]


def test_what_a_crash_left_is_cleared_away_and_files_of_others_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", lambda *_, **__: None)  # as if the process were gone
        patch.setattr(Path, "replace", lambda *_: 1 / 0)
        for name in "ab":
            with pytest.raises(ZeroDivisionError):
                write_private(tmp_path / name, b"half")
    assert len(names(tmp_path)) == 2

    write_private(tmp_path / "a", b"new")

    (left, done) = names(tmp_path)
    assert left.endswith(".part")
    assert done == "a"
