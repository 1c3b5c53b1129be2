"""The panel's file: what ships fits, and every mistake is named with its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from starlift.check import problems
from starlift.content import Content, load_content, shipped_root
from starlift.dimensions import SIGNALS
from starlift.errors import ContentError
from starlift.scoring.panel import load_panel, panel_file


@pytest.fixture
def workspace(content: Content, tmp_path: Path) -> Path:
    for part in ("stories", "exercises", "facilitator"):
        shutil.copytree(content.root / part, tmp_path / part, ignore=shutil.ignore_patterns("scores", ".ipynb*"))
    return tmp_path


def test_the_shipped_panel_hears_every_signal(content: Content) -> None:
    panel = load_panel(content)

    assert {signal for lane in panel.lanes for signal in lane.signals} == set(SIGNALS)
    asked = {question.id: set(question.signals) for question in content.questions.interview}
    for lane in panel.lanes:
        assert lane.questions
        assert all(asked[question] & set(lane.signals) for question in lane.questions)
        assert panel.lane_of(f" {lane.interviewer.upper()} ") == lane
    assert panel.lane_of("nobody") is None


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("late-finding", "no-such", "no question"),
        ("target: 4", "target: 9", "target"),
        ("id: blames", "id: takes-over", "stands twice"),
        ("signal: coaching", "signal: intake", "stands twice"),
        ("signal: coaching", "signal: charm", "not known"),
        ("id: strongest", "id: Not An Id", "pattern"),
    ],
)
def test_a_mistake_is_named_with_its_line(workspace: Path, before: str, after: str, words: str) -> None:
    file = panel_file(workspace)
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after, 1))

    with pytest.raises(ContentError, match=words) as caught:
        load_panel(load_content(workspace))
    problem = caught.value.problems[0]
    assert problem.line == next(n for n, line in enumerate(text.splitlines(), 1) if before in line)


def test_the_check_reads_the_panel_and_its_comments(workspace: Path) -> None:
    shutil.copytree(shipped_root() / "notebooks", workspace / "notebooks")
    assert not problems(workspace)
    for name in ("panel.yaml", "comments.yaml"):
        file = workspace / "facilitator" / "scoring" / name
        file.write_text(file.read_text() + "surplus: 1\n")

    assert [Path(one.file).name for one in problems(workspace)] == ["comments.yaml", "panel.yaml"]
    shutil.rmtree(workspace / "facilitator")
    assert not problems(workspace)


def test_a_missing_file_is_named(workspace: Path) -> None:
    panel_file(workspace).unlink()

    with pytest.raises(ContentError, match=r"panel\.yaml"):
        load_panel(load_content(workspace))
