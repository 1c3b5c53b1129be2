"""On data: a workbench over synthetic data in the place of which a learner can put an export of their own."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from starlift.errors import StarliftError
from starlift.panels.guard import told
from starlift.panels.workbenches import owndata
from starlift.panels.workbenches.base import Download, Kept, Part, Values, Workbench
from starlift.panels.workbenches.blocks import Block, group, remarks
from starlift.workbenches.facts import Fact
from starlift.workbenches.owndata.files import FOLDER
from starlift.workbenches.owndata.table import Kind, Loaded


class Desk(Protocol):
    """The pages of a workbench over one set of data; its methods are those of `Workbench`."""

    def parts(self, values: Values) -> Sequence[Part]: ...  # noqa: D102
    def blocks(self, part: str, values: Values) -> Sequence[Block]: ...  # noqa: D102
    def facts(self, values: Values) -> Sequence[Fact]: ...  # noqa: D102
    def act(self, do: str, values: Values) -> Download | Kept: ...  # noqa: D102


class OnData(Workbench):
    """A workbench whose pages are those of a desk, one for each set of data.

    Attributes:
        table: The table that an export is read as.
        first: The part on which the export is chosen.
        refused: What to say over the reason why an export cannot be used.
    """

    table: Kind
    first: str
    refused: str

    def __init__(self, own_data: Path = Path(FOLDER)) -> None:
        self._own_data = own_data
        self._synthetic: Desk | None = None
        self._own: tuple[Loaded, object, Desk] | None = None

    @abstractmethod
    def _desk_of_synthetic(self) -> Desk:
        """The desk with the data that come with the kit."""

    @abstractmethod
    def _desk_of(self, loaded: Loaded, values: Values) -> Desk:
        """The desk with an export.

        Raises:
            StarliftError: When it cannot be used.
        """

    def _beside(self, values: Values) -> Sequence[Block]:  # noqa: ARG002 - for those who need it
        """Fields that stand beside the choice of an export; their values are part of what a desk is made of."""
        return ()

    def _settings(self, values: Values) -> object:  # noqa: ARG002 - as above
        """What else a desk is made of."""
        return None

    def parts(self, values: Values) -> Sequence[Part]:
        """The parts of the desk."""
        return self._desk(values)[0].parts(values)

    def blocks(self, part: str, values: Values) -> Sequence[Block]:
        """What stands on a part of the desk; on the first one also the choice of an export."""
        desk, problem = self._desk(values)
        found = desk.blocks(part, values)
        if part != self.first:
            return found
        own = [*owndata.blocks(self._own_data, values, self.table), *self._beside(values)]
        if problem:
            own.append(remarks("own.problem", [problem], label=self.refused))
        return [*found, group(f"Use your own {self.table}", own, open=bool(values.get("own.file")))]

    def facts(self, values: Values) -> Sequence[Fact]:
        """What can be said after working at the desk."""
        return self._desk(values)[0].facts(values)

    def act(self, do: str, values: Values) -> Download | Kept:
        """What a button of the desk does.

        Raises:
            StarliftError: When it cannot be done, with what to do about it.
        """
        return self._desk(values)[0].act(do, values)

    def _desk(self, values: Values) -> tuple[Desk, str]:
        """What the learner works on, and why their own data cannot be it."""
        loaded, problem = owndata.chosen(self._own_data, values, self.table), ""
        if loaded is not None:
            settings = self._settings(values)
            try:
                if self._own is None or self._own[0] is not loaded or self._own[1] != settings:
                    self._own = (loaded, settings, self._desk_of(loaded, values))
                return self._own[2], ""
            except StarliftError as error:
                problem = told(error)
        if self._synthetic is None:
            self._synthetic = self._desk_of_synthetic()
        return self._synthetic, problem
