"""Facilitator: what a cohort's folder holds for the facilitator alone, and the paper pack for when machines fail.

`keys.html` has every variant that somebody got, with what it lacks and what to ask; `index.csv` says who got which;
`paper/` has everybody's exercises as pages to print, under the same ids as on the screen and without any key;
`handouts/` has executed notebooks as pages. All are written in one order, and only where they have changed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from starlift.cohorts.assignment import Assigned
from starlift.cohorts.manifest import EXECUTED, FACILITATOR, Manifest
from starlift.cohorts.parity import REPORT, parity, report
from starlift.cohorts.roster import Participant
from starlift.content import Case, Content
from starlift.dimensions import CRAFT
from starlift.exercises import Exercise, ThinAnswer, Variant, exercise_id
from starlift.journal import safe_name
from starlift.notebooks import read_notebook, write_atomic
from starlift.page import TEMPLATES
from starlift.prose import markdown
from starlift.rated import practice_pair

KEYS, INDEX, PAPER, HANDOUTS = "keys.html", "index.csv", "paper", "handouts"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Given:
    """A variant and those who got it."""

    variant: Variant
    thin: ThinAnswer
    people: Sequence[Participant]


def write_facilitator_set(
    out: Path, content: Content, cohort: str, roster: Sequence[Participant], assigned: Assigned
) -> None:
    """Write keys, index, paper pack and parity report below `out`/facilitator.

    Args:
        out: The cohort's folder.
        content: The workspace's content.
        cohort: The cohort's id.
        roster: The participants in their order.
        assigned: What each of them got.

    Raises:
        OSError: When the disk refuses.
    """
    folder = out / FACILITATOR
    folder.mkdir(exist_ok=True)
    _write(folder / REPORT, report(cohort, parity(assigned, list(content.cases))))
    _write(folder / INDEX, _index(roster, assigned))
    given = {name: list(_given(case, roster, assigned)) for name, case in content.cases.items()}
    cases = [(content.cases[name], found) for name, found in given.items() if found]
    _write(
        folder / KEYS,
        TEMPLATES.fragment(
            "cohort-keys.html",
            title=f"Keys: {cohort}",
            cohort=cohort,
            cases=cases,
            content=content,
            craft=CRAFT,
            exercise_id=exercise_id,
        ),
    )


def write_paper(out: Path, content: Content, cohort: str, person: Participant, variants: Mapping[str, Variant]) -> None:
    """Write one participant's exercises as a page to print, below `out`/facilitator/paper.

    Raises:
        OSError: When the disk refuses.
    """
    folder = out / FACILITATOR / PAPER
    folder.mkdir(parents=True, exist_ok=True)
    exercises = [
        {
            **_case_on_paper(content, name),
            "id": exercise_id(variant),
            "variant": variant,
            "practice": practice_pair(content.rated, name, cohort=cohort, participant=person.id),
        }
        for name, variant in variants.items()
    ]
    page = TEMPLATES.fragment(
        "paper-pack.html", title=f"Paper: {person.name}", cohort=cohort, person=person, exercises=exercises
    )
    _write(folder / f"{safe_name(person.id)}.html", page)


def write_handouts(out: Path, manifest: Manifest) -> int:
    """Write a page for every executed notebook that is there; says how many there are.

    Raises:
        OSError: When the disk refuses.
    """
    count = 0
    for entry in manifest.sets:
        for file in sorted(entry.files):
            executed = out / EXECUTED / entry.folder / file
            if executed.is_file():
                target = out / FACILITATOR / HANDOUTS / entry.folder / f"{executed.stem}.html"
                target.parent.mkdir(parents=True, exist_ok=True)
                _write(
                    target,
                    TEMPLATES.fragment("executed-notebook.html", title=executed.stem, parts=list(_parts(executed))),
                )
                count += 1
    return count


def _parts(executed: Path) -> Iterator[str]:
    """The prose of a notebook and what its cells show, as HTML; what a browser would have to run is left out."""
    for cell in read_notebook(executed)["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            if "lab-only" not in cell["metadata"].get("tags", ()):
                yield markdown(source)
            continue
        for output in cell.get("outputs", ()):
            shown = output.get("data", {}).get("text/html")
            if shown:
                yield "".join(shown)


def _given(case: Case, roster: Sequence[Participant], assigned: Assigned) -> Iterator[Given]:
    """The variants of one case, each once, in the order of their exercise ids."""
    thin = {one.id: one for one in case.exercise.thin_answers}
    people: dict[str, list[Participant]] = {}
    variants: dict[str, Variant] = {}
    for person in roster:
        variant = assigned[person.id].get(case.id)
        if variant:
            variants[variant.id] = variant
            people.setdefault(variant.id, []).append(person)
    for variant in sorted(variants.values(), key=exercise_id):
        yield Given(variant, thin[variant.id.partition("/")[0]], people[variant.id])


def _case_on_paper(content: Content, name: str) -> Mapping[str, Any]:
    """What is the same for everybody who works on a case."""
    case = content.cases[name]
    return {"case": case, "asked": list(_asked(content, case)), **_rendered(case.exercise)}


@lru_cache(maxsize=64)
def _rendered(exercise: Exercise) -> Mapping[str, Any]:
    return {
        "role": markdown(exercise.role, links=False),
        "brief": markdown(exercise.brief, links=False),
        "evidence": [(one.title, markdown(one.text, links=False)) for one in exercise.evidence],
    }


def _asked(content: Content, case: Case) -> Iterator[str]:
    """A question for each part of an answer and each signal of the case."""
    for dimension in (*CRAFT, *case.story.signals):
        yield next(one.text for one in content.questions.follow_ups[dimension] if 1 in one.levels)


def _index(roster: Sequence[Participant], assigned: Assigned) -> str:
    """Who got what, as CSV; no cell is a formula to a spreadsheet."""
    stream = io.StringIO()
    rows = csv.writer(stream, lineterminator="\n")
    rows.writerow(("participant", "name", "case", "exercise", "variant"))
    for person in roster:
        for case, variant in assigned[person.id].items():
            cells = (person.id, person.name, case, exercise_id(variant), variant.id)
            rows.writerow(f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells)
    return stream.getvalue()


def _write(path: Path, text: str) -> None:
    """Write a file unless it holds this very text."""
    if not path.is_file() or path.read_bytes() != text.encode():
        write_atomic(path, text)
