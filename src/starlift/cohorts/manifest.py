"""Manifest: what a cohort's folder holds, with a checksum for every notebook."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlift.errors import Problem, RosterError, shown_path
from starlift.journal import safe_name

SCHEMA = 1
MANIFEST = "manifest.json"
EXECUTED = "executed"
FACILITATOR = "facilitator"
"""Folder of what is for the facilitator alone."""


@dataclass(frozen=True)
class ParticipantSet:
    """What one participant receives.

    Attributes:
        folder: Name of the set's folder within the cohort's folder.
        files: Name of a notebook -> SHA-256 of its bytes, in hexadecimal digits.
    """

    participant: str
    folder: str
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Manifest:
    """All sets of a cohort, in the order of the participants' ids."""

    cohort: str
    sets: tuple[ParticipantSet, ...] = ()

    @property
    def text(self) -> str:
        """The manifest as it is stored: the same for the same sets, without times and absolute paths."""
        data = {"schema": SCHEMA, "cohort": self.cohort, "sets": [vars(entry) for entry in self.sets]}
        return json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False) + "\n"

    def digests(self) -> dict[tuple[str, str], str]:
        """Folder and file name -> SHA-256."""
        return {(entry.folder, name): digest for entry in self.sets for name, digest in entry.files.items()}


def digest_of(data: bytes) -> str:
    """The SHA-256 of `data` in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def read_manifest(out: Path) -> Manifest:
    """The manifest in the cohort's folder `out`.

    Raises:
        RosterError: When there is none, or it is not one that this version could have written.
    """
    path = out / MANIFEST
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _error(path, f"cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError):
        raise _error(path, "is not JSON") from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise _error(path, f"is not a manifest of schema {SCHEMA}")
    try:
        return Manifest(_text(data["cohort"]), tuple(_set(item) for item in data["sets"]))
    except (KeyError, TypeError, ValueError, AttributeError):
        raise _error(path, "has been changed by hand or is damaged") from None


def _set(item: Any) -> ParticipantSet:
    participant, folder = _text(item["participant"]), _text(item["folder"])
    if folder != safe_name(participant):
        raise ValueError(folder)
    return ParticipantSet(participant, folder, {_file(name): _text(digest) for name, digest in item["files"].items()})


def _file(name: str) -> str:
    """A file's name, which must not lead out of its folder."""
    if not name.endswith(".ipynb") or any(char in name for char in "/\\:\0"):
        raise ValueError(name)
    return name


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _error(path: Path, what: str) -> RosterError:
    return RosterError(Problem(shown_path(path), 0, "", what, "build the cohort into a new folder"))
