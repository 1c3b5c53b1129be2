"""Datasets: what can be measured on the synthetic data of the workbenches, as tables for whoever leads a workshop."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlift.content import content_root, workbench_file
from starlift.workbenches.intake.composition import measured
from starlift.workbenches.intake.content import load_intake
from starlift.workbenches.intake.outcomes import MEASURES, Experiment, ranged
from starlift.workbenches.intake.told import with_interval
from starlift.workbenches.metrics.content import load_metrics
from starlift.workbenches.metrics.generator import generate
from starlift.workbenches.metrics.statistics import check_statistics
from starlift.workbenches.metrics.trap import what_the_mean_hides

if TYPE_CHECKING:
    import pandas as pd

HEAD = ("statistic", "here", "at least", "at most", "holds")


def requests_checked(root: Path | None = None) -> pd.DataFrame:
    """The six months of requests: each statistic beside its bounds; shares are 0 to 1."""
    intake = load_intake(workbench_file(root or content_root(), "intake"))
    experiment = Experiment(intake)
    found = measured(intake, experiment.history().half, experiment.closed())
    return _table([(one.check.name, one.value, one.check.low, one.check.high, one.holds) for one in found])


def policies_compared(root: Path | None = None) -> pd.DataFrame:
    """The old way and the reference policies: the middle of all half years and, in brackets, the middle four fifths."""
    import pandas as pd  # noqa: PLC0415

    intake = load_intake(workbench_file(root or content_root(), "intake"))
    experiment = Experiment(intake)
    specs = (intake.old_way, *intake.references)
    columns = {
        spec.name: [with_interval(item, ranged(experiment.draws(spec.policy), item.of)) for item in MEASURES]
        for spec in specs
    }
    return pd.DataFrame(columns, index=[item.name for item in MEASURES])


def programme_checked(root: Path | None = None) -> pd.DataFrame:
    """The programme of the metric pack: each statistic beside its range; days, or shares 0 to 1."""
    parameters = load_metrics(workbench_file(root or content_root(), "metrics")).programme
    found = check_statistics(generate(parameters), parameters)
    return _table([(one.label, one.value, one.low, one.high, one.holds) for one in found])


def trap_told(root: Path | None = None) -> str:
    """What the mean time to remediate hides in the metric pack, a line each."""
    parameters = load_metrics(workbench_file(root or content_root(), "metrics")).programme
    return "\n".join(what_the_mean_hides(generate(parameters)))


def _table(rows: list[tuple[str, float, float, float, bool]]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415

    told = [
        (name, f"{value:.2f}", f"{low:g}", f"{high:g}", "yes" if holds else "no")
        for name, value, low, high, holds in rows
    ]
    return pd.DataFrame(told, columns=list(HEAD)).set_index(HEAD[0])
