"""Time spent: how long a learner worked on each case, from the times in the journal.

The time between two entries that follow each other counts for the case of the later one, since that is what was being
done when it was written. A longer silence than a pause counts for nothing, and neither does a clock that was set back.
What happens before the first entry, such as reading the brief, leaves no trace and is not counted.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlift.exportfile import time_of
from starlift.journal import Entry

PAUSE = 10.0
"""Minutes of silence from which on it is a pause; reading a brief with its evidence stays below."""


def minutes_until(entries: Sequence[Entry], pause: float = PAUSE) -> list[float]:
    """For each entry, the minutes that had been spent on its case when it was written.

    Args:
        entries: A whole journal, oldest first.
        pause: Minutes of silence from which on the time is left out.
    """
    spent: dict[str, float] = {}
    found = []
    before = None
    for entry in entries:
        when = time_of(entry.at)
        if when and before:
            minutes = (when - before).total_seconds() / 60
            if 0 < minutes < pause:
                spent[entry.case] = spent.get(entry.case, 0.0) + minutes
        before = when or before
        found.append(spent.get(entry.case, 0.0))
    return found
