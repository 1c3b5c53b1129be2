"""Rewrite: one comment in five parts, and what can be said of each part and of the technical bar.

A part gets one question at most, the first that applies in this order: is it there, is its tone fit to be received,
is it concrete. Nothing here rewrites, and closed lists of words lead to "cannot tell" and never to "missing".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from starlift.workbenches.reframing.concrete import wanting
from starlift.workbenches.reframing.content import Comment, PartId, PartOfFinding, Reframing
from starlift.workbenches.reframing.remark import Remark, holding, question
from starlift.workbenches.reframing.words import alike, even, excerpt, hits, meant, tokens

BAR = "bar"
_UNREAD = ("empty", "placeholder", "no_sentence", "repeated")


@dataclass(frozen=True)
class Rewrite:
    """What a learner made of a comment.

    Attributes:
        severity: The severity it is posted with; empty while none is chosen.
        parts: Texts by the id of the part, as typed.
    """

    comment: Comment
    severity: str
    parts: Mapping[PartId, str]

    @property
    def begun(self) -> bool:
        """Whether any part has words."""
        return any(text.strip() for text in self.parts.values())


def remarks(rewrite: Rewrite, content: Reframing) -> tuple[Remark, ...]:
    """One remark for each of the five parts, and one for the bar."""
    texts: dict[PartId, str] = {part.id: even(rewrite.parts.get(part.id, "")) for part in content.parts}
    looked = _Look(rewrite.comment, texts, content)
    there = all(looked.absent(part)[0] not in _UNREAD for part in content.parts if part.id in ("good", "step"))
    return (*(looked.at(part) for part in content.parts), _bar(rewrite, texts, content, there=there))


@dataclass(frozen=True)
class _Look:
    """Looks at the parts of one rewrite; `texts` are even."""

    comment: Comment
    texts: Mapping[PartId, str]
    content: Reframing

    def at(self, part: PartOfFinding) -> Remark:
        """What is said of a part."""
        text = self.texts[part.id]
        missing = self.absent(part)
        found = missing if missing[0] else self._tone(text) or wanting(part.id, text, self.comment, self.content.cues)
        if found:
            key, slots = found
            return question(part.id, self.content.asked(key, **({"quote": excerpt(text)} | slots)))
        return holding(part.id, f"“{excerpt(text)}”")

    def absent(self, part: PartOfFinding) -> tuple[str, dict[str, object]]:
        """The question and its slots where a part is not there, or is but a row of words or a copy; else empty."""
        text, cues = self.texts[part.id], self.content.cues
        words, plain, posted = tokens(text), set(cues.plain), even(self.comment.posted)
        kept = [word for word in words if word in plain]
        missing = {
            "empty": not words,
            "placeholder": len(words) < part.least + 3 and bool(hits(text, cues.placeholder)),
            "copied_comment": len(words) <= 2 * len(tokens(posted)) and alike(text, posted, plain),
            "short": len(words) < part.least,
            "no_sentence": len(set(kept)) < 2 or len(kept) < 0.18 * len(words),
            "repeated": repeats(words),
        }
        key = next((key for key, applies in missing.items() if applies), "")
        return (key, {"n": len(words)}) if key else self._copied(part, text, plain)

    def _copied(self, part: PartOfFinding, text: str, plain: set[str]) -> tuple[str, dict[str, object]]:
        earlier = self.content.parts[: self.content.parts.index(part)]
        for other in earlier:
            if len(self.texts[other.id]) > 20 and alike(text, self.texts[other.id], plain):
                return "copied_part", {"other": other.name}
        sheet = (self.comment.issue, self.comment.bar, self.comment.receiver)
        return ("copied_sheet" if any(alike(text, even(line), plain) for line in sheet) else "", {})

    def _tone(self, text: str) -> tuple[str, dict[str, object]] | None:
        for tone, phrases in self.content.cues.tone.items():
            found = meant(text, phrases)
            if found:
                return tone, {"quote": found[0]}
        known = {*self.content.cues.acronyms, *tokens_as_written(self.comment.fragment + " " + self.comment.posted)}
        loud = [word for word in tokens_as_written(text) if len(word) > 3 and word.isalpha() and word.isupper()]
        shouted = [word for word in loud if word not in known]
        return ("caps", {"quote": shouted[0]}) if shouted else None


def repeats(words: list[str]) -> bool:
    """Whether the same words return all the time, or the same pair of words three times within a few."""
    pairs = Counter(pairwise(words))
    often = max(pairs.values(), default=0)
    return len(words) > 12 and (len(set(words)) < 0.5 * len(words) or often > 2 + len(words) // 30)


def tokens_as_written(text: str) -> list[str]:
    """The words of a text with their capitals."""
    return even(text).replace("_", " ").replace("-", " ").translate(str.maketrans(".,;:!?()\"'", " " * 10)).split()


def _bar(rewrite: Rewrite, texts: Mapping[PartId, str], content: Reframing, *, there: bool) -> Remark:
    """Whether severity and required control are still there; what lets them fall comes before what is not found."""
    old, new, order = rewrite.comment.severity, rewrite.severity, content.severities
    if new in order and order.index(new) < order.index(old):
        return question(BAR, content.asked("lowered", old=old, new=new))
    for key, quote in _let_fall(texts, content):
        return question(BAR, content.asked(key, quote=quote))
    if not there:
        return question(BAR, content.asked("bar_wait"))
    if new not in order:
        return question(BAR, content.asked("unrated", old=old))
    named = hits(f"{texts['good']} {texts['step']}", rewrite.comment.control)
    if not named:
        return question(BAR, content.asked("control"))
    return holding(BAR, f"{new}, and “{named[0]}” is named")


def _let_fall(texts: Mapping[PartId, str], content: Reframing) -> Iterator[tuple[str, str]]:
    """Question and quote for words that drop the control, make the issue smaller, or accept it with no owner."""
    cues = content.cues
    end = f"{texts['good']} . {texts['step']}"
    whole = " . ".join(texts.values())
    yield from (("hedge", found) for found in meant(end, cues.hedge))
    yield from (("drops", found) for found in meant(end, cues.drops))
    yield from (("downplay", found) for found in meant(whole, cues.downplay))
    if not hits(whole, cues.owner):
        yield from (("accepts", found) for found in meant(whole, cues.accepts))
