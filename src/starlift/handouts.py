"""Handouts: what lies on the tables, as pages to print on A4 or Letter.

The rubric, a card of follow-up questions and the case come from the content; ground rules, feedback form and difficult
moments from the guide. Each is one HTML file that fetches nothing. None holds a key: no notes on thin answers, no
levels of practice answers, no reference story.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlift.content import Case, Content
from starlift.dimensions import CRAFT
from starlift.errors import ContentError, Problem, shown_path
from starlift.exercises import choose_variant
from starlift.notebooks import write_atomic
from starlift.page import TEMPLATES
from starlift.prose import markdown
from starlift.steps import SELF_STUDY

LEARNER = "learner"
"""Whose thin answer stands on the case's page: that of the notebooks as they ship."""
_OF_THE_GUIDE = (
    ("ground-rules", "Ground rules", "confidentiality.md", "## Ground rules to read aloud", "Read them"),
    ("feedback-form", "Feedback form", "feedback-form.md", "---", "---"),
    ("difficult-moments", "Difficult moments", "difficult-moments.md", "# Difficult moments", "## The machine"),
)
"""Name, title, file in `facilitator/`, and how the lines begin between which the text stands."""


@dataclass(frozen=True)
class Handout:
    """One page to print.

    Attributes:
        name: Its file name without ending.
        title: Its heading.
        kind: Which part of the template shows it: ``rubric``, ``questions`` or ``prose``.
        parts: What that part shows.
    """

    name: str
    title: str
    kind: str
    parts: Any


def handouts(content: Content, case_id: str) -> tuple[Handout, ...]:
    """The handouts of a session on one case.

    Args:
        content: Content with the facilitator's guide beside it.
        case_id: The case's id.

    Raises:
        ContentError: When there is no such case, or a page of the guide is missing or lacks the part that is printed.
    """
    case = content.case(case_id)
    return (
        Handout("rubric", "What a panel listens for", "rubric", content.rubric),
        Handout("follow-up-card", "Follow-up questions", "questions", list(_questions(content, case))),
        Handout(f"case-{case.id}", case.story.title, "prose", _on_paper("\n\n".join(_brief(content, case)))),
        *(
            Handout(name, title, "prose", _on_paper(_part(content.root, *place)))
            for name, title, *place in _OF_THE_GUIDE
        ),
    )


def _on_paper(text: str) -> str:
    return markdown(text, links=False)


def write(content: Content, case_id: str, folder: Path) -> list[Path]:
    """Write the handouts into `folder`, which is made if need be; pages of the same names are replaced.

    Raises:
        ContentError: As `handouts`; nothing is written then.
        OSError: When the disk refuses.
    """
    pages = {page.name: TEMPLATES.fragment("handout.html", page=page) for page in handouts(content, case_id)}
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        write_atomic(folder / f"{name}.html", text)
    return [folder / f"{name}.html" for name in pages]


def _questions(content: Content, case: Case) -> Iterator[tuple[str, list[tuple[str, bool]]]]:
    """Name of a dimension -> its questions, each with whether it is one for strong answers."""
    for dimension in (*CRAFT, *case.story.signals):
        asked = content.questions.follow_ups[dimension]
        yield content.rubric[dimension].name, [(question.text, question.harder) for question in asked]


def _brief(content: Content, case: Case) -> Iterator[str]:
    """What a learner gets for a case, in Markdown."""
    exercise = case.exercise
    thin = choose_variant(exercise, content.contexts, cohort=SELF_STUDY, participant=LEARNER)
    yield f"**Your role.** {exercise.role}"
    yield exercise.brief
    yield "## The notes"
    for item in exercise.evidence:
        yield f"### {item.title}\n\n{item.text}"
    yield "## A thin answer to start from"
    yield f"*{thin.context}*"
    yield thin.text


def _part(root: Path, name: str, begin: str, end: str) -> str:
    """The text of a page of the guide between the line `begin` and the next that begins with `end`."""
    path = root / "facilitator" / name
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        raise ContentError(Problem(shown_path(path), 0, "", "is missing", "restore the file")) from None
    _, begun, rest = f"\n{text}".partition(f"\n{begin}\n")
    part, ended, _ = rest.partition(f"\n{end}")
    for found, line in ((begun, begin), (ended, end)):
        if not found:
            what = f"has no line {line!r}"
            raise ContentError(Problem(shown_path(path), 0, "", what, "restore it: what stands beside it is printed"))
    return part.strip()
