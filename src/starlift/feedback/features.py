"""The evidence in each sentence, as a set of marks.

Some marks are cues of plain English (`starlift.feedback.cues`), some say who acts (`starlift.feedback.voices`),
the rest is the sentence's form and its place in the answer. ``generic`` is habit or opinion instead of an
event, ``foggy`` mostly abstract nouns, ``thin`` a remark without anything specific. The marks carry no weight
here; that is for `starlift.feedback.levels`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from starlift.feedback.cues import cue_index, cues_at, is_number, word_set
from starlift.feedback.sentences import Sentence
from starlift.feedback.voices import told_in_third_person, voices
from starlift.feedback.words import tokens_of, words_of

_FIGURE = re.compile(r"\d|→|->|%|€|\$|£")
_NAME = re.compile(r"(?<=[a-z0-9,;] )[A-Z][a-z]+")
_QUOTE = re.compile('["“\u2018]')
_ABSTRACT = ("tion", "tions", "ment", "ments", "ance", "ence", "ity", "ities", "ship", "ness", "ism", "sion")
FOGGY = 0.2
"""Share of abstract nouns above which a sentence says little that one could picture."""
LONG, TINY = 12, 5
"""Words from which a sentence is long, and below which it is tiny."""

TELLING = word_set("mine ours theirs passive undone figure change stakes goal")
"""Marks of a sentence that tells of something that was or happened."""
SPECIFIC = word_set("figure quote named spelled_out condition choice reason options cost asks looking")
"""Marks of which a sentence needs at least one to be more than a general remark."""
MECHANISM = (SPECIFIC | word_set("ownership rhythm")) - word_set("figure named")
"""Marks of which two make an act of a vague verb: "I replaced it with one page, each line with a name and a
price"."""
EVENT = word_set("mine ours theirs passive")
"""Marks of a sentence in which something was done."""
PLACES = (("opening", 0.0, 0.2), ("early", 0.0, 0.4), ("late", 0.6, 1.0), ("closing", 0.8, 1.0))
"""Names for where a sentence stands among the telling ones (0 the first, 1 the last)."""
NEIGHBOURS = 2
"""Sentences before and behind within which the speaker's side must act for a sentence to have that act near."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one sentence shows.

    Attributes:
        sentence: The sentence itself.
        marks: Names of what it shows.
        vocabulary: Its words in lower case, in order.
    """

    sentence: Sentence
    marks: frozenset[str]
    vocabulary: tuple[str, ...]

    @property
    def words(self) -> int:
        """Number of its words."""
        return len(self.vocabulary)


def examine(sentences: Sequence[Sentence]) -> tuple[Evidence, ...]:
    """The evidence in each of `sentences`, in their order."""
    tokens = [tokens_of(sentence.text) for sentence in sentences]
    third = told_in_third_person(tokens)
    alone = [_evidence(sentence, own, third=third) for sentence, own in zip(sentences, tokens, strict=True)]
    return tuple(_in_context(alone))


def _evidence(sentence: Sentence, tokens: Sequence[str], *, third: bool) -> Evidence:
    """Reads one sentence by itself."""
    index = cue_index()
    words = words_of(tokens)
    marks = {cue for spot in range(len(tokens)) for cue in cues_at(index, tokens, spot)}
    marks |= voices(tokens, third=third) | _form(sentence, tokens, words)
    if "habit" in marks and not marks & EVENT:
        marks.add("generic")
    if "vague" in marks and len(marks & MECHANISM) >= 2:
        marks.add("mine")
    if "cost" in marks and marks & EVENT:
        marks.add("cost_borne")
    if not marks & SPECIFIC:
        marks.add("thin")
    return Evidence(sentence, frozenset(marks), tuple(words))


def _form(sentence: Sentence, tokens: Sequence[str], words: Sequence[str]) -> Set[str]:
    """Marks that can be read off a sentence's outer form."""
    abstract = sum(word.endswith(_ABSTRACT) and len(word) > 6 for word in words)
    form = {
        "figure": _FIGURE.search(sentence.text) is not None or any(is_number(token) for token in tokens),
        "quote": _QUOTE.search(sentence.text) is not None,
        "named": _NAME.search(sentence.text) is not None,
        "spelled_out": ":" in tokens or "(" in tokens,
        "asks": "?" in tokens,
        "long": len(words) >= LONG,
        "tiny": len(words) < TINY,
        "foggy": len(words) >= TINY and abstract > FOGGY * len(words),
        "in_" + sentence.section: sentence.section != "",
    }
    return {mark for mark, shown in form.items() if shown}


def _in_context(alone: Sequence[Evidence]) -> Iterator[Evidence]:
    """Adds what a sentence owes to its neighbours: its place, and whether an act of the speaker's side is near.

    Sentences that tell of nothing do not count for the place, so that padding moves no other sentence.
    """
    telling = [bool(evidence.marks & TELLING) and "thin" not in evidence.marks for evidence in alone]
    total = max(sum(telling) - 1, 1)
    passed = 0
    for spot, evidence in enumerate(alone):
        place = passed / total
        passed += telling[spot]
        marks = {name for name, low, high in PLACES if low <= place <= high}
        around = alone[max(0, spot - NEIGHBOURS) : spot + NEIGHBOURS + 1]
        if any("mine" in other.marks or "ours" in other.marks for other in around):
            marks.add("own_near")
        yield replace(evidence, marks=evidence.marks | marks)
