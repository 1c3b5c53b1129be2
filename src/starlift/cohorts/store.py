"""Store: where executed notebooks are put besides this machine's disk, at any address that fsspec knows."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from starlift.cohorts.manifest import digest_of
from starlift.errors import Problem, RosterError

INDEX = "index.json"
"""Whose cohort is in the store, and name -> SHA-256 of what a run that has ended put there."""
OBJECT_STORES = ("s3", "gs", "az")
"""Reached through obstore, which has one way of settings for all three and needs no other library."""
_NAME = re.compile(r"(?!\.)[^/\\]+/(?!\.)[^/\\]+\.ipynb")
"""A notebook in a set; another name in an index, which anybody may have written, is passed over."""
RETRIES = {"max_retries": 3, "retry_timeout": timedelta(seconds=30)}
AT_ONCE, BACKLOG = 8, 64
"""Files that are being put at the same time, and those that wait for it before the run waits for them."""


class Store:
    """A folder at an address such as ``s3://bucket/autumn``, with the same names as below `executed`.

    A file is put in one piece, so a reader sees all of it or nothing where the store promises that, as object stores
    do. What the index of an earlier run names with the same digest is not put again; what it names and this run does
    not hold is removed.

    Args:
        url: The address.
        folder: The folder whose files are put.
        cohort: Id of their cohort; a store holds one.

    Raises:
        RosterError: When fsspec or what the address needs is not installed, the store cannot be read and written, or
            it holds another cohort.
    """

    def __init__(self, url: str, folder: Path, cohort: str) -> None:
        self._url, self._local, self._cohort = url, folder.resolve(), cohort
        self._held: dict[str, str] = {}
        self._under_way: deque[Future[None]] = deque()
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="store")
        with self._told():
            self._files, self._place = _opened(url)
            self._before = self._index()
        self._write_index(self._before)  # a store that cannot be written is told before anything runs

    def put(self, path: Path) -> None:
        """Put one file of the folder; it need not be there yet when this returns.

        Raises:
            RosterError: When this or an earlier one cannot be written there.
        """
        name, data = path.resolve().relative_to(self._local).as_posix(), path.read_bytes()
        self._held[name] = digest_of(data)
        if self._before.get(name) != self._held[name]:
            self._under_way.append(self._pool.submit(self._write, name, data))
        self._wait(BACKLOG)

    def finish(self) -> None:
        """Wait for what is being put, remove what is no longer held, and write the index.

        Raises:
            RosterError: When one of it fails.
        """
        self._wait(0)
        for name in sorted(set(self._before) - set(self._held)):
            self._remove(name)
        self._write_index(self._held)

    def _wait(self, left: int) -> None:
        while len(self._under_way) > left:
            self._under_way.popleft().result()

    def _index(self) -> dict[str, str]:
        try:
            found = json.loads(self._files.cat_file(f"{self._place}/{INDEX}"))
            cohort, files = str(found["cohort"]), dict(found["files"])
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return {}
        if cohort != self._cohort:
            what, fix = f"{self._url!r} holds the cohort {cohort!r}", "name an address for each cohort"
            raise RosterError(Problem("", 0, "--store", what, fix))
        return {name: digest for name, digest in files.items() if _NAME.fullmatch(name)}

    def _write_index(self, files: dict[str, str]) -> None:
        text = json.dumps({"cohort": self._cohort, "files": files}, indent=1, sort_keys=True, ensure_ascii=False)
        self._write(INDEX, (text + "\n").encode())

    def _write(self, name: str, data: bytes) -> None:
        target = f"{self._place}/{name}"
        with self._told():
            self._files.makedirs(target.rpartition("/")[0], exist_ok=True)
            self._files.pipe_file(target, data)

    def _remove(self, name: str) -> None:
        with self._told(), suppress(FileNotFoundError):
            self._files.rm_file(f"{self._place}/{name}")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What goes wrong at the store, told as a problem of the option."""
        try:
            yield
        except RosterError:
            raise
        except Exception as error:  # noqa: BLE001 - each file system has errors of its own
            raise self._problem(error) from None

    def _problem(self, error: Exception) -> RosterError:
        what = f"{self._url!r} cannot be used: {type(error).__name__}: {error}".splitlines()[0][:300]
        fix = "check address and rights"
        if isinstance(error, ImportError):
            fix = "pip install 'starlift[cluster]', and what fsspec needs for other addresses than s3, gs and az"
        return RosterError(Problem("", 0, "--store", what, fix))


def _opened(url: str) -> tuple[Any, str]:
    """The file system of an address, and the place in it."""
    protocol, _, place = url.partition("://")
    if protocol in OBJECT_STORES:
        from obstore.fsspec import FsspecStore  # noqa: PLC0415 - optional

        return FsspecStore(protocol, retry_config=RETRIES, skip_instance_cache=True), place.rstrip("/")
    from fsspec.core import url_to_fs  # noqa: PLC0415 - optional

    files, place = url_to_fs(url)
    return files, str(place).rstrip("/")
