"""Ways of telling that hide the speaker's own part: terms in a row, all "we", blame, bare figures, bare claims.

Each is told by several sentences together, so that one sentence of the kind in a good answer is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from functools import lru_cache

from starlift.feedback.features import MECHANISM, Evidence, count
from starlift.feedback.terms import TERMS
from starlift.feedback.words import word_set

FEW, GENERAL = 4, 0.6
"""An answer of at least so many sentences is general when this share of them is a remark without anything specific."""
MOSTLY = 0.3
"""Share of an answer's words from which lined-up terms are what it is made of."""
LINED_UP, CROWDED = 6, 0.3
"""Terms in a sentence, and their share of its words, from which they are lined up."""

ACCUSING = word_set(
    """ignore ignored ignores ignoring complain complained complains complaining refuse refused refuses protect
    protects protected lie lied lies lying blame blamed blames blocking sat insult impossible ridiculous useless lazy
    incompetent fault arrogant stubborn careless hopeless sabotaged excuses excuse never nobody wouldn't didn't don't
    doesn't won't can't hasn't haven't hadn't couldn't obstructed dragged careless dumped screwed"""
)
"""Words with which somebody else is accused where he or they are the subject."""
VERDICTS = (
    ("the", "problem", "was"),
    ("the", "problem", "is"),
    ("nothing", "wrong", "with"),
    ("culture", "problem"),
    ("my", "engineer", "was", "right"),
    ("he", "was", "right", "on", "every"),
    ("wasn't", "my"),
    ("not", "my", "fault"),
    ("their", "fault"),
    ("i", "don't", "blame"),
    ("only", "so", "much"),
    ("we", "didn't", "warn"),
    ("in", "writing", "so"),
    ("until", "they"),
    ("tells", "you", "everything"),
    ("always", "protects"),
    ("nobody", "listened"),
    ("can't", "coach"),
    ("themselves", "to", "blame"),
    ("no", "use"),
    ("doesn't", "respect"),
    ("don't", "respect"),
    ("grow", "up"),
    ("not", "on", "us"),
    ("as", "usual"),
    ("every", "single", "time"),
)
"""Turns by which the fault is given to others."""
_VERDICTS_AT = {turn[0]: [other for other in VERDICTS if other[0] == turn[0]] for turn in VERDICTS}
_FAULT = ACCUSING | {turn[-1] for turn in VERDICTS}
"""Words of which one stands in every sentence that gives somebody else the fault."""
OTHERS = word_set("they they'd he he'd their his them team lead architect director manager leadership management")
BLAMED, BLAMED_SHARE = 2, 0.25
"""Accusing sentences, and their share of the answer, from which others are blamed."""
OPEN_MINDED = frozenset({"hearing", "showing", "cost_borne", "options", "choice", "looking"})
"""Marks of which three different ones show that the speaker looked for a way."""

DECIDED = frozenset({"reason", "choice", "condition"})
"""Marks of an act that was thought about."""
ENGAGED = frozenset({"present", "vague", "planned", "undone", "goal"})
"""Marks of a sentence in which the speaker does more than feel or believe."""
VAGUE = frozenset({"vague", "vague_ours", "generic"})
"""Marks of a sentence of activity or opinion."""

FIGURES, DENSE = 3, 0.15
"""Figures in a sentence, and their share of its words, from which it is a row of figures."""
DUMPED, DUMPED_SHARE = 8, 0.6
"""Figures in such rows, and their share of all figures, from which they stand without a meaning."""
MEANING = frozenset({"reason", "choice", "objection", "others", "ownership", "quote"})
"""Marks of a sentence that says what a figure means."""

_FIGURE = re.compile(r"\d[\d.,:]*")

EXPLAINED = frozenset({"reason", "quote", "asks"})
"""Marks of a sentence that lines up terms and yet says something."""


def undone(evidence: Sequence[Evidence]) -> list[int]:
    """Sentences in which the speaker's side did not do it, where more was denied, or left to others, than done."""
    denied = count(evidence, "undone") + count(evidence, "denials")
    if denied < 2:
        return []
    mine = count(evidence, "mine") + count(evidence, "ours")
    if denied <= mine or count(evidence, "theirs") + count(evidence, "passive") <= mine:
        return []
    return _bearing(evidence, {"undone"})


def all_we(evidence: Sequence[Evidence]) -> list[int]:
    """Sentences in which we act or things are done, where the speaker does nothing."""
    if count(evidence, "mine") or sum("me" in one.marks and bool(one.marks & ENGAGED) for one in evidence) > 1:
        return []
    return _bearing(evidence, {"ours", "vague_ours", "passive"})


