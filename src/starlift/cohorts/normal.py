"""Normal form of a notebook: no trace of who ran it, when and where, so that the same content gives the same bytes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from typing import Any

Notebook = dict[str, Any]
INJECTED = "injected-parameters"
"""Tag and id of the cell that papermill adds."""
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
"""Metadata of every notebook in normal form."""
_CELL_METADATA = ("deletable", "editable", "jupyter", "tags")
_CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def normalised(notebook: Mapping[str, Any], *, outputs: bool = False) -> Notebook:
    """A copy of the notebook with stable cell ids and only the metadata that a learner needs.

    Args:
        notebook: A notebook of format 4.
        outputs: Whether to keep what cells put out; widgets and their state are never kept, as their ids are random.

    Raises:
        KeyError, TypeError, AttributeError: When it is not a notebook.
    """
    taken = {INJECTED}
    cells = []
    for number, cell in enumerate(notebook["cells"]):
        candidates = _ids(cell.get("id"), number)
        cell_id = INJECTED if INJECTED in tags_of(cell) else next(name for name in candidates if name not in taken)
        taken.add(cell_id)
        cells.append(_cell(cell, cell_id, outputs=outputs))
    return {"cells": cells, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}


def as_node(notebook: Notebook) -> Any:
    """A deep copy in the form that papermill and nbformat work on."""
    from nbformat import from_dict  # noqa: PLC0415 - slow to import

    return from_dict(notebook)  # type: ignore[no-untyped-call]


def tags_of(cell: Mapping[str, Any]) -> list[str]:
    """The tags of a cell."""
    return list(cell["metadata"].get("tags", ()))


def _ids(found: Any, number: int) -> Iterator[str]:
    """The cell's own id if it can serve, then ids made from its place."""
    if isinstance(found, str) and _CELL_ID.fullmatch(found):
        yield found
    yield f"cell-{number}"
    yield from (f"cell-{number}-{further}" for further in itertools.count(2))


def _cell(cell: Mapping[str, Any], cell_id: str, *, outputs: bool) -> Notebook:
    metadata = {name: cell["metadata"][name] for name in _CELL_METADATA if cell["metadata"].get(name)}
    plain: Notebook = {"cell_type": cell["cell_type"], "id": cell_id, "metadata": metadata}
    plain["source"] = "".join(cell["source"]).rstrip("\n").splitlines(keepends=True)
    if cell.get("attachments"):
        plain["attachments"] = cell["attachments"]
    if cell["cell_type"] == "code":
        plain["execution_count"] = cell["execution_count"] if outputs else None
        plain["outputs"] = [_output(output) for output in cell["outputs"]] if outputs else []
    return plain


def _output(output: Mapping[str, Any]) -> Notebook:
    plain = dict(output)
    if "data" in plain:
        plain["data"] = {kind: value for kind, value in plain["data"].items() if kind != _WIDGET_VIEW}
    return plain
