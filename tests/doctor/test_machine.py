"""Machine: loopback, ports and memory."""

from __future__ import annotations

import errno
import os
import socket

import pytest

from starlift.doctor import machine
from starlift.doctor.finding import State
from starlift.doctor.machine import BROWSER, KERNEL, SERVER, Loopback, available_bytes, look, loopback, memory


def test_a_machine_that_talks_to_itself_is_green() -> None:
    assert loopback(Loopback()).state is State.GREEN


def test_a_machine_that_does_not_is_red() -> None:
    found = loopback(Loopback("Operation not permitted"))

    assert found.state is State.RED
    assert "127.0.0.1" in found.do


def test_a_taken_port_is_told_and_no_fault() -> None:
    found = loopback(Loopback("", ("starlift lab (8888)",)))

    assert found.state is State.GREEN
    assert "starlift lab (8888)" in found.what


def test_this_machine_talks_to_itself() -> None:
    assert look().failure == ""


def test_a_blocked_loopback_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> socket.socket:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(machine.socket, "create_connection", refuse)

    assert loopback(look()).state is State.RED


def test_a_taken_port_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setattr(machine, "FIRST_PORTS", {"starlift lab": server.getsockname()[1]})

        assert look().taken == (f"starlift lab ({server.getsockname()[1]})",)


@pytest.mark.parametrize(
    ("available", "kernels", "state"),
    [
        (SERVER + KERNEL + BROWSER, 1, State.GREEN),
        (SERVER + KERNEL + BROWSER - 1, 1, State.YELLOW),
        (SERVER + KERNEL - 1, 1, State.RED),
        (2 * (SERVER + 30 * KERNEL), 30, State.GREEN),
        (SERVER + 30 * KERNEL, 30, State.YELLOW),
        (SERVER + 20 * KERNEL, 30, State.RED),
    ],
)
def test_memory(available: int, kernels: int, state: State) -> None:
    assert memory(available, kernels).state is state


def test_the_memory_of_this_machine_is_seen() -> None:
    assert available_bytes() > 0
