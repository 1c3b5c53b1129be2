"""Datasets: what can be measured on the synthetic data of the workbenches, as tables for whoever leads a workshop."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from starlift.content import content_root, workbench_file
from starlift.workbenches.checked import Checked
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
    return _table(measured(intake, experiment.history().half, experiment.closed()))


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
    return _table(check_statistics(generate(parameters), parameters))


def trap_told(root: Path | None = None) -> str:
    """What the mean time to remediate hides in the metric pack, a line each."""
    parameters = load_metrics(workbench_file(root or content_root(), "metrics")).programme
    return "\n".join(what_the_mean_hides(generate(parameters)))


def _table(found: Sequence[Checked]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415

    told = [
        (one.label, f"{one.value:.2f}", f"{one.low:g}", f"{one.high:g}", "yes" if one.holds else "no") for one in found
    ]
    return pd.DataFrame(told, columns=list(HEAD)).set_index(HEAD[0])
