"""Offline: the kit is loaded and rates an answer in a process of its own in which no socket may leave the machine."""

from __future__ import annotations

import ipaddress
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlift.doctor.finding import Finding, State

PATIENCE = 120
_NAMES = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
_SENDING = ("socket.connect", "socket.sendto", "socket.sendmsg")
_ANSWER = (
    "Each of my engineers was interrupted eleven times a day. I promised to make our answers predictable by September. "
    "I decided to sort requests into lanes because they needed different answers, and the sales director had to wait. "
    "A design review now takes six days instead of nineteen."
)


@dataclass(frozen=True)
class Trial:
    """What happened without a network.

    Attributes:
        sought: Hosts outside this machine that something asked for.
        failure: Why the work could not be done; "" when it was.
    """

    sought: tuple[str, ...] = ()
    failure: str = ""


def look(root: Path) -> Trial:
    """Load the content of `root` and rate an answer, in a new process that blocks every way out."""
    line = [sys.executable, "-m", __name__, str(root)]
    try:
        done = subprocess.run(line, capture_output=True, text=True, timeout=PATIENCE, check=False)  # noqa: S603 - our own
        said = json.loads(done.stdout.splitlines()[-1])
        return Trial(tuple(said["sought"]), str(said["failure"]))
    except subprocess.TimeoutExpired:
        return Trial(failure=f"no end within {PATIENCE} s")
    except (OSError, IndexError, ValueError, KeyError, TypeError):
        return Trial(failure="the process ended without a word")


def judge(trial: Trial) -> Finding:
    """Whether the kit works without a network and asks for none."""
    if trial.sought:
        what = f"something asked for {', '.join(trial.sought[:3])}; it was kept from it here"
        return Finding("Offline", State.RED, what, "find the package that does so; until then work without a network")
    if trial.failure:
        what = f"with all ways out blocked the kit did not work: {trial.failure}"
        return Finding(
            "Offline", State.RED, what, "mend first what Packages and Content say, then run the doctor again"
        )
    return Finding("Offline", State.GREEN, "loaded and rated an answer with every way out of this machine blocked")


class Gate:
    """An audit hook that lets sockets reach this machine alone and notes what else was asked for."""

    def __init__(self) -> None:
        self.sought: list[str] = []

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Raise for whatever would leave the machine."""
        if event in _NAMES:
            self._admit(arguments[0])
        elif event in _SENDING and isinstance(arguments[1], tuple):  # a text or bytes is a socket file of this machine
            self._admit(arguments[1][0])

    def _admit(self, host: object) -> None:
        name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host or "")
        if not is_here(name):
            self.sought.append(name)
            raise ConnectionRefusedError(f"{name} is outside this machine")


def is_here(host: str) -> bool:
    """Whether a host is this machine, judged by its name or address alone."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host in ("", "localhost")
    return address.is_loopback or address.is_unspecified


def work(root: Path) -> None:
    """What must need no network: everything a notebook loads, the content, and feedback on an answer."""
    from starlift import panels  # noqa: F401, PLC0415 - imported behind the gate
    from starlift.content import load_content  # noqa: PLC0415
    from starlift.feedback import assess  # noqa: PLC0415

    found = assess(_ANSWER, questions=load_content(root).questions.follow_ups)
    if found.overall is None:
        raise RuntimeError("the feedback found nothing to rate")


def main(root: str) -> None:
    """Do the work behind a gate and write what happened to standard output, as one line of JSON."""
    gate = Gate()
    sys.addaudithook(gate)
    failure = ""
    try:
        work(Path(root))
    except Exception as error:  # noqa: BLE001 - whatever fails without a network is the finding
        failure = f"{type(error).__name__}: {error}".strip(": ").split("\n")[0][:300]
    sys.stdout.write(json.dumps({"sought": sorted(set(gate.sought)), "failure": failure}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
