"""Kernel: one that answers is green; none, another's or a slow one is told."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from starlift import __version__
from starlift.doctor import kernel
from starlift.doctor.finding import State
from starlift.doctor.kernel import Answer, judge, look

SOUND = Answer(2.0, "/venv/bin/python", "0.1")


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (SOUND, State.GREEN),
        (replace(SOUND, seconds=40.0), State.YELLOW),
        (replace(SOUND, python="/elsewhere/python"), State.YELLOW),
        (replace(SOUND, version="0.0.9"), State.RED),
        (Answer(failure="RuntimeError: Kernel died"), State.RED),
    ],
)
def test_judgement(answer: Answer, state: State) -> None:
    found = judge(answer, python="/venv/bin/python", version="0.1")

    assert found.state is state
    assert bool(found.do) == (state is not State.GREEN)


@pytest.mark.slow
def test_a_kernel_starts_here_from_another_folder_and_leaves_nothing(tmp_path: Path) -> None:
    found = look(tmp_path)

    assert (found.failure, found.python, found.version) == ("", sys.executable, __version__)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "told"),
    [("import no_such_package", "No module named 'no_such_package'"), ("pass", "it answered nothing")],
)
def test_a_kernel_without_the_kit_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, question: str, told: str
) -> None:
    monkeypatch.setattr(kernel, "QUESTION", question)

    assert told in look(tmp_path).failure


def test_a_kernel_that_cannot_start_is_told(tmp_path: Path) -> None:
    found = look(tmp_path / "no" / "such" / "folder")

    assert "FileNotFoundError" in found.failure
    assert judge(found, version=__version__).state is State.RED
