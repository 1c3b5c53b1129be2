"""Platforms: the exports of learning platforms, whose columns become those of a roster."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlift.cohorts.rows import COLUMNS

Cells = list[str]


@dataclass(frozen=True)
class Platform:
    """How one platform exports its participants.

    Attributes:
        ids: Columns that can be a participant's id, best first; the first that everybody has is taken.
        names: Columns that together make the name, each with its other spellings.
        not_people: Beginnings of names that stand for no participant.
        known_by: Columns of which the export has at least one; empty where the names alone tell it.
    """

    name: str
    ids: tuple[str, ...]
    names: tuple[tuple[str, ...], ...]
    not_people: tuple[str, ...] = ()
    known_by: tuple[str, ...] = ()


PLATFORMS = (
    Platform("Canvas", ("sis user id", "sis login id", "id"), (("student",),), ("points possible", "student, test")),
    Platform(
        "Moodle",
        ("id number", "username", "email address"),
        (("first name",), ("last name", "surname")),
        known_by=("id number", "username", "groups"),
    ),
    Platform("Google Classroom", ("email address", "email"), (("first name",), ("last name",))),
)
"""The column names are those of the platforms' own downloads, in lower case."""


@dataclass(frozen=True)
class Table:
    """A roster's cells.

    Attributes:
        header: Names of the columns, in lower case.
        rows: Line in the file and cells of each row.
        told: What was taken for what, one sentence; "" where the columns are a roster's own.
    """

    header: Cells
    rows: Sequence[tuple[int, Cells]]
    told: str = ""


def renamed(table: Table, columns: Mapping[str, str]) -> Table:
    """The table with the columns that a cohort file maps under a roster's own names, and no others.

    Args:
        table: As it was read.
        columns: A roster's column -> the name in the file.
    """
    places = {own: table.header.index(name.strip().lower()) for own, name in columns.items()}
    rows = [(line, [cells[place] for place in places.values()]) for line, cells in table.rows]
    taken = ", ".join(f"{own} from {name!r}" for own, name in columns.items())
    return Table(list(places), rows, f"The roster's columns are mapped: {taken}.")


def recognised(table: Table) -> Table:
    """The table of a platform's export as a roster; any other as it is."""
    if {"id", "name"} <= set(table.header):
        return table
    for platform in PLATFORMS:
        named = [next((name for name in spellings if name in table.header), "") for spellings in platform.names]
        ids = [name for name in platform.ids if name in table.header]
        if all(named) and ids and (not platform.known_by or set(platform.known_by) & set(table.header)):
            return _as_roster(table, platform, named, ids)
    return table


def _as_roster(table: Table, platform: Platform, named: Sequence[str], ids: Sequence[str]) -> Table:
    places = [table.header.index(name) for name in named]
    full = [(line, cells, " ".join(cells[place].strip() for place in places).strip()) for line, cells in table.rows]
    people = [one for one in full if not one[2].lower().startswith(platform.not_people or ("\0",))]
    by_id = next(
        (name for name in ids if all(cells[table.header.index(name)].strip() for _, cells, _ in people)), ids[-1]
    )
    place = table.header.index(by_id)
    own = [name for name in COLUMNS if name in table.header and name not in ("id", "name")]
    rows = [
        (line, [cells[place].strip(), name, *(cells[table.header.index(column)] for column in own)])
        for line, cells, name in people
    ]
    taken = " and ".join(repr(name) for name in named)
    told = f"Read as an export of {platform.name}: the id is {by_id!r}, the name {taken}."
    return Table(["id", "name", *own], rows, told)
