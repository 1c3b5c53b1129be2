"""Report: the learner's pack as one page for executives, as HTML that stands alone and as PDF."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlift.errors import Problem, StarliftError
from starlift.typeset import Paper, pdf
from starlift.workbenches.metrics.content import MetricsContent
from starlift.workbenches.metrics.pack import Entry, Pack, Stance, needs_covered
from starlift.workbenches.metrics.programme import Programme
from starlift.workbenches.metrics.remarks import remarks_on_ask
from starlift.workbenches.metrics.views import NOT_HELD, draw, show

if TYPE_CHECKING:
    import jinja2

_TEMPLATE = Path(__file__).parents[2] / "templates" / "executive-report.html"
_QUESTIONS: tuple[tuple[Stance, str], ...] = (
    ("accumulating", "Where does risk build up?"),
    ("improving", "What improves?"),
    ("decision", "What needs a decision from you?"),
    ("", "Not sorted yet"),
)
_METHOD = "Open items count with their age so far (survival curves); findings told twice count once."


def as_html(pack: Pack, programme: Programme, content: MetricsContent) -> bytes:
    """The report as one file without scripts; whatever the learner wrote is text in it.

    Raises:
        StarliftError: When no view is chosen.
    """
    return _template().render(report_data(pack, programme, content)).encode()


def as_pdf(pack: Pack, programme: Programme, content: MetricsContent, paper: Paper) -> bytes:
    """The report as one page of print; its plots and type become smaller until it fits.

    Raises:
        StarliftError: When no view is chosen.
    """
    return pdf("executive-report", report_data(pack, programme, content), paper=paper)


@cache
def _template() -> jinja2.Template:
    import jinja2  # noqa: PLC0415 - for this page alone

    rules = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return rules.from_string(_TEMPLATE.read_text(encoding="utf-8"))


def open_needs(pack: Pack, programme: Programme, content: MetricsContent) -> list[str]:
    """Titles of the needs that the pack leaves open."""
    asked = any(not remarks_on_ask(ask, content.words).open for _, ask in pack.asks)
    covered = needs_covered(pack, content, programme, asked=asked)
    return [need.title for need in content.needs if not covered[need.id]]


def report_data(pack: Pack, programme: Programme, content: MetricsContent) -> dict[str, Any]:
    """What both forms of the report are made of, in plain JSON types.

    Raises:
        StarliftError: When no view is chosen.
    """
    if not pack.entries:
        raise StarliftError(Problem("", 0, "report", "no view is chosen yet", "choose some in the part “Choose six”"))
    sections = [(title, pack.of(stance)) for stance, title in _QUESTIONS]
    gaps = open_needs(pack, programme, content)
    return {
        "headline": pack.headline or "Where our security programme stands",
        "span": f"Product Security · four quarters to {_last_day(programme)}",
        "sections": [
            {"title": title, "entries": [_entry(entry, programme) for entry in entries]}
            for title, entries in sections
            if entries
        ],
        "asks": [
            {"what": ask.what or "–", "price": ask.price or "–", "whom": ask.whom or "–", "when": ask.when or "–"}
            for _, ask in pack.asks
        ],
        "gaps": f"Not covered on this page: {_listed(gaps)}." if gaps else "",
        "notes": f"{programme.source} {_METHOD}",
    }


def _entry(entry: Entry, programme: Programme) -> dict[str, str]:
    shown, drawn = show(entry.view, programme), draw(entry.view, programme, small=True)
    svg = drawn.svg if drawn else ""
    return {
        "title": entry.view.title,
        "comment": entry.comment or "No comment yet.",
        "key": shown.key if shown else NOT_HELD,
        "svg": svg,
        "uri": f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}" if svg else "",
        "told": drawn.told if drawn else NOT_HELD,
        "source": programme.source.partition(",")[0],
    }


def _last_day(programme: Programme) -> str:
    import pandas as pd  # noqa: PLC0415

    last = programme.today - pd.Timedelta(days=1)
    return f"{last.day} {last.strftime('%B %Y')}"


def _listed(titles: Sequence[str]) -> str:
    return ", ".join(title.lower() for title in titles)
