"""Panel: what the workbook's widgets have in common."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

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


def plainly(bundle: Any, text: str) -> dict[str, Any]:
    """A widget's mime bundle with `text` as its plain form, which is what a run of the notebook compares."""
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    return {**(data or {}), "text/plain": text}
