"""Build: one folder of notebooks per participant, and a manifest of them all.

The same content, roster and cohort id give the same bytes in any folder. An interrupted build is finished by running
it again; nothing that a learner wrote is overwritten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from starlift.cohorts.assignment import Setting, assign
from starlift.cohorts.exclusive import exclusive
from starlift.cohorts.facilitator import write_facilitator_set, write_paper
from starlift.cohorts.manifest import MANIFEST, Manifest, ParticipantSet, digest_of
from starlift.cohorts.place import obstacles, previous_build
from starlift.cohorts.prepare import MINUTES, VARIANT, Template, case_ids, load_templates, prepared
from starlift.cohorts.roster import MAX_ID, Participant, faults_of, shortened, text_faults
from starlift.content import Content
from starlift.errors import Problem, RosterError, StarliftError, shown_path
from starlift.exercises import Variant
from starlift.journal import safe_name
from starlift.notebooks import dump_notebook, write_atomic

ResultT = TypeVar("ResultT")
Progress = Callable[[int, int], None]
"""Told how many are done, of how many."""


def build(
    content: Content,
    roster: Sequence[Participant],
    cohort: str,
    out: Path,
    *,
    setting: Setting | None = None,
    progress: Progress | None = None,
) -> Manifest:
    """Write the set of every participant below `out`, and `manifest.json` last.

    A notebook that a learner has changed since it was built is kept beside the new one under another name. Journals and
    all other files that no build made stay as they are.

    Args:
        content: The workspace's content.
        roster: The participants, neighbours beside each other: they get variants that are not alike.
        cohort: Id of the cohort; with a participant's id it decides every variation.
        out: A new or empty folder, or that of an earlier build of the same cohort.
        setting: What the cohort chooses about its variants.
        progress: Called after each set.

    Raises:
        RosterError: Before anything is written, with every mistake in roster, cohort id, notebooks and folder; or later
            when the disk refuses.
    """
    setting = setting or Setting()
    problems = list(_request_problems(content, roster, cohort))
    wanted = {case for person in roster for case in case_ids(content, person.cases)}
    templates = _gathered(problems, lambda: load_templates(content, wanted)) or {}
    cases = {
        person.id: [case for case in case_ids(content, person.cases) if case in content.cases] for person in roster
    }
    assigned = {} if problems else _gathered(problems, lambda: assign(content, cohort, roster, cases, setting)) or {}
    plan = [
        _planned(person, content, templates, assigned.get(person.id, {}), setting.minutes)
        for person in sorted(roster, key=lambda person: person.id)
    ]
    before = _gathered(problems, lambda: previous_build(out, cohort))
    if not problems:
        problems += obstacles(out, ((item.folder, item.files) for item in plan))
    if problems:
        raise RosterError(problems)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with exclusive(out):
            manifest = _write(plan, content, cohort, out, before or Manifest(cohort), progress)
            told = {person.id: assigned[person.id] for person in roster}
            write_facilitator_set(out, content, cohort, roster, told)
            return manifest
    except OSError as error:
        fix = "free space or check its rights, then build again: it goes on where it stopped"
        raise RosterError(Problem(shown_path(out), 0, "out", f"cannot be written: {error.strerror}", fix)) from error


@dataclass(frozen=True)
class _Planned:
    """A set that is still to be written."""

    person: Participant
    folder: str
    templates: Sequence[Template]
    variants: Mapping[str, Variant]
    further: Mapping[str, int]

    @property
    def files(self) -> list[str]:
        return [template.file for template in self.templates]


def _planned(
    person: Participant,
    content: Content,
    templates: Mapping[str, Template],
    variants: Mapping[str, Variant],
    minutes: int,
) -> _Planned:
    chosen = [templates[case] for case in case_ids(content, person.cases) if case in templates]
    return _Planned(person, safe_name(person.id), chosen, variants, {MINUTES: minutes} if minutes else {})


def _gathered(problems: list[Problem], load: Callable[[], ResultT]) -> ResultT | None:
    """What `load` gives, or None and its problems added to the list."""
    try:
        return load()
    except StarliftError as error:
        problems.extend(error.problems)
        return None


def _request_problems(content: Content, roster: Sequence[Participant], cohort: str) -> Iterator[Problem]:
    for column, what, fix in text_faults("cohort", cohort, MAX_ID):
        yield Problem("", 0, column, what, fix)
    if not roster:
        yield Problem("", 0, "roster", "has no participants", "add at least one")
    folders: set[str] = set()
    for person in roster:
        for column, what, fix in faults_of(person, content):
            yield Problem("", 0, f"{shortened(person.id)}.{column}", what, fix)
        if safe_name(person.id) in folders:
            yield Problem("", 0, "id", f"{shortened(person.id)} is there twice", "give each participant an own id")
        folders.add(safe_name(person.id))


def _write(
    plan: Sequence[_Planned], content: Content, cohort: str, out: Path, before: Manifest, progress: Progress | None
) -> Manifest:
    write_atomic(out / MANIFEST, before.text)  # marks the folder as a cohort's, should the build be interrupted
    built = before.digests()
    sets = []
    for done, item in enumerate(plan, start=1):
        sets.append(_write_set(item, cohort, out / item.folder, built))
        write_paper(out, content, cohort, item.person, item.variants)
        if progress:
            progress(done, len(plan))
    manifest = Manifest(cohort, tuple(sets))
    write_atomic(out / MANIFEST, manifest.text)
    return manifest


def _write_set(item: _Planned, cohort: str, folder: Path, built: Mapping[tuple[str, str], str]) -> ParticipantSet:
    folder.mkdir(exist_ok=True)
    person = item.person
    parameters = {
        "cohort": cohort,
        "participant": person.id,
        "industry": person.industry,
        "seniority": person.seniority,
    }
    files = {}
    for template in item.templates:
        variant = item.variants.get(template.case)
        own: dict[str, str | int] = dict(parameters)
        if variant:
            own |= {VARIANT: variant.id, **item.further}
        text = dump_notebook(prepared(template, own))
        files[template.file] = digest_of(text.encode())
        _replace(folder / template.file, text, {files[template.file], built.get((item.folder, template.file), "")})
    return ParticipantSet(person.id, item.folder, files)


def _replace(path: Path, text: str, own: Set[str]) -> None:
    """Write `text`; what stands there and is none of our `own` work goes aside under a name made from its bytes."""
    found = digest_of(path.read_bytes()) if path.is_file() else ""
    if found and found not in own:
        path.replace(path.with_name(f"{path.stem}.kept-{found[:8]}{path.suffix}"))
    if found != digest_of(text.encode()):
        write_atomic(path, text)
