"""Panels without a browser: a seat in an empty workspace."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from starlift.content import Content, load_content, shipped_root
from starlift.journal import Journal
from starlift.seat import Seat


@pytest.fixture(scope="session")
def content() -> Content:
    return load_content(shipped_root())


@pytest.fixture
def take_seat(content: Content, tmp_path: Path) -> Callable[..., Seat]:
    def take(case: str = "ticket-sink", participant: str = "p-01") -> Seat:
        return Seat(content, case, Journal(tmp_path, "autumn", participant))

    return take
