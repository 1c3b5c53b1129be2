"""Telling: what the learner can say after the metric pack, as facts drawn from their choices and their figures."""

from __future__ import annotations

from collections.abc import Iterator

from starlift.workbenches.facts import Fact
from starlift.workbenches.metrics.content import MetricsContent
from starlift.workbenches.metrics.pack import VIEWS_AT_MOST, Pack
from starlift.workbenches.metrics.programme import Programme
from starlift.workbenches.metrics.remarks import remarks_on_ask
from starlift.workbenches.metrics.report import open_needs
from starlift.workbenches.metrics.views import show

_CALLED = {"accumulating": "risk builds up", "improving": "improves", "decision": "needs a decision"}


def facts_of(pack: Pack, programme: Programme, content: MetricsContent) -> tuple[Fact, ...]:
    """The facts, none before six views are chosen."""
    return tuple(_facts(pack, programme, content)) if len(pack.entries) == VIEWS_AT_MOST else ()


def _facts(pack: Pack, programme: Programme, content: MetricsContent) -> Iterator[Fact]:
    chosen = {entry.view.id for entry in pack.entries}
    mark = programme.source.partition(",")[0].lower().rstrip(".")
    yield Fact("decision", "Six views of sixteen: " + "; ".join(entry.view.title for entry in pack.entries))
    left = [view.title.lower() for view in content.views if view.id in content.old_dashboards and view.id not in chosen]
    if left:
        yield Fact("trade-off", f"Left out of the old dashboards: {', '.join(left)}")
    for entry in pack.entries:
        shown = show(entry.view, programme)
        if shown and entry.stance and entry.comment:
            yield Fact("number", f"Called “{_CALLED[entry.stance]}”: {shown.key.rstrip('.')} ({mark})")
    for _, ask in pack.asks:
        if not remarks_on_ask(ask, content.words).open:
            yield Fact("decision", f"Asked of {ask.whom} by {ask.when}: {ask.what} ({ask.price})")
    gaps = open_needs(pack, programme, content)
    if gaps and pack.done:
        yield Fact("trade-off", f"Not covered, and said so on the page: {', '.join(gaps).lower()}")
