"""Loading: the content of a workbench, whatever its kind."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

_WHERE = {
    "intake": ("intake.content", "load_intake"),
    "release": ("release.situation", "load_release"),
    "reframing": ("reframing.loading", "load_reframing"),
    "metrics": ("metrics.content", "load_metrics"),
}


def load_workbench(kind: str, path: Path) -> Any:
    """The content of a workbench of this kind.

    Raises:
        ContentError: With file, line and field of every mistake.
    """
    module, name = _WHERE[kind]
    return getattr(import_module(f"starlift.workbenches.{module}"), name)(path)
