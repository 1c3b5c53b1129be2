from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from messages import click, from_browser, message

from sample_answer import STRONG
from starlift.errors import ContentError, StarliftError
from starlift.panels import Workbook
from starlift.panels.calibration import UNRATED, Calibration
from starlift.panels.defence import Defence
from starlift.panels.keepsake import Keepsake
from starlift.panels.uses import Uses
from starlift.seat import Seat


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workbook:
    monkeypatch.chdir(tmp_path)
    return Workbook("ticket-sink", cohort="autumn", participant="p-01")


def test_every_part_shows_and_opening_writes_nothing(book: Workbook, tmp_path: Path) -> None:
    for part in (book.cover, book.brief, book.evidence, book.rubric, book.cases):
        bundle = part()._repr_mimebundle_()
        assert len(bundle["text/html"]) > 80
        assert "\n" not in bundle["text/plain"]
    for panel in (book.calibrate(), book.studio(), book.defend(), book.keep()):
        assert re.fullmatch(r"[\w: ]+", panel._repr_mimebundle_()["text/plain"])
    assert list(tmp_path.iterdir()) == []


def test_running_a_cell_again_closes_the_panel_before(book: Workbook) -> None:
    first = book.defend()
    assert book.defend() is not first
    assert first.comm is None


def test_the_studio_is_one_in_a_notebook(book: Workbook) -> None:
    studio = book.studio()
    assert book.studio() is studio
    again = Workbook("ticket-sink", cohort="autumn", participant="p-01").studio()
    assert again is not studio
    assert studio.comm is None


def test_an_unknown_case_is_told_without_a_traceback() -> None:
    with pytest.raises(ContentError) as caught:
        Workbook("tickets")
    (line,) = caught.value._render_traceback_()
    assert "no case 'tickets'" in line
    assert "ticket-sink" in line


def test_levels_come_before_the_panels_levels(take_seat: Callable[..., Seat]) -> None:
    seat = take_seat()
    card = Calibration(seat).children[0]
    before = json.dumps([child.value for child in card.children if hasattr(child, "value")])
    click(card.reveal)
    assert "First choose a level" in card._result.value
    assert seat.progress().choices == {}
    assert "<mark>" not in before

    for control in card.levels.values():
        assert control.value == UNRATED
        from_browser(control, index=2)
    click(card.reveal)
    assert "advice" in card._result.value
    (given,) = seat.progress().choices.values()
    assert set(given) == {"overall", "intake", "operating_system"}

    again = Calibration(take_seat()).children[0]
    assert "advice" in again._result.value
    assert {key: control.value for key, control in again.levels.items()} == given


def test_the_reference_story_waits_for_an_attempt_of_substance(book: Workbook) -> None:
    keepsake = book.keep()
    story = book.seat.case.story.sections["Action"][:60]
    click(keepsake.reveal)
    assert "First keep an attempt" in keepsake._story.value

    studio = book.studio()
    thin = book.seat.variant.text
    message(studio, do="keep", sections={"action": thin})
    click(keepsake.reveal)
    assert "First keep an attempt" in keepsake._story.value, "the thin answer is no attempt of one's own"

    message(studio, do="keep", sections=STRONG)
    click(keepsake.reveal)
    assert story.split("\n")[0][:40] in keepsake._story.value


def test_the_story_is_in_nothing_the_page_gets_before(book: Workbook) -> None:
    story = book.seat.case.story
    shown = "".join(
        [
            *(part()._repr_mimebundle_()["text/html"] for part in (book.cover, book.brief, book.evidence)),
            json.dumps(book.studio().get_state(["frame", "feedback", "draft", "attempts"])),
            *(str(child.get_state()) for child in book.keep().children),
        ]
    )
    sentences = re.findall(r"[A-Z][^.!?]{40,}[.!?]", story.answer)
    assert len(sentences) > 20
    assert [sentence for sentence in sentences if sentence in shown] == []


def test_a_reply_is_kept_and_comes_back(take_seat: Callable[..., Seat]) -> None:
    seat = take_seat()
    defence = Defence(seat)
    (note,) = defence._answer.children
    from_browser(note.field, value="She owned it, <b>in writing</b>.")
    question = defence._question.value
    click(defence.another)
    assert defence._question.value != question
    assert "She owned it, &lt;b&gt;in writing" in defence._replies.value
    note.close()

    again = Defence(take_seat())
    assert again._question.value == question
    assert again._answer.children[0].field.value == "She owned it, <b>in writing</b>."


def test_questions_go_round_without_end(take_seat: Callable[..., Seat]) -> None:
    defence = Defence(take_seat())
    seen = []
    for _ in range(30):
        seen.append(defence._question.value)
        click(defence.another)
    assert len(set(seen)) >= 6
    assert all(one != two for one, two in pairwise(seen))


def test_three_lines_are_kept_and_come_back(take_seat: Callable[..., Seat]) -> None:
    note = Keepsake(take_seat()).children[0]
    from_browser(note.field, value="Ask who owns it.")
    note.close()
    assert Keepsake(take_seat()).children[0].field.value == "Ask who owns it."


def test_the_use_is_kept_and_comes_back(take_seat: Callable[..., Seat]) -> None:
    uses = Uses(take_seat("your-story"))
    assert "must prove" not in uses._about.value
    from_browser(uses.choice, index=3)
    assert "must prove" in uses._about.value
    assert Uses(take_seat("your-story")).choice.value == uses.choice.value


@pytest.mark.parametrize("panel", [Defence, Keepsake])
def test_a_journal_that_cannot_be_read_is_told(take_seat: Callable[..., Seat], panel: Callable[[Seat], object]) -> None:
    seat = take_seat()
    seat.journal.path.mkdir(parents=True)
    with pytest.raises(StarliftError, match="cannot be read"):
        panel(seat)
