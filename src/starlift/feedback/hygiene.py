"""What is set aside before an answer is judged, and when the judge had better say nothing.

Sentences aimed at whoever rates the text, and sentences said twice, count for nothing and leave a flag. An
answer that is empty, too short, not English enough, no answer at all or about what one would do gets no level,
with a flag that says why.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from starlift.feedback.cues import word_set
from starlift.feedback.features import Evidence, count
from starlift.feedback.raters import addressed_to_rater, closes_remark, opens_remark
from starlift.feedback.sentences import Sentence
from starlift.feedback.verbs import is_act

MAX_CHARACTERS = 120_000
"""Code points that are judged, some 20,000 words; a longer text is judged up to here and flagged ``too_long``."""
MIN_WORDS = 12
"""Fewer words than this cannot be judged."""
MIN_ENGLISH = 0.12
"""Share of words that must be among the commonest of English; prose has about half, hurried notes a quarter."""
LONG_ENOUGH_FOR_WORK = 60
"""An answer of this many words without a single everyday word of working life is about something else."""
SOME_WORK = 3
"""Sentences about queues, risks, routines or partners, or of the speaker's decisions and rules, from which an answer is
about work, whatever its words."""
DECIDED = frozenset({"logic", "decision", "rule", "coached", "owned_risk"})
"""Marks of a sentence that tells how something was decided, ruled or taught."""
ACTING = frozenset(
    {"mine", "ours", "theirs", "vague", "vague_ours", "vague_theirs", "passive", "undone", "planned", "me"}
)
"""Marks of a sentence in which somebody does something, or says that it was not done."""

DONE = frozenset({"mine", "ours", "vague", "vague_ours", "passive"})
"""Marks of a sentence in which the speaker's side, or nobody named, did something."""
WOULD = word_set("would i'd we'd you'd will i'll we'll imagine")
"""Words beside which a verb in the form of the past may be no act: "I'd put three options down"."""
SPEAKER = frozenset({"i", "we"})
MOSTLY = 0.6
"""Share of sentences about what would or could be from which an answer without an act is about nothing else. It is at
most 0.4 in the rated answers that tell an event without an act, and at least 0.8 in those that tell none."""

COMMON = word_set(
    """the a an and or but of to in on at for with from by as is are was were be been it its this that these
    those i we you he they my our your his their me us them not no so if then than when which
    who what had have has do did does will would could can there all one two more most out up down about
    into over after before because"""
)
"""Function words of English as `starlift.feedback.cues.SAME` has them; no names, industries or topics."""

FOREIGN = word_set(
    """der die das und ist nicht mit ein eine ich wir el la los las que de en un una y con le les des et du une
    est il che di per non sono da do os um uma com het een van niet ik och att det som"""
)
"""Function words of other languages that use the Latin alphabet."""

_WORD = re.compile(r"\S+")
SHORT = 12
"""Characters up to which a sentence may come again, as "So ten." may, without a flag."""
REMARK = 3
"""Sentences by which a remark to the rater that is never closed can at most go on."""


def told_once(text: str) -> str:
    """The text up to where it begins again and says the same until its end, whatever stands between the two."""
    words = text.lower().split()
    if " ".join(words).find(" ".join(words[:MIN_WORDS]), 1) < 0:
        return text
    same = [0] * len(words)  # how many words up to here are also the first ones (prefix function of Knuth et al., 1977)
    for spot in range(1, len(words)):
        length = same[spot - 1]
        while length and words[spot] != words[length]:
            length = same[length - 1]
        same[spot] = length + (words[spot] == words[length])
    again = same[-1] if same else 0
    if again < MIN_WORDS:
        return text
    return text[: [word.start() for word in _WORD.finditer(text)][-again]]


def kept(sentences: Sequence[Sentence]) -> tuple[list[Sentence], list[str]]:
    """The sentences to judge, and flags for what was set aside."""
    keep: list[Sentence] = []
    flags: set[str] = set()
    seen: set[str] = set()
    inside = 0
    for sentence in sentences:
        wording = " ".join(sentence.text.lower().split())
        spoken_to = addressed_to_rater(sentence.text)
        if spoken_to or inside:
            flags.add("addressed_to_rater")
            inside = _left_of_remark(sentence.text, inside, opening=spoken_to)
        elif wording in seen:
            flags.update({"repeated"} if len(wording) > SHORT else ())
        else:
            keep.append(sentence)
            seen.add(wording)
    return keep, sorted(flags)


def _left_of_remark(text: str, inside: int, *, opening: bool) -> int:
    """How many sentences behind `text` still belong to a remark to the rater."""
    if closes_remark(text):
        return 0
    return REMARK if opening and opens_remark(text) else max(inside - 1, 0)


def reason_to_abstain(evidence: Sequence[Evidence]) -> str:
    """Why the answer cannot be judged, or "" when it can.

    Returns:
        ``empty``, ``too_short``, ``not_english``, ``not_an_answer`` (nobody does anything in it),
        ``off_topic`` (it sells something, or has nothing to do with work) or ``hypothetical`` (it tells what one
        would do, and nothing that was done).
    """
    words = [word for one in evidence for word in one.vocabulary]
    if not words:
        return "empty"
    if len(words) < MIN_WORDS:
        return "too_short"
    english = sum(map(COMMON.__contains__, words))
    if english < MIN_ENGLISH * len(words):
        return "not_an_answer" if _latin(words) and english >= sum(word in FOREIGN for word in words) else "not_english"
    if _off_topic(len(words), evidence):
        return "off_topic"
    if not any(one.marks & ACTING for one in evidence):
        return "not_an_answer"
    return "hypothetical" if _hypothetical(evidence) else ""


def _latin(words: Sequence[str]) -> bool:
    """Whether nearly all words are written in the plain Latin alphabet."""
    return sum(word.isascii() for word in words) > 0.9 * len(words)


def _off_topic(words: int, evidence: Sequence[Evidence]) -> bool:
    """Whether the text sells something, or names next to nothing of working life in all its length."""
    if count(evidence, "pitch") >= 2:
        return True
    if words < LONG_ENOUGH_FOR_WORK or any("work" in one.marks for one in evidence):
        return False
    decided = sum("mine" in one.marks and bool(one.marks & DECIDED) for one in evidence)
    about = sum(any(mark.startswith("about_") for mark in one.marks) for one in evidence)
    return about < SOME_WORK and decided < SOME_WORK


def _hypothetical(evidence: Sequence[Evidence]) -> bool:
    """Whether the text tells what the speaker's side would do, and no act that it did."""
    if any(map(_done, evidence)) or not count(evidence, "planned"):
        return False
    return count(evidence, "hypothetical") >= MOSTLY * len(evidence)


def _done(one: Evidence) -> bool:
    """Whether something was done; beside "would" the speaker must stand right before the act: "before I told her"."""
    if WOULD.isdisjoint(one.vocabulary):
        return bool(one.marks & DONE)
    return any(who in SPEAKER and is_act(act) for who, act in pairwise(one.vocabulary))
