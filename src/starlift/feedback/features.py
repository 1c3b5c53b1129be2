"""The evidence in each sentence: who acts, what kind of act, and what is said about it.

Each sentence gets a set of *marks*. Some are cues of plain English (`starlift.feedback.cues`); the others are read from
how subject and verb stand to each other: ``mine`` (the speaker did something one could have watched), ``vague`` (the speaker
was active), ``ours``, ``theirs``, ``passive``, ``undone`` (the speaker says it was not done), ``generic`` (habit, opinion or
plan instead of an event). The marks carry no weight here; `starlift.feedback.levels` weighs them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from starlift.feedback import verbs
from starlift.feedback.cues import cue_index, cues_at, is_number
from starlift.feedback.sentences import Sentence

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d[\d.,:]*|→|->|[,;:()?!\"“”/=%€$£]")
_FIGURE = re.compile(r"\d|→|->|%|€|\$|£")
_NOMINAL = ("tion", "tions", "ment", "ments", "ance", "ence", "ity", "ities", "ship", "ness", "ism", "sion", "holder", "holders")
_JOINTS = frozenset({",", ";", "and", "then", "but", "so", ":"})
_STRUCTURAL = frozenset("→ -> , ; : ( ) ? ! \" “ ” / = % € $ £".split())
TELLING = frozenset({"mine", "ours", "theirs", "passive", "undone", "figure", "change", "stakes", "goal"})
"""Marks of a sentence that tells of something that was or happened."""
PLACES = (("opening", 0.0, 0.2), ("early", 0.0, 0.4), ("late", 0.6, 1.0), ("closing", 0.8, 1.0))
"""Names for where a sentence stands among the telling ones (0 the first, 1 the last)."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one sentence shows.

    Attributes:
        sentence: The sentence itself.
        marks: Names of what it shows.
        words: Number of its words.
        fog: Share of its words that are abstract nouns (0 to 1).
    """

    sentence: Sentence
    marks: frozenset[str]
    words: int
    fog: float


def tokens_of(text: str) -> list[str]:
    """Words, numbers and telling punctuation of `text`, in lower case with straight apostrophes."""
    return [token.replace("’", "'") for token in _TOKEN.findall(text.lower())]


def words_of(tokens: Sequence[str]) -> list[str]:
    """The words among `tokens`."""
    return [token for token in tokens if token not in _STRUCTURAL and not token[0].isdigit()]


def examine(sentences: Sequence[Sentence]) -> tuple[Evidence, ...]:
    """The evidence in each of `sentences`, in their order."""
    tokens = [tokens_of(sentence.text) for sentence in sentences]
    third = _told_in_third_person(tokens)
    alone = [_evidence(sentence, own, third=third) for sentence, own in zip(sentences, tokens, strict=True)]
    return tuple(_in_context(alone))


def _in_context(alone: Sequence[Evidence]) -> Iterator[Evidence]:
    """Adds what a sentence owes to its neighbours: its place among the telling sentences, and whether one's own act is near.

    Sentences that tell of no act and no figure do not count for the place, so that padding moves nothing.
    """
    telling = [bool(evidence.marks & TELLING) for evidence in alone]
    total = max(sum(telling) - 1, 1)
    passed = 0
    for spot, evidence in enumerate(alone):
        place = passed / total
        passed += telling[spot]
        marks = set(evidence.marks)
        marks.update(name for name, low, high in PLACES if low <= place <= high)
        around = alone[max(0, spot - 2) : spot + 3]
        if any({"mine", "ours"} & other.marks for other in around):
            marks.add("own_near")
        yield replace(evidence, marks=frozenset(marks))


def _told_in_third_person(tokens: Sequence[Sequence[str]]) -> bool:
    """Whether the speaker is spoken of, as promotion and calibration papers do, because nobody says I or we."""
    counts = Counter(token for own in tokens for token in own)
    first = sum(counts[word] for word in verbs.SUBJECTS | verbs.PLURALS | {"my", "me"})
    third = counts["he"] + counts["she"] + counts["candidate"] + counts["nominee"] + counts["manager"]
    return first <= 1 and third >= 2


def _evidence(sentence: Sentence, tokens: Sequence[str], *, third: bool) -> Evidence:
    """Reads one sentence."""
    marks: set[str] = set()
    index = cue_index()
    for spot in range(len(tokens)):
        marks.update(cues_at(index, tokens, spot))
    marks |= _voices(tokens, third=third)
    if "habit" in marks and not marks & {"mine", "ours", "theirs", "passive"}:
        marks.add("generic")
    if _FIGURE.search(sentence.text) or any(is_number(token) for token in tokens):
        marks.add("figure")
    if any(mark in sentence.text for mark in "\"“‘"):
        marks.add("quote")
    if ":" in tokens or "(" in tokens:
        marks.add("spelled_out")
    if "?" in tokens:
        marks.add("asks")
    if _names(sentence.text):
        marks.add("named")
    if sentence.section:
        marks.add("in_" + sentence.section)
    words = words_of(tokens)
    fog = sum(word.endswith(_NOMINAL) and len(word) > 6 for word in words) / max(len(words), 1)
    if len(words) >= 12:
        marks.add("long")
    if len(words) < 5:
        marks.add("tiny")
    if fog > 0.2 and len(words) >= 5:
        marks.add("foggy")
    return Evidence(sentence, frozenset(marks), len(words), fog)


_NAME = re.compile(r"(?<=[a-z0-9,;] )[A-Z][a-z]+")


def _names(text: str) -> bool:
    """Whether a capitalised word stands within the sentence."""
    return _NAME.search(text) is not None


def _voices(tokens: Sequence[str], *, third: bool) -> set[str]:
    """Marks of who acts in the sentence and how."""
    marks: set[str] = set()
    actor = _bare_actor(tokens)
    if actor:
        marks.add(actor)
    current = "mine" if actor else ""
    for spot, token in enumerate(tokens):
        if token in verbs.SUBJECTS or (third and _third(tokens, spot)):
            current = "mine"
            marks.add("me")
            marks |= _clause(tokens, spot + 1, "mine")
        elif token in verbs.PLURALS:
            current = "ours"
            marks |= _clause(tokens, spot + 1, "ours")
        elif token in verbs.OTHERS:
            current = "theirs"
            marks |= _clause(tokens, spot + 1, "theirs")
        elif spot and tokens[spot - 1] in _JOINTS and current and verbs.is_act(token):
            marks.add(current)
            if current == "mine" and "mine" in marks:
                marks.add("several")
        elif token in verbs.PASSIVE_AUXILIARIES and spot + 1 < len(tokens) and verbs.is_act(tokens[spot + 1]):
            marks.add("passive")
        elif not current and spot and verbs.is_act(token) and tokens[spot - 1] not in verbs.PASSIVE_AUXILIARIES:
            current = "theirs"
            marks.add("theirs")
    return marks


def _third(tokens: Sequence[str], spot: int) -> bool:
    """Whether the token at `spot` names the person a third-person paper is about."""
    return tokens[spot] in {"he", "she", "candidate", "nominee", "applicant"} or (
        tokens[spot] == "manager" and spot > 0 and tokens[spot - 1] == "the"
    )


def _bare_actor(tokens: Sequence[str]) -> str:
    """The voice of a note that opens with a verb: "Asked four directors" is the speaker's act."""
    for token in tokens[:4]:
        if token in _STRUCTURAL or token[0].isdigit() or (token in verbs.HELPERS and not verbs.is_past(token)):
            continue
        if verbs.is_act(token):
            return "mine"
        return "vague" if verbs.is_vague(token) else ""
    return ""


def _clause(tokens: Sequence[str], spot: int, actor: str) -> set[str]:
    """Marks of the verb that follows a subject: its actor, vague activity, or that it was not done."""
    negated = False
    for token in tokens[spot : spot + 6]:
        if token in verbs.NEGATORS:
            negated = True
        elif token in verbs.MODALS:
            return {"planned"} if actor == "mine" else set()
        elif verbs.is_act(token):
            return {"undone" if negated and actor == "mine" else "theirs" if negated else actor}
        elif verbs.is_vague(token):
            return {"undone"} if negated and actor == "mine" else {"vague" if actor == "mine" else "vague_" + actor}
        elif token not in verbs.HELPERS and token not in _STRUCTURAL:
            break
    if negated and actor == "mine":
        return {"undone"}
    return set()
