"""The evidence in each sentence, as a set of marks.

Some marks are cues of plain English (`starlift.feedback.cues`), some say who acts (`starlift.feedback.voices`), some
are the sentence's form (`starlift.feedback.form`), the rest is what these tell together and its place in the answer.
``generic`` is habit or opinion instead of an event, ``thin`` a remark without anything specific. The marks carry no
weight here; that is for `starlift.feedback.levels`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from starlift.feedback.cues import cues_in
from starlift.feedback.form import form_of
from starlift.feedback.sentences import Sentence
from starlift.feedback.voices import speaker_named, told_in_third_person, voices
from starlift.feedback.words import tokens_of, word_set, words_of

LONGEST_KEPT = 1_000
"""Characters of the longest sentence whose marks are remembered."""

TELLING = word_set("mine ours theirs passive undone figure change stakes goal")
"""Marks of a sentence that tells of something that was or happened."""
SPECIFIC = word_set("figure quote named spelled_out condition choice reason options cost asks looking")
"""Marks of which a sentence needs at least one to be more than a general remark."""
MECHANISM = (SPECIFIC | word_set("ownership rhythm")) - word_set("figure named")
"""Marks of which two make an act of a vague verb: "I replaced it with one page, each line with a name and a
price"."""
NAMEABLE = word_set("bare tiny thin timeless listed foggy termed named jargon asks quote work")
"""Marks that a few words without a verb can have."""
EVENT = word_set("mine ours theirs passive")
"""Marks of a sentence in which something was done."""
LOGIC = word_set("condition norm reason choice options cost ownership objection hearing negation order rhythm")
"""Marks of the logic of a decision: three of them in one sentence say how it was reached."""
TOGETHER: Mapping[str, tuple[frozenset[str], ...]] = {
    name: tuple(word_set(group) for group in groups.split("&"))
    for name, groups in {
        "rule": "condition & norm",
        "decision": "mine present me & choice & reason options negation condition",
        "why_mine": "mine present & reason",
        "coached": "person & looking showing & mine present",
        "grew": "person & grown & theirs party_now",
        "outlives": "lasting & theirs party party_now",
        "tasked": "goal & constraint figure stakes",
        "alone": "effort & me mine present",
        "handiwork": "technical & me mine present",
        "owned_risk": "ownership & about_risk & theirs party party_now condition norm",
        "sorted_rule": "about_intake & condition norm & choice condition",
        "measured": "change & pair",
    }.items()
}
"""Name -> groups of marks; a sentence bears the name when it bears a mark of each group."""
_KEYS = {
    mark: [name for name, groups in TOGETHER.items() if mark in min(groups, key=len)]
    for groups in TOGETHER.values()
    for mark in min(groups, key=len)
}
"""Mark -> names for which there must be this one or another of its group, the smallest one."""
BARRED: Mapping[str, frozenset[str]] = {
    "rule": word_set("hypothetical habit"),
    "grew": word_set("me"),
    "outlives": word_set("me"),
}
"""Name -> marks that speak against it."""
PLACES = (("opening", 0.0, 0.2), ("early", 0.0, 0.4), ("late", 0.6, 1.0), ("closing", 0.8, 1.0))
"""Names for where a sentence stands among the telling ones (0 the first, 1 the last)."""
NEIGHBOURS = 2
"""Sentences before and behind within which the speaker's side must act for a sentence to have that act near."""


class Evidence(NamedTuple):
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
    """The evidence in each of `sentences` by itself, in their order."""
    tokens = [tokens_of(sentence.text) for sentence in sentences]
    name = speaker_named(tokens)
    if name:
        tokens = [["candidate" if token == name else token for token in own] for own in tokens]
    third = bool(name) or told_in_third_person(tokens)
    return tuple(
        Evidence(sentence, *_read_once(sentence.text, sentence.section, tuple(own), third))
        for sentence, own in zip(sentences, tokens, strict=True)
    )


def _read_once(
    text: str,
    section: str,
    tokens: tuple[str, ...],
    third: bool,  # noqa: FBT001 - passed on
) -> tuple[frozenset[str], tuple[str, ...]]:
    """As `_read`; from key to key all sentences but one stay the same, and only sentences of usual length are kept."""
    return (_read_kept if len(text) <= LONGEST_KEPT else _read)(text, section, tokens, third)


def _read(text: str, section: str, tokens: tuple[str, ...], third: bool) -> tuple[frozenset[str], tuple[str, ...]]:  # noqa: FBT001
    """Marks and vocabulary of one sentence by itself."""
    words = words_of(tokens)
    marks = cues_in(tokens)
    marks |= voices(tokens, third=third) | form_of(text, section, tokens, words)
    if "bare" in marks:
        marks &= NAMEABLE  # a term that stands alone shows nothing
    if "habit" in marks and not marks & EVENT:
        marks.add("generic")
    if "vague" in marks and len(marks & MECHANISM) >= 2:
        marks.add("mine")
    if "cost" in marks and marks & EVENT:
        marks.add("cost_borne")
    marks |= _together(marks)
    if not marks & SPECIFIC:
        marks.add("thin")
    return frozenset(marks), tuple(words)


_read_kept = lru_cache(maxsize=2048)(_read)


def _together(marks: set[str]) -> Set[str]:
    """Marks of turns that tell more together than each alone."""
    found = {
        name
        for key in marks & _KEYS.keys()
        for name in _KEYS[key]
        if not any(map(marks.isdisjoint, TOGETHER[name])) and marks.isdisjoint(BARRED.get(name, ()))
    }
    logic = len(marks & LOGIC)
    if logic >= 3:
        found.add("logic")
    if logic >= 5:
        found.add("dense")
    return found


