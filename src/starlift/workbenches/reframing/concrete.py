"""Concrete: what each of the five parts must name so that somebody can act on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from starlift.workbenches.reframing.content import Comment, Cues, PartId
from starlift.workbenches.reframing.words import hits

_MARKED = re.compile(r"`([^`]{2,60})`")
Wanting = tuple[str, dict[str, object]]
"""Key of a question and what fills its slots beside the text itself."""


def wanting(part: PartId, text: str, comment: Comment, cues: Cues) -> Wanting | None:
    """The first thing that an even text fails to name for its part."""
    return next(_WANTS[part](text, comment, cues), None)


def _issue(text: str, comment: Comment, _: Cues) -> Iterator[Wanting]:
    marked = [word for word in _MARKED.findall(text) if word in comment.fragment]
    if not marked and not hits(text, comment.names):
        yield "where", {}


def _happen(text: str, comment: Comment, cues: Cues) -> Iterator[Wanting]:
    if not hits(text, (*cues.actor, *comment.cares)):
        yield "actor", {}
    if not hits(text, cues.deed):
        yield "deed", {}


def _matters(text: str, comment: Comment, cues: Cues) -> Iterator[Wanting]:
    concerned, general = hits(text, (*comment.cares, *cues.people)), hits(text, cues.empty)
    if general and len(concerned) < 2:
        yield "general", {"quote": general[0]}
    if not concerned:
        yield "here", {}


def _good(text: str, _: Comment, cues: Cues) -> Iterator[Wanting]:
    if not hits(text, cues.checkable):
        yield "checkable", {}


def _step(text: str, comment: Comment, cues: Cues) -> Iterator[Wanting]:
    if not hits(text, cues.when):
        yield "when", {}
    if not hits(text, cues.offer) and "?" not in text:
        yield "offer", {}
    if not hits(text, (*cues.act, *comment.names, *comment.control)):
        yield "act", {}


_WANTS: dict[PartId, Callable[[str, Comment, Cues], Iterator[Wanting]]] = {
    "issue": _issue,
    "happen": _happen,
    "matters": _matters,
    "good": _good,
    "step": _step,
}
