"""Workbook: the parts of a notebook, in the order in which a learner meets them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from starlift.content import default_content, workbench_file
from starlift.exercises import exercise_id
from starlift.journal import Journal
from starlift.panels.page import Page, escape, style_tag, table
from starlift.panels.studio import Studio
from starlift.panels.workbench import WorkbenchPanel
from starlift.panels.workbenches import workbench_of
from starlift.panels.workbenches.base import Setting
from starlift.seat import Seat
from starlift.workbenches.owndata.files import FOLDER

Panel = TypeVar("Panel", Studio, WorkbenchPanel)
_OPEN: dict[str, Studio | WorkbenchPanel] = {}
"""Panels by kind and case: running a notebook again closes the ones that it made before."""


class Workbook:
    """One notebook for one learner.

    Args:
        case: Id of a case, ``"start"`` or ``"your-story"``.
        cohort: Id of the cohort; with the participant's id it decides every variation.
        participant: Id of the participant.
        seed: 0 for the participant's own variant, any other number for a further one.
        minutes: Time planned for the notebook.
        workspace: Folder below which the journal is kept, relative to the notebook.
        industry: Id of the industry that the roster prescribes, or empty.
        seniority: Id of the seniority that the roster prescribes, or empty.
        variant: Id of the variant that the cohort gives, or empty for the participant's own draw.

    Raises:
        ContentError: When the content is broken, or has no such case or variant.
    """

    def __init__(  # noqa: PLR0913 - one for each parameter of a notebook
        self,
        case: str,
        *,
        cohort: str = "self-study",
        participant: str = "learner",
        seed: int = 0,
        minutes: int = 35,
        workspace: str = ".",
        industry: str = "",
        seniority: str = "",
        variant: str = "",
    ) -> None:
        journal = Journal(Path(workspace), cohort, participant)
        self._own_data = Path(workspace).resolve() / FOLDER
        fixed = {"industry": industry, "seniority": seniority}
        self._studio: Studio | None = None
        self._workbench: WorkbenchPanel | None = None
        self.seat = Seat(default_content(), case, journal, seed, minutes, fixed, variant)

    def cover(self) -> Page:
        """Title, what the notebook is about, and how long it takes."""
        seat, rubric = self.seat, self.seat.content.rubric
        if seat.case is None:
            return Page(f"{style_tag()}<p class='sl-lead'>About {seat.minutes} minutes.</p>", "Cover")
        story = seat.case.story
        signals = ", ".join(rubric[signal].name for signal in story.signals)
        lines = f"<p class='sl-lead'>{escape(story.summary)}</p><p>About {seat.minutes} minutes. "
        exercise = f"<p class='sl-hint'>Exercise {exercise_id(seat.variant)}</p>" if seat.variant else ""
        return Page(f"{style_tag()}{lines}The panel listens for: {escape(signals)}.</p>{exercise}", "Cover")

    def rubric(self) -> Page:
        """What the overall levels and the nine dimensions mean."""
        rubric = self.seat.content.rubric
        levels = [(f"{n} {anchor.name}", anchor.text) for n, anchor in enumerate(rubric.overall.anchors, start=1)]
        rows = [(item.name, item.asks, item.weaker, item.stronger) for item in rubric.dimensions]
        reminders = "".join(f"<li>{escape(text)}</li>" for text in rubric.reminders)
        return Page(
            f"<h3>{escape(rubric.overall.name)}</h3>{table(('Level', 'What the answer does'), levels)}"
            f"<h3>What is rated</h3>{table(('', 'A rater asks', 'Weaker', 'Stronger'), rows)}"
            f"<h3>When you rate</h3><ul>{reminders}</ul>",
            "Rubric",
        )

    def cases(self) -> Page:
        """The cases of this workspace."""
        cases = self.seat.content.cases.values()
        rows = [(f"{case.file_stem}.ipynb", case.story.summary, f"{case.story.minutes} min") for case in cases]
        return Page(table(("Notebook", "What it is about", "Time"), rows), "Cases")

    def studio(self) -> Studio:
        """The place to work; each call in one notebook shows the same studio again."""
        if self._studio is None:
            self._studio = self._afresh(Studio, lambda: Studio(self.seat))
        return self._studio

    def workbench(self) -> WorkbenchPanel | Page:
        """The place to do the manager's own work of the case; what comes of it appears in the studio."""
        kind = self.seat.case.exercise.workbench if self.seat.case else ""
        if not kind:
            return Page("<p>This case has no workbench; its studio is enough.</p>", "No workbench")
        if self._workbench is None:
            journal = self.seat.journal
            setting = Setting(
                workbench_file(self.seat.content.root, kind),
                self._own_data,
                journal.cohort,
                journal.participant,
            )
            workbench, studio = workbench_of(kind).at(setting), self.studio()
            self._workbench = self._afresh(
                WorkbenchPanel, lambda: WorkbenchPanel(self.seat, workbench, studio.take_facts)
            )
        return self._workbench

    def _afresh(self, kind: type[Panel], make: Callable[[], Panel]) -> Panel:
        """A new panel, made once the one of an earlier run of the notebook has written its last words and is closed."""
        key = f"{kind.__name__}/{self.seat.case_id}"
        before = _OPEN.pop(key, None)
        if before is not None:
            before.close()
        panel = make()
        _OPEN[key] = panel
        return panel
