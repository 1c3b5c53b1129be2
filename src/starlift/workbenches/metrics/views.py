"""Views: the catalogue's sixteen, computed from a programme and drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from starlift.workbenches.metrics import of_findings, of_practices
from starlift.workbenches.metrics.content import ViewText
from starlift.workbenches.metrics.programme import Programme
from starlift.workbenches.metrics.shown import Shown
from starlift.workbenches.plots import COLOURS, DASHES, MARKERS, Picture, picture, plot

if TYPE_CHECKING:
    from matplotlib.axes import Axes

VIEWS: Mapping[str, Callable[[Programme], Shown]] = MappingProxyType({
    "found": of_findings.found,
    "coverage": of_practices.coverage,
    "closed": of_findings.closed,
    "mttr": of_findings.mttr,
    "scans": of_practices.scans,
    "ageing": of_findings.ageing,
    "training": of_practices.training,
    "design": of_practices.design,
    "backlog": of_findings.backlog,
    "secrets": of_practices.secrets,
    "cvss": of_findings.cvss,
    "exceptions": of_practices.exceptions,
    "score": of_practices.score,
    "still-open": of_findings.still_open,
    "repeats": of_practices.repeats,
    "blockers": of_practices.blockers,
})  # fmt: skip
NOT_HELD = "This view needs data that this export does not hold."


def can_show(view: ViewText, programme: Programme) -> bool:
    """Whether `programme` holds the tables that the view needs, and the scores where it needs those."""
    held = all(getattr(programme, table) is not None for table in view.tables)
    return held and (view.id != "cvss" or "cvss" in programme.findings.columns)


def show(view: ViewText, programme: Programme) -> Shown | None:
    """The view's figures, remembered; none where the programme lacks the data."""
    return _shown(view.id, programme) if can_show(view, programme) else None


def draw(view: ViewText, programme: Programme, *, small: bool = False) -> Picture | None:
    """The view's plot, remembered, in the page's size or small for the report; none where the data are lacking."""
    return _drawn(view.id, view.title, programme, small) if can_show(view, programme) else None


@lru_cache(maxsize=128)
def _shown(id: str, programme: Programme) -> Shown:
    return VIEWS[id](programme)


@lru_cache(maxsize=128)
def _drawn(id: str, title: str, programme: Programme, small: bool) -> Picture:  # noqa: FBT001 - key of the memory
    shown = _shown(id, programme)
    width, height = (3.9, 2.2) if small else (8.0, 4.0)
    with plot(width, height) as (figure, axes):
        _SHAPES[shown.shape](axes, shown)
        axes.set_title(shown.unit, fontsize=11 if small else 13, fontweight="normal")
        if shown.shape == "curves":
            axes.set_xlabel("days after opening", fontsize=11 if small else 13)
        if len(shown.series) > 1:
            axes.legend(fontsize=9 if small else 12, handlelength=2.6, labelspacing=0.25, **_legend_place(small=small))
        axes.tick_params(labelsize=10 if small else 12)
        return picture(figure, f"{title}. {shown.key} {_told(shown)}".strip())


def _legend_place(*, small: bool) -> dict[str, Any]:
    if small:
        return {"loc": "lower center", "bbox_to_anchor": (0.45, 1.12), "ncols": 2, "columnspacing": 1.0, "borderpad": 0}
    return {"loc": "upper left", "bbox_to_anchor": (1.0, 1.0)}


def _bars(axes: Axes, shown: Shown) -> None:
    series = shown.series[0]
    bars = axes.bar([str(place) for place, _ in series.points], [value for _, value in series.points], color=COLOURS[0])
    axes.bar_label(bars, fmt="{:,.0f}", fontsize=10 if len(series.points) < 8 else 8, padding=2)
    axes.margins(y=0.15)
    axes.yaxis.set_major_formatter("{x:,.0f}")
    if len(series.points) > 8:
        axes.set_xticks(range(0, len(series.points), 2))


def _lines(axes: Axes, shown: Shown) -> None:
    for number, series in enumerate(shown.series):
        places, values = zip(*series.points, strict=True)
        colour, dashes, marker = COLOURS[number % 7], DASHES[number % 7], MARKERS[number % 7]
        axes.plot(
            places, values, label=_plainly(series.label), color=colour, linestyle=dashes, marker=marker, markersize=6
        )
    axes.set_ylim(bottom=0)
    axes.margins(x=0.16)
    axes.set_ylim(top=axes.get_ylim()[1] * 1.08)
    _ends(axes, shown, number=0, offset=-9, align="right")
    _ends(axes, shown, number=-1, offset=9, align="left")


def _ends(axes: Axes, shown: Shown, *, number: int, offset: int, align: str) -> None:
    """Writes the values at one end of all lines beside them, far enough apart to be read."""
    least = axes.get_ylim()[1] * 20 / (axes.get_window_extent().height or 1)
    last = float("-inf")
    for value, place in sorted((series.points[number][1], str(series.points[number][0])) for series in shown.series):
        if value == value:  # noqa: PLR0124 - not a number is not written
            last = max(value, last + least)
            text = f"{value:,.1f}" if shown.unit == "points of 10" else f"{value:,.0f}"
            axes.annotate(
                text, (place, last), (offset, 0), textcoords="offset points", ha=align, va="center", fontsize=10
            )


def _plainly(label: str) -> str:
    """A label that is set as it is written, not read as a formula or left out."""
    return label.lstrip("_").replace("$", r"\$")


def _curves(axes: Axes, shown: Shown) -> None:
    for number, series in enumerate(shown.series):
        places, values = zip(*series.points, strict=True)
        group, late = divmod(number, 2)
        axes.step(
            places, values, where="post", label=_plainly(series.label), color=COLOURS[group], linestyle=DASHES[late]
        )
    axes.set_ylim(0, 102)
    axes.set_xlim(0, 180)
    axes.set_xticks([0, 30, 60, 90, 120, 150, 180])


_SHAPES: Mapping[str, Callable[[Axes, Shown], None]] = {"bars": _bars, "lines": _lines, "curves": _curves}


def _told(shown: Shown) -> str:
    """All values of bars and lines, for a reader who cannot see them."""
    if shown.shape == "curves":
        return ""
    return " ".join(
        f"{series.label}: " + ", ".join(f"{place} {value:,.3g}" if value < 100 else f"{place} {value:,.0f}"
                                        for place, value in series.points) + "."
        for series in shown.series
    )  # fmt: skip
