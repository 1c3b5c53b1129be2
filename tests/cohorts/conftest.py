"""A small workspace of four plain notebooks, so that these tests depend on no wording of the real ones."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from starlift.cohorts import Participant
from starlift.content import Content, load_content, shipped_root

WORKSPACE = Path(__file__).with_name("workspace")


@pytest.fixture(scope="session")
def real() -> Content:
    """The content that ships."""
    return load_content(shipped_root())


@pytest.fixture(scope="session")
def content(real: Content) -> Content:
    """Two real cases with the notebooks of the small workspace."""
    cases = {name: real.cases[name] for name in ("ticket-sink", "release-conflict")}
    return replace(real, root=WORKSPACE, cases=cases)


@pytest.fixture
def own(content: Content, tmp_path: Path) -> Content:
    """The same in a workspace that a test may change."""
    shutil.copytree(WORKSPACE, tmp_path / "workspace")
    return replace(content, root=tmp_path / "workspace")


@pytest.fixture
def people() -> tuple[Participant, ...]:
    return (
        Participant("zoë", "Zoë Adeyemi", "payments", "first"),
        Participant("007", "Bo Lind", cases=("ticket-sink",)),
    )


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Puts a text or bytes into a file of the test's own folder."""

    def put(name: str, text: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return put
