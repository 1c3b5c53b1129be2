"""The clock: where the room is, how late, and what it proposes to drop."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from starlift.runsheets import find_run_sheet, load_run_sheet, run_sheet_files
from starlift.sessions.clock import MINUTE, STAGES, Cut, Event, Part, follow, look, parts_of, propose

ROOT = Path(__file__).resolve().parents[2]
START = 14 * 3600
SESSIONS = [path for path in run_sheet_files(ROOT) if load_run_sheet(path).is_session]
TWO_HOURS = parts_of(load_run_sheet(find_run_sheet(ROOT, "120")))


def at(minutes: float) -> int:
    return START + int(minutes * MINUTE)


def nexts(*minutes: float) -> list[Event]:
    return [Event("next", at(minute)) for minute in minutes]


def cutting(cuts: tuple[Cut, ...], now: int) -> Event:
    """What the page's button does with a proposal."""
    return Event("give", now, tuple((cut.id, cut.to) for cut in cuts))


@st.composite
def runs(draw: st.DrawFn) -> tuple[list[Part], list[Event], int, int | None]:
    """Parts, a run through them, a moment after it and a planned start."""
    parts = []
    for number in range(draw(st.integers(1, 8))):
        planned = draw(st.integers(1, 40)) * MINUTE
        least = draw(st.integers(1, planned // MINUTE)) * MINUTE
        parts.append(Part(f"p{number}", planned, least, draw(st.sampled_from(["must", "should", "could"]))))
    now, events = START, []
    for _ in range(draw(st.integers(0, 14))):
        now += draw(st.integers(0, 2400))
        what = draw(st.sampled_from(["next", "next", "pause", "resume", "give"]))
        times = draw(
            st.dictionaries(st.sampled_from([*(p.id for p in parts), "?"]), st.integers(-60, 3000), max_size=3)
        )
        events.append(Event(what, now, tuple(times.items()) if what == "give" else ()))
    start = draw(st.none() | st.integers(START - 1800, START + 1800))
    return parts, events, now + draw(st.integers(0, 2400)), start


def test_on_time_all_the_way() -> None:
    view = look(TWO_HOURS, follow(TWO_HOURS, nexts(0, 10, 25)), at(30), START)

    assert (view.index, view.left, view.following, view.should) == (2, 10 * MINUTE, 3, 2)
    assert (view.ends, view.late, view.proposal) == (at(120), 0, ())
    assert view.begins == (at(0), at(10), at(25), at(40), at(75), at(80), at(100), at(115))


def test_a_block_that_overruns_moves_the_end_only_while_it_does() -> None:
    state = follow(TWO_HOURS, nexts(0))

    assert look(TWO_HOURS, state, at(10), START).late == 0
    assert look(TWO_HOURS, state, at(13), START).late == 3 * MINUTE
    assert look(TWO_HOURS, state, at(13), START).left == -3 * MINUTE


def test_beginning_late_is_late_at_once_and_before_it_begins() -> None:
    assert look(TWO_HOURS, follow(TWO_HOURS, ()), at(6), START).late == 6 * MINUTE
    assert look(TWO_HOURS, follow(TWO_HOURS, nexts(6)), at(7), START).late == 6 * MINUTE
    assert look(TWO_HOURS, follow(TWO_HOURS, nexts(6)), at(7)).late == 0  # without a start the plan begins then


def test_a_pause_stops_the_block_and_makes_the_room_late() -> None:
    events = [*nexts(0), Event("pause", at(4)), Event("resume", at(9))]

    assert look(TWO_HOURS, follow(TWO_HOURS, events[:2]), at(7), START).left == 6 * MINUTE
    view = look(TWO_HOURS, follow(TWO_HOURS, events), at(10), START)
    assert (view.left, view.late) == (5 * MINUTE, 5 * MINUTE)


def test_the_end_stands_still_once_it_is_reached() -> None:
    parts = (Part("only", 600, 600, "must"),)
    state = follow(parts, [Event("next", START), Event("next", START + 700), Event("next", START + 900)])

    view = look(parts, state, START + 5000, START)
    assert (view.index, view.ends, view.late, view.proposal) == (1, START + 700, 100, ())


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        (0.9, ()),
        (4, (Cut("panel", "shorten", 11 * MINUTE, 4 * MINUTE),)),
        (4.2, (Cut("panel", "shorten", 10 * MINUTE, 5 * MINUTE),)),
        (12, (Cut("panel", "drop", 0, 15 * MINUTE),)),
        (20, (Cut("trios", "shorten", 15 * MINUTE, 5 * MINUTE), Cut("panel", "drop", 0, 15 * MINUTE))),
    ],
)
def test_could_goes_first_and_only_as_much_as_is_needed(late: float, expected: tuple[Cut, ...]) -> None:
    state = follow(TWO_HOURS, nexts(0, 10, 25, 40))

    assert propose(TWO_HOURS, state, int(late * MINUTE)) == expected