def placed(alone: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The evidence with what each sentence owes to the others."""
    places = marks_of_places(alone)
    return tuple(one._replace(marks=one.marks | place) for one, place in zip(alone, places, strict=True))


def marks_of_places(alone: Sequence[Evidence]) -> list[frozenset[str]]:
    """The marks of each sentence's place, and of whether the speaker's side acts near.

    Sentences that tell of nothing do not count for the place, so that they move no other sentence.
    """
    if not alone:
        return []
    telling, acting = zip(*[_standing(marks) for _, marks, _ in alone], strict=True)
    acts = int("".join(acting), 2)  # a bit for each sentence
    near = acts
    for away in range(1, NEIGHBOURS + 1):
        near |= acts << away | acts >> away
    by_place = _marks_by_place(sum(telling))
    close = f"{near:0{len(alone)}b}"[-len(alone) :]
    return [by_place[passed][bit == "1"] for passed, bit in zip(accumulate(telling, initial=0), close, strict=False)]


@lru_cache(maxsize=4096)
def _standing(marks: frozenset[str]) -> tuple[bool, str]:
    """Whether a sentence tells of something, and 1 where the speaker's side acts in it, else 0."""
    return "thin" not in marks and not TELLING.isdisjoint(marks), "1" if "mine" in marks or "ours" in marks else "0"


@lru_cache(maxsize=64)
def _marks_by_place(telling: int) -> Sequence[tuple[frozenset[str], frozenset[str]]]:
    """The marks of a sentence behind none, one, two ... of so many `telling` ones, without and with an act near."""
    steps = [passed / max(telling - 1, 1) for passed in range(telling + 1)]
    return [_place(tuple([name for name, low, high in PLACES if low <= step <= high])) for step in steps]


@cache
def _place(names: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The marks of a place without and with an act near."""
    return frozenset(names), frozenset({*names, "own_near"})


def count(evidence: Sequence[Evidence], mark: str) -> int:
    """Number of sentences that bear `mark`."""
    return sum([mark in marks for _, marks, _ in evidence])


def _glossary(text: str) -> Mapping[str, str]:
    """A text table as mark -> what it says of a sentence."""
    return dict(line.strip().split(": ", 1) for line in text.replace(" ; ", "\n").strip().splitlines())


MARKS = _glossary("""
    mine: the speaker did something one could have watched
    present: the same, told in the present tense
    vague: the speaker was active, without an act
    ours: we did something one could have watched ; vague_ours: we were active, without an act
    theirs: others did something ; vague_theirs: others were active, without an act
    party: a person or group, by its noun, acts
    party_now: others act in the present tense
    passive: something was done and nobody did it
    undone: the speaker's side did not do it ; denials: nor did it do something else
    planned: the speaker's side would, could or will do it
    me: the speaker is a subject
    several: the speaker does more than one thing
    choice: something was chosen, refused or dropped
    options: there was more than one way
    condition: if, unless, once, nothing without
    norm: must, may, goes to, nobody, every
    rhythm: it comes again at fixed times
    reason: because, so that, otherwise
    order: first, then, one by one
    cost: something was lost, given up or paid
    objection: somebody was against it
    hearing: the other side was listened to
    said: what was said is told
    ownership: a name, a signature, an owner
    facts: figures, cases or examples were laid out
    escalation: it was taken to a superior
    change: it was one way and is another
    others: others do something of their own accord
    lasting: it goes on without the speaker
    soft: praise or a good feeling
    person: one other person
    looking: somebody's work is looked at
    showing: somebody is shown how
    grown: that person now does it alone
    goal: the speaker's own duty or aim
    constraint: a limit of time, money or people
    stakes: who suffers, and from what
    setting: how things were
    habit: always, I believe, it is about
    hypothetical: would, should, will
    negation: not, never, nobody
    fault: somebody else is to blame
    effort: nights, weekends, by hand, myself
    technical: code, tokens, ports, patches
    about_intake: requests, queues, priorities
    about_risk: releases, findings, harm
    about_system: meetings, lists, roles, pages
    about_quarrel: other parties and the relations with them
    work: a word of working life
    pitch: it sells something
    rule: a condition with a norm
    decision: the speaker chose, and says over what or why
    why_mine: the speaker acts and gives a reason
    coached: the speaker looks at a person's work or shows how
    grew: another person now does it alone, without the speaker in the sentence
    outlives: others keep it going
    tasked: a duty with a limit or a figure
    alone: the speaker's own toil ; handiwork: the speaker's own technical work
    owned_risk: somebody puts a name to a risk
    sorted_rule: demand is sorted by a rule
    measured: a change with its before and after
    cost_borne: a cost that came of an act
    logic: three marks of how a decision is reached ; dense: five of them
    pair: two amounts, before and after
    counted: activity that is only counted
    figures: four numbers or more ; figure: a number
    jargon: codes, acronyms, names of functions
    quote: words in quotation marks
    named: a name
    spelled_out: a colon or a bracket
    asks: a question
    long: twelve words or more ; wordy: twenty words or more
    listed: three commas or more
    bare: a few words without any that join them
    timeless: no past tense ; termed: made of terms of the trade
    clipped: hardly any little words that join the others ; unjoined: next to none
    subjectless: it opens with what somebody unnamed does
    tiny: fewer than five words
    foggy: mostly abstract nouns
    generic: habit or opinion and no event
    thin: nothing specific
    in_situation: below a label for the situation ; in_task: below a label for the task
    in_action: below a label for the action ; in_result: below a label for the result
    opening: in the first fifth of the telling sentences ; early: in the first two fifths
    late: in the last two fifths ; closing: in the last fifth
    own_near: the speaker's side acts within two sentences
""")
"""Every mark and what it says of a sentence."""
