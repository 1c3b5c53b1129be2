"""Chosen: which export a learner put in the place of the synthetic data, read from the values of fields ``own.…``."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from collections.abc import Mapping as Values
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from starlift.errors import StarliftError
from starlift.workbenches.owndata.dates import is_date
from starlift.workbenches.owndata.files import path_of
from starlift.workbenches.owndata.formats import Format, recognise
from starlift.workbenches.owndata.loading import load, proposed
from starlift.workbenches.owndata.mapping import Mapping
from starlift.workbenches.owndata.table import Kind, Loaded

MOST_OFFERED = 200
"""Columns that a list offers; Jira writes thousands."""
NO_COLUMN = "-"
ORDERS = {"day": "Day first", "month": "Month first"}
_LONGEST_NAME = 200
_LONGEST_VALUE = 300
_UNMAPPED = Mapping()


@dataclass(frozen=True)
class Look:
    """A file that was recognised, and how it could be read."""

    found: Format
    guess: Mapping
    offered: tuple[str, ...]


@dataclass(frozen=True)
class State:
    """What the values of the fields come to."""

    name: str = ""
    look: Look | None = None
    mapping: Mapping = _UNMAPPED
    result: Loaded | StarliftError | None = None

    @property
    def token(self) -> str:
        """Stands for the file and the way it is read; another choice asks for another confirmation."""
        columns = [(choice.field, choice.column) for choice in self.mapping.choices]
        told = repr((self.name, columns, self.mapping.scanned, self.mapping.order))
        return hashlib.sha256(told.encode(errors="replace")).hexdigest()[:12]


def chosen(folder: Path, values: Values[str, str], kind: Kind) -> Loaded | None:
    """The learner's own data, once they have confirmed how it is read.

    Args:
        folder: Where the learner's exports lie.
        values: The values of all fields of the workbench.
        kind: Which table it needs.

    Returns:
        The table, in which nothing may be changed; None while no file is chosen, confirmed and readable.
    """
    state = state_of(folder, values, kind)
    return state.result if isinstance(state.result, Loaded) and is_confirmed(state, values) else None


def is_confirmed(state: State, values: Values[str, str]) -> bool:
    """Whether the learner has said that the file is read rightly."""
    return state.token in values.get("own.confirmed", "")[:_LONGEST_VALUE].split()


def state_of(folder: Path, values: Values[str, str], kind: Kind) -> State:
    """What the values of the fields come to; nothing where no file is chosen that is there."""
    try:
        path = path_of(folder, values.get("own.file", ""))
        status = path.stat()
    except (StarliftError, OSError):
        return State()
    key = (path, status.st_mtime_ns, status.st_size, kind)
    look = _looked_at(*key)
    if isinstance(look, StarliftError):
        return State(path.name, result=look)
    mapping = _as_chosen(look, values)
    return State(path.name, look, mapping, _loaded(*key, mapping))


def _as_chosen(look: Look, values: Values[str, str]) -> Mapping:
    """The guess, with what the learner chose; anything that is not on offer is passed over."""
    given = {}
    for choice in look.guess.choices:
        value = values.get(f"own.{choice.field}", "")
        if value == NO_COLUMN:
            given[choice.field] = ""
        elif value.startswith("="):
            given[choice.field] = value[1:]
    order = values.get("own.order", "")
    scanned = values.get("own.scanned", "").strip() if look.found.name == "sarif" else ""
    scanned = scanned if is_date(scanned) else ""  # not yet, while it is being typed
    mapping = replace(look.guess, scanned=scanned, order=order if order in ORDERS and look.found.layout else "")
    return mapping.confirmed(given, look.offered)


@lru_cache(maxsize=16)
def _looked_at(path: Path, _changed: int, _size: int, kind: Kind) -> Look | StarliftError:
    try:
        found = recognise(path)
        guess, filled = proposed(path, found, kind)
    except StarliftError as error:
        return error
    return Look(found, guess, _offered(found, guess, filled))


def _offered(found: Format, guess: Mapping, filled: Collection[str]) -> tuple[str, ...]:
    """Columns to choose from, each name once: those guessed and those with values first where there are too many."""
    names = [name for name in dict.fromkeys(found.layout.columns if found.layout else ()) if name]
    names = [name for name in names if len(name) <= _LONGEST_NAME]
    wanted = {choice.column for choice in guess.choices}
    best = sorted(names, key=lambda name: (name not in wanted, name not in filled))[:MOST_OFFERED]
    return tuple(name for name in names if name in set(best))


@lru_cache(maxsize=3)
def _loaded(path: Path, _changed: int, _size: int, kind: Kind, mapping: Mapping) -> Loaded | StarliftError:
    try:
        return load(path, mapping, kind)
    except StarliftError as error:
        return error
