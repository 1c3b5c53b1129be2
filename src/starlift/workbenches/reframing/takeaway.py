"""Takeaway: facts from the learner's own work, as raw material for an answer."""

from __future__ import annotations

from collections.abc import Iterator

from starlift.workbenches.facts import Fact
from starlift.workbenches.reframing import note, pattern, plan, rewrite
from starlift.workbenches.reframing.content import Reframing
from starlift.workbenches.reframing.work import Work

SYNTHETIC = "(synthetic data)"


def facts(work: Work, content: Reframing) -> list[Fact]:
    """What can be said after the work done so far; nothing of what is still undecided."""
    return [*_pattern(work, content), *_rewrites(work, content), *_share(work, content), *_plan(work, content)]


def _pattern(work: Work, content: Reframing) -> Iterator[Fact]:
    if len(work.marks) < len(content.comments):
        return
    most = max(pattern.tallies(work.marks, content), key=lambda tally: tally.marked)
    total = len(work.marks)
    fine = sum(mark == pattern.NONE for mark in work.marks.values())
    yield Fact("number", f"{total} review comments read, {fine} found to lack nothing that matters {SYNTHETIC}")
    if most.marked:
        yield Fact("number", f"Marked most, {most.marked} of {total}: “{most.lack.name}” {SYNTHETIC}")


def _rewrites(work: Work, content: Reframing) -> Iterator[Fact]:
    written = [(item, rewrite.remarks(item, content)) for item in work.rewrites if item.begun]
    full = [(item, said) for item, said in written if all(text.strip() for text in item.parts.values())]
    if not full:
        return
    ready = sum(remark.verdict == "holds" for _, said in full for remark in said if remark.about != rewrite.BAR)
    yield Fact("number", f"{len(full)} synthetic comments rewritten; {ready} of {5 * len(full)} parts left no question")
    rated = [item for item, _ in full if item.severity]
    order = content.severities
    kept = sum(order.index(item.severity) >= order.index(item.comment.severity) for item in rated)
    if rated:
        yield Fact("decision", f"Severity kept in {kept} of {len(rated)} rewrites")
    held = sum(remark.verdict == "holds" for _, said in full for remark in said if remark.about == rewrite.BAR)
    if held:
        yield Fact(
            "decision", f"Required control named in {held} of {len(full)} rewrites; wording changed, bar did not"
        )


def _share(work: Work, content: Reframing) -> Iterator[Fact]:
    told, counts = note.share(content), work.counts
    if (counts.get("late"), counts.get("requests")) == (told.late, told.requests):
        yield Fact(
            "number", f"{told.late} of {told.requests} review requests a day before release or later {SYNTHETIC}"
        )
    if (counts.get("vague"), counts.get("promises")) == (told.vague, told.promises):
        yield Fact("number", f"{told.vague} of {told.promises} promises of the product team without a day {SYNTHETIC}")
    said = {remark.about: remark.verdict for remark in note.remarks(work.note, content)}
    if said.get("share") == said.get("ask") == "holds":
        yield Fact("decision", "Told the product team its own share, with one ask that has a size or a date")
    if said.get("ours") == "holds":
        yield Fact("trade-off", "Asked something of the product team and gave a change on our own side for it")


def _plan(work: Work, content: Reframing) -> Iterator[Fact]:
    roles = [week.role for week in work.plan.weeks]
    if all(roles):
        told = ", ".join(role.told for role in roles if role)
        yield Fact("decision", f"My part, weeks 1 to 6: {told}")
    if all(roles) and work.plan.trade and work.plan.trade.told:
        yield Fact("trade-off", f"Time for coaching in exchange for {work.plan.trade.told}")
    said = {remark.about: remark.verdict for remark in plan.remarks(work.plan, content)}
    if said.get("alone") == said.get("presence") == "holds":
        yield Fact("decision", "By week 6 the engineer works without me; each step down was planned")
