"""Cohort wall: who is on which step, who is stuck, which signals the room misses, and whom to visit next.

Counts and levels only: no text of a learner enters what `Wall.state` gives, whether it is shared or not.

**Stuck** is who has written before, is not done, and has moved nothing for `STUCK` minutes: no text changed, no step
entered, no attempt kept, nothing done on the workbench. **Behind** is who is two or more steps behind the middle of
those who work on the same case. A signal is **missed** by whoever's latest attempt shows it below `HEARD`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median_low
from typing import Any

from starlift.collected import Expected
from starlift.collected.following import Follower
from starlift.collected.pseudonyms import SMALLEST_GROUP
from starlift.content import OWN_STORY, START, Content
from starlift.dimensions import SIGNALS
from starlift.reports.standing import Standing
from starlift.steps import NAMES

STUCK = 8.0
"""Minutes; a calm reader needs about five for a brief with its evidence."""
HEARD = 1.5
"""Level from 0 to 3 from which on a panel hears a signal rather than guesses it."""
BEHIND = 2
"""Steps."""
GAIN = 0.2
"""Overall levels by which an attempt must rise to count as better."""
VISITS = 5
_ORDER = tuple(NAMES)
_OTHER_CASES = {START: "Start", OWN_STORY: "Own story"}


@dataclass(frozen=True)
class Visit:
    """Whom to visit, and why; the reasons, the gravest first."""

    who: str
    why: tuple[str, ...]


class Wall:
    """The wall of one room.

    Args:
        sources: Folders with journals.
        expected: Whose journals are wanted.
        content: Where cases and signals have their names.
        names: Participant's id -> what to show instead; ids are shown where it has none.
        stuck: Minutes without any move from which on somebody is stuck.
    """

    def __init__(
        self,
        sources: Sequence[Path],
        expected: Expected,
        content: Content,
        names: Mapping[str, str] | None = None,
        stuck: float = STUCK,
    ) -> None:
        self._follower = Follower(sources, expected)
        self._expected, self._content, self._names, self._stuck = expected, content, names or {}, stuck
        self._files: dict[Path, tuple[tuple[str, str], Standing]] = {}

    def state(self, now: datetime | None = None) -> dict[str, Any]:
        """The room as it is now, in plain JSON types.

        Raises:
            JournalError: When a source is not there.
        """
        now = now or datetime.now(UTC)
        room = self._look(now)
        missing = self._expected.missing(room)
        return {
            "cohort": self._expected.cohort,
            "at": now.isoformat(),
            "rule": f"Stuck: no text, step, attempt or workbench has moved for {self._stuck:g} minutes.",
            "learners": [self._learner(who, room[who], now) for who in room] + [self._absent(who) for who in missing],
            "steps": self._steps(room, len(missing)),
            "signals": self._signals(room),
            "visits": [vars(visit) for visit in self._visits(room, missing, now)],
            "findings": len(self._follower.findings),
        }

    def _look(self, now: datetime) -> dict[tuple[str, str], Standing]:
        """Learner -> standing, sorted; of several files of one learner the one that was written last counts."""
        for news in self._follower.look():
            who = (news.cohort, news.participant)
            _, standing = self._files.get(news.file, (who, Standing()))
            if news.afresh:
                standing = Standing()
            standing.take(news.entries, now, live=not news.afresh)
            self._files[news.file] = (who, standing)
        room: dict[tuple[str, str], Standing] = {}
        for who, standing in self._files.values():
            other = room.get(who)
            if other is None or (standing.latest and (not other.latest or standing.latest > other.latest)):
                room[who] = standing
        return dict(sorted(room.items()))

    def _name(self, participant: str) -> str:
        return self._names.get(participant) or participant

    def _case(self, case: str) -> str:
        found = self._content.cases.get(case)
        return found.story.title if found else _OTHER_CASES.get(case, "Another case")

    def _is_stuck(self, standing: Standing, now: datetime) -> bool:
        return bool(standing.moved) and not standing.is_done and standing.quiet_minutes(now) >= self._stuck

    def _learner(self, who: tuple[str, str], standing: Standing, now: datetime) -> dict[str, Any]:
        current = standing.current
        state = "done" if standing.is_done else "stuck" if self._is_stuck(standing, now) else "working"
        return {
            "name": self._name(who[1]),
            "case": self._case(standing.case),
            "step": NAMES[standing.step],
            "state": state,
            "words": current.words,
            "attempts": len(current.overall),
            "overall": _rounded(current.overall[-1]) if current.overall else None,
            "quiet": int(standing.quiet_minutes(now)),
            "shared": current.shared,
        }

    def _absent(self, participant: str) -> dict[str, Any]:
        nothing = {"case": "", "step": "", "words": 0, "attempts": 0, "overall": None, "quiet": 0, "shared": False}
        return {"name": self._name(participant), "state": "absent", **nothing}

    def _steps(self, room: Mapping[tuple[str, str], Standing], missing: int) -> list[dict[str, Any]]:
        """How many are where."""
        counts = Counter("done" if one.is_done else one.step for one in room.values())
        found = [{"name": NAMES[step], "count": counts[step]} for step in _ORDER]
        first = [{"name": "Not begun", "count": missing}] if self._expected.participants is not None else []
        return [*first, *found, {"name": "Done", "count": counts["done"]}]

    def _signals(self, room: Mapping[tuple[str, str], Standing]) -> list[dict[str, Any]]:
        """The signals that the cases are about, the most missed first; none while they would tell of few people."""
        heard: dict[str, list[float]] = {}
        for standing in room.values():
            case, current = self._content.cases.get(standing.case), standing.current
            for signal in case.story.signals if case else SIGNALS:
                if current.levels and current.overall and current.overall[-1] is not None:
                    heard.setdefault(signal, []).append(current.levels.get(signal, 0.0))
        enough = max(1, min(SMALLEST_GROUP, len(room)))
        found = [
            {
                "name": self._content.rubric[signal].name,
                "missing": sum(level < HEARD for level in levels),
                "of": len(levels),
                "mean": round(sum(levels) / len(levels), 1),
            }
            for signal, levels in heard.items()
            if len(levels) >= enough
        ]
        return sorted(found, key=lambda one: (-one["missing"] / one["of"], one["mean"], one["name"]))

    def _visits(self, room: Mapping[tuple[str, str], Standing], missing: Sequence[str], now: datetime) -> list[Visit]:
        """Whom to visit next: the gravest reason first, and among equals who has waited longest."""
        found: list[tuple[int, float, Visit]] = []
        for who, standing in room.items():
            reasons = list(self._reasons(standing, room, now))
            if reasons:
                grave = max(weight for weight, _ in reasons) + len(reasons) - 1
                why = tuple(text for _, text in sorted(reasons, reverse=True))
                found.append((grave, standing.quiet_minutes(now), Visit(self._name(who[1]), why)))
        if len(room) >= len(missing):
            found += [(2, 0.0, Visit(self._name(who), ("nothing written yet",))) for who in missing]
        found.sort(key=lambda one: (-one[0], -one[1], one[2].who))
        return [visit for _, _, visit in found[:VISITS]]

    def _reasons(
        self, standing: Standing, room: Mapping[tuple[str, str], Standing], now: datetime
    ) -> Iterator[tuple[int, str]]:
        """Why to visit somebody, each with its weight."""
        if standing.is_done:
            return
        if self._is_stuck(standing, now):
            yield 3, f"nothing has moved for {int(standing.quiet_minutes(now))} minutes, at {NAMES[standing.step]}"
        levels = [level for level in standing.current.overall if level is not None]
        if len(levels) > 1 and levels[-1] < max(levels[:-1]) + GAIN:
            yield 2, f"{len(levels)} attempts, and the last is no better: {levels[-1]:.1f}"
        places = [_ORDER.index(one.step) for one in room.values() if one.case == standing.case]
        if median_low(places) - _ORDER.index(standing.step) >= BEHIND:
            yield (
                1,
                f"at {NAMES[standing.step]}, while the middle of the room is at {NAMES[_ORDER[median_low(places)]]}",
            )


def _rounded(level: float | None) -> float | None:
    return None if level is None else round(level, 1)
