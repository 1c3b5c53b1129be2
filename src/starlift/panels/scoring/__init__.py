"""What a rater touches: a score sheet and a training, each shown by one call in a facilitator's notebook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from starlift.content import START, default_content
from starlift.journal import Journal
from starlift.panels.page import Page, escape, style_tag, table
from starlift.panels.scoring.scoresheet import ScoreSheetPages
from starlift.panels.scoring.training import TrainingPages, TrainingSeat
from starlift.panels.workbench import WorkbenchPanel
from starlift.scoring.desk import Desk
from starlift.scoring.form import form_for, named
from starlift.scoring.panel import load_panel

TRAINING = "rater-training"
"""What the journal of a training calls its cohort."""
_OPEN: dict[str, WorkbenchPanel] = {}
"""Panels by what they show: running a notebook again closes the ones that it made before."""


def score_sheet(*, candidate: str, question: str, rater: str, workspace: str = "scores") -> WorkbenchPanel:
    """The score sheet of one rater on one answer.

    Args:
        candidate: How the panel calls the candidate; initials or a number will do.
        question: Id of the question in `stories/questions.yaml`.
        rater: Who rates, named as in `facilitator/scoring/panel.yaml` or otherwise.
        workspace: Folder of the scores, relative to the notebook; raters who share it can compare.

    Raises:
        ScoringError: When a name is not usable or there is no such question.
        ContentError: When the panel's file or the comments are broken.
    """
    form = form_for(default_content(), candidate, question)
    desk = Desk(form, named(rater, "rater"), Path(workspace).resolve())
    return _afresh(f"sheet/{desk.rater}/{desk.case_id}", lambda: WorkbenchPanel(desk, ScoreSheetPages(desk)))


def training(*, rater: str, cohort: str = TRAINING, workspace: str = "scores") -> WorkbenchPanel:
    """The frame-of-reference training of one rater.

    Args:
        rater: Who trains; with the cohort it decides which answers are rated.
        cohort: Raters of one cohort and different names get different answers.
        workspace: Folder of the scores, relative to the notebook.

    Raises:
        ScoringError: When the name is not usable.
        ContentError: When the rated answers are too few.
    """
    seat = TrainingSeat(default_content(), START, Journal(Path(workspace), cohort, named(rater, "rater")))
    return _afresh(f"training/{cohort}/{rater}", lambda: WorkbenchPanel(seat, TrainingPages(seat)))


def panel_summary() -> Page:
    """What the panel has agreed on: role, target, must-have signals, no-hire conditions and who listens for what."""
    content = default_content()
    panel, names = load_panel(content), content.rubric.names
    must = [(names[one.signal], f"from {one.level}", one.why) for one in panel.must_have]
    lanes = [
        (lane.interviewer, lane.name, ", ".join(names[one] for one in lane.signals), ", ".join(lane.questions))
        for lane in panel.lanes
    ]
    conditions = "".join(f"<li>{escape(one.text)}</li>" for one in panel.no_hire)
    target = f"{panel.target}, {content.rubric.overall_name(panel.target)}"
    return Page(
        f"{style_tag()}<h3>{escape(panel.role.title)}</h3><p>{escape(panel.role.summary)}</p>"
        f"<p>Level target: {escape(target)}.</p>"
        f"{table(('Must have', 'Level', 'Why'), must)}<h3>No-hire conditions</h3><ul>{conditions}</ul>"
        f"<h3>Who listens for what</h3>{table(('Interviewer', 'Lane', 'Signals', 'Questions'), lanes)}",
        "What the panel has agreed on",
    )


def _afresh(key: str, make: Callable[[], WorkbenchPanel]) -> WorkbenchPanel:
    """A new panel, made once the one of an earlier run has written its last words and is closed."""
    before = _OPEN.pop(key, None)
    if before is not None:
        before.close()
    _OPEN[key] = panel = make()
    return panel
