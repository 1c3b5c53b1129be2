"""A real kernel is killed in mid-typing: at most the last second of typing is lost."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import KernelManager

pytestmark = pytest.mark.slow
OPEN = """
from starlift.panels import Workbook
studio = Workbook("ticket-sink", cohort="autumn", participant="p-01", workspace={workspace!r}).studio()
"""


@pytest.fixture
def kernel(tmp_path: Path) -> Iterator[tuple[KernelManager, BlockingKernelClient]]:
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(cwd=str(tmp_path))
    client = manager.blocking_client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        yield manager, client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
        manager.cleanup_resources()


def run(client: BlockingKernelClient, code: str, **expressions: str) -> dict[str, str]:
    reply = client.execute_interactive(
        code, user_expressions=expressions, timeout=60, output_hook=lambda _: None, store_history=False
    )["content"]
    assert reply["status"] == "ok", reply
    return {name: value["data"]["text/plain"] for name, value in reply["user_expressions"].items()}


def test_at_most_the_last_second_is_lost(kernel: tuple[KernelManager, BlockingKernelClient], tmp_path: Path) -> None:
    manager, client = kernel
    comm = run(client, OPEN.format(workspace=str(tmp_path)), comm="studio.comm.comm_id")["comm"].strip("'")
    typed: list[tuple[float, str]] = []
    text, started = "", time.monotonic()
    while time.monotonic() - started < 3:
        text += f"word{len(typed)} "
        draft = {"rev": len(typed) + 1, "sections": {"action": text}}
        data = {"method": "update", "state": {"draft": draft}, "buffer_paths": []}
        client.shell_channel.send(client.session.msg("comm_msg", {"comm_id": comm, "data": data}))
        typed.append((time.monotonic(), text))
        time.sleep(0.05)
    killed = time.monotonic()
    os.kill(manager.provisioner.pid, signal.SIGKILL)

    (path,) = (tmp_path / "journal").glob("*.jsonl")
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    last = lines[-1]["body"]["sections"]["action"]
    due = [text for at, text in typed if at <= killed - 1.0]
    assert len(due) > 10
    assert last.startswith(due[-1])
    assert len(lines) < 15, "the journal is written in steps and not at every key"

    manager.restart_kernel(now=True)
    client.wait_for_ready(timeout=60)
    shown = run(client, OPEN.format(workspace=str(tmp_path)), text="studio.draft['sections']['action']")["text"]
    assert shown.strip("'") == last
