from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from messages import from_browser, message

from sample_answer import STRONG
from starlift.content import Content
from starlift.journal import Journal
from starlift.panels.studio import Studio
from starlift.seat import Seat


def type_in(studio: Studio, rev: int, **sections: str) -> None:
    from_browser(studio, draft={"rev": rev, "sections": {**studio.draft["sections"], **sections}})


def open_live(seat: Seat) -> Studio:
    """A studio in which the levels do not wait for the learner's own."""
    studio = Studio(seat)
    message(studio, do="skip")
    return studio


def test_opening_writes_nothing(take_seat: Callable[..., Seat]) -> None:
    seat = take_seat()
    studio = Studio(seat)
    assert studio.feedback["overall"] is None
    assert not seat.journal.path.parent.exists()


def test_what_is_typed_is_assessed_and_kept(take_seat: Callable[..., Seat]) -> None:
    seat = take_seat()
    studio = open_live(seat)
    type_in(studio, 1, **STRONG)
    feedback = studio.feedback
    assert feedback["rev"] == 1
    assert feedback["overall"] > 2
    assert feedback["question"].endswith("?")
    assert "I decided to sort requests into six lanes" in " ".join(feedback["quotes"]["action"])
    for section, text in STRONG.items():
        assert "".join(piece["text"] for piece in feedback["segments"][section]) == text
    assert any(piece["dimensions"] for piece in feedback["segments"]["action"])
    assert seat.progress().draft.sections == STRONG
    assert (studio.status["saved"], studio.status["problem"]) == (1, "")


def test_feedback_follows_every_change(take_seat: Callable[..., Seat]) -> None:
    studio = open_live(take_seat())
    type_in(studio, 1, **STRONG)
    strong = studio.feedback["levels"]["action"]
    type_in(studio, 2, action="We worked closely with everybody and drove alignment across the board.")
    assert studio.feedback["rev"] == 2
    assert studio.feedback["levels"]["action"] < strong - 1


def test_an_older_text_never_replaces_a_newer_one(take_seat: Callable[..., Seat]) -> None:
    seat = take_seat()
    studio = Studio(seat)
    type_in(studio, 5, task="The newest words.")
    studio._on_draft({"new": {"rev": 4, "sections": {"task": "Older words."}}})
    studio.close()
    assert studio.feedback["rev"] == 5
    assert seat.progress().draft.task == "The newest words."


def test_only_changed_sections_are_written(take_seat: Callable[..., Seat]) -> None:
    seat = take_seat()
    studio = Studio(seat)
    type_in(studio, 1, task="One.")
    studio._drafts.flush()
    type_in(studio, 2, result="Two.")
    studio._drafts.flush()
    drafts = [entry.body["sections"] for entry in seat.journal.entries()]
    assert drafts == [{"task": "One."}, {"result": "Two."}]


def test_the_panel_reopens_with_text_and_attempts(take_seat: Callable[..., Seat]) -> None:
    first = open_live(take_seat())
    type_in(first, 1, **STRONG)
    message(first, do="keep", sections=STRONG)
    weaker = {**STRONG, "action": "It was handled.", "result": ""}
    message(first, do="keep", sections=weaker)
    first.close()

    again = Studio(take_seat())
    assert again.draft["sections"] == weaker
    one, two = again.attempts
    assert one["overall"] > two["overall"]
    assert {change["name"] for change in two["change"]} >= {"Action", "Result"}
    assert all(change["by"] < 0 for change in two["change"] if change["name"] in ("Action", "Result"))


def test_an_empty_answer_is_not_kept(take_seat: Callable[..., Seat]) -> None:
    seat = take_seat()
    studio = Studio(seat)
    message(studio, do="keep", sections={"task": "   "})
    assert studio.attempts == []
    assert seat.progress().attempts == ()


def test_another_participant_sees_nothing_of_it(take_seat: Callable[..., Seat]) -> None:
    studio = Studio(take_seat(participant="p-01"))
    type_in(studio, 1, task="Mine alone.")
    studio.close()
    assert Studio(take_seat(participant="p-02")).draft["sections"]["task"] == ""


