"""What is wrong, where and what to do: the one form in which mistakes reach a user."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in a user's input.

    Attributes:
        file: The file as the user knows it; empty when the mistake is not in a file.
        line: Line number from 1, or 0 when no single line is to blame.
        field: The field within the file, in dotted form; may be empty.
        what: What is wrong, one sentence without final full stop.
        fix: What to do about it, one sentence without final full stop; may be empty.
    """

    file: str
    line: int
    field: str
    what: str
    fix: str = ""

    def __str__(self) -> str:
        place = self.file + (f":{self.line}" if self.line else "")
        where = ": ".join(part for part in (place, self.field) if part)
        advice = f" ({self.fix})" if self.fix else ""
        return f"{where}: {self.what}{advice}" if where else f"{self.what}{advice}"


class StarliftError(Exception):
    """A user's mistake, told as one or more `Problem`s; the command line ends with exit code 2."""

    def __init__(self, problems: Iterable[Problem] | Problem) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows instead of a traceback."""
        return [f"Starlift: {problem}" for problem in self.problems]


class ContentError(StarliftError):
    """Stories, exercises, questions or rubric hold a mistake."""


class JournalError(StarliftError):
    """A journal could not be read or written."""


class RosterError(StarliftError):
    """A roster or the request to build a cohort holds a mistake."""


class ScoringError(StarliftError):
    """A score sheet, or what is asked of several, holds a mistake."""


def shown_path(path: Path) -> str:
    """`path` relative to the current folder where that is shorter, so that messages name no home folder."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (ValueError, OSError, RuntimeError):  # elsewhere, gone, or a link that points at itself
        return str(path)
