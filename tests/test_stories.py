"""Stories: the shipped ones against their checklists, and the place of every mistake in a broken one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from starlift.dimensions import SIGNALS
from starlift.errors import ContentError, Problem
from starlift.readability import reading_grade
from starlift.stories import GRADE_TOLERANCE, SECTIONS, STAR, Story, load_story
from starlift.yamlfile import read_yaml

ROOT = Path(__file__).resolve().parents[1]
STORIES = {path.stem[3:]: path for path in sorted((ROOT / "stories").glob("[0-9][0-9]-*.md"))}
CHECKLISTS = sorted((ROOT / "tests" / "checklists").glob("*.yaml"))
FRONT = """\
---
id: night-build
order: 7
title: The night build
summary: A build that nobody watched.
product: Lanternfold
signals: [intake]
minutes: 20
reading_level: 5
---
"""
TEXT = "We met the director in the corridor. I chose the order of the work and told everybody why."
BODY = "\n".join(f"## {name}\n\n{TEXT}\n" for name in SECTIONS)


def items() -> list[object]:
    return [
        pytest.param(path.stem, item, id=f"{path.stem}: {item['item']}")
        for path in CHECKLISTS
        for item in read_yaml(path).data
    ]


def problems(tmp_path: Path, text: str) -> tuple[Problem, ...]:
    file = tmp_path / "07-night-build.md"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_story(file)
    assert all(problem.file.endswith("07-night-build.md") for problem in caught.value.problems)
    return caught.value.problems


@pytest.fixture(scope="module")
def stories() -> dict[str, Story]:
    return {name: load_story(path) for name, path in STORIES.items()}


def test_every_story_has_a_checklist() -> None:
    assert {path.stem for path in CHECKLISTS} == set(STORIES)
    assert all(len(read_yaml(path).data) >= 40 for path in CHECKLISTS)


@pytest.mark.parametrize(("name", "item"), items())
def test_a_story_holds_each_item_of_its_checklist(
    stories: dict[str, Story], name: str, item: dict[str, str | list[str]]
) -> None:
    section = stories[name].sections[str(item["section"])]

    missing = [need for need in item["needs"] if not re.search(need, section, flags=re.IGNORECASE)]

    assert item["needs"]
    assert not missing


@pytest.mark.parametrize("name", STORIES)
def test_a_shipped_story_is_whole(stories: dict[str, Story], name: str) -> None:
    story = stories[name]

    assert tuple(story.sections) == SECTIONS
    assert STORIES[name].name == f"{story.order:02d}-{story.id}.md"
    assert 5 <= len(story.phrases) == len(set(story.phrases))
    assert all(phrase.startswith('"') and phrase.endswith('"') for phrase in story.phrases)
    assert story.product in story.answer
    assert 20 <= story.minutes <= 60


@pytest.mark.parametrize("name", STORIES)
def test_a_shipped_story_reads_as_easily_as_it_says(stories: dict[str, Story], name: str) -> None:
    story = stories[name]
    measured = reading_grade("\n\n".join(story.sections.values()))

    assert measured == pytest.approx(story.reading_level, abs=GRADE_TOLERANCE)
    assert measured <= 10


@pytest.mark.parametrize("name", STORIES)
def test_a_shipped_story_is_told_in_the_first_person(stories: dict[str, Story], name: str) -> None:
    story = stories[name]

    assert len(re.findall(r"\bI\b", story.sections["Action"])) >= 5
    assert re.search(r"\d", story.sections["Result"])


def test_stories_together_show_every_signal(stories: dict[str, Story]) -> None:
    assert {signal for story in stories.values() for signal in story.signals} == set(SIGNALS)
    assert len({story.product for story in stories.values()}) == len(stories)


def test_front_matter_and_sections(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    body = BODY.replace("## Task\n\nWe met", "## Task\n\n### In March\n\nWe met")
    file.write_bytes((FRONT + body).replace("\n", "\r\n").encode())

    story = load_story(file)

    assert (story.id, story.order, story.signals, story.reading_level) == ("night-build", 7, ("intake",), 5.0)
    assert story.sections["Task"].startswith("### In March\n\nWe met the director")
    assert story.answer == "\n\n".join(story.sections[name] for name in STAR)


def test_phrases_keep_bold_type_and_wrapped_lines(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    phrases = '*Say it your way.*\n\n- **No date** without\n  an owner.\n* "I chose."\n'
    file.write_text(FRONT + BODY.split("## Phrases")[0] + f"## Phrases to reuse\n\n{phrases}", encoding="utf-8")

    assert load_story(file).phrases == ("**No date** without an owner.", '"I chose."')


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "what"),
    [
        ("order: 7", "order: 0", 3, "order", "greater than or equal to 1"),
        ("id: night-build", "id: Night Build", 2, "id", "pattern"),
        ("[intake]", "[intake, speed]", 7, "signals[1]", "'speed' is not known"),
        ("[intake]", "[]", 7, "signals", "at least 1"),
        ("minutes: 20\n", "", 2, "minutes", "is missing"),
        ("minutes: 20", "minutes: soon", 8, "minutes", "whole number"),
        ("title: The", "titel: The", 4, "titel", "is not a known field"),
        ("title: The night build", "title: a: b", 4, "", "is not valid YAML"),
        ("reading_level: 5", "reading_level: 9", 9, "reading_level", "says 9, but the text measures"),
        ("## Task", "## Tasks", 15, "## Tasks", "is not a section of a story"),
        ("## Task", "## Situation", 15, "## Situation", "stands twice"),
        ("---\n## Sit", "---\nOnce upon a time.\n\n## Sit", 11, "", "text above the first heading"),
        (f"## Situation\n\n{TEXT}\n", "## Situation\n", 11,
         "## Situation", "is empty"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_file_line_and_field(
    tmp_path: Path, old: str, new: str, line: int, field: str, what: str
) -> None:
    assert (FRONT + BODY).count(old) == 1

    found = problems(tmp_path, (FRONT + BODY).replace(old, new))

    assert any((p.line, p.field) == (line, field) and what in p.what for p in found), found


def test_a_missing_section_and_a_bad_field_are_told_together(tmp_path: Path) -> None:
    text = (FRONT + BODY.split("## Result")[0]).replace("order: 7", "order: first")

    assert {problem.field for problem in problems(tmp_path, text)} == {
        "order", "## Result", "## Why it works", "## Phrases to reuse"
    }  # fmt: skip


@pytest.mark.parametrize("text", ["", BODY, FRONT.removesuffix("---\n") + BODY, "\n" + FRONT + BODY])
def test_a_text_without_front_matter_is_told_how_to_begin(tmp_path: Path, text: str) -> None:
    (problem,) = problems(tmp_path, text)

    assert (problem.line, problem.what) == (1, "has no front matter")
    assert "---" in problem.fix


def test_empty_front_matter(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "---\n---\n" + BODY)

    assert problem.what == "is empty"