def test_a_full_disk_is_told_and_made_good(take_seat: Callable[..., Seat], monkeypatch: pytest.MonkeyPatch) -> None:
    seat = take_seat()
    studio = Studio(seat)
    write = os.write

    def full(descriptor: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as broken:
        broken.setattr(os, "write", full)
        type_in(studio, 1, task="Not lost.")
        assert "not saved yet" in studio.status["problem"]
        assert "No space left" in studio.status["problem"]
        assert studio.feedback["rev"] == 1  # feedback goes on
    assert os.write is write
    studio._drafts.flush()
    assert (studio.status["saved"], studio.status["problem"]) == (1, "")
    assert seat.progress().draft.task == "Not lost."


def test_no_exception_of_a_callback_is_unseen(take_seat: Callable[..., Seat], monkeypatch: pytest.MonkeyPatch) -> None:
    studio = Studio(take_seat())
    monkeypatch.setattr(Seat, "assess", lambda *_: 1 / 0)
    type_in(studio, 1, task="Words.")
    assert "ZeroDivisionError" in studio.status["problem"]


def test_callbacks_from_many_threads_keep_the_newest(take_seat: Callable[..., Seat]) -> None:
    seat = take_seat()
    studio = Studio(seat)
    jobs = [
        threading.Thread(target=type_in, args=(studio, rev), kwargs={"task": f"Version {rev}."}) for rev in range(1, 25)
    ]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
    studio.close()
    assert seat.progress().draft.task == studio.draft["sections"]["task"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(st.characters(exclude_categories=[])), min_size=4, max_size=4))
def test_any_text_comes_back_whole(take_seat: Callable[..., Seat], texts: list[str]) -> None:
    seat = take_seat()
    studio = Studio(seat)
    sections = dict(zip(STRONG, texts, strict=True))
    type_in(studio, 1, **sections)
    studio._drafts.flush()
    assert studio.status["problem"] == ""
    assert seat.progress().draft.sections == sections
    for section, text in sections.items():
        assert "".join(piece["text"] for piece in studio.feedback["segments"][section]) == text


@pytest.mark.parametrize("draft", [{}, {"rev": "x"}, {"rev": 1, "sections": 3}, {"rev": 1, "sections": {"task": None}}])
def test_a_malformed_draft_breaks_nothing(take_seat: Callable[..., Seat], draft: dict[str, object]) -> None:
    studio = Studio(take_seat())
    from_browser(studio, draft=draft)
    from_browser(studio, draft={"rev": 2, "sections": STRONG})
    assert studio.feedback["rev"] == 2


def test_a_draft_without_a_change_counts_as_saved(take_seat: Callable[..., Seat]) -> None:
    studio = Studio(take_seat())
    type_in(studio, 1, task="The same.")
    type_in(studio, 2, task="The same.")
    studio._drafts.flush()
    assert (studio.status["saved"], studio.status["problem"]) == (2, "")


