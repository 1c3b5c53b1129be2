"""Handouts: what lies on the tables is whole, holds no key, fetches nothing and shows everything as text."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from starlift.cli import app
from starlift.content import Content, load_content
from starlift.errors import ContentError
from starlift.handouts import handouts, write

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = load_content(ROOT)


@pytest.fixture
def content(tmp_path: Path) -> Content:
    for part in ("stories", "exercises", "facilitator"):
        shutil.copytree(ROOT / part, tmp_path / "w" / part)
    return load_content(tmp_path / "w")


def pages(content: Content, case: str, folder: Path) -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in write(content, case, folder)}


@pytest.mark.parametrize("case", SHIPPED.cases)
def test_every_case_has_its_six_pages(case: str, tmp_path: Path) -> None:
    found = pages(SHIPPED, case, tmp_path / "new" / "folder")

    assert list(found) == [
        "rubric",
        "follow-up-card",
        f"case-{case}",
        "ground-rules",
        "feedback-form",
        "difficult-moments",
    ]
    for text in found.values():
        assert not re.search(r"https?://|src=|<script|<link|<a ", text)
        assert text.count("<h1>") == 1


def test_the_pages_hold_no_key(tmp_path: Path) -> None:
    for case_id, case in SHIPPED.cases.items():
        text = "\n".join(pages(SHIPPED, case_id, tmp_path).values())
        assert not [thin.note for thin in case.exercise.thin_answers if thin.note in text]
        assert not [answer.id for answer in SHIPPED.rated if answer.practice and answer.text[:60] in text]
        assert not [phrase for phrase in case.story.phrases if phrase in text]


def test_the_case_the_rubric_and_the_questions_are_whole() -> None:
    case = SHIPPED.case("release-conflict")
    rubric, card, brief, rules, *_ = handouts(SHIPPED, "release-conflict")

    assert rubric.parts is SHIPPED.rubric
    assert [name for name, _ in card.parts][4:] == ["Risk into decisions", "Conflict"]
    assert all(questions for _, questions in card.parts)
    assert brief.parts.count("<h3>") == len(case.exercise.evidence)
    assert rules.parts.count("<li>") == 7
    assert "{" not in brief.parts


def test_markup_in_content_is_shown_as_text(content: Content, tmp_path: Path) -> None:
    file = content.root / "exercises" / "01-ticket-sink.yaml"
    hostile = file.read_text(encoding="utf-8").replace(
        "You are the new", "<script>alert(1)</script> You are the new", 1
    )
    file.write_text(hostile, encoding="utf-8")
    rubric = content.root / "stories" / "rubric.yaml"
    rubric.write_text(
        rubric.read_text(encoding="utf-8").replace("Can I picture", "<img src=x> Can I"), encoding="utf-8"
    )

    found = pages(load_content(content.root), "ticket-sink", tmp_path / "out")

    assert "&lt;script&gt;" in found["case-ticket-sink"]
    assert "<script>" not in "".join(found.values())
    assert "&lt;img src=x&gt;" in found["rubric"]


@pytest.mark.parametrize(
    ("file", "damage"),
    [
        ("confidentiality.md", lambda text: text.replace("## Ground rules to read aloud", "## Rules")),
        ("difficult-moments.md", lambda text: text.partition("## The machine")[0]),
        ("feedback-form.md", None),
    ],
)
def test_a_guide_without_the_part_is_told_and_nothing_is_written(
    content: Content, tmp_path: Path, file: str, damage: object
) -> None:
    path = content.root / "facilitator" / file
    if callable(damage):
        path.write_text(damage(path.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        path.unlink()

    with pytest.raises(ContentError, match=file):
        write(content, "ticket-sink", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_command_writes_the_pages_of_the_first_case_where_none_is_named(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["handouts", str(ROOT), "--out", str(tmp_path / "print")])

    assert done.exit_code == 0
    assert (tmp_path / "print" / f"case-{next(iter(SHIPPED.cases))}.html").is_file()
    assert done.output.count("Page written to") == len(list((tmp_path / "print").iterdir())) == 6


def test_a_case_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="no case"):
        write(SHIPPED, "no-such-case", tmp_path / "out")
