"""Check: everything that is wrong with a workspace's content, in one list."""

from __future__ import annotations

import re
from pathlib import Path

from starlift.content import Content, exercise_files, load_content
from starlift.errors import ContentError, Problem, shown_path
from starlift.notebooks import problems_of

_ARTICLE = re.compile(r"\b(an?) \{(\w+)\}", re.IGNORECASE)
_SENTENCE_START = re.compile(r"(?:\A|[.!?] )\{(\w+)\}")


def problems(root: Path) -> list[Problem]:
    """Every mistake in stories, exercises, rubric, questions, rated answers and notebooks below `root`."""
    found: list[Problem] = []
    try:
        content = load_content(root)
    except ContentError as error:
        found += error.problems
    else:
        found += _unnatural(content)
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        found += problems_of(path)
    return sorted(found)


def _unnatural(content: Content) -> list[Problem]:
    """Slots that stand where some context would read badly."""
    found = []
    capital = _always_capital(content)
    files = {path.stem: shown_path(path) for path in exercise_files(content.root)}
    for case in content.cases.values():
        for thin in case.exercise.thin_answers:
            field = f"thin_answers.{thin.id}.text"
            for article, slot in _ARTICLE.findall(thin.text):
                what = f"has {article!r} before {{{slot}}}, which does not fit every context"
                found.append(Problem(files[case.file_stem], 0, field, what, "turn the sentence"))
            for slot in _SENTENCE_START.findall(thin.text):
                if slot not in capital:
                    what = f"begins a sentence with {{{slot}}}, which is in lower case"
                    found.append(Problem(files[case.file_stem], 0, field, what, "turn the sentence"))
    return found


def _always_capital(content: Content) -> set[str]:
    """Slots whose text begins with a capital or a figure in every context."""
    contexts = list(content.contexts.all())
    return {
        slot
        for slot in content.contexts.slots
        if all(context.fills[slot][0].isupper() or context.fills[slot][0].isdigit() for context in contexts)
    }
