"""Use my own data: the part of a page on which a learner chooses an export and says which column is which.

Two workbenches show it. All of it follows from the folder and the values of the fields, whose ids begin with ``own.``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from starlift.errors import StarliftError
from starlift.panels.workbenches.base import Values
from starlift.panels.workbenches.blocks import Block, checks, group, prose, remarks, select, table, text
from starlift.workbenches.owndata.chosen import NO_COLUMN, ORDERS, Look, State, chosen, is_confirmed, state_of
from starlift.workbenches.owndata.files import FOLDER, listed
from starlift.workbenches.owndata.mapping import Choice
from starlift.workbenches.owndata.table import Kind, Loaded

__all__ = ["blocks", "chosen"]
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
_SHOWN_NAME = 60
_TO_DO = "Look at the five rows below: choose other columns if they are wrong, and say so if they are right."
_LEAD = (
    f"Put an export into the folder `{FOLDER}` of your workspace: a CSV from Jira or another tracker, GitHub issues in "
    "JSON, DefectDojo's generic findings in CSV, or scan results in SARIF 2.1. It is read on this machine, and "
    "**nothing leaves this machine**. Names of people are counted and not shown."
)


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
    state = state_of(folder, values, kind)
    if state.look:
        found += _how(state.look, confirmed=is_confirmed(state, values))
    if isinstance(state.result, StarliftError):
        found.append(remarks("own.told", [str(one) for one in state.result.problems], label="Cannot be used yet"))
    elif state.result:
        found += _what(state, state.result, confirmed=is_confirmed(state, values))
    return found


def _how(look: Look, *, confirmed: bool) -> list[Block]:
    """What the file was recognised as, and the fields that say how to read it."""
    recognised = prose(f"Recognised as {look.found.label}.")
    if look.found.name == "sarif":
        hint = "Only used where the file names no date, for example 2026-03-13."
        return [recognised, text("own.scanned", "Date of the scan", hint=hint, most=40)]
    if look.found.layout is None:
        return [recognised]
    fields = [_column(choice, look.offered) for choice in look.guess.choices]
    options = [("", "As the dates suggest"), *ORDERS.items()]
    fields.append(select("own.order", "Dates such as 03/04/2026", options))
    return [recognised, group("Which column is which", fields, open=not confirmed)]


def _column(choice: Choice, offered: Sequence[str]) -> Block:
    guessed = f"{_short(choice.column)} (guessed {choice.reason})" if choice.column else "No column"
    columns = [(f"={name}", _short(name)) for name in offered if name != choice.column]
    none = [(NO_COLUMN, "No column")] if choice.column else []
    return select(f"own.{choice.field}", LABELS[choice.field], [("", guessed), *columns, *none])


def _what(state: State, loaded: Loaded, *, confirmed: bool) -> list[Block]:
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