def test_a_cut_that_a_dearer_one_makes_needless_is_taken_back() -> None:
    parts = (Part("now", 600, 600, "must"), Part("small", 300, 300, "could"), Part("large", 1200, 1200, "should"))

    assert propose(parts, follow(parts, nexts(0)), 1200) == (Cut("large", "drop", 0, 1200),)


def test_what_is_over_or_going_on_is_never_cut() -> None:
    state = follow(TWO_HOURS, nexts(0, 10, 25, 40, 75, 80, 100))  # the panel is going on

    assert propose(TWO_HOURS, state, 30 * MINUTE) == (Cut("close", "shorten", 3 * MINUTE, 2 * MINUTE),)


def test_making_the_proposal_ends_in_time_and_dropped_blocks_are_passed_over() -> None:
    events = nexts(0, 10, 25, 40)
    before = look(TWO_HOURS, follow(TWO_HOURS, events), at(83), START)
    after = follow(TWO_HOURS, [*events, cutting(before.proposal, at(83)), *nexts(83, 88, 108)])

    assert before.late == 8 * MINUTE
    assert after.times[6] == 0
    assert after.index == 7
    assert look(TWO_HOURS, after, at(108), START).late <= 0


def test_giving_changes_only_what_is_to_come_within_its_bounds() -> None:
    give = Event("give", at(1), (("open", 0), ("rate", 0), ("panel", 9999), ("trios", -5), ("nobody", 60)))
    times = follow(TWO_HOURS, [*nexts(0), give]).times

    assert times[0] == 10 * MINUTE  # going on
    assert times[1] == 11 * MINUTE  # must keeps its least
    assert times[6] == 15 * MINUTE  # no more than planned
    assert times[5] == 0


@settings(deadline=None)
@given(runs())
def test_laws(run: tuple[list[Part], list[Event], int, int | None]) -> None:
    parts, events, now, start = run
    state = follow(parts, events)
    view = look(parts, state, now, start)
    needs = {part.id: part for part in parts}
    coming = {part.id for part in parts[view.index + 1 :]}

    assert all(time >= part.least for part, time in zip(parts, state.times, strict=True) if part.need == "must")
    for cut in view.proposal:
        assert cut.id in coming
        assert cut.saves > 0
        assert cut.how == "shorten" or needs[cut.id].need != "must"
        assert cut.how == "drop" or cut.to >= needs[cut.id].least
    if view.late < MINUTE:
        assert view.proposal == ()
    if view.index < len(parts) and view.proposal:
        saved = sum(cut.saves for cut in view.proposal)
        after = look(parts, follow(parts, [*events, cutting(view.proposal, now)]), now, start)
        assert after.late == view.late - saved
        most = sum(
            time - (part.least if part.need == "must" else 0)
            for part, time in zip(parts, state.times, strict=True)
            if part.id in coming
        )
        wanted = -(-view.late // MINUTE) * MINUTE
        assert saved == most or saved >= wanted
        for cut in view.proposal:  # nothing is given up in vain
            assert saved - cut.saves < wanted or saved == most < wanted


@pytest.mark.parametrize("path", SESSIONS, ids=lambda path: path.stem)
@pytest.mark.parametrize("late", [5, 10, 15])
def test_every_shipped_session_can_make_up_a_quarter_of_an_hour_after_the_first_block(path: Path, late: int) -> None:
    parts = parts_of(load_run_sheet(path))
    state = follow(parts, nexts(late))

    view = look(parts, state, at(late), START)
    saved = sum(cut.saves for cut in view.proposal)
    assert view.late == late * MINUTE <= saved
    assert not [cut for cut in view.proposal if {p.id: p.need for p in parts}[cut.id] == "must"]


def test_must_is_the_last_to_be_touched() -> None:
    assert STAGES[-1] == ("must", "shorten")
    assert ("must", "drop") not in STAGES
