"""Panel: what interviewers agree on before they meet a candidate, read from `facilitator/scoring/panel.yaml`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from starlift.content import Content
from starlift.errors import Problem
from starlift.rubric import DimensionId, SignalId, Text
from starlift.yamlfile import Model, YamlDocument, read_yaml

ItemId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$")]


class Role(Model):
    """The role in a few lines."""

    title: Text
    summary: Text


class MustHave(Model):
    """A signal without which nobody is hired, and the level from which it counts as shown."""

    signal: SignalId
    level: Annotated[int, Field(ge=1, le=3)]
    why: Text


class NoHire(Model):
    """Something that ends a candidacy whatever the levels say."""

    id: ItemId
    text: Text


class Lane(Model):
    """What one interviewer listens for, and the questions that they lead."""

    id: ItemId
    name: Text
    interviewer: Text
    signals: Annotated[tuple[SignalId, ...], Field(min_length=1)]
    questions: tuple[Text, ...] = ()


class Ask(Model):
    """A question of the debrief or of the hiring manager's synthesis."""

    id: ItemId
    asks: Text


class Panel(Model):
    """All of it.

    Attributes:
        target: Overall level that the role asks for, 1 to 5.
        always: Dimensions that are rated at every question, beside its own signals.
    """

    role: Role
    target: Annotated[int, Field(ge=1, le=5)]
    always: tuple[DimensionId, ...] = ()
    must_have: Annotated[tuple[MustHave, ...], Field(min_length=1)]
    no_hire: Annotated[tuple[NoHire, ...], Field(min_length=1)]
    lanes: Annotated[tuple[Lane, ...], Field(min_length=1)]
    debrief: Annotated[tuple[Ask, ...], Field(min_length=1)]
    synthesis: Annotated[tuple[Ask, ...], Field(min_length=1)]

    def lane_of(self, rater: str) -> Lane | None:
        """The first lane that this interviewer has; case and outer blanks do not matter."""
        wanted = rater.strip().casefold()
        return next((lane for lane in self.lanes if lane.interviewer.casefold() == wanted), None)

    def lane_for(self, question: str) -> Lane | None:
        """The lane that leads this question."""
        return next((lane for lane in self.lanes if question in lane.questions), None)


def panel_file(root: Path) -> Path:
    """Where the panel of a workspace is described."""
    return root / "facilitator" / "scoring" / "panel.yaml"


def load_panel(content: Content) -> Panel:
    """The panel of a workspace, held against its questions.

    Raises:
        ContentError: With file, line and field of every mistake.
    """
    known = {question.id for question in content.questions.interview}

    def unknown_questions(document: YamlDocument, panel: Panel) -> Iterator[Problem]:
        for number, lane in enumerate(panel.lanes):
            for place, question in enumerate(lane.questions):
                if question not in known:
                    what = f"{question!r} is no question of stories/questions.yaml"
                    yield document.problem(
                        ("lanes", number, "questions", place), what, "use the id of one under interview"
                    )

    return read_yaml(panel_file(content.root)).into(Panel, _repeated, unknown_questions)


def _repeated(document: YamlDocument, panel: Panel) -> Iterator[Problem]:
    for name in ("no_hire", "lanes", "debrief", "synthesis"):
        yield from document.repeated((name,), (item.id for item in getattr(panel, name)))
    seen: set[str] = set()
    for number, item in enumerate(panel.must_have):
        if item.signal in seen:
            yield document.problem(("must_have", number, "signal"), f"{item.signal!r} stands twice", "keep one")
        seen.add(item.signal)
