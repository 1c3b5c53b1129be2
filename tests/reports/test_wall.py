"""The wall: who is where, who is stuck, what the room misses, whom to visit; never a text."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sample_room import SECRET, attempt, draft, fill, step, write
from starlift.collected import Expected
from starlift.collected.following import Follower
from starlift.content import Content, load_content, shipped_root
from starlift.errors import JournalError
from starlift.journal import Entry, line_of
from starlift.reports.standing import Standing
from starlift.reports.wall import Wall

NOW = datetime(2026, 3, 1, 10, tzinfo=UTC)
PEOPLE = [f"p{number:02d}" for number in range(1, 12)]


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content(shipped_root())


def after(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def by_name(state: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in state["learners"]}


def test_the_room_is_told_in_counts_and_levels(tmp_path: Path, content: Content) -> None:
    fill(tmp_path, NOW)
    state = Wall([tmp_path], Expected("spring", [*PEOPLE, "<img src=x onerror=alert(1)>"]), content).state(NOW)
    assert {one["name"]: one["count"] for one in state["steps"]} == {
        "Not begun": 1, "Read": 1, "Rate": 0, "Rewrite": 8, "Defend": 1, "Keep": 0, "Done": 1,
    }  # fmt: skip
    people = by_name(state)
    assert people["p01"] == {
        "name": "p01", "case": content.cases["ticket-sink"].story.title, "step": "Rewrite", "state": "working",
        "words": 10, "attempts": 1, "overall": 2.2, "quiet": 3, "shared": False,
    }  # fmt: skip
    assert (people["p07"]["state"], people["p07"]["quiet"]) == ("stuck", 17)
    assert (people["p08"]["state"], people["p08"]["shared"]) == ("done", True)
    assert people["p11"]["state"] == "absent"
    assert [one["who"] for one in state["visits"]][:2] == ["p07", "p10"]
    assert state["visits"][0]["why"] == ("nothing has moved for 17 minutes, at Rewrite",)
    assert state["visits"][1]["why"] == ("2 attempts, and the last is no better: 2.4",)


def test_never_a_text(tmp_path: Path, content: Content) -> None:
    fill(tmp_path, NOW)
    told = json.dumps(Wall([tmp_path], Expected(), content).state(NOW))
    assert not any(word in told for word in ("Marco", "release", "Say what it cost"))
    assert SECRET


def test_the_signal_that_most_miss_stands_first_and_needs_enough_attempts(tmp_path: Path, content: Content) -> None:
    signals = content.cases["ticket-sink"].story.signals
    weak = signals[-1]
    for number in range(4):
        write(tmp_path, f"p{number}", [attempt(1, **{weak: 0.5})], now=NOW)
    write(tmp_path, "p5", [draft(1)], now=NOW)
    wall = Wall([tmp_path], Expected(), content)
    assert wall.state(NOW)["signals"] == []
    write(tmp_path, "p5", [attempt(0, **{weak: 2.5})], now=NOW)
    first, *others = wall.state(NOW)["signals"]
    assert first == {"name": content.rubric[weak].name, "missing": 4, "of": 5, "mean": 0.9}
    assert {one["name"] for one in others} == {content.rubric[name].name for name in signals if name != weak}


def test_stuck_is_who_moves_nothing_and_a_repeated_draft_is_no_move(tmp_path: Path, content: Content) -> None:
    write(tmp_path, "p1", [step("rewrite", 5), draft(5)], now=NOW)
    wall = Wall([tmp_path], Expected(), content, stuck=8)
    assert by_name(wall.state(NOW))["p1"]["state"] == "working"
    write(tmp_path, "p1", [draft(0)], now=after(2))
    assert by_name(wall.state(after(2)))["p1"]["quiet"] == 7
    assert by_name(wall.state(after(3)))["p1"]["state"] == "stuck"
    write(tmp_path, "p1", [("note", {"workbench.lanes": "six"}, 0)], now=after(4))
    assert by_name(wall.state(after(4)))["p1"]["state"] == "working"


def test_a_clock_that_is_wrong_does_not_make_anybody_stuck(tmp_path: Path, content: Content) -> None:
    write(tmp_path, "fast", [draft(-600)], now=NOW)
    write(tmp_path, "slow", [draft(600, "a")], now=NOW)
    wall = Wall([tmp_path], Expected(), content)
    assert by_name(wall.state(NOW))["fast"]["state"] == "working"
    assert by_name(wall.state(NOW))["slow"]["state"] == "stuck"
    write(tmp_path, "slow", [draft(599, "a b")], now=NOW)
    assert by_name(wall.state(after(1)))["slow"]["state"] == "working", "we saw it move"


def test_who_is_behind_is_told(tmp_path: Path, content: Content) -> None:
    for number in range(3):
        write(tmp_path, f"p{number}", [step("rewrite", 1)], now=NOW)
    write(tmp_path, "slow", [step("read", 1)], now=NOW)
    write(tmp_path, "other", [step("read", 1)], now=NOW, case="release-conflict")
    (only,) = Wall([tmp_path], Expected(), content).state(NOW)["visits"]
    assert only == {"who": "slow", "why": ("at Read, while the middle of the room is at Rewrite",)}


def test_names_are_shown_only_when_given(tmp_path: Path, content: Content) -> None:
    write(tmp_path, "p1", [draft(1)], now=NOW)
    assert list(by_name(Wall([tmp_path], Expected(), content).state(NOW))) == ["p1"]
    named = Wall([tmp_path], Expected("spring", {"p1", "p2"}), content, {"p1": "Zoe", "p2": ""}).state(NOW)
    assert list(by_name(named)) == ["Zoe", "p2"]


def test_only_what_is_new_is_read(tmp_path: Path, content: Content) -> None:
    for number in range(30):
        write(tmp_path, f"p{number}", [draft(1, f"word {n}") for n in range(200)], now=NOW)
    wall = Wall([tmp_path], Expected(), content)
    wall.state(NOW)
    whole = wall._follower.bytes_read
    assert whole == sum(path.stat().st_size for path in tmp_path.rglob("*.jsonl"))
    write(tmp_path, "p7", [draft(0, "one more")], now=NOW)
    wall.state(after(1))
    assert 0 < wall._follower.bytes_read - whole < 400


def test_a_line_that_is_still_being_written_waits_for_its_end(tmp_path: Path) -> None:
    path = write(tmp_path, "p1", [draft(1, "a")], now=NOW)
    follower = Follower([tmp_path], Expected())
    assert len(follower.look()[0].entries) == 1
    line = line_of(Entry("draft", "ticket-sink", NOW.isoformat(), "spring", "p1", {"sections": {"action": "b"}}))
    with path.open("ab") as file:
        file.write(line[:20])
        file.flush()
        assert follower.look() == []
        file.write(line[20:])
    (news,) = follower.look()
    assert (news.afresh, [one.body for one in news.entries]) == (False, [{"sections": {"action": "b"}}])


def test_a_file_that_takes_the_place_of_another_is_read_afresh(tmp_path: Path, content: Content) -> None:
    path = write(tmp_path, "p1", [draft(1), attempt(1)], now=NOW)
    wall = Wall([tmp_path], Expected(), content)
    assert by_name(wall.state(NOW))["p1"]["attempts"] == 1
    data = path.read_bytes()
    path.rename(path.with_suffix(".old"))
    path.write_bytes(data + data)
    assert by_name(wall.state(NOW))["p1"]["attempts"] == 2
    path.write_bytes(data)
    assert by_name(wall.state(NOW))["p1"]["attempts"] == 1


def test_what_does_not_belong_is_counted_and_a_missing_source_told(tmp_path: Path, content: Content) -> None:
    fill(tmp_path, NOW)
    (tmp_path / "x.zip").write_bytes(b"PK")
    state = Wall([tmp_path], Expected("spring", {"p01"}), content).state(NOW)
    assert list(by_name(state)) == ["p01"]
    assert state["findings"] == 11
    with pytest.raises(JournalError):
        Wall([tmp_path / "gone"], Expected(), content).state(NOW)


VALUES = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.lists(st.integers(), max_size=2)
BODIES = st.dictionaries(
    st.sampled_from(["sections", "step", "share", "keep", "levels", "overall", "action"]) | st.text(max_size=4),
    VALUES | st.dictionaries(st.sampled_from(["action", "task"]), VALUES, max_size=2),
    max_size=3,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["draft", "attempt", "note", "choice", "?"]), BODIES), max_size=8))
def test_any_entries_are_taken(lines: list[tuple[str, dict[str, Any]]]) -> None:
    standing = Standing()
    standing.take([Entry(kind, "a", "never", "c", "p", body) for kind, body in lines], NOW, live=False)
    assert standing.step
    assert standing.quiet_minutes(after(1)) <= 1
    assert standing.current.words >= 0


@settings(max_examples=40, deadline=None)
@given(st.lists(st.binary(max_size=40) | st.just(b"\n"), max_size=8))
def test_reading_piece_by_piece_is_reading_at_once(pieces: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder), "p1", [draft(1, "a")], now=NOW)
        follower, found = Follower([Path(folder)], Expected()), []
        for piece in [*pieces, b"\n" + path.read_bytes()]:
            found += [entry for news in follower.look() for entry in news.entries]
            with path.open("ab") as file:
                file.write(piece)
        found += [entry for news in follower.look() for entry in news.entries]
        (whole,) = Follower([Path(folder)], Expected()).look()
    assert tuple(found) == whole.entries