def claims(evidence: Sequence[Evidence]) -> list[int]:
    """Sentences of activity that could not have been watched, where hardly anything else is told."""
    acts = [marks for _, marks, _ in evidence if "mine" in marks or "ours" in marks]
    if not acts:
        return _bearing(evidence, {"vague", "vague_ours"})
    if any(len(marks & MECHANISM) >= 2 or marks & DECIDED for marks in acts):
        return []
    bare = [spot for spot, (_, marks, _) in enumerate(evidence) if marks & VAGUE and not marks & {"mine", "ours"}]
    return bare if len(bare) >= 2 and len(bare) > len(acts) else []


def general(evidence: Sequence[Evidence]) -> list[int]:
    """Sentences without anything specific, where they are most of the answer."""
    thin = _bearing(evidence, {"thin"})
    return thin if len(evidence) >= FEW and len(thin) >= GENERAL * len(evidence) else []


def stuffed(evidence: Sequence[Evidence]) -> list[int]:
    """Sentences that line up terms of the trade."""
    return [
        spot
        for spot, (_, marks, words) in enumerate(evidence)
        if len(words) >= LINED_UP
        and (terms := _terms(words)) >= LINED_UP
        and terms >= CROWDED * len(words)
        and not marks & EXPLAINED
    ]


def mostly_stuffed(evidence: Sequence[Evidence]) -> list[int]:
    """The same, where they are much of the answer."""
    rows = stuffed(evidence)
    if not rows or sum(evidence[spot].words for spot in rows) <= MOSTLY * sum(one.words for one in evidence):
        return []
    return rows


def blame(evidence: Sequence[Evidence]) -> list[int]:
    """Sentences that give the fault to others, where they carry the answer."""
    accusing = [spot for spot, (_, marks, words) in enumerate(evidence) if "fault" in marks or _accuses(words)]
    if len(accusing) < BLAMED or len(accusing) < BLAMED_SHARE * len(evidence):
        return []
    tried = set().union(*(one.marks & OPEN_MINDED for one in evidence if "mine" in one.marks))
    return [] if len(tried) >= 3 else accusing


def bare_figures(evidence: Sequence[Evidence]) -> list[int]:
    """Sentences that are rows of figures, where most of the answer's figures stand in such rows."""
    counts = [_figures(sentence.text) if "figure" in marks else 0 for sentence, marks, _ in evidence]
    if sum(counts) < DUMPED:
        return []
    rows = [
        spot
        for spot, one in enumerate(evidence)
        if counts[spot] >= min(FIGURES, 1 + DENSE * one.words)
        and counts[spot] >= DENSE * one.words
        and not one.marks & MEANING
    ]
    dumped = sum(counts[spot] for spot in rows)
    return rows if dumped >= DUMPED and dumped >= DUMPED_SHARE * sum(counts) else []


@lru_cache(maxsize=4096)
def _accuses(words: tuple[str, ...]) -> bool:
    """Whether a sentence gives somebody else the fault; asked about the same sentences many times."""
    if _FAULT.isdisjoint(words):
        return False
    for spot, word in enumerate(words):
        if word in OTHERS and not ACCUSING.isdisjoint(words[spot + 1 : spot + 4]):
            return True
        if word in _VERDICTS_AT and any(words[spot : spot + len(turn)] == turn for turn in _VERDICTS_AT[word]):
            return True
    return False


@lru_cache(maxsize=4096)
def _terms(words: tuple[str, ...]) -> int:
    """How many different terms of the trade a sentence holds."""
    return len({word for word in words if word in TERMS})


@lru_cache(maxsize=1024)
def _figures(text: str) -> int:
    """Figures in digits in a sentence; years and list numbers are few and do no harm."""
    return len(_FIGURE.findall(text))


def _bearing(evidence: Sequence[Evidence], marks: Set[str]) -> list[int]:
    """Sentences that bear one of `marks`."""
    return [spot for spot, (_, own, _) in enumerate(evidence) if own & marks]


WEAK_SPOTS: Mapping[str, Callable[[Sequence[Evidence]], list[int]]] = {
    "undone": undone,
    "all_we": all_we,
    "claim_without_act": claims,
    "general": general,
    "blame": blame,
    "stuffing": mostly_stuffed,
    "figure_without_meaning": bare_figures,
}
"""Way of telling -> the sentences told so, none where there are too few to say so of the answer."""
