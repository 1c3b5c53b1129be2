"""Use my own data: the part of a page on which a learner chooses an export and says which column is which.

Two workbenches show it. All of it follows from the folder and the values of the fields, whose ids begin with ``own.``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from starlift.errors import StarliftError
from starlift.panels.workbenches.base import Values
from starlift.panels.workbenches.blocks import Block, checks, group, prose, remarks, select, table, text
from starlift.workbenches.owndata.dates import is_date
from starlift.workbenches.owndata.files import FOLDER, listed, path_of
from starlift.workbenches.owndata.formats import Format, recognise
from starlift.workbenches.owndata.loading import load, proposed
from starlift.workbenches.owndata.mapping import Choice, Mapping
from starlift.workbenches.owndata.table import Kind, Loaded

LABELS = {
    "opened": "Opened on",
    "closed": "Closed on",
    "severity": "Severity",
    "title": "Title",
    "requester": "Asked by",
    "kind": "Kind",
    "component": "Component or service",
    "duplicate": "Marks a duplicate",
    "ended": "Says whether it is closed",
    "false_positive": "Marks a false positive",
}
MOST_OFFERED = 200
"""Columns that a list offers; Jira writes thousands."""
_LONGEST_NAME = 200
_SHOWN_NAME = 60
_LONGEST_VALUE = 300
_NO_COLUMN = "-"
_UNMAPPED = Mapping()
_ORDERS = {"day": "Day first", "month": "Month first"}
_TO_DO = "Look at the five rows below: choose other columns if they are wrong, and say so if they are right."
_LEAD = (
    f"Put an export into the folder `{FOLDER}` of your workspace: a CSV from Jira or another tracker, GitHub issues in "
    "JSON, DefectDojo's generic findings in CSV, or scan results in SARIF 2.1. It is read on this machine, and "
    "**nothing leaves this machine**. Names of people are counted and not shown."
)


@dataclass(frozen=True)
class _Look:
    """A file that was recognised, and how it could be read."""

    found: Format
    guess: Mapping
    offered: tuple[str, ...]


@dataclass(frozen=True)
class _State:
    """What the values of the fields come to."""

    name: str = ""
    look: _Look | None = None
    mapping: Mapping = _UNMAPPED
    result: Loaded | StarliftError | None = None

    @property
    def token(self) -> str:
        """Stands for the file and the way it is read; another choice asks for another confirmation."""
        columns = [(choice.field, choice.column) for choice in self.mapping.choices]
        told = repr((self.name, columns, self.mapping.scanned, self.mapping.order))
        return hashlib.sha256(told.encode(errors="replace")).hexdigest()[:12]


def chosen(folder: Path, values: Values, kind: Kind) -> Loaded | None:
    """The learner's own data, once they have confirmed how it is read.

    Args:
        folder: Where the learner's exports lie.
        values: The values of all fields of the workbench.
        kind: Which table it needs.

    Returns:
        The table, in which nothing may be changed; None while no file is chosen, confirmed and readable.
    """
    state = _state(folder, values, kind)
    return state.result if isinstance(state.result, Loaded) and _is_confirmed(state, values) else None


def blocks(folder: Path, values: Values, kind: Kind) -> list[Block]:
    """What stands on the page: the files, what the chosen one is, its columns, what was read, five rows.

    Args:
        folder: Where the learner's exports lie.
        values: The values of all fields of the workbench.
        kind: Which table it needs.
    """
    names = listed(folder)
    if not names:
        return [prose(f"{_LEAD}\n\nThe folder holds no export yet.")]
    options = [("", "None: stay with the synthetic data"), *((name, name) for name in names)]
    found = [prose(_LEAD), select("own.file", "Your export", options)]
    state = _state(folder, values, kind)
    if state.look:
        found += _how(state.look, confirmed=_is_confirmed(state, values))
    if isinstance(state.result, StarliftError):
        found.append(remarks("own.told", [str(one) for one in state.result.problems], label="Cannot be used yet"))
    elif state.result:
        found += _what(state, state.result, confirmed=_is_confirmed(state, values))
    return found


def _how(look: _Look, *, confirmed: bool) -> list[Block]:
    """What the file was recognised as, and the fields that say how to read it."""
    recognised = prose(f"Recognised as {look.found.label}.")
    if look.found.name == "sarif":
        hint = "Only used where the file names no date, for example 2026-03-13."
        return [recognised, text("own.scanned", "Date of the scan", hint=hint, most=40)]
    if look.found.layout is None:
        return [recognised]
    fields = [_column(choice, look.offered) for choice in look.guess.choices]
    options = [("", "As the dates suggest"), *_ORDERS.items()]
    fields.append(select("own.order", "Dates such as 03/04/2026", options))
    return [recognised, group("Which column is which", fields, open=not confirmed)]


def _column(choice: Choice, offered: Sequence[str]) -> Block:
    guessed = f"{_short(choice.column)} (guessed {choice.reason})" if choice.column else "No column"
    columns = [(f"={name}", _short(name)) for name in offered if name != choice.column]
    none = [(_NO_COLUMN, "No column")] if choice.column else []
    return select(f"own.{choice.field}", LABELS[choice.field], [("", guessed), *columns, *none])


def _what(state: _State, loaded: Loaded, *, confirmed: bool) -> list[Block]:
    """What was read, five rows of it, and the question whether that is right."""
    names = [name for name in loaded.table.columns if name != "requester"]
    rows = [[_cell(value) for value in row] for row in loaded.table[names].head(5).itertuples(index=False)]
    return [
        remarks("own.told", () if confirmed else (_TO_DO,), done=loaded.told, label="What was read"),
        table([LABELS[name] for name in names], rows, caption="The first five rows of your data as they were read"),
        checks("own.confirmed", "Use this file", [(state.token, "The rows are right: use them here")]),
    ]


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else f"{value:%Y-%m-%d %H:%M}" if _is_time(value) else ""


def _is_time(value: object) -> bool:
    return hasattr(value, "hour") and value == value  # noqa: PLR0124 - NaT differs from itself


def _short(name: str) -> str:
    return name if len(name) <= _SHOWN_NAME else f"{name[:_SHOWN_NAME]}…"


def _is_confirmed(state: _State, values: Values) -> bool:
    return state.token in values.get("own.confirmed", "")[:_LONGEST_VALUE].split()


def _state(folder: Path, values: Values, kind: Kind) -> _State:
    try:
        path = path_of(folder, values.get("own.file", ""))
        status = path.stat()
    except (StarliftError, OSError):
        return _State()
    key = (path, status.st_mtime_ns, status.st_size, kind)
    look = _looked_at(*key)
    if isinstance(look, StarliftError):
        return _State(path.name, result=look)
    mapping = _as_chosen(look, values)
    return _State(path.name, look, mapping, _loaded(*key, mapping))


def _as_chosen(look: _Look, values: Values) -> Mapping:
    """The guess, with what the learner chose; anything that is not on offer is passed over."""
    given = {}
    for choice in look.guess.choices:
        value = values.get(f"own.{choice.field}", "")
        if value == _NO_COLUMN:
            given[choice.field] = ""
        elif value.startswith("="):
            given[choice.field] = value[1:]
    order = values.get("own.order", "")
    scanned = values.get("own.scanned", "").strip() if look.found.name == "sarif" else ""
    scanned = scanned if is_date(scanned) else ""  # not yet, while it is being typed
    mapping = replace(look.guess, scanned=scanned, order=order if order in _ORDERS and look.found.layout else "")
    return mapping.confirmed(given, look.offered)


@lru_cache(maxsize=16)
def _looked_at(path: Path, _changed: int, _size: int, kind: Kind) -> _Look | StarliftError:
    try:
        found = recognise(path)
        guess, filled = proposed(path, found, kind)
    except StarliftError as error:
        return error
    return _Look(found, guess, _offered(found, guess, filled))


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
