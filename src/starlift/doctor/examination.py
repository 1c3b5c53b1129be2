"""Examination: every check in its order; each looks at the machine once and judges what it saw."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from starlift import __version__
from starlift.check import problems
from starlift.content import content_root, is_workspace, shipped_root
from starlift.doctor import frontend, kernel, machine, materials, offline, places, printing, versions
from starlift.doctor.finding import Finding, State
from starlift.errors import shown_path
from starlift.workspace import learner_folder


@dataclass(frozen=True)
class Check:
    """One look at the machine and what is judged from it.

    Attributes:
        name: What is looked at.
        look: Sees how it is; may take seconds.
        judges: Each makes one finding of what was seen.
    """

    name: str
    look: Callable[[], Any]
    judges: Sequence[Callable[[Any], Finding]]


def checks(folder: Path, *, kernels: int = 1, offline_ok: bool = False) -> tuple[Check, ...]:
    """What is to be checked for a workspace or a learner's set.

    Args:
        folder: The workspace or set.
        kernels: How many kernels will run at the same time on this machine.
        offline_ok: Whether optional parts that are missing are not wanted anyway.

    Raises:
        StarliftError: When `folder` is neither.
    """
    learner = learner_folder(folder)
    root = folder.resolve() if is_workspace(folder) else content_root()
    near = next(place for place in (learner.resolve(), *learner.resolve().parents) if place.is_dir())
    name = shown_path(learner / "journal")
    return (
        Check(
            "Versions",
            partial(versions.look, shipped_root()),
            (versions.python, versions.packages, partial(versions.optional, offline_ok=offline_ok)),
        ),
        Check("Content", partial(problems, root), (materials.judge,)),
        Check("Kernel", partial(kernel.look, near), (partial(kernel.judge, version=__version__),)),
        Check("Disk space", partial(places.free_bytes, learner), (places.space,)),
        Check("Journals", partial(places.look, learner, name), (places.journals, places.locks, _clock)),
        Check("Loopback and ports", machine.look, (machine.loopback,)),
        Check("Memory", machine.available_bytes, (partial(machine.memory, kernels=kernels),)),
        Check("PDF and fonts", printing.look, (printing.judge,)),
        Check("Offline", partial(offline.look, root), (offline.judge,)),
        Check("Widgets in a browser", partial(frontend.look, root), (frontend.judge,)),
    )


def examine(chosen: Sequence[Check]) -> Iterator[Finding]:
    """The findings one by one, as they come; a check that breaks is a finding itself."""
    for check in chosen:
        try:
            seen = check.look()
            found = [judge(seen) for judge in check.judges]
        except Exception as error:  # noqa: BLE001 - a doctor that breaks off would hide what the other checks find
            what = f"could not be checked: {type(error).__name__}: {error}".strip(": ")
            found = [Finding(check.name, State.RED, what, "mend what it names, or install the kit again")]
        yield from found


def _clock(place: places.Place) -> Finding:
    return places.clock(time.time(), place.skew)
