"""Places: the disk that holds the journals: its space, its rights, its locks and its clock."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from starlift.doctor.finding import Finding, State
from starlift.lockedfile import CAN_LOCK, opened

MB = 1_000_000
LITTLE, ENOUGH = 200 * MB, 1_000 * MB
"""Free bytes: below the first nothing is safe; from the second there is room for everything (the kit's estimate)."""
SKEW = 120.0
"""Seconds by which the disk's clock may differ from the machine's."""
RELEASED = 1_767_225_600.0
"""The start of 2026 (UTC); a clock that says less is wrong."""
LIFE = 10 * 366 * 86_400
"""Seconds after `RELEASED` from which a clock is wrong, too."""


@dataclass(frozen=True)
class Place:
    """The folder in which journals are kept, as it was found by writing a file there and taking it away again.

    Attributes:
        name: The folder as the user knows it.
        failure: Why nothing could be written; "" otherwise. The rest means nothing then.
        private: Whether the file could be kept from other users, where the system knows such rights.
        open_to_others: Names of journals, or ``journal`` itself, that other users of the machine can read.
        locks: ``held`` when a second opening had to wait, ``none`` when the disk or system knows no locks, ``ignored``.
        skew: Seconds by which the disk's clock is ahead of the machine's.
    """

    name: str
    failure: str = ""
    private: bool = True
    open_to_others: tuple[str, ...] = ()
    locks: str = "held"
    skew: float = 0.0


def look(folder: Path, name: str) -> Place:
    """Try out the place where the journals of `folder` (a learner's folder) are kept; nothing stays behind.

    Args:
        folder: The folder with the notebooks; it need not be there yet.
        name: The folder as the user knows it.
    """
    journals = folder / "journal"
    if journals.exists() and not journals.is_dir():
        return Place(name, failure="it is a file and no folder")
    near = next(place for place in (journals, *journals.parents) if place.is_dir())
    try:
        trial = Path(tempfile.mkdtemp(prefix=".doctor-", dir=near))
    except OSError as error:
        return Place(name, failure=error.strerror or str(error))
    try:
        return _tried(trial / "trial.jsonl", name, _open_to_others(journals))
    except OSError as error:
        return Place(name, failure=error.strerror or str(error))
    finally:
        shutil.rmtree(trial, ignore_errors=True)


def _tried(file: Path, name: str, open_to_others: tuple[str, ...]) -> Place:
    with opened(file) as descriptor:
        os.write(descriptor, b"{}\n")
        os.fsync(descriptor)
        locks = _locks(file)
        found = os.fstat(descriptor)
    private = os.name != "posix" or not found.st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    return Place(name, "", private, open_to_others, locks, found.st_mtime - time.time())


def _locks(file: Path) -> str:
    """What a second opening of a locked file meets."""
    if not CAN_LOCK:
        return "none"
    from fcntl import LOCK_EX, LOCK_NB, flock  # noqa: PLC0415 - POSIX alone

    second = os.open(file, os.O_RDWR)
    try:
        flock(second, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return "held"
    except OSError:
        return "none"
    else:
        return "ignored"
    finally:
        os.close(second)


def _open_to_others(journals: Path) -> tuple[str, ...]:
    """What other users could read of the journals that are there."""
    if os.name != "posix" or not journals.is_dir():
        return ()
    reached = stat.S_IXGRP | stat.S_IXOTH
    found = []
    with suppress(OSError):
        if journals.stat().st_mode & reached:
            readable = stat.S_IRGRP | stat.S_IROTH
            found = [path.name for path in sorted(journals.glob("*.jsonl")) if path.stat().st_mode & readable]
    return tuple(found)


def free_bytes(folder: Path) -> int:
    """Free bytes on the disk that holds `folder`, or will hold it."""
    near = next(place for place in (folder, *folder.resolve().parents) if place.is_dir())
    return shutil.disk_usage(near).free


def space(free: int) -> Finding:
    """Whether the disk has room."""
    said = f"{free / MB:,.0f} MB free"
    if free < LITTLE:
        return Finding("Disk space", State.RED, said, f"free at least {ENOUGH // MB:,} MB; a full disk keeps no words")
    if free < ENOUGH:
        return Finding("Disk space", State.YELLOW, said, f"better free {ENOUGH // MB:,} MB before a cohort is built")
    return Finding("Disk space", State.GREEN, said)


def journals(place: Place) -> Finding:
    """Whether a journal can be written, for its owner's eyes alone."""
    if place.failure:
        do = "check the rights of the folder, or choose another one with starlift new DIR"
        return Finding("Journal folder", State.RED, f"{place.name} cannot be written: {place.failure}", do)
    if place.open_to_others:
        count, first = len(place.open_to_others), place.open_to_others[0]
        what = f"other users of this machine can read {count} of the journals, such as {first}"
        return Finding("Journal folder", State.YELLOW, what, "chmod 700 on the folder journal, 600 on the files in it")
    if not place.private:
        what = f"{place.name} can be written, but this disk does not keep files from other users"
        return Finding("Journal folder", State.YELLOW, what, "use a folder on the own disk if others can open this one")
    return Finding("Journal folder", State.GREEN, f"{place.name} can be written, readable to its owner alone")


def locks(place: Place) -> Finding:
    """Whether two windows on one journal would wait for each other."""
    if place.failure:
        return Finding("File locks", State.NOT_TRIED, "not tried: nothing could be written there", "mend that first")
    if place.locks == "held":
        return Finding("File locks", State.GREEN, "a second writer waits for the first")
    what = "this disk knows no locks" if place.locks == "none" else "this disk takes locks and does not keep them"
    do = "words are kept all the same; let nobody open one journal on two machines or import while it is open"
    return Finding("File locks", State.YELLOW, what, do)


def clock(now: float, skew: float) -> Finding:
    """Whether the machine's clock can be right; entries are put in order by their time.

    Args:
        now: Seconds since 1970 (UTC) by the machine's clock.
        skew: Seconds by which the clock of the journals' disk is ahead.
    """
    day = time.strftime("%Y-%m-%d %H:%M", time.gmtime(now))
    if not RELEASED <= now <= RELEASED + LIFE:
        return Finding("Clock", State.RED, f"the clock says {day} UTC", "set date and time, then run the doctor again")
    if abs(skew) > SKEW:
        what = f"the clock says {day} UTC; that of the disk with the journals is {abs(skew):.0f} s {_side(skew)}"
        return Finding(
            "Clock", State.YELLOW, what, "set both by the network; words from two machines are ordered by time"
        )
    return Finding("Clock", State.GREEN, f"{day} UTC")


def _side(skew: float) -> str:
    return "ahead" if skew > 0 else "behind"
