"""The content that reports are made with."""

from __future__ import annotations

from pathlib import Path

import pytest

from starlift.content import Content, load_content


@pytest.fixture(scope="session")
def content() -> Content:
    return load_content(Path(__file__).resolve().parents[2])
