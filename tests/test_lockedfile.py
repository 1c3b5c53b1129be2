"""A locked file: whoever asks for the lock waits, and never writes into a file that was replaced meanwhile."""

from __future__ import annotations

import errno
import os
import threading
import time
from pathlib import Path

import pytest

from starlift import lockedfile
from starlift.lockedfile import CAN_LOCK, opened

pytestmark = pytest.mark.skipif(not CAN_LOCK, reason="the system knows no such locks")


def test_the_second_waits_for_the_first(tmp_path: Path) -> None:
    order: list[str] = []

    def second() -> None:
        with opened(tmp_path / "a"):
            order.append("second")

    with opened(tmp_path / "a"):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.1)
        order.append("first")
    thread.join(timeout=5)

    assert order == ["first", "second"]


def test_a_file_replaced_meanwhile_is_opened_afresh(tmp_path: Path) -> None:
    path = tmp_path / "a"

    def second() -> None:
        with opened(path) as descriptor:
            os.write(descriptor, b"second")

    with opened(path):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.1)
        (tmp_path / "new").write_bytes(b"first ")
        (tmp_path / "new").replace(path)
    thread.join(timeout=5)

    assert path.read_bytes() == b"first second"


def test_after_too_long_one_goes_on_and_one_gives_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lockedfile, "PATIENCE", 0.05)

    with opened(tmp_path / "a"):
        with opened(tmp_path / "a") as descriptor:
            os.write(descriptor, b"words")
        with pytest.raises(BlockingIOError), opened(tmp_path / "a", must_lock=True):
            pass

    assert (tmp_path / "a").read_bytes() == b"words"


def test_a_disk_without_locks_is_used_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(lockedfile, "flock", fail)

    with opened(tmp_path / "a", must_lock=True), opened(tmp_path / "a", must_lock=True) as descriptor:
        os.write(descriptor, b"words")

    assert (tmp_path / "a").read_bytes() == b"words"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600
