"""Question pack: its lists are those of the questions, and what is written by hand stays."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from starlift.check import problems as all_problems
from starlift.cli import app
from starlift.content import Content, load_content
from starlift.dimensions import SIGNALS
from starlift.errors import ContentError
from starlift.questionpack import PAGE, filled, problems, write

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def content(tmp_path: Path) -> Content:
    for part in ("stories", "exercises", "notebooks"):
        shutil.copytree(ROOT / part, tmp_path / part)
    (tmp_path / PAGE).parent.mkdir(parents=True)
    shutil.copy(ROOT / PAGE, tmp_path / PAGE)
    return load_content(tmp_path)


def test_the_page_that_ships_agrees_and_holds_every_question_once() -> None:
    shipped = load_content(ROOT)
    text = (ROOT / PAGE).read_text(encoding="utf-8")

    assert problems(shipped) == []
    for question in shipped.questions.interview:
        assert text.count(f"**{question.text}**") == 1
        assert text.count(question.listen_for) == 1


def test_a_changed_question_is_found_by_check_and_written_anew(content: Content) -> None:
    file = content.root / "stories" / "questions.yaml"
    changed = file.read_text(encoding="utf-8").replace(
        "Tell me about a disagreement that you lost.", "What did you lose?"
    )
    file.write_text(changed, encoding="utf-8")

    (found,) = all_problems(content.root)
    assert "has other questions" in found.what
    done = CliRunner().invoke(app, ["questions", str(content.root)])

    assert done.exit_code == 0
    assert all_problems(content.root) == []
    assert "**What did you lose?**" in (content.root / PAGE).read_text(encoding="utf-8")


def test_what_is_written_by_hand_stays(content: Content) -> None:
    text = "by hand\n<!-- questions: coaching -->\nold\n<!-- end -->\nalso by hand\n"

    new = filled(text, content)

    assert new.startswith("by hand\n<!-- questions: coaching -->\n")
    assert new.endswith("<!-- end -->\nalso by hand\n")
    assert "\nold\n" not in new
    assert filled(new, content) == new


@pytest.mark.parametrize("signal", SIGNALS)
def test_a_signal_without_a_place_is_told_and_nothing_is_written(content: Content, signal: str) -> None:
    page = content.root / PAGE
    text = page.read_text(encoding="utf-8").replace(f"<!-- questions: {signal} -->", "")
    page.write_text(text, encoding="utf-8")

    assert f"0 places for questions about {signal}" in str(problems(content)[0])
    with pytest.raises(ContentError, match=signal):
        write(content)
    assert page.read_text(encoding="utf-8") == text


def test_a_workspace_without_the_page_is_whole_but_cannot_write_it(content: Content) -> None:
    (content.root / PAGE).unlink()

    assert problems(content) == []
    with pytest.raises(ContentError, match="is missing"):
        write(content)
