"""Clock: where the room is, where it should be, how late it is, and what can be dropped to end in time.

A run is a list of events and nothing else: `follow` folds them into a state, `look` says what the clock shows at a
moment, `propose` what to cut. To undo is to leave out the last event. `front/clock_model.js` does the same in a
browser, and `tests/browser/test_clock_page.py` holds the two against each other. All times are whole seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from starlift.runsheets import Need, RunSheet

MINUTE = 60
STAGES: tuple[tuple[Need, Literal["drop", "shorten"]], ...] = (
    ("could", "shorten"),
    ("could", "drop"),
    ("should", "shorten"),
    ("should", "drop"),
    ("must", "shorten"),
)
"""What is cut, from what is missed least to what is missed most; must is never dropped."""


@dataclass(frozen=True)
class Part:
    """A block as the clock knows it.

    Attributes:
        planned: Seconds on the run sheet.
        least: Seconds that it can be shortened to.
    """

    id: str
    planned: int
    least: int
    need: Need


@dataclass(frozen=True)
class Event:
    """One thing that the facilitator did.

    Attributes:
        what: ``next`` begins the session, then the next block, then ends; ``give`` sets the time of blocks to come.
        at: When.
        times: For ``give``: block id and its seconds from now on; 0 drops it.
    """

    what: Literal["next", "pause", "resume", "give"]
    at: int
    times: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class State:
    """What the events so far have led to.

    Attributes:
        index: The current block; -1 before the session, the number of blocks after it.
        times: Seconds that each block has now; 0 is dropped.
        began: When each block began; None for those that have not or were passed over.
        ended: When the session ended.
        paused: Seconds that the current block has been paused for, a pause that still goes on left out.
        paused_since: Since when it is paused.
    """

    index: int
    times: tuple[int, ...]
    began: tuple[int | None, ...]
    ended: int | None = None
    paused: int = 0
    paused_since: int | None = None


@dataclass(frozen=True)
class Cut:
    """One block cut: dropped, or shortened to `to` seconds; it saves `saves` seconds."""

    id: str
    how: Literal["drop", "shorten"]
    to: int
    saves: int


@dataclass(frozen=True)
class View:
    """What the clock shows at one moment.

    Attributes:
        left: Seconds left in the current block, negative when it overruns; 0 before and after the session.
        following: Index of the next block that is not dropped; the number of blocks when there is none.
        should: Index of the block where the run sheet has the room now; -1 before, the number of blocks after.
        begins: When each block began or will begin as things stand; None for those dropped or passed over.
        ends: When the session ends as things stand.
        late: Seconds by which that is after the end on the run sheet; negative is early.
        proposal: What to cut to end in time; empty when the room is less than a minute late.
    """

    index: int
    left: int
    following: int
    should: int
    begins: tuple[int | None, ...]
    ends: int
    late: int
    proposal: tuple[Cut, ...] = field(default=())


def parts_of(sheet: RunSheet) -> tuple[Part, ...]:
    """The blocks of a session as the clock knows them."""
    return tuple(Part(b.id, b.minutes * MINUTE, b.least * MINUTE, b.need) for b in sheet.blocks)


def follow(parts: Sequence[Part], events: Iterable[Event]) -> State:
    """The state after `events`; one that makes no sense where it stands, as a pause in a pause, changes nothing."""
    state = State(-1, tuple(part.planned for part in parts), (None,) * len(parts))
    for event in events:
        state = _after(parts, state, event)
    return state


def look(parts: Sequence[Part], state: State, now: int, start: int | None = None) -> View:
    """What the clock shows.

    Args:
        parts: The blocks.
        state: As `follow` gives it.
        now: The moment.
        start: When the run sheet has the session begin; by default when it began, or else now.
    """
    first = next((at for at in state.began if at is not None), now)
    start = first if start is None else start
    index, count = state.index, len(parts)
    left = _left(state, now) if 0 <= index < count else 0
    free = _free(state, now, start, left)
    begins: list[int | None] = list(state.began)
    ends = free
    for coming in range(index + 1, count):
        if state.times[coming]:
            begins[coming] = ends
            ends += state.times[coming]
    late = ends - start - sum(part.planned for part in parts)
    proposal = propose(parts, state, late) if index < count else ()
    following = _following(state)
    return View(index, left, following, _planned_index(parts, now - start), tuple(begins), ends, late, proposal)


def propose(parts: Sequence[Part], state: State, late: int) -> tuple[Cut, ...]:
    """What to cut from the blocks to come so that the session is less than a minute late, in the order of `STAGES`.

    Within a stage the smallest cut that is enough, else the largest there is, a later block before an earlier one. A
    cut that turns out needless once a dearer one is made is taken back. When all is not enough, all is given.
    """
    wanted = -(-late // MINUTE) * MINUTE if late >= MINUTE else 0
    cuts: dict[str, Cut] = {}
    for need, how in STAGES:
        open_parts = {i: part for i, part in enumerate(parts) if i > state.index and part.need == need}
        while (rest := wanted - _saved(cuts)) > 0:
            found = [(i, _cut(part, state.times[i], how, rest, cuts)) for i, part in open_parts.items()]
            able = [(i, cut) for i, cut in found if cut]
            if not able:
                break
            index, best = min(able, key=lambda pair: _rank(pair[0], _gain(pair[1], cuts), rest))
            del open_parts[index]
            cuts[best.id] = best
    needless = [cut.id for cut in _dearest_first(parts, cuts)]
    for block in needless:
        if _saved(cuts) - cuts[block].saves >= wanted:
            del cuts[block]
    return tuple(cuts[part.id] for part in parts if part.id in cuts)


def _after(parts: Sequence[Part], state: State, event: Event) -> State:
    running = 0 <= state.index < len(parts)
    if event.what == "next" and state.index < len(parts):
        return _next(parts, state, event.at)
    if event.what == "pause" and running and state.paused_since is None:
        return replace(state, paused_since=event.at)
    if event.what == "resume" and running and state.paused_since is not None:
        paused = state.paused + event.at - state.paused_since
        return replace(state, paused=paused, paused_since=None)
    if event.what == "give":
        wanted = dict(event.times)
        times = [
            _allowed(part, wanted[part.id]) if i > state.index and part.id in wanted else state.times[i]
            for i, part in enumerate(parts)
        ]
        return replace(state, times=tuple(times))
    return state


def _next(parts: Sequence[Part], state: State, at: int) -> State:
    index = _following(state)
    if index == len(parts):
        return replace(state, index=index, ended=at, paused=0, paused_since=None)
    began = (*state.began[:index], at, *state.began[index + 1 :])
    return replace(state, index=index, began=began, paused=0, paused_since=None)


def _allowed(part: Part, seconds: int) -> int:
    """`seconds` as the block may have them: must keeps its least, and none gets more than planned."""
    return min(part.planned, max(seconds, part.least if part.need == "must" else 0))


def _following(state: State) -> int:
    count = len(state.times)
    return next((i for i in range(state.index + 1, count) if state.times[i]), count)


def _left(state: State, now: int) -> int:
    began = state.began[state.index] or 0
    pause = state.paused + (now - state.paused_since if state.paused_since is not None else 0)
    return began + state.times[state.index] + pause - now


def _free(state: State, now: int, start: int, left: int) -> int:
    """When the blocks to come can begin."""
    if state.ended is not None:
        return state.ended
    return max(now, start) if state.index < 0 else now + max(0, left)


def _planned_index(parts: Sequence[Part], since: int) -> int:
    if since < 0:
        return -1
    for index, part in enumerate(parts):
        since -= part.planned
        if since < 0:
            return index
    return len(parts)


def _cut(part: Part, has: int, how: Literal["drop", "shorten"], rest: int, cuts: dict[str, Cut]) -> Cut | None:
    """What this block can give of the `rest` seconds that are wanted still."""
    if how == "drop" and has:
        return Cut(part.id, how, 0, has)
    spare = min(has - part.least, rest)
    return Cut(part.id, how, has - spare, spare) if how == "shorten" and spare > 0 and part.id not in cuts else None


def _gain(cut: Cut, cuts: dict[str, Cut]) -> int:
    """Seconds that `cut` saves beyond what the same block gives already."""
    return cut.saves - (cuts[cut.id].saves if cut.id in cuts else 0)


def _rank(index: int, gain: int, rest: int) -> tuple[bool, int, int]:
    return gain < rest, gain if gain >= rest else -gain, -index


def _saved(cuts: dict[str, Cut]) -> int:
    return sum(cut.saves for cut in cuts.values())


def _dearest_first(parts: Sequence[Part], cuts: dict[str, Cut]) -> list[Cut]:
    needs = {part.id: part.need for part in parts}
    return sorted(cuts.values(), key=lambda cut: STAGES.index((needs[cut.id], cut.how)), reverse=True)
