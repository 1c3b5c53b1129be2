"""Forked: a provisioner that gets a kernel's process from a nursery instead of starting one."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from starlift.cohorts.kernels.nursery import Nursery

_PAUSE = 0.005
"""Seconds between two looks at a process that is about to end."""


class ForkedProvisioner(LocalProvisioner):
    """All that Jupyter does with a local process, done with a forked one."""

    nursery: Nursery

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Have a kernel forked for the command that would have started one."""
        env = {name: str(value) for name, value in kwargs.get("env", os.environ).items()}
        process = self.nursery.start(cmd, env, str(kwargs.get("cwd") or Path.cwd()))
        self.process = process  # type: ignore[assignment]
        self.pid = self.pgid = process.pid
        return self.connection_info

    async def wait(self) -> int | None:
        """The exit code, as soon as there is one."""
        code: int | None = 0
        if self.process:
            while (code := self.process.poll()) is None:
                await asyncio.sleep(_PAUSE)
            self.process = None
        return code
