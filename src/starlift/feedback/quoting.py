"""A short piece of the learner's own sentence for a question to quote: verbatim, whole words, never repaired.

A sentence is quoted only when it is finished and made of characters that can be shown in a line of text, so that a
quote neither changes with every key nor turns the question around it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from starlift.dimensions import DIMENSIONS

VAGUE = "vague"
"""What a follow-up names to quote the learner's vaguest sentence instead of evidence."""
MOST_WORDS, FEWEST_WORDS = 12, 4
"""Words of a quote."""
LONGEST_WORD = 30
"""Characters; what is longer is a link or no word, and the sentence is not quoted."""
MOST_SENTENCES = 400
"""Sentences that are looked at; the time for a question does not grow with the text beyond them."""

_WORD = re.compile(r"\S+")
_FINISHED = re.compile(r"[.!?…]['\"”’)*_\]]*\s*$")
_CLOSING = ".!?…,;: "
_HOLLOW = re.compile(
    r"\b(?:managed|ensured|supported|drove|driven|led|handled|improved|aligned|alignment|collaborated|facilitated|"
    r"coordinated|oversaw|communicated|streamlined|leveraged|fostered|enabled|delivered|implemented|engaged|addressed|"
    r"worked (?:closely|hard|with|together|on)|helped|stakeholders?|various|several|things|visibility|awareness|"
    r"synerg\w+|proactive\w*|successful\w*|effective\w*|efficien\w+|better|smooth\w*|went well|a lot|as needed)\b"
)
_FIRM = re.compile(r"\d|\b(?:because|instead|unless|rather than|decided|refused|chose|asked|told|wrote|if)\b")


class Told(NamedTuple):
    """What the learner wrote, as far as a question may quote it.

    Attributes:
        sentences: The sentences that are judged, in reading order.
        evidence: Dimension -> the sentences behind its level, in reading order.
    """

    sentences: Sequence[str] = ()
    evidence: Mapping[str, Sequence[str]] = MappingProxyType({})

    @property
    def finished(self) -> int:
        """Number of sentences that have come to their full stop."""
        return sum(is_finished(sentence) for sentence in self.sentences)

    def quote(self, source: str) -> str:
        """A quote in quotation marks from the best sentence of `source`, or "".

        Args:
            source: A dimension, for the sentence that speaks for it most clearly, or `VAGUE`.
        """
        for sentence in self._vaguest() if source == VAGUE else self._clearest(source):
            if found := quoted(sentence, _HOLLOW if source == VAGUE else None):
                return found
        return ""

    def _clearest(self, dimension: str) -> list[str]:
        """The evidence of `dimension`; first what is evidence of the fewest other things."""
        found = self.evidence.get(dimension, ())
        shared = {one: sum(one in self.evidence.get(name, ()) for name in DIMENSIONS) for one in found}
        return sorted(found, key=lambda one: shared[one])

    def _vaguest(self) -> list[str]:
        """Sentences with more hollow words than firm ones, the hollowest first."""
        scored = [(_hollowness(one.lower()), one) for one in self._looked_at()]
        return [one for score, one in sorted(scored, key=lambda pair: -pair[0]) if score > 0]

    def _looked_at(self) -> Sequence[str]:
        return [sentence for sentence in self.sentences[:MOST_SENTENCES] if len(sentence) < 1_000]


def _hollowness(sentence: str) -> int:
    """By how much the hollow words of a sentence in small letters outweigh the firm ones."""
    hollow = len(_HOLLOW.findall(sentence))
    return hollow - 2 * len(_FIRM.findall(sentence)) if hollow else 0


def is_finished(sentence: str) -> bool:
    """Whether `sentence` has come to its full stop."""
    return _FINISHED.search(sentence[-8:]) is not None


def quoted(sentence: str, around: re.Pattern[str] | None = None) -> str:
    """At most `MOST_WORDS` words of `sentence` in quotation marks, with an ellipsis where it was cut; "" if unfit.

    Args:
        sentence: As the learner wrote it.
        around: What the quote must show, in small letters, when `sentence` is too long to be quoted from its beginning.
    """
    if not is_finished(sentence):
        return ""
    line = sentence.strip().split("\n", 1)[0]
    words = list(_WORD.finditer(line))
    if len(words) < FEWEST_WORDS or not line.isprintable() or any(len(word[0]) > LONGEST_WORD for word in words):
        return ""
    first = 0
    hit = around.search(line.lower()) if around else None
    if hit:
        place = sum(word.end() <= hit.start() for word in words)
        first = 0 if place < MOST_WORDS - 3 else place - 2
    shown = words[first : first + MOST_WORDS]
    before = "… " if first else ""
    after = " …" if shown[-1] is not words[-1] or line != sentence.strip() else ""
    return f"“{before}{line[shown[0].start() : shown[-1].end()].rstrip(_CLOSING)}{after}”"
