"""Whole files: what fails names the file that was meant, and takes nothing with it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from starlift.wholefile import write_together, write_whole

WRITE = partial(write_whole, prefix=".new-")


def test_an_error_names_the_file_that_was_meant(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()

    for target in (tmp_path / "folder", tmp_path / "nowhere" / "file"):
        with pytest.raises(OSError, match=str(target)) as caught:
            WRITE(target, b"new")
        assert caught.value.filename == str(target)
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_the_kind_of_error_stays(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        WRITE(tmp_path / "nowhere" / "file", b"new")


def test_files_that_belong_together_come_together(tmp_path: Path) -> None:
    files = {tmp_path / "a" / "one": b"1", tmp_path / "b" / "two": b"2"}
    write_together(files, WRITE)

    assert {path: path.read_bytes() for path in files} == files


def test_when_one_fails_the_new_ones_go_and_the_old_ones_stay(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"old")
    (tmp_path / "last").mkdir()

    with pytest.raises(IsADirectoryError):
        write_together(dict.fromkeys([tmp_path / "new", tmp_path / "last"], b"new"), WRITE)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["last", "old"]
