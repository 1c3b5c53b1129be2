"""Workbook: the parts of a notebook, in the order in which a learner meets them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import ipywidgets as widgets

from starlift.content import default_content
from starlift.journal import Journal
from starlift.panels.calibration import Calibration
from starlift.panels.defence import Defence
from starlift.panels.keepsake import Keepsake
from starlift.panels.page import Page, card, escape, markdown, style_tag, table
from starlift.panels.studio import Studio
from starlift.panels.uses import Uses
from starlift.seat import Seat

PanelT = TypeVar("PanelT", bound=widgets.Widget)
_OPEN: dict[tuple[str, str], widgets.Widget] = {}
"""Panels by case and name: running a cell again closes the panel that it made before."""


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

    Raises:
        ContentError: When the content is broken or has no such case.
    """

    def __init__(
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
    ) -> None:
        journal = Journal(Path(workspace), cohort, participant)
        fixed = {"industry": industry, "seniority": seniority}
        self.seat = Seat(default_content(), case, journal, seed, minutes, fixed)

    def cover(self) -> Page:
        """Title, what the notebook is about, and how long it takes."""
        seat, rubric = self.seat, self.seat.content.rubric
        if seat.case is None:
            return Page(f"{style_tag()}<p class='sl-lead'>About {seat.minutes} minutes.</p>", "Cover")
        story = seat.case.story
        signals = ", ".join(rubric[signal].name for signal in story.signals)
        lines = f"<p class='sl-lead'>{escape(story.summary)}</p><p>About {seat.minutes} minutes. "
        lines += f"The panel listens for: {escape(signals)}.</p>"
        return Page(style_tag() + lines + card("<h3>Your role</h3>", markdown(seat.case.exercise.role)), "Cover")

    def brief(self) -> Page:
        """What is going on when the learner takes over."""
        case = self.seat.content.case(self.seat.case_id)
        return Page(markdown(case.exercise.brief), "Brief")

    def evidence(self) -> Page:
        """The facts that an answer may use."""
        case = self.seat.content.case(self.seat.case_id)
        cards = (
            card(f"<p class='sl-kind'>{item.kind}</p><h3>{escape(item.title)}</h3>", markdown(item.text))
            for item in case.exercise.evidence
        )
        return Page("".join(cards), "Evidence")

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

    def calibrate(self) -> Calibration:
        """Two answers to rate before seeing the panel's levels."""
        return self._panel("calibration", lambda: Calibration(self.seat))

    def uses(self) -> Uses:
        """What the own story is for."""
        return self._panel("uses", lambda: Uses(self.seat))

    def studio(self) -> Studio:
        """The place to write; each call in one notebook shows the same studio again."""
        return self._panel("studio", lambda: Studio(self.seat))

    def defend(self) -> Defence:
        """The panel's follow-up questions."""
        return self._panel("defence", lambda: Defence(self.seat))

    def keep(self) -> Keepsake:
        """Three lines to remember, and the reference story after an own attempt."""
        return self._panel("keepsake", lambda: Keepsake(self.seat))

    def _panel(self, name: str, make: Callable[[], PanelT]) -> PanelT:
        shown = getattr(self, f"_{name}", None)
        if shown is not None and name == "studio":
            return shown  # type: ignore[no-any-return]
        before = _OPEN.pop((self.seat.case_id, name), None)
        if before is not None:
            before.close()
        panel = make()
        _OPEN[self.seat.case_id, name] = panel
        setattr(self, f"_{name}", panel)
        return panel
