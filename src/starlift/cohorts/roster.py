"""Roster: who takes part, and what is prescribed for each of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from starlift.cohorts.rosterfile import read_rows
from starlift.cohorts.rows import Row
from starlift.content import Content
from starlift.errors import RosterError

MAX_ID = 254
"""Longest id in characters: that of a mail address."""
MAX_NAME = 200
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_JOINERS = "\u200c\u200d"
"""Invisible, but part of how names are spelled in some scripts."""
_SEPARATORS = re.compile(r"[\s,;]+")
Fault = tuple[str, str, str]
"""Column, what is wrong with it, what to do."""


@dataclass(frozen=True)
class Participant:
    """One line of a roster.

    Attributes:
        id: Unique in the cohort; with the cohort's id it decides every variation.
        name: For the facilitator; it enters no set.
        industry: Id of the prescribed industry, or empty for a free draw.
        seniority: Id of the prescribed seniority, or empty for a free draw.
        cases: Ids of the cases to work on; empty for all.
    """

    id: str
    name: str
    industry: str = ""
    seniority: str = ""
    cases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Roster:
    """What a roster file says.

    Attributes:
        participants: In the file's order.
        told: What was taken for what, where the columns are not a roster's own; else "".
    """

    participants: tuple[Participant, ...]
    told: str


def read_roster(path: Path, content: Content, *, columns: Mapping[str, str] | None = None) -> Roster:
    """The participants in a CSV or YAML file, or in the export of a learning platform.

    Args:
        path: A file that ends in .csv, .tsv, .yaml or .yml.
        content: What the roster's industries, seniorities and cases are held against.
        columns: A roster's column -> the name in a CSV file, where they differ.

    Raises:
        RosterError: With file, line and field of every mistake in one list.
    """
    rows, problems, told = read_rows(path, columns)
    people = [_participant(row) for row in rows]
    first: dict[str, int] = {}
    for row, person in zip(rows, people, strict=True):
        for column, what, fix in faults_of(person, content):
            if column in row.values:
                problems.append(row.problem(column, what, fix))
        if person.id in first:
            what = f"{shortened(person.id)} stands already in line {first[person.id]}"
            problems.append(row.problem("id", what, "give each participant an own id"))
        elif person.id:
            first[person.id] = row.line
    if problems:
        raise RosterError(problems)
    return Roster(tuple(people), told)


def _participant(row: Row) -> Participant:
    """The row as a participant, faulty or not; the same letters in two encodings become the same id."""
    texts = {column: unicodedata.normalize("NFC", text) for column, text in row.values.items()}
    cases = tuple(dict.fromkeys(case for case in _SEPARATORS.split(texts.pop("cases", "")) if case))
    industry, seniority = texts.get("industry", ""), texts.get("seniority", "")
    return Participant(texts.get("id", ""), texts.get("name", ""), industry, seniority, cases)


def faults_of(person: Participant, content: Content) -> Iterator[Fault]:
    """What is wrong with a participant, taken alone."""
    contexts = content.contexts
    yield from text_faults("id", person.id, MAX_ID)
    yield from text_faults("name", person.name, MAX_NAME, allowed=_JOINERS)
    if person.industry:
        yield from _unknown("industry", [person.industry], [option.id for option in contexts.industries])
    if person.seniority:
        yield from _unknown("seniority", [person.seniority], [option.id for option in contexts.seniorities])
    yield from _unknown("cases", person.cases, content.cases)


def text_faults(column: str, text: str, longest: int, *, allowed: str = "") -> Iterator[Fault]:
    """What is wrong with a text that must be there, be short and show every character that it has.

    Args:
        column: What to call the text.
        text: The text itself.
        longest: Most characters that it may have.
        allowed: Invisible characters that are in order nevertheless.
    """
    if not text.strip():
        yield column, "is empty", "fill it in"
    if len(text) > longest:
        yield column, f"has {len(text)} characters, {longest} are allowed", "shorten it"
    unseen = sorted({char for char in text if unicodedata.category(char) in _UNSEEN and char not in allowed})
    if unseen:
        codes = ", ".join(f"U+{ord(char):04X}" for char in unseen[:5])
        yield column, f"holds the invisible or control character {codes}", "type the text afresh"


def _unknown(column: str, wanted: Iterable[str], known: Iterable[str]) -> Iterator[Fault]:
    options = list(known)
    for value in wanted:
        if value not in options:
            yield column, f"{shortened(value)} is not known", f"use one of: {', '.join(options)}"


def shortened(value: str) -> str:
    """A value in quotes for a message, cut when long and with unprintable characters escaped."""
    return repr(value if len(value) <= 40 else value[:39] + "…")
