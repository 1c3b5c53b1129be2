"""Places: what a disk does with a journal, tried out without leaving anything behind."""

from __future__ import annotations

import errno
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from starlift.doctor import places
from starlift.doctor.finding import State
from starlift.doctor.places import MB, RELEASED, Place, clock, free_bytes, journals, locks, look, space
from starlift.journal import Journal

SOUND = Place("workshop/journal")
NOW = RELEASED + 86_400 * 300
posix = pytest.mark.skipif(os.name != "posix", reason="this system knows no such rights")


def left(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.mark.parametrize(
    ("free", "state"), [(5_000 * MB, State.GREEN), (900 * MB, State.YELLOW), (199 * MB, State.RED), (0, State.RED)]
)
def test_space(free: int, state: State) -> None:
    assert space(free).state is state


def test_free_space_is_that_of_the_disk_that_will_hold_the_folder(tmp_path: Path) -> None:
    assert free_bytes(tmp_path / "not" / "there") > 0


def test_a_sound_place_is_green() -> None:
    assert [judge(SOUND).state for judge in (journals, locks)] == [State.GREEN] * 2


def test_a_place_that_cannot_be_written_is_red_and_its_locks_are_not_tried() -> None:
    closed = replace(SOUND, failure="Read-only file system")

    assert journals(closed).state is State.RED
    assert "Read-only file system" in journals(closed).what
    assert locks(closed).state is State.NOT_TRIED


@pytest.mark.parametrize("place", [replace(SOUND, private=False), replace(SOUND, open_to_others=("a.jsonl",))])
def test_a_place_that_others_can_read_is_yellow(place: Place) -> None:
    assert journals(place).state is State.YELLOW
    assert journals(place).do


@pytest.mark.parametrize("kind", ["none", "ignored"])
def test_a_disk_without_locks_is_yellow(kind: str) -> None:
    assert locks(replace(SOUND, locks=kind)).state is State.YELLOW


@pytest.mark.parametrize(
    ("now", "skew", "state"),
    [
        (NOW, 0.0, State.GREEN),
        (NOW, 119.0, State.GREEN),
        (NOW, 121.0, State.YELLOW),
        (NOW, -3600.0, State.YELLOW),
        (0.0, 0.0, State.RED),
        (RELEASED - 1, 0.0, State.RED),
        (NOW + 86_400 * 366 * 30, 0.0, State.RED),
    ],
)
def test_clock(now: float, skew: float, state: State) -> None:
    assert clock(now, skew).state is state


def test_the_trial_finds_a_sound_disk_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "workshop" / "journal").mkdir(parents=True, mode=0o700)
    before = left(tmp_path)

    found = look(tmp_path / "workshop", "workshop/journal")

    assert journals(found).state is State.GREEN
    assert abs(found.skew) < 60
    assert found.locks == ("held" if sys.platform != "win32" else "none")
    assert left(tmp_path) == before


def test_a_folder_that_is_not_there_yet_is_tried_nearby_and_not_made(tmp_path: Path) -> None:
    assert not look(tmp_path / "later" / "set", "later").failure
    assert left(tmp_path) == []


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("not a folder")

    assert look(tmp_path, "journal").failure == "it is a file and no folder"


def test_a_disk_that_refuses_is_told_and_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", refuse)

    assert look(tmp_path, "journal").failure == os.strerror(errno.ENOSPC)
    assert left(tmp_path) == []


def test_a_folder_without_rights_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> str:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(places.tempfile, "mkdtemp", refuse)

    assert journals(look(tmp_path, "journal")).state is State.RED


@posix
def test_a_disk_that_ignores_or_lacks_locks_is_recognised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fcntl.flock", lambda *_: None)
    assert look(tmp_path, "journal").locks == "ignored"

    def unknown(*_: object) -> None:
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))

    monkeypatch.setattr("fcntl.flock", unknown)
    assert look(tmp_path, "journal").locks == "none"


@posix
def test_a_journal_that_others_can_read_is_named(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "c", "p")
    journal.append("note", "start", {"a": "b"})
    assert look(tmp_path, "journal").open_to_others == ()

    journal.path.chmod(0o644)
    journal.path.parent.chmod(0o755)

    assert look(tmp_path, "journal").open_to_others == (journal.path.name,)
    assert journal.path.stat().st_mode & 0o777 == 0o644, "the doctor changes nothing"
