"""Materials: whether the content is whole."""

from __future__ import annotations

from collections.abc import Sequence

from starlift.doctor.finding import Finding, State
from starlift.errors import Problem

SHOWN = 2


def judge(problems: Sequence[Problem]) -> Finding:
    """Whether `starlift check` would find nothing.

    Args:
        problems: What it found.
    """
    if not problems:
        return Finding("Content", State.GREEN, "stories, exercises, rubric, questions and notebooks are whole")
    rest = len(problems) - SHOWN
    what = "; ".join(str(problem) for problem in problems[:SHOWN]) + (f"; and {rest} more" if rest > 0 else "")
    return Finding("Content", State.RED, what, "starlift check lists every place; mend them and run the doctor again")
