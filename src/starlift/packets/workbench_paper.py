"""Workbench paper: what a learner has put in at a workbench, as the paper that a manager would hand round."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Self

from starlift.content import Content, workbench_file
from starlift.errors import Problem, StarliftError, shown_path
from starlift.feedback.notices import fiction
from starlift.journal import Journal
from starlift.packets.packet import Packet
from starlift.progress import Progress
from starlift.redaction import redact_all
from starlift.workbenches.loading import load_workbench


class WorkbenchPaper(Packet):
    """A paper made of the values of a workbench's fields.

    Args:
        content: Cases; the case's exercise names its workbench.
        journal: The learner's, beside whose folder their own exports lie.
        case_id: Id of the case.
        values: Field -> value, where they are not those of the journal.

    Attributes:
        kind: The kind of workbench that it is of.

    Raises:
        StarliftError: When the case has another workbench, or nothing was put in yet.
    """

    kind: ClassVar[str]

    def __init__(
        self, content: Content, journal: Journal, case_id: str, values: Mapping[str, str] | None = None
    ) -> None:
        self._content, self._journal, self.story = content, journal, case_id
        self._see_kind()
        self.values = Progress.read(journal.entries(), case_id).fields if values is None else dict(values)
        self.texts = {name: text for name, text in self.values.items() if text.strip() and self.is_own(name)}
        if not self.texts:
            what = f"holds no work at the workbench of {case_id} yet"
            raise StarliftError(
                Problem(shown_path(journal.path), 0, "", what, "open the workbench and put something in")
            )
        self.places = {name: self.place(name) for name in self.texts}

    @cached_property
    def made_up(self) -> Any:
        """The content of the workbench."""
        return load_workbench(self.kind, workbench_file(self._content.root, self.kind))

    @cached_property
    def known(self) -> frozenset[str]:  # type: ignore[override]
        """What the workbench's own texts name, since that is made up."""
        return fiction(tuple(_texts(self.made_up.model_dump())))

    @property
    def own_data(self) -> Path:
        """The folder in which the learner's own notebooks and exports lie."""
        return self._journal.path.parents[1]

    @abstractmethod
    def is_own(self, field: str) -> bool:
        """Whether `field` holds words of the learner that stand in the paper."""

    def place(self, field: str) -> str:
        """The name of a field for a reader."""
        return re.sub(r"[-_.]+", " ", field).capitalize()

    def redacted(self) -> Self:
        """The paper of the redacted words; choices stay."""
        found = redact_all(list(self.texts.values()), known=self.known)
        values = {**self.values, **dict(zip(self.texts, found, strict=True))}
        return type(self)(self._content, self._journal, self.story, values)

    @classmethod
    def cases(cls, content: Content) -> list[str]:
        """Ids of the cases at whose workbench it is made."""
        return [id for id, case in content.cases.items() if case.exercise.workbench == cls.kind]

    def _see_kind(self) -> None:
        fitting = self.cases(self._content)
        if self.story not in fitting:
            what = f"{self.story} has no workbench of which a {self.name} is made"
            raise StarliftError(Problem("", 0, "STORY", what, f"choose from: {', '.join(fitting) or 'none here'}"))


def _texts(value: Any) -> Iterator[str]:
    """Every text in plain JSON types."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)
