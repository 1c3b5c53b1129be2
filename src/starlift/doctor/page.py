"""Page: the findings as one HTML file, to read aloud to whoever looks after the machine; it fetches nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from starlift.doctor.finding import Finding, State, summary, worst
from starlift.errors import Problem, StarliftError, shown_path
from starlift.page import TEMPLATES
from starlift.wholefile import write_whole

MARK = '<meta name="generator" content="starlift doctor">'
"""Stands in every page of the doctor; a file without it is another's and is left alone."""
_ORDER = (State.RED, State.YELLOW, State.NOT_TRIED, State.GREEN)


def page(findings: Sequence[Finding], *, at: str, about: str) -> str:
    """The page: what to do comes first.

    Args:
        findings: In the order in which they were made.
        at: When, for people.
        about: Which folder, as the user knows it.
    """
    ordered = sorted(findings, key=lambda finding: _ORDER.index(finding.state))
    whole, told = worst(findings), summary(findings)
    return TEMPLATES.fragment("doctor.html", findings=ordered, state=whole, summary=told, at=at, about=about, mark=MARK)


def writable(path: Path) -> None:
    """See beforehand that the page can be put there.

    Raises:
        StarliftError: When there is no such folder, or another file stands there.
    """
    if not path.parent.is_dir():
        raise StarliftError(Problem(shown_path(path), 0, "", "its folder is not there", "make it or name another"))
    try:
        other = path.exists() and (not path.is_file() or MARK.encode() not in path.read_bytes()[:2000])
    except OSError:
        other = True
    if other:
        what = "is there already and is no page of the doctor"
        raise StarliftError(Problem(shown_path(path), 0, "", what, "choose another name"))


def write(path: Path, text: str) -> None:
    """Write the page whole or not at all.

    Raises:
        StarliftError: As `writable`.
        OSError: When the disk refuses.
    """
    writable(path)
    write_whole(path, text.encode("utf-8"), prefix=f".{path.name[:40]}.", mode=0o644)
