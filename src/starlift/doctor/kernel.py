"""Kernel: whether Python starts behind a notebook, is the one that holds the kit, and answers."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlift.doctor.finding import Finding, State

NAME = "Kernel"
PATIENCE = 60
"""Seconds in which a kernel must start and answer."""
SLOW = 15.0
"""Seconds from which a class begins to wonder; the kit's own estimate, a kernel takes two to four on a quiet laptop."""
LONGEST_PLACE = 80
"""The path of a socket may have about 100 letters, of which its name takes ten."""
QUESTION = """
import json, sys
from importlib.metadata import version
import starlift.panels
print(json.dumps([sys.executable, version("starlift")]))
"""


@dataclass(frozen=True)
class Answer:
    """What came back.

    Attributes:
        seconds: From the start of the kernel to its answer.
        python: Path of the Python behind it; "" when none answered.
        version: Version of the kit there.
        failure: Why nothing came back; "" otherwise.
    """

    seconds: float = 0.0
    python: str = ""
    version: str = ""
    failure: str = ""


def look(folder: Path) -> Answer:
    """Start a kernel in `folder` as a notebook does, ask it who it is, and end it."""
    from jupyter_client.manager import KernelManager  # noqa: PLC0415 - a second to load

    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="starlift-", ignore_cleanup_errors=True) as place:
        manager = KernelManager(kernel_name="python3", connection_file=str(Path(place, "k.json")))
        if os.name == "posix" and len(place) <= LONGEST_PLACE:
            manager.transport = "ipc"  # no other user of the machine can listen
        try:
            manager.start_kernel(cwd=str(folder))
            try:
                said = _asked(manager)
            finally:
                manager.shutdown_kernel(now=True)
        except Exception as error:  # noqa: BLE001 - whatever keeps a kernel from starting is the finding
            return Answer(failure=f"{type(error).__name__}: {error}".strip(": ")[:300])
        finally:
            manager.cleanup_resources()
    try:
        python, version = json.loads(said)
    except ValueError:
        return Answer(failure=said.strip()[-300:] or "it answered nothing")
    return Answer(time.monotonic() - start, str(python), str(version))


def _asked(manager: Any) -> str:
    """What the question prints, or the error it ends with."""
    client = manager.client()
    client.start_channels()
    said: list[str] = []

    def hear(message: dict[str, Any]) -> None:
        content = message["content"]
        said.append(content.get("text") or f"{content.get('ename', '')}: {content.get('evalue', '')}".strip(": "))

    try:
        client.wait_for_ready(timeout=PATIENCE)
        client.execute_interactive(QUESTION, timeout=PATIENCE, allow_stdin=False, output_hook=hear)
    finally:
        client.stop_channels()
    return "".join(said)


def judge(answer: Answer, *, python: str = sys.executable, version: str) -> Finding:
    """Whether the kernel is there, is ours and is quick.

    Args:
        answer: What came back.
        python: The Python that the kit was installed in.
        version: Version of the kit in it.
    """
    if answer.failure:
        do = "pip install --force-reinstall ipykernel in this environment, then run the doctor again"
        return Finding(NAME, State.RED, f"no kernel answered: {answer.failure}", do)
    if answer.version != version:
        what = f"the kernel python3 holds Starlift {answer.version}, this one is {version}"
        return Finding(NAME, State.RED, what, "python -m ipykernel install --sys-prefix, from this environment")
    said = f"started and answered in {answer.seconds:.1f} s"
    if Path(answer.python) != Path(python):
        what = f"{said}, but it is another Python than the one that runs the doctor"
        return Finding(NAME, State.YELLOW, what, "python -m ipykernel install --sys-prefix, from this environment")
    if answer.seconds > SLOW:
        do = "close other programs; have everybody start before the welcome"
        return Finding(NAME, State.YELLOW, f"{said}, which is slow", do)
    return Finding(NAME, State.GREEN, said)
