"""Blocks: what a workbench puts on its page, as plain JSON types that `workbench.js` draws with proper labels.

A block is a dictionary with a ``kind`` and, where the page must find it again, an ``id``. Fields are blocks that a
learner fills; their ids are unique in a workbench and their values are text. Markup is trusted: it is made here or by
`starlift.panels.page`, with every outside text escaped.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from typing import Any

from starlift.panels.page import escape
from starlift.panels.page import table as markup_of_table
from starlift.prose import markdown
from starlift.workbenches.plots import Picture

Block = dict[str, Any]
Options = Sequence[tuple[str, str]]
"""Value and label of what can be chosen."""


def prose(text: str) -> Block:
    """Trusted Markdown."""
    return {"kind": "html", "html": markdown(text)}


def words(text: str, *, title: str = "") -> Block:
    """Outside text, shown as it is, line ends kept; with a title where it has one."""
    head = f"<h4>{escape(title)}</h4>" if title else ""
    return {"kind": "html", "html": f"{head}<p class='sl-words' dir='auto'>{escape(text)}</p>"}


def code(text: str, *, title: str = "") -> Block:
    """Outside code or a piece of a document, every blank kept; it can be scrolled with the keyboard."""
    head = f"<h4>{escape(title)}</h4>" if title else ""
    return {"kind": "html", "html": f"{head}<pre class='sl-code' tabindex=\"0\"><code>{escape(text)}</code></pre>"}


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, caption: str) -> Block:
    """A table of outside texts that is only read; the first column heads its row."""
    return {"kind": "html", "html": markup_of_table(head, rows, caption=caption)}


def drawing(picture: Picture) -> Block:
    """A plot, with what it shows in words."""
    data = base64.b64encode(picture.svg.encode()).decode()
    return {
        "kind": "html",
        "html": f"<img class='sl-plot' alt=\"{escape(picture.told)}\" src='data:image/svg+xml;base64,{data}'>",
    }


def select(id: str, label: str, options: Options, *, hint: str = "", hide_label: bool = False) -> Block:
    """A drop-down list. An empty value that is none of the options is shown as "Choose"."""
    return _field("select", id, label, hint, hide_label) | {"options": [list(pair) for pair in options]}


def radio(id: str, label: str, options: Options, *, hint: str = "", hide_label: bool = False) -> Block:
    """One of a few, all of them visible."""
    return _field("radio", id, label, hint, hide_label) | {"options": [list(pair) for pair in options]}


def checks(id: str, label: str, options: Options, *, hint: str = "", most: int = 0) -> Block:
    """Any of several, at most `most` of them where that is not 0; the value is their ids parted by blanks."""
    return _field("checks", id, label, hint, hide_label=False) | {
        "options": [list(pair) for pair in options],
        "most": most,
    }


def text(id: str, label: str, *, hint: str = "", rows: int = 1, most: int = 2_000, hide_label: bool = False) -> Block:
    """A line, or a text area of so many rows."""
    return _field("text", id, label, hint, hide_label) | {"height": rows, "most": most}


def number(id: str, label: str, *, low: float, high: float, step: float = 1, unit: str = "", hint: str = "",
           hide_label: bool = False) -> Block:  # fmt: skip
    """A number between two others."""
    found = _field("number", id, label, hint, hide_label)
    return found | {"low": low, "high": high, "step": step, "unit": unit}


def _field(kind: str, id: str, label: str, hint: str, hide_label: bool) -> Block:  # noqa: FBT001 - passed on
    return {"kind": kind, "id": id, "label": label, "hint": hint, "hideLabel": hide_label}


def grid(id: str, caption: str, columns: Sequence[str], rows: Iterable[tuple[str, Sequence[Block]]]) -> Block:
    """A table with a field, or other blocks, in each cell.

    Args:
        id: Names the grid.
        caption: Says what the table is for.
        columns: Heads of all columns, that of the row heads first.
        rows: Head of a row, outside text, and its cells. Fields in cells carry a full label and hide it.
    """
    return {
        "kind": "grid",
        "id": id,
        "caption": caption,
        "columns": list(columns),
        "rows": [{"head": head, "cells": list(cells)} for head, cells in rows],
    }


def group(title: str, blocks: Iterable[Block], *, open: bool | None = None) -> Block:  # noqa: A002 - HTML's own word
    """Blocks below a heading; with `open` given they can be folded away, and are or are not at first."""
    return {"kind": "group", "title": title, "blocks": list(blocks), "open": open}


def actions(*buttons: tuple[str, str]) -> Block:
    """Buttons: what each does, as told to `Workbench.act`, and what it says."""
    return {"kind": "actions", "buttons": [{"do": do, "label": label} for do, label in buttons]}


def remarks(id: str, items: Iterable[str], *, done: Iterable[str] = (), label: str = "Remarks") -> Block:
    """What is still open, and what holds already; outside texts, read out politely when they change."""
    return {"kind": "remarks", "id": id, "label": label, "items": list(items), "done": list(done)}
