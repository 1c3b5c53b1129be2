"""Prepare: a notebook filled in for one participant by papermill, in bytes that depend on nothing else.

Every learner's set comes from the same few templates, which are read and checked once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from starlift.cohorts.normal import INJECTED, METADATA, Notebook, as_node, normalised, tags_of
from starlift.content import OWN_STORY, START, Content
from starlift.errors import ContentError, Problem, shown_path
from starlift.notebooks import notebook_for, notebook_path, parameters_of

PARAMETERS = ("cohort", "participant", "industry", "seniority")
"""What a set fills in; every other parameter keeps the notebook's own value."""
VARIANT, MINUTES = "variant", "minutes"
"""What it fills in besides in the notebook of a case."""


@dataclass(frozen=True)
class Template:
    """A notebook before anything is known of a participant.

    Attributes:
        case: A case's id, `START` or `OWN_STORY`.
        file: The notebook's file name.
        notebook: The notebook, normalised.
    """

    case: str
    file: str
    notebook: Notebook


def load_templates(content: Content, wanted: Iterable[str]) -> dict[str, Template]:
    """Case id -> template, for every wanted case.

    Raises:
        ContentError: With the mistakes of all notebooks in one list; see `load_template`.
    """
    problems: list[Problem] = []
    found = {}
    for case_id in sorted(wanted):
        try:
            found[case_id] = load_template(content, case_id)
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(problems)
    return found


def load_template(content: Content, case_id: str) -> Template:
    """The notebook of a case, `START` or `OWN_STORY`, ready to be filled in.

    Raises:
        ContentError: When it is missing, not a valid notebook, or lacks a parameter that a set fills in.
    """
    from nbformat import ValidationError, validate  # noqa: PLC0415 - slow to import

    path = notebook_path(content, case_id)
    file = shown_path(path)
    raw = notebook_for(content, case_id)
    try:
        notebook = normalised({**raw, "cells": [cell for cell in raw["cells"] if INJECTED not in tags_of(cell)]})
        validate(as_node(notebook))
    except (ValidationError, AttributeError, KeyError, TypeError) as error:
        what = f"is not a valid notebook: {str(error).splitlines()[0]}"
        raise ContentError(Problem(file, 0, "cells", what, "restore the file")) from None
    problems = [Problem(file, 0, "cells[parameters]", what, fix) for what, fix in _parameter_faults(notebook, case_id)]
    if problems:
        raise ContentError(problems)
    return Template(case_id, path.name, notebook)


def _parameter_faults(notebook: Notebook, case_id: str) -> Iterable[tuple[str, str]]:
    tagged = sum("parameters" in tags_of(cell) for cell in notebook["cells"])
    if tagged != 1:
        yield f"{tagged} cells are tagged parameters", "tag exactly one"
        return
    try:
        own = parameters_of(notebook)
    except (SyntaxError, ValueError):
        yield "is not a list of literals", "write one name = literal a line"
        return
    for name in (*PARAMETERS, *(() if case_id in (START, OWN_STORY) else (VARIANT,))):
        if name not in own:
            yield f"has no parameter {name!r}", f'add {name} = ""'
    if own.get("case") != case_id:
        yield f"its case is {own.get('case')!r} and not {case_id!r}", f'write case = "{case_id}"'


def case_ids(content: Content, chosen: Iterable[str] = ()) -> list[str]:
    """What a set holds: the opening, the chosen cases (or all) in the order of the content, and the own story."""
    wanted = set(chosen) or set(content.cases)
    return [START, *(case for case in content.cases if case in wanted), OWN_STORY]


def prepared(template: Template, parameters: Mapping[str, str | int]) -> Notebook:
    """The template with `parameters` filled in by papermill, not executed.

    Args:
        template: Checked by `load_template` to know all of `PARAMETERS`.
        parameters: Name -> text or number; papermill would take unknown names without complaint, so they are
            refused here.

    Raises:
        KeyError: For a parameter that a set does not fill in.
    """
    from papermill.parameterize import parameterize_notebook  # noqa: PLC0415 - slow to import

    for name in parameters:
        if name not in (*PARAMETERS, VARIANT, MINUTES):
            raise KeyError(name)
    node = as_node({**template.notebook, "metadata": {**METADATA, "papermill": {}}})
    for cell in node.cells:
        cell.metadata.setdefault("tags", [])  # papermill takes them for granted
    return normalised(parameterize_notebook(node, dict(parameters), report_mode=True))
