"""Plots that a room can read: large type, few lines, told apart by more than colour."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, PAPER = "#1b2430", "#ffffff"
COLOURS = ("#1f5fa8", "#b3400f", "#2f6b3a", "#6b3fa0", "#8a6100", "#0b6e75", "#9c2460")
"""Each has at least 4.5 to 1 against the paper; for the first series, the second, and so on."""
DASHES = ("-", "--", "-.", ":", (0, (6, 2, 1, 2, 1, 2)), (0, (1, 1)), (0, (8, 3)))
HATCHES = ("", "//", "..", "xx", "--", "\\\\", "++")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
_STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans", "font.size": 13, "axes.titlesize": 15, "axes.titleweight": "bold",
    "axes.titlelocation": "left", "axes.labelsize": 13, "axes.spines.top": False, "axes.spines.right": False,
    "axes.edgecolor": INK, "axes.labelcolor": INK, "text.color": INK, "xtick.color": INK, "ytick.color": INK,
    "axes.grid": True, "axes.grid.axis": "y", "grid.color": "#d5dae1", "axes.axisbelow": True, "lines.linewidth": 2.5,
    "hatch.linewidth": 1.2, "legend.frameon": False, "figure.facecolor": PAPER, "axes.facecolor": PAPER,
    "svg.fonttype": "none", "svg.hashsalt": "starlift",
}  # fmt: skip


@contextmanager
def plot(width: float = 8.0, height: float = 4.0) -> Iterator[tuple[Figure, Axes]]:
    """A figure of the house's style, in inches, and its axes; nothing of pyplot's state is touched."""
    import matplotlib as mpl  # noqa: PLC0415 - half a second, paid when something is drawn
    from matplotlib.figure import Figure  # noqa: PLC0415

    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        yield figure, figure.add_subplot()


@dataclass(frozen=True)
class Picture:
    """A drawing and what it shows.

    Attributes:
        svg: The drawing as SVG text.
        told: What a reader who cannot see it should know: what is shown and what stands out.
    """

    svg: str
    told: str


def picture(figure: Figure, told: str) -> Picture:
    """The figure as SVG, the same bytes at every run; to be called within `plot`'s context."""
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = out.getvalue()
    return Picture(text[text.index("<svg") :], told)