def test_a_remark_quotes_the_words_that_it_is_about(
    take_seat: Callable[..., Seat], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "I fixed it for Anna Example, who pays. " + STRONG["action"]
    plain = Seat.assess

    def flagged(seat: Seat, text: str) -> object:
        found = plain(seat, text)
        more = {"flags": ["odd_thing"], "flag_spans": {"odd_thing": [(15, 27), (0, 500)]}, "uncertainty": 0.6}
        return type("Flagged", (), {"levels": found.levels, **found._asdict(), **more})()

    monkeypatch.setattr(Seat, "assess", flagged)
    studio = open_live(take_seat())
    type_in(studio, 1, action=text)
    (remark,) = studio.feedback["flags"]
    assert remark["text"] == "Odd thing."
    assert remark["quotes"][0] == "Anna Example"
    assert text.startswith(remark["quotes"][1].removesuffix(" …"))
    assert len(remark["quotes"][1]) <= 162
    assert studio.feedback["uncertainty"] == 0.6


def test_what_cannot_be_judged_says_why_and_nothing_else(take_seat: Callable[..., Seat]) -> None:
    studio = open_live(take_seat())
    type_in(studio, 1, action="I did it.")
    assert studio.feedback["overall"] is None
    assert "Too short" in studio.feedback["reason"]
    assert studio.feedback["flags"] == []


def test_a_question_comes_with_three_hints_and_the_learners_words(take_seat: Callable[..., Seat]) -> None:
    seat = take_seat()
    studio = Studio(seat)
    type_in(studio, 1, **STRONG)
    asked = {item.id: item for items in seat.content.questions.follow_ups.values() for item in items}
    item = asked[studio.feedback["question_id"]]
    assert studio.feedback["hints"] == list(item.hints)
    assert studio.feedback["question"] == item.text or "“" in studio.feedback["question"]


def test_the_question_holds_still_within_a_sentence(take_seat: Callable[..., Seat]) -> None:
    """Key by key, a question changes when a sentence ends, or when its own dimension has risen."""
    seat = take_seat()
    studio = open_live(seat)
    sections = dict.fromkeys(STRONG, "")
    rev, changes = 0, []
    for section, text in STRONG.items():
        for end in range(1, len(text) + 1):
            before = studio.feedback["question"]
            rev += 1
            sections[section] = text[:end]
            type_in(studio, rev, **sections)
            if studio.feedback["question"] != before and text[end - 1] not in ".!?":
                changes.append(text[:end])
    assert len(changes) <= 4, changes
    studio.close()


def test_the_step_is_written_and_resumed(take_seat: Callable[..., Seat]) -> None:
    seat = take_seat()
    studio = Studio(seat)
    assert studio.place == {"step": "read", "done": []}
    message(studio, do="go", step="rewrite")
    message(studio, do="go", step="elsewhere")
    assert studio.place == {"step": "rewrite", "done": ["read"]}
    assert [(entry.kind, entry.body) for entry in seat.journal.entries()] == [("choice", {"step": "rewrite"})]
    assert Studio(take_seat()).place["step"] == "rewrite"


def test_an_own_story_leaves_out_what_makes_no_sense(take_seat: Callable[..., Seat]) -> None:
    frame = Studio(take_seat("your-story")).frame
    assert [step["name"] for step in frame["steps"]] == ["Write", "Defend", "Keep"]
    assert frame["thin"] is None
    assert frame["reading"] == []


def test_only_whoever_learns_alone_gets_a_plan(
    take_seat: Callable[..., Seat], content: Content, tmp_path: Path
) -> None:
    assert Studio(take_seat()).frame["plan"] == []
    alone = Studio(Seat(content, "ticket-sink", Journal(tmp_path, "self-study", "learner")))
    assert alone.frame["plan"][0] == "Day 1: Read and Rate, about 10 minutes"


def test_an_attempt_is_restored_and_the_present_text_kept(
    take_seat: Callable[..., Seat], monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = take_seat()
    studio, sent = Studio(seat), []
    monkeypatch.setattr(studio, "send", sent.append)
    message(studio, do="keep", sections=STRONG)
    message(studio, do="restore", number=1, sections={"task": "Something else."})
    assert sent == [{"do": "restored", "number": 1, "sections": STRONG}]
    assert [attempt.answer.task for attempt in seat.progress().attempts] == [STRONG["task"], "Something else."]
    message(studio, do="restore", number=2, sections=STRONG)
    assert len(studio.attempts) == 2, "a text that is among the attempts is not kept twice"
    for number in (0, 3, "1", None):
        message(studio, do="restore", number=number, sections=STRONG)
    assert len(sent) == 2


def test_what_was_found_in_the_browser_becomes_an_attempt(take_seat: Callable[..., Seat]) -> None:
    seat = take_seat()
    studio = Studio(seat)
    message(studio, do="rescue", sections={"task": "Found words."})
    message(studio, do="rescue", sections={"task": "Found words."})
    message(studio, do="rescue", sections={"task": "  "})
    assert [attempt.answer.task for attempt in seat.progress().attempts] == ["Found words."]
    assert studio.draft["sections"]["task"] == ""


def test_two_tabs_newest_wins_and_it_is_told(take_seat: Callable[..., Seat]) -> None:
    seat = take_seat()
    studio = Studio(seat)
    from_browser(studio, draft={"rev": 2, "base": 1, "tab": "a", "sections": {"task": "Of tab a."}})
    from_browser(studio, draft={"rev": 2, "base": 0, "tab": "b", "sections": {"task": "Of tab b."}})
    studio._drafts.flush()
    assert seat.progress().draft.task == "Of tab b."
    assert [attempt.answer.task for attempt in seat.progress().attempts] == ["Of tab a."]
    assert "another window" in studio.status["news"]
    assert len(studio.attempts) == 1


def test_one_text_is_assessed_like_four_sections(take_seat: Callable[..., Seat]) -> None:
    seat = take_seat()
    studio = open_live(seat)
    type_in(studio, 1, **STRONG)
    overall = studio.feedback["overall"]
    whole = "\n\n".join(STRONG.values())
    from_browser(studio, draft={"rev": 2, "sections": {**dict.fromkeys(STRONG, ""), "whole": whole}})
    assert studio.feedback["overall"] == overall
    assert "".join(piece["text"] for piece in studio.feedback["segments"]["whole"]) == whole
    message(studio, do="choose", name="form", value="whole")
    studio.close()
    again = Studio(take_seat())
    assert again.draft["sections"]["whole"] == whole
    assert again.frame["form"] == "whole"


def test_a_harder_question_stays_for_some_sentences(take_seat: Callable[..., Seat]) -> None:
    seat = take_seat()
    studio = Studio(seat)
    text = "The queue was full every morning. I looked at each ticket and told the teams when it was done. "
    type_in(studio, 1, action=text)
    harder = {item.id for items in seat.content.questions.follow_ups.values() for item in items if item.harder}
    assert studio.feedback["question_id"] not in harder
    asked = []
    for _ in range(6):
        message(studio, do="harder", sections={"action": text})
        asked.append(studio.feedback["question_id"])
    assert len(set(asked)) == 6
    assert set(asked) <= harder
    assert len(studio.feedback["hints"]) == 3
    type_in(studio, 2, action=f"{text} It was mine. I said so.")
    assert studio.feedback["question_id"] == asked[-1]
    type_in(studio, 3, action=f"{text} It was mine. I said so. They heard it. We went on.")
    assert studio.feedback["question_id"] not in harder


def test_three_remarks_at_a_time_the_most_useful_first(
    take_seat: Callable[..., Seat], monkeypatch: pytest.MonkeyPatch
) -> None:
    flags = ["repeated", "general", "all_we", "stuffing", "confidential_person"]
    plain = Seat.assess
    monkeypatch.setattr(Seat, "assess", lambda seat, text: plain(seat, text)._replace(flags=flags))
    studio = open_live(take_seat())
    type_in(studio, 1, **STRONG)
    shown = [flag["text"] for flag in studio.feedback["flags"]]
    assert [text.split(":")[0].split(".")[0] for text in shown] == [
        "This may name a person",
        "Everything is told as we",
        "Most of this stays general",
    ]
    assert studio.feedback["more_flags"] == 2


@pytest.mark.parametrize("sent", [{}, {"do": 3}, {"do": "init"}, {"do": "_do_go"}, {"do": "close"}])
def test_an_unknown_message_does_nothing(take_seat: Callable[..., Seat], sent: dict[str, object]) -> None:
    seat = take_seat()
    studio = Studio(seat)
    message(studio, **sent)
    assert studio.status["problem"] == ""
    assert seat.journal.entries() == []


def test_a_problem_is_withdrawn_once_something_could_be_written(
    take_seat: Callable[..., Seat], monkeypatch: pytest.MonkeyPatch
) -> None:
    studio = Studio(take_seat())

    def full(descriptor: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as broken:
        broken.setattr(os, "write", full)
        message(studio, do="go", step="rate")
        assert "No space left" in studio.status["problem"]
    message(studio, do="go", step="read")
    assert studio.status["problem"] == ""
