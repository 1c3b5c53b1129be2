"""Store: where executed notebooks are put besides this machine's disk, at any address that fsspec knows."""

from __future__ import annotations

import json
from pathlib import Path

from starlift.cohorts.manifest import digest_of
from starlift.errors import Problem, RosterError

INDEX = "index.json"
"""What is in the store: name -> SHA-256, written when a run has ended."""


class Store:
    """A folder at an address such as ``s3://bucket/autumn``, with the same names as below `executed`.

    A file is put in one piece, so a reader sees all of it or nothing where the store promises that, as object stores
    do. What the index of an earlier run names with the same digest is not put again.

    Args:
        url: The address.
        folder: The folder whose files are put.

    Raises:
        RosterError: When fsspec or what the address needs is not installed, or the store cannot be reached.
    """

    def __init__(self, url: str, folder: Path) -> None:
        self._url, self._local = url, folder
        try:
            from fsspec.core import url_to_fs  # noqa: PLC0415 - optional

            self._files, self._place = url_to_fs(url)
            self._before = self._index()
        except (ImportError, OSError, ValueError) as error:
            raise self._problem(error) from None
        self._held: dict[str, str] = {}

    def put(self, path: Path) -> None:
        """Put one file of the folder.

        Raises:
            RosterError: When it cannot be written there.
        """
        name, data = path.relative_to(self._local).as_posix(), path.read_bytes()
        self._held[name] = digest_of(data)
        if self._before.get(name) != self._held[name]:
            self._write(name, data)

    def finish(self) -> None:
        """Write the index.

        Raises:
            RosterError: When it cannot be written.
        """
        self._write(INDEX, (json.dumps(self._held, indent=1, sort_keys=True) + "\n").encode())

    def _index(self) -> dict[str, str]:
        try:
            found = json.loads(self._files.cat_file(f"{self._place}/{INDEX}"))
        except (FileNotFoundError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _write(self, name: str, data: bytes) -> None:
        target = f"{self._place}/{name}"
        try:
            self._files.makedirs(target.rpartition("/")[0], exist_ok=True)
            self._files.pipe_file(target, data)
        except OSError as error:
            raise self._problem(error) from None

    def _problem(self, error: Exception) -> RosterError:
        what = f"{self._url!r} cannot be used: {type(error).__name__}: {error}".splitlines()[0][:300]
        fix = "check address and rights; pip install 'starlift[cluster]', and s3fs, gcsfs or adlfs for s3, gs or az"
        return RosterError(Problem("", 0, "--store", what, fix))
