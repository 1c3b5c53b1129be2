"""The page of the release decision workbench."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Self

from starlift.panels.workbenches.base import Download, Part, Setting, Values, Workbench
from starlift.panels.workbenches.blocks import (
    Block,
    actions,
    checks,
    drawing,
    grid,
    group,
    prose,
    radio,
    remarks,
    select,
    table,
    text,
    words,
)
from starlift.typeset import Paper, pdf
from starlift.workbenches.facts import Fact
from starlift.workbenches.plots import Picture
from starlift.workbenches.release.consequence import Range, basis
from starlift.workbenches.release.decision import SITUATION, Decision, Ground, field, read, variant_at
from starlift.workbenches.release.gaps import Gap, compare, gaps
from starlift.workbenches.release.record import as_markdown, record
from starlift.workbenches.release.situation import (
    MARKS,
    Claim,
    OptionId,
    ReleaseContent,
    Variant,
    load_release,
    variant_for,
)
from starlift.workbenches.release.takeaway import facts
from starlift.workbenches.release.verdict import drawn, quantity, sentences, tipping
from starlift.workbenches.release.verdict import table as outcome

_LOWERS = (("likelihood", "Likelihood"), ("blast", "Blast radius"), ("neither", "Neither"))
_PAPERS: dict[str, Paper] = {"pdf-a4": "a4", "pdf-letter": "us-letter"}
_TITLES = {
    "room": "The room",
    "questions": "Six questions",
    "mitigations": "Mitigations",
    "options": "Options and choice",
    "record": "The record",
    "say": "What I can now say",
}


class ReleaseWorkbench(Workbench):
    """One learner's decision about a release; what was put in about each situation is kept apart.

    Args:
        content: What `load_release` returned.
        variant: Number of the situation that the learner meets first, see `variant_for`.
    """

    def __init__(self, content: ReleaseContent, variant: int = 0) -> None:
        self.content = content
        self.title, self.lead, self.minutes = content.title, content.lead, content.minutes
        self._first = variant
        self._pictures: dict[tuple[str, OptionId], Picture] = {}

    @classmethod
    def at(cls, setting: Setting) -> Self:
        """The workbench of one learner, who meets the situation that cohort and participant decide.

        Raises:
            ContentError: When its content is broken.
        """
        content = load_release(setting.file)
        return cls(content, variant_for(content, setting.cohort, setting.participant))

    def parts(self, values: Values) -> Sequence[Part]:
        """Six parts; one is done once everything that it asks for is there, well founded or not."""
        variant, decision = self._read(values)
        terms = (decision.choice, decision.owner, decision.expiry, decision.monitoring, decision.trigger)
        decided = all(terms)
        done = {
            "room": len(decision.marks) == len(self.content.claims_of(variant)),
            "questions": all(answer.text for answer in decision.answers.values()),
            "mitigations": all(item.lowers for item in decision.treatments.values()),
            "options": decided and all(option.complete for option in decision.compared.values()),
            "record": decided and not gaps(self.content, variant, decision),
            "say": decided,
        }
        return [Part(id, title, done=done[id]) for id, title in _TITLES.items()]

    def blocks(self, part: str, values: Values) -> Sequence[Block]:
        """What stands on `part`; nothing on one that does not exist."""
        variant, decision = self._read(values)
        draw = {
            "room": self._room,
            "questions": self._questions,
            "mitigations": self._mitigations,
            "options": self._options,
            "record": self._record,
            "say": self._say,
        }.get(part)
        return draw(variant, decision) if draw else []

    def facts(self, values: Values) -> Sequence[Fact]:
        """Notes on the situation that is on the page."""
        return facts(self.content, *self._read(values))

    def act(self, do: str, values: Values) -> Download:
        """The decision record: ``markdown``, ``pdf-a4`` or ``pdf-letter``."""
        sheet = record(self.content, *self._read(values))
        left = len(sheet.open)
        told = f"The record names {left} open question{'' if left == 1 else 's'}." if left else "Nothing is left open."
        if do == "markdown":
            return Download("decision-record.md", "text/markdown", as_markdown(sheet).encode(), told)
        if do in _PAPERS:
            data = pdf("decision-record", sheet.as_data(), paper=_PAPERS[do])
            return Download("decision-record.pdf", "application/pdf", data, told)
        raise NotImplementedError(do)

    def _read(self, values: Values) -> tuple[Variant, Decision]:
        variant = variant_at(self.content, values, self._first)
        return variant, read(self.content, variant, values)

    def _room(self, variant: Variant, decision: Decision) -> list[Block]:
        content = self.content
        situations = [(other.id, other.name) for other in content.variants]
        return [
            select(
                SITUATION, "Another situation", situations, hint=f"This is {variant.name}. What you put in is kept."
            ),
            prose(content.room),
            words(content.finding, title="The finding"),
            table(("Day", "What"), [(event.when, event.what) for event in variant.calendar], caption="Calendar"),
            table(
                ("Acceptance criterion", "Status"),
                [(f"{item.id}. {item.text}", "met" if item.met else "failing") for item in content.criteria],
                caption="What the release has to meet, agreed in spring",
            ),
            group("Facts sheet", [self._sheet(variant)], open=False),
            prose(
                "**Mark each claim** by what stands behind it. *Verified*: its source shows it. *Assumed*: shown in "
                "part, or of something similar. *Hoped*: nothing shows it, or a source speaks against it."
            ),
            grid(
                field(variant, "claims"),
                "What is said in the room",
                ("Claim", "What stands behind it", "Your mark", "What the source makes of it"),
                [self._claim(variant, decision, claim) for claim in content.claims_of(variant)],
            ),
            _remarks("room", self._gaps(variant, decision)),
            prose(f"*{content.synthetic}*"),
        ]

    def _claim(self, variant: Variant, decision: Decision, claim: Claim) -> tuple[str, list[Block]]:
        mark, source = decision.marks.get(claim.id), claim.source
        options = [(mark, mark.capitalize()) for mark in MARKS]
        label = f"Mark of claim {claim.id}, {claim.short}"
        return f"{claim.id}. {claim.role}: “{claim.says}”", [
            group(source.title, [words(source.text)], open=False),
            select(field(variant, "mark", claim.id), label, options, hide_label=True),
            words(compare(claim, mark) if mark else ""),
        ]

    def _sheet(self, variant: Variant) -> Block:
        rows = []
        for name, figure in variant.figures:
            amount = quantity(self.content, name, Range(figure.low, figure.high))
            rows.append((self.content.figures[name].label, amount, figure.told))
        return table(("Figure", "From and to", "Where it comes from"), rows, caption="Figures (synthetic)")

    def _questions(self, variant: Variant, decision: Decision) -> list[Block]:
        claims = self.content.claims_of(variant)
        found: list[Block] = [
            prose("One or two sentences each, with a figure or a name. Then tick what the answer rests on.")
        ]
        for number, question in enumerate(self.content.questions, start=1):
            about = [claim for claim in claims if question.id in claim.about]
            label = f"Your answer to question {number}"
            found.append(
                group(
                    f"{number}. {question.asks}",
                    [
                        text(field(variant, "answer", question.id), label, hint=question.hint, rows=2),
                        checks(
                            field(variant, "rests", question.id),
                            f"Question {number} rests on",
                            _grounds(about, decision),
                        ),
                    ],
                )
            )
        return [*found, _remarks("questions", self._gaps(variant, decision))]

    def _mitigations(self, variant: Variant, decision: Decision) -> list[Block]:
        rows = []
        for item in self.content.mitigations:
            state, treatment = variant.states[item.id], decision.treatments[item.id]
            tested = "tested" if state.tested else "not tested"
            cells = [
                words(f"{state.told} ({tested})."),
                select(
                    field(variant, "lowers", item.id), f"What does it lower: {item.short}", _LOWERS, hide_label=True
                ),
                text(
                    field(variant, "verify", item.id),
                    f"How would it be verified: {item.short}",
                    rows=2,
                    hide_label=True,
                ),
                words(_feedback(item.lowers, treatment.lowers, item.why, item.verify if treatment.verified else "")),
            ]
            rows.append((item.what, cells))
        return [
            prose(
                "Engineering proposes five. Each counts for as much as it lowers *likelihood* (fewer misuses begin) or "
                "*blast radius* (less is lost in each), and for no more than somebody has seen it do."
            ),
            grid(
                field(variant, "mitigations"),
                "What each mitigation lowers",
                ("Mitigation", "How far it is", "Lowers", "How you would verify it", "Remark"),
                rows,
            ),
            _remarks("mitigations", self._gaps(variant, decision)),
        ]

    def _options(self, variant: Variant, decision: Decision) -> list[Block]:
        content = self.content
        levels = [(level.id, level.name) for level in content.reversal]
        rows = [
            (
                f"{option.name}: {option.text}",
                [
                    text(
                        field(variant, "consequence", option.id), f"Consequence: {option.name}", rows=2, hide_label=True
                    ),
                    select(
                        field(variant, "reversal", option.id), f"Can be undone: {option.name}", levels, hide_label=True
                    ),
                    text(field(variant, "cost", option.id), f"Cost: {option.name}", rows=2, hide_label=True),
                ],
            )
            for option in content.options
        ]
        found = [
            grid(
                field(variant, "compared"),
                "The three options, one beside the other",
                ("Option", "Consequence, for whom", "Can be undone", "Cost, with a figure"),
                rows,
            ),
            radio(field(variant, "choice"), "The choice", [(option.id, option.name) for option in content.options]),
            text(field(variant, "reason"), "Because", hint="And what is given up for it.", rows=3),
            checks(
                field(variant, "carried"),
                "The choice rests on",
                _grounds(content.claims_of(variant), decision),
                hint="At most four: those without which you would choose differently.",
                most=4,
            ),
        ]
        return [*found, *self._terms(variant, decision), _remarks("options", self._gaps(variant, decision))]

    def _terms(self, variant: Variant, decision: Decision) -> list[Block]:
        roles = [(role.id, role.name) for role in self.content.roles]
        failing = self.content.failing
        found = [select(field(variant, "owner"), "Owner of the decision", roles)]
        if decision.choice in variant.fails:
            hint = f"“{failing.text}” goes on failing with this choice."
            found.append(
                select(field(variant, "waiver"), f"Who waives acceptance criterion {failing.id}", roles, hint=hint)
            )
        hint = f"A day, such as {variant.release + timedelta(days=28)}, on which it is decided anew."
        return [
            *found,
            text(field(variant, "expiry"), "Holds until", hint=hint, most=40),
            text(field(variant, "monitoring"), "Monitoring", hint="Who reads which figure, how often.", rows=2),
            text(
                field(variant, "trigger"),
                "Trigger to stop",
                hint="At which number is what done, by whom, without a meeting.",
                rows=2,
            ),
            text(field(variant, "dissent"), "Dissent", hint="Who would have chosen differently, and why.", rows=2),
        ]

    def _record(self, variant: Variant, decision: Decision) -> list[Block]:
        left = [gap.asks for gap in self._gaps(variant, decision)]
        downloads = [
            text(field(variant, "dated"), "Date on the record", hint="May stay empty.", most=40),
            remarks(
                "gaps-record",
                left,
                done=[] if left else ["Nothing that the checks look for."],
                label="Left open, and on the record as questions",
            ),
            actions(
                ("markdown", "Record as Markdown"),
                ("pdf-a4", "Record as PDF, A4"),
                ("pdf-letter", "Record as PDF, US Letter"),
            ),
        ]
        if decision.choice is None:
            return [prose("What would have followed stands here once you have chosen an option."), *downloads]
        return [*downloads, *self._followed(variant, decision.choice)]

    def _followed(self, variant: Variant, choice: OptionId) -> list[Block]:
        content = self.content
        key = (variant.id, choice)
        if key not in self._pictures:
            self._pictures[key] = drawn(content, variant, choice)
        let = basis(content, variant)
        passed = [
            (content.figures[name].label, quantity(content, name, let[name])) for name in ("likely_left", "blast_left")
        ]
        found = [
            drawing(self._pictures[key]),
            words(" ".join(sentences(content, variant, choice)), title="What the facts say of your choice"),
            table(
                ("Option", "Misuses", "Lost to them", "Fees and penalties", "Duty", "Together", "Undone"),
                outcome(content, variant),
                caption="What would probably have followed until the fix (synthetic)",
            ),
        ]
        if tips := tipping(content, variant):
            head = ("Figure", "As stated", "If it were", "Then best")
            found.append(table(head, tips, caption="Which facts tip the balance, the one that moves least first"))
        reckoning = [
            prose(self.content.reckoned),
            self._sheet(variant),
            table(("Control", "From and to"), passed, caption="What the controls let through (synthetic)"),
        ]
        return [*found, group("How this was reckoned", reckoning, open=False)]

    def _say(self, variant: Variant, decision: Decision) -> list[Block]:
        found = facts(self.content, variant, decision)
        if not found:
            return [prose("Nothing yet: it fills as you decide.")]
        return [
            prose("Notes for your own words. They also appear beside the editors of the studio."),
            table(
                ("Kind", "Note"), [(fact.kind, fact.text) for fact in found], caption=f"From {variant.name} (synthetic)"
            ),
        ]

    def _gaps(self, variant: Variant, decision: Decision) -> list[Gap]:
        return gaps(self.content, variant, decision)


def _grounds(claims: Iterable[Claim], decision: Decision) -> list[tuple[str, str]]:
    """What can be ticked: each claim, and the source of one that the learner marked as hoped, where there is one."""
    found = []
    for claim in claims:
        found.append((Ground(claim.id).value, f"Claim {claim.id}: {claim.short}"))
        if decision.marks.get(claim.id) == "hoped" and claim.source.kind != "said":
            found.append(
                (Ground(claim.id, by_source=True).value, f"Source of {claim.id} instead: {claim.source.title}")
            )
    return found


def _feedback(right: str, chosen: str | None, why: str, verify: str) -> str:
    if chosen is None:
        return ""
    head = "Yes." if chosen == right else f"Rather {dict(_LOWERS)[right].lower()}."
    return f"{head} {why}" + (f" One way to see it: {verify}" if verify else "")


def _remarks(part: str, found: Iterable[Gap]) -> Block:
    return remarks(f"gaps-{part}", [gap.says for gap in found if gap.part == part], label="Gaps")
