"""Record: the decision on one page, as plain data for print and as Markdown; the learner's words stay text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from starlift.workbenches.release.decision import Answer, Decision, Ground
from starlift.workbenches.release.gaps import enumerated, gaps
from starlift.workbenches.release.situation import Claim, Mark, ReleaseContent, Variant

OPEN = "open"
"""Stands where nothing was put in."""
_LOWERS = {"likelihood": "Likelihood", "blast": "Blast radius", "neither": "Neither", None: OPEN}
_MARKUP = re.compile(r"([\\`*_{}\[\]<>|~!&@#$^])")
_ADDRESS = re.compile(r"://|\bwww\.", re.IGNORECASE)
_LEADING = re.compile(r"^([-+=:]|\d+(?=[.)]))")


@dataclass(frozen=True)
class Record:
    """The sheet's texts, each on one line.

    Attributes:
        claims: Number, role, claim in short, mark.
        answers: Question, answer, what it rests on.
        mitigations: Mitigation, what it lowers, how it would be verified.
        options: Option, consequence, reversibility, cost; the chosen one says so.
        terms: What was decided and on which terms: a name and a text.
        open: What is still open, as questions.
    """

    title: str
    dated: str
    notice: str
    finding: str
    release: str
    claims: Sequence[tuple[str, str, str, str]]
    answers: Sequence[tuple[str, str, str]]
    mitigations: Sequence[tuple[str, str, str]]
    options: Sequence[tuple[str, str, str, str]]
    terms: Sequence[tuple[str, str]]
    open: Sequence[str]

    def as_data(self) -> dict[str, Any]:
        """Plain JSON types for typesetting."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in vars(self).items()}


def record(content: ReleaseContent, variant: Variant, decision: Decision) -> Record:
    """The record of `decision`, with what is still open."""
    levels = {level.id: level.name for level in content.reversal}
    compared = decision.compared
    return Record(
        title=f"Decision record: {content.product}",
        dated=_line(decision.dated),
        notice=content.synthetic,
        finding=content.finding,
        release=f"{variant.release:%A} {variant.release.day} {variant.release:%B %Y}",
        claims=tuple(
            (str(claim.id), claim.role, claim.short, _mark(claim, decision.marks.get(claim.id)))
            for claim in content.claims_of(variant)
        ),
        answers=tuple((question.asks, *_answer(decision.answers[question.id])) for question in content.questions),
        mitigations=tuple(
            (
                item.short,
                _LOWERS[treatment.lowers],
                _line(treatment.verified) or ("not needed" if treatment.lowers == "neither" else OPEN),
            )
            for item in content.mitigations
            for treatment in (decision.treatments[item.id],)
        ),
        options=tuple(
            (
                option.name + (" (chosen)" if option.id == decision.choice else ""),
                _line(compared[option.id].consequence) or OPEN,
                levels.get(compared[option.id].reversal, OPEN),
                _line(compared[option.id].cost) or OPEN,
            )
            for option in content.options
        ),
        terms=tuple(_terms(content, variant, decision)),
        open=tuple(gap.asks for gap in gaps(content, variant, decision)),
    )


def as_markdown(sheet: Record) -> str:
    """The record as Markdown that shows every text as it was put in."""
    blocks = [
        f"# {escaped(sheet.title)}",
        *([f"Date: {escaped(sheet.dated)}"] if sheet.dated else []),
        f"*{escaped(sheet.notice)}*",
        f"**Finding.** {escaped(sheet.finding)} Planned release: {escaped(sheet.release)}.",
        "## Facts",
        _rows(("No.", "Role", "Claim", "Mark"), sheet.claims),
        "## Six questions",
        "\n".join(
            f"{number}. **{escaped(asks)}** {escaped(text)}{f' ({escaped(rests)})' if rests else ''}"
            for number, (asks, text, rests) in enumerate(sheet.answers, start=1)
        ),
        "## Mitigations",
        _rows(("Mitigation", "Lowers", "How verified"), sheet.mitigations),
        "## Options",
        _rows(("Option", "Consequence", "Undone", "Cost"), sheet.options),
        "## Decision",
        "\n".join(f"- **{escaped(name)}:** {escaped(text)}" for name, text in sheet.terms),
        "## Still open",
        "\n".join(f"- {escaped(question)}" for question in sheet.open) or "Nothing that the checks look for.",
    ]
    return "\n\n".join(blocks) + "\n"


def escaped(text: str) -> str:
    """One line of Markdown that shows `text` literally."""
    line = _MARKUP.sub(r"\\\1", _line(text))
    line = _ADDRESS.sub(lambda found: "\\".join((found[0][:-1], found[0][-1])), line)
    return _LEADING.sub(lambda found: f"{found[1]}\\" if found[1].isdigit() else f"\\{found[1]}", line)


def _terms(content: ReleaseContent, variant: Variant, decision: Decision) -> Iterable[tuple[str, str]]:
    chosen = next((option.text for option in content.options if option.id == decision.choice), OPEN)
    yield "Decision", chosen
    yield "Because", _line(decision.reason) or OPEN
    yield "Rests on", _grounds(decision.carried) or OPEN
    if decision.choice in variant.fails:
        waived = decision.waiver.name if decision.waiver else OPEN
        yield f"Criterion {content.failing.id} waived by", waived
    yield "Owner", decision.owner.name if decision.owner else OPEN
    yield "Holds until", _line(decision.expiry) or OPEN
    yield "Monitoring", _line(decision.monitoring) or OPEN
    yield "Trigger to stop", _line(decision.trigger) or OPEN
    yield "Dissent", _line(decision.dissent) or "none recorded"


def _answer(answer: Answer) -> tuple[str, str]:
    return _line(answer.text) or OPEN, _grounds(answer.rests)


def _grounds(grounds: Sequence[Ground]) -> str:
    return enumerated(str(ground) for ground in grounds)


def _mark(claim: Claim, mark: Mark | None) -> str:
    if mark is None:
        return OPEN
    return mark if mark == claim.source.mark else f"{mark} (source: {claim.source.mark})"


def _line(text: str) -> str:
    return " / ".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def _rows(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *([escaped(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
