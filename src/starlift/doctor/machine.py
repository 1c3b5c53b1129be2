"""Machine: the loopback, the ports and the memory for as many kernels as are meant to run."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from starlift.doctor.finding import Finding, State

FIRST_PORTS = {"starlift lab": 8888, "starlift open": 8866}
"""The port that each command tries first; it takes the next free one."""
SERVER, KERNEL, BROWSER = 100_000_000, 160_000_000, 600_000_000
"""Bytes: JupyterLab's server, one kernel of the kit with its libraries (both measured with the kit, rounded up), and a
browser with one notebook (the kit's estimate)."""


@dataclass(frozen=True)
class Loopback:
    """How this machine talks to itself.

    Attributes:
        failure: Why it does not; "" when it does.
        taken: Names of the commands whose first port another program holds.
    """

    failure: str = ""
    taken: tuple[str, ...] = ()


def look() -> Loopback:
    """Send a few bytes from this machine to itself, and see whether the usual ports are free."""
    try:
        _round_trip()
    except OSError as error:
        return Loopback(error.strerror or str(error))
    return Loopback("", tuple(_taken(FIRST_PORTS.items())))


def _round_trip() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        server.settimeout(5)
        with closing(socket.create_connection(server.getsockname(), timeout=5)) as near:
            far, _ = server.accept()
            with closing(far):
                near.sendall(b"starlift")
                far.settimeout(5)
                if far.recv(8) != b"starlift":
                    raise OSError("what was sent did not arrive")


def _taken(ports: Iterable[tuple[str, int]]) -> Iterable[str]:
    for name, port in ports:
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            yield f"{name} ({port})"


def loopback(found: Loopback) -> Finding:
    """Whether notebooks in a browser can reach their kernel."""
    if found.failure:
        do = "let a firewall or VPN allow connections to 127.0.0.1, or ask whoever looks after this machine"
        return Finding("Loopback and ports", State.RED, f"this machine cannot talk to itself: {found.failure}", do)
    if found.taken:
        what = f"loopback works; another program holds the first port of {', '.join(found.taken)}"
        do = "nothing, the next free port is taken; use the address that the command prints"
        return Finding("Loopback and ports", State.GREEN, what, do)
    return Finding("Loopback and ports", State.GREEN, "loopback works and the usual ports are free")


def available_bytes() -> int:
    """Memory that new programs could have now; where a container is held to less, that."""
    import psutil  # noqa: PLC0415 - for this alone

    available = int(psutil.virtual_memory().available)
    with suppress(OSError, ValueError):
        limit, used = (int(Path("/sys/fs/cgroup", name).read_text()) for name in ("memory.max", "memory.current"))
        available = min(available, max(0, limit - used))
    return available


def memory(available: int, kernels: int) -> Finding:
    """Whether memory holds the kernels.

    Args:
        available: Bytes that new programs could have.
        kernels: How many kernels are to run at the same time on this machine.
    """
    needed = SERVER + kernels * KERNEL
    comfortable = needed + BROWSER if kernels == 1 else round(needed * 1.25)
    count = "one kernel" if kernels == 1 else f"{kernels} kernels"
    said = f"{available / 1e9:.1f} GB available, {count} and the server take about {needed / 1e9:.1f} GB"
    if available < needed:
        return Finding("Memory", State.RED, said, "close other programs, or run fewer kernels on this machine")
    if available < comfortable:
        return Finding("Memory", State.YELLOW, f"{said}, and little is left over", "close what is not needed")
    return Finding("Memory", State.GREEN, said)
