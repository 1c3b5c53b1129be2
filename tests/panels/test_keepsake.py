"""What a learner takes along, and when the reference story opens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from messages import message

from sample_answer import STRONG
from starlift.answers import Answer
from starlift.content import Content
from starlift.journal import Journal
from starlift.panels.keepsake import as_markdown
from starlift.panels.studio import Studio
from starlift.seat import Seat
from starlift.steps import SELF_STUDY

NAMES = {"situation": "Situation", "task": "Task", "action": "Action", "result": "Result"}


def test_the_reference_story_waits_for_an_attempt_of_substance(take_seat: Callable[..., Seat]) -> None:
    seat = take_seat()
    studio = Studio(seat)
    story = seat.case.story.sections["Action"][:40]
    message(studio, do="reveal")
    assert "First keep an attempt" in studio.keepsake["problem"]

    message(studio, do="keep", sections={"action": seat.variant.text})
    message(studio, do="reveal")
    assert studio.keepsake["reference"] == "", "the thin answer is no attempt of one's own"

    message(studio, do="keep", sections=STRONG)
    message(studio, do="reveal")
    assert story in studio.keepsake["reference"]
    assert studio.keepsake["problem"] == ""
    assert "rewrite" in studio.place["done"]


def test_three_lines_are_kept_and_come_back(take_seat: Callable[..., Seat]) -> None:
    studio = Studio(take_seat())
    message(studio, do="note", name="keep", text="Ask who owns it.", rev=7)
    assert studio.status["noted"] == 7
    assert "keep" in studio.place["done"]
    studio.close()
    assert Studio(take_seat()).notes == {"keep": "Ask who owns it."}


def test_the_use_is_kept_and_comes_back(take_seat: Callable[..., Seat]) -> None:
    studio = Studio(take_seat("your-story"))
    message(studio, do="choose", name="use", value=studio.frame["uses"][2]["id"])
    message(studio, do="choose", name="self_rating:1", value="skipped")
    assert Studio(take_seat("your-story")).frame["use"] == studio.frame["uses"][2]["id"]
    assert set(take_seat("your-story").progress().choices) == {"use"}


def test_the_room_sees_an_answer_only_with_its_authors_tick(take_seat: Callable[..., Seat]) -> None:
    studio = Studio(take_seat())
    assert studio.frame["share"] is False
    message(studio, do="choose", name="share", value="yes")
    assert Studio(take_seat()).frame["share"] is False, "only a tick is a yes"
    message(studio, do="choose", name="share", value=True)
    assert Studio(take_seat()).frame["share"] is True
    assert Studio(take_seat("release-conflict")).frame["share"] is False, "each case is asked for by itself"
    message(studio, do="choose", name="share", value=False)
    assert Studio(take_seat()).frame["share"] is False


def test_who_learns_alone_is_not_asked_to_share(content: Content, tmp_path: Path) -> None:
    assert Studio(Seat(content, "ticket-sink", Journal(tmp_path, SELF_STUDY, "learner"))).frame["share"] is None


def test_the_story_comes_as_markdown(take_seat: Callable[..., Seat], monkeypatch: pytest.MonkeyPatch) -> None:
    studio, sent = Studio(take_seat()), []
    monkeypatch.setattr(studio, "send", sent.append)
    message(studio, do="export", sections=STRONG, lines="Say what it cost.")
    (answer,) = sent
    assert answer["name"] == "ticket-sink.md"
    assert answer["text"].startswith(f"# {studio.frame['title']}\n\n## Situation\n\n{STRONG['situation']}\n\n## Task")
    assert answer["text"].endswith("## To remember\n\nSay what it cost.\n")


def test_what_a_learner_wrote_is_no_markup_in_it() -> None:
    answer = Answer(action="<img src=x onerror=alert(1)> & `code`\n# no heading\n- no list", whole="")
    text = as_markdown("T", answer, NAMES, "")
    assert text == "# T\n\n## Action\n\n\\<img src=x onerror=alert(1)\\> \\& \\`code\\`\n\\# no heading\n\\- no list\n"


def test_one_text_has_no_section_headings() -> None:
    assert as_markdown("T", Answer(whole="All of it."), NAMES, "  ") == "# T\n\nAll of it.\n"
