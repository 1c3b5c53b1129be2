"""Offline: no way out while the kit is loaded and rates, and whoever looks for one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from starlift.doctor import offline
from starlift.doctor.finding import State
from starlift.doctor.offline import Gate, Trial, is_here, judge, look

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("trial", "state"),
    [
        (Trial(), State.GREEN),
        (Trial(("pypi.example",)), State.RED),
        (Trial((), "ContentError: no rubric"), State.RED),
    ],
)
def test_judgement(trial: Trial, state: State) -> None:
    assert judge(trial).state is state


@pytest.mark.parametrize("host", ["", "localhost", "127.0.0.1", "127.8.0.1", "::1", "0.0.0.0", "::1%lo"])
def test_hosts_that_are_this_machine(host: str) -> None:
    assert is_here(host)


@pytest.mark.parametrize("host", ["example.org", "192.168.1.1", "10.0.0.1", "localhost.example.org", "fe80::1%eth0"])
def test_hosts_that_are_not(host: str) -> None:
    assert not is_here(host)


def test_the_gate_stops_what_would_leave_and_notes_it() -> None:
    gate = Gate()

    for event, arguments in [
        ("socket.getaddrinfo", ("example.org", 443, 0, 0, 0)),
        ("socket.gethostbyname", (b"example.net",)),
        ("socket.connect", (None, ("203.0.113.7", 80))),
        ("socket.sendto", (None, ("2001:db8::1", 53, 0, 0))),
    ]:
        with pytest.raises(ConnectionRefusedError):
            gate(event, arguments)

    assert gate.sought == ["example.org", "example.net", "203.0.113.7", "2001:db8::1"]


def test_the_gate_lets_this_machine_be() -> None:
    gate = Gate()

    gate("socket.connect", (None, ("127.0.0.1", 8888)))
    gate("socket.connect", (None, "/tmp/a-socket"))
    gate("socket.sendmsg", (None, None))
    gate("socket.getaddrinfo", (None, 0, 0, 0, 0))
    gate("open", ("example.org", "r", 0))

    assert gate.sought == []


@pytest.mark.slow
def test_the_kit_needs_no_network() -> None:
    assert look(ROOT) == Trial()


@pytest.mark.slow
def test_a_package_that_calls_home_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    call = "socket.create_connection(('stats.example', 443), timeout=1)"
    text = f"import socket\ntry:\n    {call}\nexcept OSError:\n    pass\nclass AnyWidget:\n    pass\n"
    (tmp_path / "anywidget.py").write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=":")

    assert look(ROOT).sought == ("stats.example",)


@pytest.mark.slow
def test_content_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    found = look(tmp_path)

    assert found.sought == ()
    assert found.failure.startswith("ContentError")


def test_a_process_that_says_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offline.sys, "executable", "/no/such/python")

    assert look(ROOT).failure == "the process ended without a word"
