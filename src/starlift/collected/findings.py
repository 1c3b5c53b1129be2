"""Findings: what was met among received files that a facilitator should know, each with its file and reason."""

from __future__ import annotations

from starlift.errors import Problem

MAX_FINDINGS = 500
"""Findings that are listed; more are only counted."""
MAX_SHOWN = 160
"""Characters of a file's name in a message; of a longer one the end is shown."""


class Findings:
    """A list of problems that stop nothing. The same finding is listed once."""

    def __init__(self) -> None:
        self._found: dict[Problem, None] = {}
        self._more = 0

    def add(self, file: str, what: str, fix: str = "", *, line: int = 0) -> None:
        """Note something about a file; see `starlift.errors.Problem` for the words."""
        problem = Problem(file, line, "", what, fix)
        if problem in self._found:
            return
        if len(self._found) < MAX_FINDINGS:
            self._found[problem] = None
        else:
            self._more += 1

    @property
    def listed(self) -> tuple[Problem, ...]:
        """All findings, in the order in which they were met."""
        rest = [Problem("", 0, "", f"and {self._more:,} findings more are not listed")] if self._more else []
        return (*self._found, *rest)


def shown(name: str) -> str:
    """The name of a received file as it may stand in a message: on one line, not long, without control characters."""
    plain = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name)
    return plain if len(plain) <= MAX_SHOWN else "…" + plain[-MAX_SHOWN + 1 :]


def quoted(text: str) -> str:
    """A text from outside in quotes, cut when long and with unprintable characters escaped."""
    return repr(text if len(text) <= 40 else text[:39] + "…")
