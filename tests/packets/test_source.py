"""Where the words of a packet come from."""

from __future__ import annotations

from pathlib import Path

import pytest
from told import STORY, as_file, in_sections, journal_with

from starlift.answers import Answer
from starlift.content import default_content
from starlift.errors import StarliftError
from starlift.packets.source import from_journal
from starlift.panels.keepsake import as_markdown
from starlift.seat import Seat


def test_the_draft_as_it_stands_comes_before_attempts(tmp_path: Path) -> None:
    journal = journal_with(tmp_path)
    Seat(default_content(), "your-story", journal).keep_attempt(Answer(whole="An older text of mine."))

    assert from_journal(default_content(), journal, "your-story").answer == Answer.from_mapping(STORY)
    assert from_journal(default_content(), journal, "your-story", 1).answer.whole == "An older text of mine."


def test_without_a_draft_the_last_attempt_is_told(tmp_path: Path) -> None:
    journal = journal_with(tmp_path, story={"action": " "})
    seat = Seat(default_content(), "your-story", journal)
    for text in ("First text.", "Second text."):
        seat.keep_attempt(Answer(whole=text))

    assert from_journal(default_content(), journal, "your-story").answer.text == "Second text."


def test_replies_and_lines_to_remember_come_along(tmp_path: Path) -> None:
    journal = journal_with(tmp_path)
    note = {"defence:first-move": "I read it.", "keep": "One line.\nTwo.", "workbench.x": "no", "defence:gone": " "}
    Seat(default_content(), "your-story", journal).write("note", note)
    found = from_journal(default_content(), journal, "your-story")

    assert found.replies == {"first-move": "I read it."}
    assert found.texts["keep"] == "One line.\nTwo."
    assert "workbench.x" not in found.texts


@pytest.mark.parametrize(
    ("case", "attempt", "told"),
    [
        ("start", 0, "no story is told in the opening notebook"),
        ("nowhere", 0, "no case 'nowhere'"),
        ("your-story", 2, "2 is not there: 0 attempts of your-story kept"),
        ("ticket-sink", 0, "holds no text of ticket-sink yet"),
    ],
)
def test_what_is_not_there_is_told(tmp_path: Path, case: str, attempt: int, told: str) -> None:
    with pytest.raises(StarliftError, match=told):
        from_journal(default_content(), journal_with(tmp_path), case, attempt)


@pytest.mark.parametrize("heading", ["{}:", "## {}", "**{}**", "{}", "**{}:**", "# {}"])
def test_a_file_in_four_sections(heading: str) -> None:
    text = "\n\n".join(f"{heading.format(name.capitalize())}\n{part}" for name, part in STORY.items())

    assert as_file(text).answer == Answer.from_mapping(STORY)


def test_a_file_in_one_piece() -> None:
    text = "Task forces came and went.\nI decided to stop them. Action was taken."

    assert as_file(text).answer == Answer(whole=text)
    assert as_file(text).title == "Your story"


def test_the_file_of_the_studio_is_read_as_it_was_written() -> None:
    story = {**STORY, "action": "I wrote <b> & `x`.\n# no heading\n- no list"}
    names = {name: name.capitalize() for name in story}
    text = as_markdown("The sink", Answer.from_mapping(story), names, "Remember *this*.\n- and that")
    found = as_file(text, "story.md")

    assert found.answer == Answer.from_mapping(story)
    assert found.texts["keep"] == "Remember *this*.\n- and that"
    assert (found.title, found.practice) == ("The sink", "")


@pytest.mark.parametrize(
    ("text", "told"), [("", "holds no text"), (" \n", "holds no text"), ("x" * 130_000, "130,000")]
)
def test_a_file_with_nothing_or_too_much_is_refused(text: str, told: str) -> None:
    with pytest.raises(StarliftError, match=told):
        as_file(text)


def test_a_title_is_redacted_too() -> None:
    found = as_file(f"# My engineer Marco Rossi\n\n{in_sections(STORY)}").redacted()

    assert found.title == "My engineer [person 1]"


def test_names_of_the_case_are_no_secret(tmp_path: Path) -> None:
    found = from_journal(default_content(), journal_with(tmp_path, "ticket-sink"), "ticket-sink")

    assert default_content().case("ticket-sink").story.product in found.known
    assert not as_file(in_sections(STORY)).known
