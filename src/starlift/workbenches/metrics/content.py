"""What the metric pack is made of, read from `metrics.yaml`: parameters of the data, views, needs, words and texts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from starlift.errors import Problem
from starlift.workbenches.metrics.programme import COLUMNS
from starlift.yamlfile import Model, YamlDocument, read_yaml

Text = Annotated[str, Field(min_length=1)]
Share = Annotated[float, Field(ge=0, le=1)]
Quarterly = Annotated[tuple[float, ...], Field(min_length=4, max_length=4)]
Worth = Literal["useful", "half", "vain", "trap"]


class Lane(Model):
    """Who fixes findings, and how fast.

    Attributes:
        share: Share of ordinary findings that fall to it.
        median_days: Half of its ordinary findings are closed by then while it works at full speed.
        spread: Sigma of the lognormal time to fix.
        speed: Speed on ordinary findings in each quarter; 1 is full speed, before the first quarter too.
        scanner_share: Share of the new scanner's findings that fall to it.
    """

    name: Text
    share: Share
    median_days: Annotated[float, Field(gt=0)]
    spread: Annotated[float, Field(gt=0)]
    speed: Quarterly
    scanner_share: Share


class Scanner(Model):
    """The new scanner: findings that a tool can fix.

    Attributes:
        per_day: Its findings a day in each quarter.
        median_days: Half of them are closed by then.
        spread: Sigma of the lognormal time to fix.
    """

    per_day: Quarterly
    median_days: float
    spread: float


class Application(Model):
    """One application of the programme."""

    name: Text
    critical: bool
    lane: Text
    paths: Annotated[int, Field(ge=0, le=4)]


class Blocker(Model):
    """One thing that held up a release; weeks lost are drawn between the two."""

    release: Text
    quarter: Annotated[int, Field(ge=1, le=4)]
    blocks: Text
    weeks: Annotated[tuple[int, ...], Field(min_length=2, max_length=2)]
    needed: Text
    whom: Text
    when: Text


class Check(Model):
    """A statistic of the data and the range that it must fall into; `source` says where the range comes from."""

    id: Text
    label: Text
    low: float
    high: float
    source: Text


class Parameters(Model):
    """Everything that the generator draws from; `metrics.yaml` says beside each what it means."""

    seed: int
    first_day: date
    history_days: Annotated[int, Field(ge=400)]
    per_day: Annotated[float, Field(gt=0)]
    pace: Quarterly
    clumping: Annotated[float, Field(gt=1)]
    weekdays: Annotated[tuple[float, ...], Field(min_length=7, max_length=7)]
    severities: dict[str, Share]
    duplicates: Share
    lanes: Annotated[tuple[Lane, ...], Field(min_length=2)]
    scanner: Scanner
    applications: Annotated[tuple[Application, ...], Field(min_length=6)]
    never_covered: tuple[str, ...]
    coverage_start: Share
    coverage_step: Share
    secrets_found: Quarterly
    secrets_days: Quarterly
    exceptions_before: Annotated[int, Field(ge=1)]
    exceptions_found: Quarterly
    exceptions_closed: Share
    patterns: dict[str, Share]
    scans: Quarterly
    trained: Quarterly
    blockers: Annotated[tuple[Blocker, ...], Field(min_length=3)]
    checks: Annotated[tuple[Check, ...], Field(min_length=1)]


class Need(Model):
    """One of the seven things that a pack should let leadership see."""

    id: Text
    title: Text
    missing: Text


class ViewText(Model):
    """What the catalogue says of a view.

    Attributes:
        shows: One line for the catalogue.
        needs: Ids of the needs that it covers.
        tables: Tables without which it cannot be drawn.
        worth: What it is worth to a reader with money, people and dates; never shown as a word.
        doubled: Shown once it is picked: what a reader would do if its figure doubled.
    """

    id: Text
    title: Text
    shows: Text
    needs: tuple[str, ...]
    tables: Annotated[tuple[str, ...], Field(min_length=1)]
    worth: Worth
    doubled: Text


class WordLists(Model):
    """Words by which comments and asks are read; lower case."""

    jargon: tuple[str, ...]
    reasons: tuple[str, ...]
    business: tuple[str, ...]
    vague_owners: tuple[str, ...]
    people: tuple[str, ...]
    dates: tuple[str, ...]


class Texts(Model):
    """The paragraphs of the page, in Markdown."""

    title: Text
    lead: Text
    minutes: Annotated[int, Field(gt=0)]
    old: Text
    choose: Text
    comment: Text
    asks: Text
    report: Text
    say: Text


class MetricsContent(Model):
    """The whole file."""

    case: Text
    kind: Literal["metrics"]
    texts: Texts
    old_dashboards: tuple[str, ...]
    needs: Annotated[tuple[Need, ...], Field(min_length=7, max_length=7)]
    views: Annotated[tuple[ViewText, ...], Field(min_length=16, max_length=16)]
    words: WordLists
    programme: Parameters

    def view(self, id: str) -> ViewText:
        """The view with this id; there must be one."""
        return next(view for view in self.views if view.id == id)


def load_metrics(path: Path) -> MetricsContent:
    """Read `metrics.yaml`.

    Raises:
        ContentError: With file, line and field of every mistake.
    """
    return read_yaml(path).into(MetricsContent, _wrong_views, _wrong_data)


def _wrong_views(document: YamlDocument, content: MetricsContent) -> Iterator[Problem]:
    from starlift.workbenches.metrics.views import VIEWS  # noqa: PLC0415 - it reads its texts from here

    ids = [view.id for view in content.views]
    needs = {need.id for need in content.needs}
    yield from document.repeated(("views",), ids)
    for index, view in enumerate(content.views):
        place = ("views", index)
        if view.id not in VIEWS:
            yield document.problem((*place, "id"), f"{view.id!r} cannot be computed", f"use one of: {', '.join(VIEWS)}")
        for name in sorted(set(view.needs) - needs):
            yield document.problem(
                (*place, "needs"), f"{name!r} is no need", f"use some of: {', '.join(sorted(needs))}"
            )
        for name in sorted(set(view.tables) - set(COLUMNS)):
            yield document.problem((*place, "tables"), f"{name!r} is no table", f"use some of: {', '.join(COLUMNS)}")
    for index, name in enumerate(content.old_dashboards):
        if name not in ids:
            yield document.problem(("old_dashboards", index), f"{name!r} is no view", "use the id of a view")


def _wrong_data(document: YamlDocument, content: MetricsContent) -> Iterator[Problem]:
    from starlift.workbenches.metrics.statistics import STATISTICS  # noqa: PLC0415 - as above

    data = content.programme
    lanes = {lane.name for lane in data.lanes}
    names = {application.name for application in data.applications}
    for index, application in enumerate(data.applications):
        if application.lane not in lanes:
            place = ("programme", "applications", index, "lane")
            yield document.problem(place, f"{application.lane!r} is no lane", f"use one of: {', '.join(sorted(lanes))}")
    for lane in sorted(lanes - {application.lane for application in data.applications}):
        yield document.problem(("programme", "applications"), f"none belongs to the lane {lane!r}", "add one")
    for index, name in enumerate(data.never_covered):
        if name not in names:
            yield document.problem(("programme", "never_covered", index), "is no application", "correct the spelling")
    for index, check in enumerate(data.checks):
        if check.id not in STATISTICS:
            place = ("programme", "checks", index, "id")
            yield document.problem(place, "is no statistic", f"use one of: {', '.join(STATISTICS)}")
    shares = {
        "severities": data.severities.values(),
        "patterns": data.patterns.values(),
        "weekdays": data.weekdays,
        "lanes": [lane.share for lane in data.lanes],
    }
    for field, found in shares.items():
        if abs(sum(found) - 1) > 0.005:
            yield document.problem(("programme", field), f"shares sum to {sum(found):.3f}", "make them sum to 1")
