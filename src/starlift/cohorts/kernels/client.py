"""Client: a kernel manager and client without the stock ones' fixed waits, whose channels cannot miss a wake-up.

Sending on a channel can swallow the wake-up of a poll that waits for a message on it, and nbclient then waits for ever
(nbclient issue 312). Here a poll lasts a tenth of a second at most and is then begun anew.
"""

from __future__ import annotations

import asyncio
import time
from functools import cache
from queue import Empty
from typing import Any

import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from jupyter_client.manager import AsyncKernelManager
from traitlets import Type

from starlift.cohorts.kernels.forked import ForkedProvisioner
from starlift.cohorts.kernels.nursery import Nursery

SLICE = 0.1
"""Seconds that one poll lasts at most."""
_KNOCK = 0.25
"""Seconds without an answer after which a new kernel is asked again."""
_RECONNECT = 5
"""Milliseconds after which a socket tries again to reach a kernel that does not listen yet."""
_PAUSE = 0.005


class SlicedChannel(AsyncZMQSocketChannel):
    """A channel whose polls are short."""

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:  # type: ignore[override]
        """The next message.

        Raises:
            Empty: When none came within `timeout` seconds; None waits for ever.
        """
        end = None if timeout is None else time.monotonic() + timeout
        while True:
            left = SLICE if end is None else min(SLICE, max(end - time.monotonic(), 0))
            try:
                return dict(await super().get_msg(timeout=left))
            except Empty:
                if end is not None and time.monotonic() >= end:
                    raise


class KernelClient(AsyncKernelClient):
    """A client that takes a kernel for ready once it has answered and is heard."""

    shell_channel_class = Type(SlicedChannel)
    iopub_channel_class = Type(SlicedChannel)
    stdin_channel_class = Type(SlicedChannel)
    control_channel_class = Type(SlicedChannel)

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers and its outputs arrive here.

        Raises:
            RuntimeError: When it ended, or did neither within `timeout` seconds.
        """
        end = time.monotonic() + (timeout or float("inf"))
        answered = heard = False
        while not (answered and heard):
            self.kernel_info()
            answered = await _any(self.shell_channel, _KNOCK) or answered
            heard = await _any(self.iopub_channel, _KNOCK) or heard
            if not await self._async_is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > end:
                raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")


async def _any(channel: AsyncZMQSocketChannel, seconds: float) -> bool:
    """Whether a message comes within so many seconds."""
    try:
        await channel.get_msg(timeout=seconds)
    except Empty:
        return False
    return True


@cache
def _context() -> zmq.asyncio.Context:
    """The one context of this process: one for each kernel would leave its thread and files behind."""
    context = zmq.asyncio.Context()
    context.setsockopt(zmq.RECONNECT_IVL, _RECONNECT)
    return context


class KernelManager(AsyncKernelManager):
    """A manager of kernels that listen at sockets in a private folder.

    Args:
        nursery: Where the kernels are forked; None starts each by itself.
    """

    client_class = "starlift.cohorts.kernels.client.KernelClient"
    client_factory = Type(KernelClient)

    def __init__(self, nursery: Nursery | None = None, **kwargs: Any) -> None:
        super().__init__(context=_context(), **kwargs)
        self._nursery = nursery

    async def _async_pre_start_kernel(self, **kwargs: Any) -> Any:
        if self._nursery and self.provisioner is None:
            self.kernel_id = self.kernel_id or kwargs.get("kernel_id") or "forked"
            self.provisioner = ForkedProvisioner(kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self)
            self.provisioner.nursery = self._nursery
        return await super()._async_pre_start_kernel(**kwargs)

    async def _async_wait(self, pollinterval: float = _PAUSE) -> None:
        await super()._async_wait(min(pollinterval, _PAUSE))
        await asyncio.sleep(0)
