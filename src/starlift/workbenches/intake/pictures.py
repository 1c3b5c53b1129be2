"""Pictures: the line that leadership saw, what the queue is made of, and policies side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from starlift.workbenches.intake.composition import Slice
from starlift.workbenches.intake.outcomes import Range
from starlift.workbenches.plots import COLOURS, HATCHES, INK, MARKERS, Picture, picture, plot

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_GREY = "#5b6675"


def line(open_requests: Sequence[int], origin: str) -> Picture:
    """The one line: open requests in the tracker at the end of each week."""
    weeks = range(1, len(open_requests) + 1)
    with plot(8.0, 3.6) as (figure, axes):
        axes.plot(weeks, open_requests, color=COLOURS[0])
        axes.set(
            title="Security backlog: open requests", xlabel="Week", ylim=(0, None), xlim=(1, max(len(open_requests), 2))
        )
        axes.annotate(f"{open_requests[-1]}", (len(open_requests), open_requests[-1]), xytext=(-4, 6),
                      textcoords="offset points", ha="right", fontweight="bold")  # fmt: skip
        told = (
            f"A line of open requests over {len(open_requests)} weeks, from {open_requests[0]} after the first to "
            f"{open_requests[-1]} at the end. Data: {origin}."
        )
        return picture(_note(figure, origin), told)


def kinds(slices: Sequence[Slice], origin: str) -> Picture:
    """Hours a week by kind, those that came as interrupts hatched."""
    shown = list(reversed(slices))
    with plot(8.5, 5.2) as (figure, axes):
        _bars(axes, shown)
        figure.legend(loc="outside upper left", ncols=2, fontsize=12)
        axes.set(title="Where the hours go", xlabel="Hours of work a week")
        first = slices[0]
        told = (
            "Bars of hours a week by kind of request, parted into what came as an interrupt and what did not. "
            f"Most hours: {first.name}, {first.hours:.0f} a week. Data: {origin}."
        )
        return picture(_note(figure, origin), told)


def severities(slices: Sequence[Slice], origin: str) -> Picture:
    """Hours a week by severity, those that came as interrupts hatched."""
    with plot(8.5, 3.2) as (figure, axes):
        _bars(axes, list(reversed(slices)))
        figure.legend(loc="outside upper left", ncols=2, fontsize=12)
        axes.set(title="How severe it is", xlabel="Hours of work a week")
        part = ", ".join(f"{item.name} {item.interrupting:.0f} of {item.hours:.0f}" for item in slices)
        return picture(
            _note(figure, origin), f"Hours a week that came as interrupts, by severity: {part}. Data: {origin}."
        )


def compared(title: str, axis: str, rows: Sequence[tuple[str, Sequence[Range | None]]], policies: Sequence[str],
             origin: str, *, top: float | None = None) -> Picture:  # fmt: skip
    """One row per figure, in it a mark with its interval per policy.

    Args:
        title: Stands above it.
        axis: What is measured, with its unit.
        rows: Name of the figure, and its value under each policy.
        policies: Their names.
        origin: Where the data come from.
        top: End of the axis, where it is given.
    """
    with plot(8.5, 1.5 + 0.62 * len(rows)) as (figure, axes):
        step = 0.72 / max(len(policies), 1)
        for index, name in enumerate(policies):
            found = [(row, values[index]) for row, (_, values) in enumerate(rows)]
            places = [(row - 0.36 + step * (index + 0.5), value) for row, value in found if value]
            mids = [value.mid for _, value in places]
            axes.errorbar(
                mids, [place for place, _ in places], fmt=MARKERS[index], color=COLOURS[index], label=name,
                xerr=([value.mid - value.low for _, value in places], [value.high - value.mid for _, value in places]),
                elinewidth=2, capsize=3, markersize=7,
            )  # fmt: skip
        axes.set(xlabel=axis, ylim=(len(rows) - 0.5, -0.5))
        right = axes.get_xlim()[1] if top is None else top * 1.02
        axes.set_xlim(-0.02 * right, right)
        axes.set_yticks(range(len(rows)), [name for name, _ in rows])
        for edge in range(1, len(rows)):
            axes.axhline(edge - 0.5, color="#d5dae1", linewidth=1)
        axes.grid(visible=True, axis="x")
        axes.grid(visible=False, axis="y")
        axes.set_title(title)
        figure.legend(loc="outside upper left", ncols=4, fontsize=12)
        told = "; ".join(f"{name}: {_figures(policies, values)}" for name, values in rows)
        return picture(_note(figure, origin), f"{title}. {axis}. {told}. Data: {origin}.")


def _figures(policies: Sequence[str], values: Sequence[Range | None]) -> str:
    return ", ".join(f"{name} {value.mid:.3g}" for name, value in zip(policies, values, strict=True) if value)


def _bars(axes: Axes, shown: Sequence[Slice]) -> None:
    names = [item.name for item in shown]
    broke = [item.interrupting for item in shown]
    axes.barh(names, broke, color=COLOURS[1], hatch=HATCHES[1], edgecolor="white", label="came as an interrupt")
    axes.barh(names, [item.hours - item.interrupting for item in shown], left=broke, color=COLOURS[0],
              label="came through the queue")  # fmt: skip
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")
    axes.tick_params(axis="y", length=0, labelcolor=INK)


def _note(figure: Figure, origin: str) -> Figure:
    figure.supxlabel(f"Data: {origin}", x=0.99, ha="right", fontsize=11, color=_GREY)
    return figure
