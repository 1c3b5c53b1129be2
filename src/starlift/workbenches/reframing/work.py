"""Work: what a learner put into the fields of this workbench, read without trust."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlift.workbenches.reframing import note, pattern
from starlift.workbenches.reframing.content import WEEKS, Comment, Reframing
from starlift.workbenches.reframing.plan import Plan, Week
from starlift.workbenches.reframing.remark import Remark, question
from starlift.workbenches.reframing.rewrite import Rewrite

PICKS = ("pick1", "pick2", "pick3")
COUNTS = ("late", "requests", "vague", "promises")


@dataclass(frozen=True)
class Work:
    """Everything that the fields say.

    Attributes:
        read: Ids of the papers marked as read.
        marks: Id of a comment -> id of its main lack, or `pattern.NONE`.
        sentence: The pattern in one sentence.
        picks: The comments chosen to be rewritten, as chosen.
        rewrites: One for each different pick.
        counts: What the learner counted in the papers, by the names in `COUNTS`; numbers that make sense only.
        note: The note to the product team.
        plan: The six weeks.
    """

    read: frozenset[str]
    marks: Mapping[str, str]
    sentence: str
    picks: Sequence[Comment]
    rewrites: Sequence[Rewrite]
    counts: Mapping[str, int]
    note: str
    plan: Plan


def read(values: Mapping[str, str], content: Reframing) -> Work:
    """The fields as the model knows them; what is no option and no number counts as not chosen."""
    marks = {comment.id: values.get(f"mark_{comment.id}", "") for comment in content.comments}
    known = {value for value, _ in pattern.choices(content) if value}
    chosen = [content.comment(values.get(pick, "")) for pick in PICKS]
    picks = [comment for comment in chosen if comment]
    papers = {paper.id for paper in content.papers}
    return Work(
        read=frozenset(papers & set(values.get("read", "")[:1_000].split())),
        marks={id: mark for id, mark in marks.items() if mark in known},
        sentence=values.get("pattern", ""),
        picks=picks,
        rewrites=[_rewrite(id, values, content) for id in dict.fromkeys(comment.id for comment in picks)],
        counts={name: int(value) for name in COUNTS if _is_count(value := values.get(f"count_{name}", "").strip())},
        note=values.get("note", ""),
        plan=_plan(values, content),
    )


def _is_count(value: str) -> bool:
    return len(value) < 4 and value.isascii() and value.isdecimal()


def _rewrite(id: str, values: Mapping[str, str], content: Reframing) -> Rewrite:
    comment = next(comment for comment in content.comments if comment.id == id)
    severity = values.get(f"severity_{id}", "")
    parts = {part.id: values.get(f"{part.id}_{id}", "") for part in content.parts}
    return Rewrite(comment, severity if severity in content.severities else "", parts)


def _plan(values: Mapping[str, str], content: Reframing) -> Plan:
    roles = {role.id: role for role in content.roles}
    trades = {trade.id: trade for trade in content.trades}
    weeks = [
        Week(values.get(f"does{n}", ""), roles.get(values.get(f"role{n}", "")), values.get(f"sign{n}", ""))
        for n in WEEKS
    ]
    return Plan(weeks, values.get("goal", ""), trades.get(values.get("trade", "")))


def picked(work: Work, content: Reframing) -> list[Remark]:
    """What can be said of the choice of comments: one chosen twice, or one that needs no rewriting."""
    ids = [comment.id for comment in work.picks]
    found = []
    for comment in (rewrite.comment for rewrite in work.rewrites):
        for key, applies in (("pick_same", ids.count(comment.id) > 1), ("pick_fine", not comment.lacks)):
            if applies:
                found.append(question("picks", content.asked(key, quote=comment.title)))
    return found


def counted(work: Work, content: Reframing) -> list[Remark]:
    """Counts that differ from what the papers show, with what they show."""
    told = note.share(content)
    right = {"late": told.late, "requests": told.requests, "vague": told.vague, "promises": told.promises}
    marks = {"late": ("late request",), "requests": ("late request", "early request"),
             "vague": ("vague promise",), "promises": ("vague promise", "dated promise")}  # fmt: skip
    names = {"late": "late requests", "requests": "requests", "vague": "promises without a day", "promises": "promises"}
    return [
        question(name, content.asked("share_count", n=value, other=names[name], m=right[name],
                                     quote=", ".join(entry.day for entry in content.marked(*marks[name]))))
        for name, value in work.counts.items()
        if value != right[name]
    ]  # fmt: skip
