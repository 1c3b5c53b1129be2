"""Cohort file: all that a cohort's owner decides, in one YAML file beside the roster."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from pydantic import Field

from starlift.cohorts.assignment import Setting
from starlift.cohorts.roster import MAX_ID, Participant, Roster, read_roster, text_faults
from starlift.cohorts.rows import COLUMNS
from starlift.content import Content
from starlift.errors import ContentError, Problem, RosterError, StarliftError, shown_path
from starlift.rubric import Text
from starlift.yamlfile import Model, YamlDocument, read_yaml

RUN_SHEETS = "facilitator/run-sheets"
_PLAIN = re.compile(r"[A-Za-z0-9-]{1,60}")


class ContextsFile(Model):
    """Where the cohort's thin answers may come from; empty for anywhere."""

    industries: tuple[Text, ...] = ()
    sizes: tuple[Text, ...] = ()
    seniorities: tuple[Text, ...] = ()


class CohortFile(Model):
    """The file as written.

    Attributes:
        id: With a participant's id it decides every variation.
        title: For people.
        date: Day of the session, as year-month-day.
        run_sheet: Id of the session's plan.
        roster: The roster's file, beside this one.
        columns: A roster's column -> its name in the roster file, where they differ.
        cases: Cases of everybody for whom the roster names none; empty for all.
        contexts: What variants may be drawn from.
        difficulty: How many dimensions a thin answer lacks; 0 for as many as most do.
        salt: Gives everybody other variants under the same id.
        minutes: Time planned for a case; 0 for the case's own.
    """

    id: Text
    title: str = ""
    date: datetime.date | None = None
    run_sheet: str = ""
    roster: Text
    columns: dict[str, Text] = Field(default_factory=dict)
    cases: tuple[Text, ...] = ()
    contexts: ContextsFile = ContextsFile()
    difficulty: Annotated[int, Field(ge=0, le=9)] = 0
    salt: str = ""
    minutes: Annotated[int, Field(ge=0, le=240)] = 0


@dataclass(frozen=True)
class Cohort:
    """A roster with all that its owner decided.

    Attributes:
        told: What was taken for what in the roster, or "".
    """

    id: str
    roster: tuple[Participant, ...]
    setting: Setting
    title: str = ""
    date: datetime.date | None = None
    run_sheet: str = ""
    told: str = ""


def is_cohort_file(path: Path) -> bool:
    """Whether a file is a cohort file and no roster: YAML with the key ``roster``."""
    if path.suffix.lower() not in (".yaml", ".yml"):
        return False
    try:
        data = read_yaml(path).data
    except StarliftError:
        return False
    return isinstance(data, dict) and "roster" in data


def read_cohort(path: Path, content: Content) -> Cohort:
    """The cohort in a cohort file, or the one that a roster alone makes, with the file's name as its id.

    Raises:
        RosterError: With file, line and field of every mistake in both files, in one list.
    """
    if not is_cohort_file(path):
        found = read_roster(path, content)
        return Cohort(path.stem, found.participants, Setting(), told=found.told)
    problems: list[Problem] = []
    written = None
    document = None
    try:
        document = read_yaml(path)
        written = document.into(CohortFile, lambda doc, model: _faults(doc, model, content))
    except ContentError as error:
        problems += error.problems
    name = document.data.get("roster") if document and isinstance(document.data, dict) else None
    columns = written.columns if written else {}
    roster = Roster((), "")
    if isinstance(name, str) and name.strip():
        try:
            roster = read_roster(path.parent / name, content, columns=columns)
        except RosterError as error:
            problems += error.problems if written or not _has_columns(document) else ()
    if problems or written is None:
        raise RosterError(problems)
    people = tuple(person if person.cases else replace(person, cases=written.cases) for person in roster.participants)
    contexts = written.contexts
    setting = Setting(
        written.difficulty, written.salt, contexts.industries, contexts.sizes, contexts.seniorities, written.minutes
    )
    return Cohort(written.id, people, setting, written.title, written.date, written.run_sheet, roster.told)


def _has_columns(document: YamlDocument | None) -> bool:
    return bool(document and document.data.get("columns"))


def _faults(document: YamlDocument, written: CohortFile, content: Content) -> Iterator[Problem]:
    for column, what, fix in text_faults("id", written.id, MAX_ID):
        yield document.problem((column,), what, fix)
    yield from _unknown(document, ("cases",), written.cases, content.cases)
    contexts = content.contexts
    for name, options in (
        ("industries", contexts.industries),
        ("sizes", contexts.sizes),
        ("seniorities", contexts.seniorities),
    ):
        wanted = getattr(written.contexts, name)
        yield from _unknown(document, ("contexts", name), wanted, [option.id for option in options])
    for column in written.columns:
        if column not in COLUMNS:
            yield document.problem(("columns", column), "is not a column of a roster", f"use {', '.join(COLUMNS)}")
    yield from _sheet_faults(document, written.run_sheet, content.root / RUN_SHEETS)


def _unknown(
    document: YamlDocument, path: tuple[str, ...], wanted: Iterable[str], known: Iterable[str]
) -> Iterator[Problem]:
    options = list(known)
    for index, value in enumerate(wanted):
        if value not in options:
            yield document.problem((*path, index), f"{value[:40]!r} is not known", f"use one of: {', '.join(options)}")


def _sheet_faults(document: YamlDocument, sheet: str, folder: Path) -> Iterator[Problem]:
    if not sheet:
        return
    sheets = sorted(path.stem for path in folder.glob("*.yaml")) if folder.is_dir() else []
    if not _PLAIN.fullmatch(sheet) or (sheets and sheet not in sheets):
        fix = f"use one of: {', '.join(sheets)}" if sheets else f"use the name of a file in {shown_path(folder)}"
        yield document.problem(("run_sheet",), f"{sheet[:40]!r} is not a run sheet here", fix)
