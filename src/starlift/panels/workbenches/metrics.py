"""The page of the metric pack: sixteen views, six chosen, a comment on each, asks, and one page of report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

from starlift.errors import Problem, StarliftError
from starlift.panels.workbenches import blocks
from starlift.panels.workbenches.base import Download, Part, Setting, Values
from starlift.panels.workbenches.blocks import Block
from starlift.panels.workbenches.ondata import OnData
from starlift.workbenches.facts import Fact
from starlift.workbenches.metrics.content import MetricsContent, ViewText, load_metrics
from starlift.workbenches.metrics.generator import generate
from starlift.workbenches.metrics.pack import (
    ASKS_AT_MOST,
    LONGEST,
    STANCES,
    VIEWS_AT_MOST,
    Entry,
    Pack,
    needs_covered,
    read_pack,
)
from starlift.workbenches.metrics.programme import Programme, of_own_findings
from starlift.workbenches.metrics.remarks import remarks_on_ask, remarks_on_comment
from starlift.workbenches.metrics.report import as_html, as_pdf
from starlift.workbenches.metrics.statistics import check_statistics
from starlift.workbenches.metrics.telling import facts_of
from starlift.workbenches.metrics.trap import what_the_mean_hides
from starlift.workbenches.metrics.views import NOT_HELD, can_show, draw, show
from starlift.workbenches.owndata.files import FOLDER
from starlift.workbenches.owndata.table import Loaded


class MetricsWorkbench(OnData):
    """From sixteen views to six, and from six to one page that executives decide from.

    Args:
        content: Texts, catalogue and parameters.
        own_data: Folder of the learner's exports, whose findings can take the place of the synthetic ones.
    """

    table, first, refused = "findings", "old", "Why these findings cannot be used"

    def __init__(self, content: MetricsContent, own_data: Path = Path(FOLDER)) -> None:
        super().__init__(own_data)
        texts = content.texts
        self.title, self.lead, self.minutes = texts.title, texts.lead, texts.minutes
        self._content = content

    @classmethod
    def at(cls, setting: Setting) -> Self:
        """The workbench of one learner; the synthetic data are the same for all.

        Raises:
            ContentError: When its content is broken.
        """
        return cls(load_metrics(setting.file), setting.own_data)

    def _desk_of_synthetic(self) -> _Desk:
        return _Desk(self._content, generate(self._content.programme), synthetic=True)

    def _desk_of(self, loaded: Loaded, values: Values) -> _Desk:  # noqa: ARG002 - the findings are all it takes
        return _Desk(self._content, of_own_findings(loaded.table, "Your own findings."), synthetic=False)


class _Desk:
    """The page over one set of data."""

    def __init__(self, content: MetricsContent, data: Programme, *, synthetic: bool) -> None:
        self._content, self._data, self._is_synthetic = content, data, synthetic

    def parts(self, values: Values) -> Sequence[Part]:
        """Six parts; the last holds the facts."""
        pack = read_pack(values, self._content)
        full = len(pack.entries) == VIEWS_AT_MOST
        asked = [ask for _, ask in pack.asks if not remarks_on_ask(ask, self._content.words).open]
        return (
            Part("old", "The old dashboards", done=bool(values.get("doubled", "").strip())),
            Part("choose", "Choose six", done=full),
            Part("comment", "Look and comment", done=pack.done),
            Part("asks", "Asks and headline", done=bool(pack.headline and asked)),
            Part("report", "The report", done=pack.done and bool(pack.headline)),
            Part("say", "What I can now say", done=full),
        )

    def blocks(self, part: str, values: Values) -> Sequence[Block]:
        """What stands on a part; nothing on one that is not known."""
        drawers = {
            "old": self._old,
            "choose": self._choose,
            "comment": self._comment,
            "asks": self._asks,
            "report": self._report,
            "say": self._say,
        }
        pack = read_pack(values, self._content)
        return tuple(drawers[part](pack)) if part in drawers else ()

    def facts(self, values: Values) -> Sequence[Fact]:
        """What the learner can say, once six views are chosen."""
        return facts_of(read_pack(values, self._content), self._data, self._content)

    def act(self, do: str, values: Values) -> Download:
        """The report, as ``html``, ``pdf-a4`` or ``pdf-letter``.

        Raises:
            StarliftError: When no view is chosen, or nothing of that name can be done.
        """
        given = read_pack(values, self._content), self._data, self._content
        told = "Your report is on its way."
        if do == "html":
            return Download("executive-report.html", "text/html", as_html(*given), told)
        if do == "pdf-a4":
            return Download("executive-report-a4.pdf", "application/pdf", as_pdf(*given, "a4"), told)
        if do == "pdf-letter":
            return Download("executive-report-letter.pdf", "application/pdf", as_pdf(*given, "us-letter"), told)
        raise StarliftError(Problem("", 0, "report", "there is no such button", "open the page again"))

    def _old(self, pack: Pack) -> Iterator[Block]:  # noqa: ARG002 - all parts are called alike
        yield blocks.prose(self._content.texts.old)
        for id in self._content.old_dashboards:
            view = self._content.view(id)
            yield blocks.group(view.title, self._seen(view))
        yield blocks.text("doubled", "If one of these doubled, what would an executive do?", rows=2, most=600)
        if self._is_synthetic:
            yield blocks.group("How these data were made", self._made(), open=False)

    def _made(self) -> Iterator[Block]:
        yield blocks.prose(
            "All data here are **synthetic**: drawn from a seed with parameters that stand in "
            "`exercises/workbenches/metrics.yaml`. What was measured on them:"
        )
        rows = [
            (one.label, f"{one.value:.2f}", f"{one.low:g} to {one.high:g}", "yes" if one.holds else "no", one.source)
            for one in check_statistics(self._data, self._content.programme)
        ]
        head = ("Statistic", "Here", "Range", "Within it", "Where the range comes from")
        yield blocks.table(head, rows, caption="Check statistics of the synthetic data")

    def _choose(self, pack: Pack) -> Iterator[Block]:
        yield blocks.prose(self._content.texts.choose)
        rows = [
            (view.title, view.shows if can_show(view, self._data) else f"{view.shows} {NOT_HELD}")
            for view in self._content.views
        ]
        yield blocks.table(("View", "What it shows"), rows, caption="The catalogue")
        options = [(view.id, view.title) for view in self._content.views]
        yield blocks.checks("picks", "Your six views", options, most=VIEWS_AT_MOST)
        missing = VIEWS_AT_MOST - len(pack.entries)
        if missing:
            yield blocks.remarks("picked", [f"{missing} more to choose."])
        if pack.entries:
            rows = [(entry.view.title, entry.view.doubled) for entry in pack.entries]
            yield blocks.table(
                ("If this doubled", "what would a reader do?"), rows, caption="Your choice, asked the old question"
            )

    def _comment(self, pack: Pack) -> Iterator[Block]:
        if not pack.entries:
            yield _first_choose()
            return
        yield blocks.prose(self._content.texts.comment)
        for entry in pack.entries:
            yield blocks.group(entry.view.title, self._entry(entry))

    def _entry(self, entry: Entry) -> Iterator[Block]:
        id = entry.view.id
        yield from self._seen(entry.view)
        if entry.view.worth == "trap" and can_show(entry.view, self._data):
            yield from self._beside_the_trap()
        yield blocks.text(f"comment-{id}", f"{entry.view.title}: your comment", rows=3, most=LONGEST["comment"])
        yield blocks.radio(f"stance-{id}", f"{entry.view.title}: what is it?", STANCES)
        shown = show(entry.view, self._data)
        if shown and (entry.comment or entry.stance):
            told = remarks_on_comment(entry, shown, self._content.words)
            yield blocks.remarks(f"remarks-{id}", told.open, done=told.done)

    def _beside_the_trap(self) -> Iterator[Block]:
        lines = what_the_mean_hides(self._data)
        counted = self._content.view("still-open")
        yield blocks.group("The same findings with the open ones counted", [
            *(blocks.words(line) for line in lines), *self._seen(counted),
        ])  # fmt: skip

    def _seen(self, view: ViewText) -> Iterator[Block]:
        """Plot, what moved, table, and where the data come from."""
        shown, drawn = show(view, self._data), draw(view, self._data)
        if not shown or not drawn:
            yield blocks.words(NOT_HELD)
            return
        yield blocks.drawing(drawn)
        yield blocks.words(f"{shown.key} {self._data.source}")
        if shown.rows and view.id not in self._content.old_dashboards:
            yield blocks.table(shown.head, shown.rows, caption=f"{view.title}: beside the plot")

    def _asks(self, pack: Pack) -> Iterator[Block]:
        if not pack.entries:
            yield _first_choose()
            return
        yield blocks.prose(self._content.texts.asks)
        yield blocks.text("headline", "Headline of the page", rows=2, most=LONGEST["headline"])
        wanted = pack.of("decision")
        if not wanted:
            yield blocks.remarks(
                "asks", ["None of your views needs a decision yet. Which of them should leadership act on?"]
            )
        for entry in wanted[:ASKS_AT_MOST]:
            yield blocks.group(entry.view.title, self._ask(entry))
        if len(wanted) > ASKS_AT_MOST:
            rest = ", ".join(entry.view.title for entry in wanted[ASKS_AT_MOST:])
            yield blocks.remarks("asks", [f"Three decisions are what a meeting takes. Which of these waits: {rest}?"])

    def _ask(self, entry: Entry) -> Iterator[Block]:
        id, title = entry.view.id, entry.view.title
        yield blocks.text(f"what-{id}", f"{title}: what should be decided?", most=LONGEST["what"])
        yield blocks.text(f"price-{id}", f"{title}: what does it take, in money or people?", most=LONGEST["price"])
        yield blocks.text(
            f"whom-{id}", f"{title}: of whom is it asked?", most=LONGEST["whom"], hint="One role, such as COO"
        )
        yield blocks.text(f"when-{id}", f"{title}: by when?", most=LONGEST["when"], hint="Such as 15 March")
        if entry.ask and any((entry.ask.what, entry.ask.price, entry.ask.whom, entry.ask.when)):
            told = remarks_on_ask(entry.ask, self._content.words)
            yield blocks.remarks(f"ask-{id}", told.open, done=told.done)

    def _report(self, pack: Pack) -> Iterator[Block]:
        if not pack.entries:
            yield _first_choose()
            return
        yield blocks.prose(self._content.texts.report)
        asked = any(not remarks_on_ask(ask, self._content.words).open for _, ask in pack.asks)
        covered = needs_covered(pack, self._content, self._data, asked=asked)
        missing = [f"{need.title}: {need.missing}" for need in self._content.needs if not covered[need.id]]
        held = [f"{need.title} is covered." for need in self._content.needs if covered[need.id]]
        yield blocks.remarks("needs", missing, done=held, label="What your page covers")
        idle = [
            f"{entry.view.title} covers none of the seven. What would you give its place to?"
            for entry in pack.entries
            if not entry.view.needs
        ]
        if idle:
            yield blocks.remarks("idle", idle, label="Places that could be used")
        if not pack.headline:
            yield blocks.remarks("headline-missing", ["The page has no headline of yours yet."], label="Headline")
        yield blocks.actions(
            ("html", "Report as HTML"), ("pdf-a4", "Report as PDF, A4"), ("pdf-letter", "Report as PDF, Letter")
        )

    def _say(self, pack: Pack) -> Iterator[Block]:
        yield blocks.prose(self._content.texts.say)
        found = facts_of(pack, self._data, self._content)
        if found:
            rows = [(fact.kind.capitalize(), fact.text) for fact in found]
            yield blocks.table(("Kind", "What you can say"), rows, caption="Facts from your pack")
        else:
            yield blocks.prose("Nothing yet: choose six views first.")


def _first_choose() -> Block:
    return blocks.prose("Choose some views first, in the part *Choose six*.")
