"""Panel: what the workbook's widgets have in common."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from starlift.seat import Seat

LABEL = {"description_width": "11em"}
"""Style of a labelled control."""
WIDE = {"width": "34em", "max_width": "100%"}
"""Layout of a drop-down list with whole sentences."""


class Panel(widgets.VBox):
    """A column of widgets that closes with everything in it and reads the same at every run where it is not drawn."""

    def close(self) -> None:
        """Leave the page, children first."""
        for child in self.children:
            child.close()
        super().close()

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return plainly(super()._repr_mimebundle_(**kwargs), type(self).__name__)


def level_name(seat: Seat, key: str, level: int) -> str:
    """A level of a dimension or of ``overall`` with a few words of its anchor, for a drop-down list."""
    rubric = seat.content.rubric
    if key == "overall":
        return f"{level} · {rubric.overall_name(level)}"
    anchor = rubric[key].anchors[level]
    return f"{level} · {anchor if len(anchor) <= 60 else anchor[:57].rsplit(' ', 1)[0] + ' …'}"


def plainly(bundle: Any, text: str) -> dict[str, Any]:
    """A widget's mime bundle with `text` as its plain form, which is what a run of the notebook compares."""
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    return {**(data or {}), "text/plain": text}
