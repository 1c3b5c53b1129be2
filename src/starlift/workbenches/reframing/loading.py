"""Loading the content of the reframing workbench, with what its parts must hold against each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from starlift.errors import Problem
from starlift.exercises import slots_of
from starlift.workbenches.reframing.content import SLOTS, Reframing
from starlift.workbenches.reframing.words import even, hits
from starlift.yamlfile import YamlDocument, read_yaml

QUESTIONS = frozenset((
    "accepts", "act", "actor", "bar_wait", "caps", "checkable", "control", "copied_comment", "copied_part",
    "copied_sheet", "counts_other", "counts_same", "deed", "downplay", "drops", "empty", "general", "hedge", "here",
    "lowered", "mark_none", "mark_not", "mark_there", "no_sentence", "note_accuse", "note_ask", "note_ask_many",
    "note_ask_when", "note_bare", "note_count", "note_foreign", "note_ours", "note_share", "offer",
    "pattern_always", "pattern_cannot", "pattern_count", "pattern_other", "pattern_person", "pick_fine",
    "pick_same", "placeholder", "plan_alone", "plan_evidence", "plan_flat", "plan_goal", "plan_goal_yours",
    "plan_practice", "plan_rise", "plan_roles", "plan_same", "plan_trade", "plan_trade_nothing", "repeated",
    "share_count", "short", "unrated", "when", "where",
))  # fmt: skip
"""All questions that are asked, beside those for the tones in `Cues`."""


def load_reframing(path: Path) -> Reframing:
    """Read the content of the workbench.

    Raises:
        ContentError: With file, line and field of every mistake.
    """
    return read_yaml(path).into(Reframing, _twice, _lacks, _quotes, _unasked)


def _twice(document: YamlDocument, content: Reframing) -> Iterator[Problem]:
    for field in ("papers", "lacks", "comments", "parts", "roles", "trades"):
        yield from document.repeated((field,), [item.id for item in getattr(content, field)])


def _lacks(document: YamlDocument, content: Reframing) -> Iterator[Problem]:
    """Lacks that are not known, or that contradict what is quoted."""
    kinds = {lack.id: lack.kind for lack in content.lacks}
    for index, comment in enumerate(content.comments):
        place = ("comments", index)
        for lack in sorted({*comment.lacks, *comment.main, *comment.said} - set(kinds)):
            yield document.problem((*place, "lacks"), f"{lack!r} is not known", f"use one of: {', '.join(kinds)}")
        if not set(comment.main) <= set(comment.lacks) or bool(comment.main) != bool(comment.lacks):
            yield document.problem((*place, "main"), "must name some of the lacks", "correct the one or the other")
        for lack, kind in kinds.items():
            both = (lack in comment.said) == (lack in comment.lacks)
            if both and kind == "absent":
                yield document.problem((*place, "said"), f"{lack!r} must either be lacking or be quoted", "do one")
            if not both and kind == "present":
                yield document.problem((*place, "said"), f"{lack!r} must be both listed and quoted", "do both or none")


def _quotes(document: YamlDocument, content: Reframing) -> Iterator[Problem]:
    """Severities that are none, quotes and names that stand nowhere, and a control that the comment gives away."""
    for index, comment in enumerate(content.comments):
        place = ("comments", index)
        if comment.severity not in content.severities:
            yield document.problem((*place, "severity"), f"{comment.severity!r} is no severity", "use one of the list")
        for lack, quote in comment.said.items():
            if quote not in comment.posted:
                yield document.problem((*place, "said", lack), "does not stand in the comment", "quote it exactly")
        for name in comment.names:
            if even(name).casefold() not in even(comment.fragment).casefold():
                yield document.problem((*place, "names"), f"{name!r} does not stand in the fragment", "use its words")
        given = hits(even(f"{comment.posted} {comment.fragment}"), comment.control) if "step" in comment.lacks else []
        for words in given:
            yield document.problem((*place, "control"), f"{words!r} stands in comment or fragment", "use other words")


def _unasked(document: YamlDocument, content: Reframing) -> Iterator[Problem]:
    known = QUESTIONS | set(content.cues.tone)
    for key in sorted(known - set(content.ask)):
        yield document.problem(("ask", key), "is missing", "add the question")
    for key, text in content.ask.items():
        if key not in known:
            yield document.problem(("ask", key), "is never asked", "remove it or correct the spelling")
        for slot in sorted(slots_of(text) - set(SLOTS)):
            yield document.problem(("ask", key), f"the slot {{{slot}}} is not known", f"use: {', '.join(SLOTS)}")
