"""The pages of the workbenches: each turns a model of `starlift.workbenches` into blocks, and knows no widget."""

from __future__ import annotations

from importlib import import_module

from starlift.panels.workbenches.base import Workbench


def workbench_of(kind: str) -> type[Workbench]:
    """The workbench of a kind that an exercise can name; only this one is imported."""
    name = f"{kind.capitalize()}Workbench"
    found: type[Workbench] = getattr(import_module(f"starlift.panels.workbenches.{kind}"), name)
    return found
