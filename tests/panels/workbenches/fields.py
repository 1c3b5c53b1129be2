"""The fields on a page of blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def fields_of(blocks: Iterable[Mapping[str, Any]]) -> list[str]:
    """The ids of all fields, in order."""
    found: list[str] = []
    for block in blocks:
        if "hint" in block:
            found.append(block["id"])
        found += fields_of(block.get("blocks", ()))
        found += fields_of(cell for row in block.get("rows", ()) for cell in row["cells"])
    return found
