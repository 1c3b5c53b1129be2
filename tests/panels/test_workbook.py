from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from messages import from_browser, message

from sample_answer import STRONG
from starlift.errors import ContentError, StarliftError
from starlift.panels import Workbook
from starlift.panels.studio import Studio
from starlift.seat import Seat


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workbook:
    monkeypatch.chdir(tmp_path)
    return Workbook("ticket-sink", cohort="autumn", participant="p-01")


def test_every_part_shows_and_opening_writes_nothing(book: Workbook, tmp_path: Path) -> None:
    for part in (book.cover, book.rubric, book.cases, book.studio):
        bundle = part()._repr_mimebundle_()
        assert len(bundle["text/html"]) > 80
        assert re.fullmatch(r"[\w: ]+", bundle["text/plain"])
    assert list(tmp_path.iterdir()) == []


def test_an_export_shows_the_steps_and_what_there_is_to_read(book: Workbook) -> None:
    shown = book.studio()._repr_mimebundle_()["text/html"]
    assert "Rewrite (14 min)" in shown
    assert "<h3>The brief</h3>" in shown
    assert all(item.title in shown for item in book.seat.case.exercise.evidence)


def test_an_export_holds_no_word_of_the_learner(book: Workbook) -> None:
    studio = book.studio()
    message(studio, do="keep", sections=STRONG)
    assert STRONG["task"] not in json.dumps(studio._repr_mimebundle_())


def test_the_studio_is_one_in_a_notebook(book: Workbook) -> None:
    studio = book.studio()
    assert book.studio() is studio
    again = Workbook("ticket-sink", cohort="autumn", participant="p-01").studio()
    assert again is not studio
    assert studio.comm is None


def test_a_notebook_that_is_run_again_has_the_last_words(book: Workbook) -> None:
    studio, desk = book.studio(), book.workbench()
    for rev, words in enumerate(("First.", "First. And then."), start=1):  # the second waits for its half second
        draft = {"rev": rev, "base": rev - 1, "tab": "t", "sections": {"situation": words}}
        from_browser(studio, draft=draft)
        message(desk, do="put", rev=rev, values={"conclusion": words})
    again = Workbook("ticket-sink", cohort="autumn", participant="p-01")
    assert again.studio().draft["sections"]["situation"] == "First. And then."
    assert again.workbench().values["conclusion"] == "First. And then."


def test_an_unknown_case_is_told_without_a_traceback() -> None:
    with pytest.raises(ContentError) as caught:
        Workbook("tickets")
    (line,) = caught.value._render_traceback_()
    assert "no case 'tickets'" in line
    assert "ticket-sink" in line


def test_the_story_is_in_nothing_the_page_gets_before(book: Workbook) -> None:
    story, studio = book.seat.case.story, book.studio()
    message(studio, do="reveal")
    shown = book.cover()._repr_mimebundle_()["text/html"] + json.dumps(studio.get_state())
    shown += json.dumps(studio._repr_mimebundle_())
    sentences = re.findall(r"[A-Z][^.!?]{40,}[.!?]", story.answer)
    assert len(sentences) > 20
    assert [sentence for sentence in sentences if sentence in shown] == []


def test_a_journal_that_cannot_be_read_is_told(take_seat: Callable[..., Seat]) -> None:
    seat = take_seat()
    seat.journal.path.mkdir(parents=True)
    with pytest.raises(StarliftError, match="cannot be read"):
        Studio(seat)
