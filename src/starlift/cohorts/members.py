"""Members: of which cohort and of whom a facilitator wants journals, from whatever names the cohort."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starlift.cohorts.cohortfile import read_cohort
from starlift.cohorts.manifest import MANIFEST, read_manifest
from starlift.cohorts.rosterfile import KINDS
from starlift.content import Content
from starlift.errors import Problem, RosterError, shown_path


@dataclass(frozen=True)
class Members:
    """A cohort and its participants, as far as they are known.

    Attributes:
        cohort: The cohort's id.
        names: Participant's id -> name, empty where only the id is known; None when nobody is known.
    """

    cohort: str
    names: Mapping[str, str] | None = None


def members_of(cohort: str, content: Content) -> Members:
    """The members of the cohort that `cohort` names.

    Args:
        cohort: A folder that ``starlift cohort build`` made, a cohort file, a roster (its file name is then the
            cohort's id), or the id itself, of which nobody is known.
        content: What a cohort file or a roster is held against.

    Raises:
        RosterError: When there is such a folder or file, and it is neither.
    """
    path = Path(cohort)
    try:
        is_folder, is_file = path.is_dir(), path.is_file()
    except (OSError, ValueError):  # too long or impossible as a name: an id
        is_folder = is_file = False
    if is_folder and (path / MANIFEST).exists():
        manifest = read_manifest(path)
        return Members(manifest.cohort, {one.participant: "" for one in manifest.sets})
    if is_folder and cohort != path.name:
        what = f"holds no {MANIFEST}"
        raise RosterError(
            Problem(shown_path(path), 0, "COHORT", what, "name a built cohort, its file, a roster or an id")
        )
    if is_file:
        found = read_cohort(path, content)
        return Members(found.id, {person.id: person.name for person in found.roster})
    if path.suffix.lower() in KINDS:
        raise RosterError(Problem(shown_path(path), 0, "COHORT", "is not there", "check the name"))
    if not cohort.strip():
        raise RosterError(Problem("", 0, "COHORT", "is empty", "give the cohort's id"))
    return Members(cohort)
