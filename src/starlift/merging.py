"""Merging: entries from elsewhere take their places in a journal, and nothing that is there is lost."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Sequence
from datetime import UTC, datetime

from starlift.exportfile import time_of
from starlift.journal import Entry, line_of, parse_entries

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def merged(data: bytes, entries: Sequence[Entry]) -> tuple[bytes, int]:
    """The bytes of a journal with those of `entries` in it that it did not hold yet.

    Every line that is there stays, in its order, even one that is no entry. A new entry stands before the first line
    that is not older, so of two texts the newer one stays the last; but never before an entry that it followed where
    it comes from, whatever the clocks said. An entry that is there already is passed over, as often as it is there.

    Args:
        data: The journal as it is.
        entries: Oldest first.

    Returns:
        The new bytes, and how many entries are new; the same bytes when none is.
    """
    lines = [line for line in data.split(b"\n") if line]
    times, known = _survey(lines)
    places: dict[int, list[bytes]] = defaultdict(list)
    place = count = 0
    for entry in entries:
        here = known[_identity(entry)]
        if here:
            place = max(place, here.popleft() + 1)
        else:
            when = time_of(entry.at) or _LONG_AGO
            place = max(place, bisect_left(times, when))
            places[place].append(line_of(entry))
            count += 1
    if not count:
        return data, 0
    parts: list[bytes] = []
    for number in range(len(lines) + 1):
        parts += places.get(number, [])
        parts += [line + b"\n" for line in lines[number : number + 1]]
    return b"".join(parts), count


def _survey(lines: Sequence[bytes]) -> tuple[list[datetime], dict[str, deque[int]]]:
    """The latest time up to each line, and the numbers of the lines that hold an entry, by what it says."""
    latest, times = _LONG_AGO, []
    known: dict[str, deque[int]] = defaultdict(deque)
    for number, line in enumerate(lines):
        for entry in parse_entries(line):
            latest = max(latest, time_of(entry.at) or _LONG_AGO)
            known[_identity(entry)].append(number)
        times.append(latest)
    return times, known


def _identity(entry: Entry) -> str:
    """What makes an entry the same wherever it stands; whose it is, the file says."""
    return json.dumps([entry.at, entry.kind, entry.case, entry.body], sort_keys=True)
