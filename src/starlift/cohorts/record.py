"""Record: which notebooks of a cohort have been run, of which bytes and by which kit, so that no run is done twice."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

from starlift.cohorts.manifest import digest_of
from starlift.cohorts.worker import Task
from starlift.notebooks import write_atomic

RECORD = "record.jsonl"
Entry = tuple[str, str]
"""What was run (the notebook's digest and the kit's fingerprint), and the digest of what came of it."""


class Record:
    """One line for each executed notebook, added as it ends.

    A line that a crash has torn is passed over: that notebook runs once more and gives the same bytes.
    """

    def __init__(self, path: Path, kit: str) -> None:
        self._path, self._kit = path, kit
        self._entries = dict(_lines(path))

    def holds(self, task: Task) -> bool:
        """Whether this very notebook has been run by this kit and the executed copy is still what came of it."""
        of, digest = self._entries.get(_name(task), ("", ""))
        try:
            return of == self._of(task) and digest == digest_of(task.target.read_bytes())
        except OSError:
            return False

    def add(self, task: Task) -> None:
        """Note that the notebook has just been run."""
        entry = self._entries[_name(task)] = (self._of(task), digest_of(task.target.read_bytes()))
        line = _line(_name(task), entry)
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            os.write(descriptor, b"\n" + line)  # a torn line before it stays alone
        finally:
            os.close(descriptor)

    def finish(self, tasks: Iterable[Task]) -> None:
        """Keep the lines of `tasks` that still hold, in one order: the same runs leave the same bytes."""
        held = sorted(_name(task) for task in tasks if self.holds(task))
        write_atomic(self._path, b"".join(_line(name, self._entries[name]) for name in held).decode())

    def _of(self, task: Task) -> str:
        return f"{task.digest}:{self._kit}"


def _name(task: Task) -> str:
    return f"{task.target.parent.name}/{task.file}"


def _line(name: str, entry: Entry) -> bytes:
    return json.dumps([name, *entry]).encode() + b"\n"


def _lines(path: Path) -> Iterable[tuple[str, Entry]]:
    data = path.read_bytes() if path.is_file() else b""
    for line in data.splitlines():
        try:
            name, of, digest = json.loads(line)
        except (ValueError, TypeError):
            continue
        yield str(name), (str(of), str(digest))
