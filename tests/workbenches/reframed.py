"""What the tests of the reframing workbench share: its content, and rewrites by hand with their verdicts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from starlift.workbenches.reframing.content import Reframing
from starlift.workbenches.reframing.loading import load_reframing
from starlift.yamlfile import read_yaml

FILE = Path(__file__).resolve().parents[2] / "exercises" / "workbenches" / "reframing.yaml"


@cache
def content() -> Reframing:
    return load_reframing(FILE)


@cache
def rewrites() -> list[dict[str, Any]]:
    """All rewrites with the parts that they take from others filled in."""
    found: dict[str, dict[str, Any]] = {}
    for row in read_yaml(Path(__file__).with_name("rewrites.yaml")).data:
        taken = found.get(row.get("of", ""), {})
        own = {"set": "first", "expected": {}, "differs": {}}
        found[row["id"]] = {**taken, **own, **row}
    return list(found.values())
