"""Marks that can be read off a sentence's outer form: figures, punctuation, capitals, length, kinds of words."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from starlift.feedback.traits import BETWEEN, Traits, traits_in, traits_of
from starlift.feedback.verbs import PASSIVE_AUXILIARIES, THIRD, is_past
from starlift.feedback.words import is_number, word_set

_FIGURE = re.compile(r"[\d→%€$£]|->")
_NAME = re.compile(r"[A-Z](?<=[a-z0-9,;] [A-Z])[a-z]+")
FOGGY = 0.2
"""Share of abstract nouns above which a sentence says little that one could picture."""
TERMED = 0.2
"""Share of terms of the trade from which a sentence is made of them."""
WORDY, LONG, TINY = 20, 12, 5
"""Words from which a sentence is wordy or long, and below which it is tiny."""
LISTED = 3
"""Commas from which a sentence lists things."""
ROW, CLIPPED, UNJOINED = 8, 0.2, 0.12
"""Words from which a sentence must hang together, and the share of little words below which it hardly does or not."""

MANY_FIGURES = 4
"""Numbers from which a sentence lists figures."""
_SPANS = word_set(
    "days weeks months hours minutes years people times teams others others' thousands hundreds pounds euros dollars"
)
_DOINGS = word_set(
    """session sessions workshop workshops meeting meetings training trainings course courses talk talks interview
    interviews webinar webinars event events presentation presentations email emails slide slides document documents
    guideline guidelines report reports action actions item items task tasks activity activities initiative initiatives
    deliverable deliverables milestone milestones stakeholder stakeholders participant participants attendee attendees
    engagement engagements consultant consultants champion champions process processes control controls indicator
    indicators framework frameworks workstream workstreams package packages utilisation attendance satisfaction
    completion maturity score scores scan scans assessment assessments questionnaire questionnaires board boards
    dashboard dashboards artefact artefacts commit commits"""
)
"""What is counted to show how busy somebody was."""
_JARGON = re.compile(
    r"\b(?:[a-z]++[A-Z]\w*|[A-Z]{2,}[-+/]?\d[\w.-]*|[A-Z]{3,}|\w+_\w+|v?\d+\.\d+\.\d+|0x\w+|[A-Z]{2})\b"
)
_CODED = re.compile(r"[A-Z_.x](?:(?<=[A-Za-z][A-Z])|(?<=_)|(?<=\d\.)\d|(?<=0x))")
"""What every such word holds: two capitals, one behind a small letter, an underscore, a version or a number in hex. Put
so that a search can leap from one of few characters to the next."""


def form_of(text: str, section: str, tokens: Sequence[str], words: Sequence[str]) -> Set[str]:
    """Marks that can be read off a sentence's outer form."""
    traits = traits_in(tokens)
    length, numbers = len(words), traits.numbers
    marks = _signs(text, tokens)
    if section:
        marks.add("in_" + section)
    if numbers:
        marks |= _figured(tokens, numbers)
    elif _FIGURE.search(text):
        marks.add("figure")
    if traits.between and traits.amounts >= 2 and _pair(tokens):
        marks.add("pair")
    if not traits.past:
        marks.add("timeless")
    if length > 1 and words[0] in THIRD and not _verb(words[1]):
        marks.add("subjectless")
    return marks | _by_length(length, traits)


def _signs(text: str, tokens: Sequence[str]) -> set[str]:
    """Marks of punctuation and capitals."""
    marks = set()
    if '"' in text or "“" in text or "\u2018" in text:
        marks.add("quote")
    if ":" in tokens or "(" in tokens:
        marks.add("spelled_out")
    if "?" in tokens:
        marks.add("asks")
    if tokens.count(",") + tokens.count(";") >= LISTED:
        marks.add("listed")
    if _NAME.search(text):
        marks.add("named")
    if _CODED.search(text) and len(_JARGON.findall(text)) >= 2:
        marks.add("jargon")
    return marks


def _figured(tokens: Sequence[str], numbers: int) -> Set[str]:
    """Marks of a sentence with so many numbers."""
    spots = [spot for spot, token in enumerate(tokens) if is_number(token)]
    tally = sum([_of_activity(tokens, spot) for spot in spots])
    form = {"figure": numbers > tally, "counted": tally > 0 or _counted(tokens), "figures": numbers >= MANY_FIGURES}
    return {mark for mark, shown in form.items() if shown}


def _by_length(length: int, traits: Traits) -> Set[str]:
    """Marks of a sentence of so many words, and of how many of them are what."""
    marks = set()
    if length < TINY:
        marks.add("tiny")
    else:
        if traits.abstract > FOGGY * length:
            marks.add("foggy")
        if traits.terms >= TERMED * length:
            marks.add("termed")
    if length >= LONG:
        marks.add("long")
    if length >= WORDY:
        marks.add("wordy")
    if length >= ROW:
        if traits.glue < CLIPPED * length:
            marks.add("clipped")
        if traits.glue < UNJOINED * length:
            marks.add("unjoined")
    elif not traits.glue and not traits.numbers and not traits.telling:
        marks.add("bare")
    return marks


def _pair(tokens: Sequence[str]) -> bool:
    """Whether a before stands beside an after: "from nine to two", "four, down from thirty", "3 d (was 9 d)"."""
    for spot, token in enumerate(tokens):
        if traits_of(token) & BETWEEN:
            before, behind = tokens[max(0, spot - 5) : spot], tokens[spot + 1 : spot + 5]
            if traits_in(before).amounts and traits_in(behind).amounts:
                return True
    return False


def _verb(word: str) -> bool:
    """Whether `word`, behind a noun, is its verb: "reports were", "calls arrived"."""
    return word in PASSIVE_AUXILIARIES or is_past(word)


def _of_activity(tokens: Sequence[str], spot: int) -> bool:
    """Whether the number at `spot` says how busy somebody was: "12 sessions", "29 of the 31 actions"."""
    return any(token in _DOINGS for token in tokens[spot + 1 : spot + 5])


def _counted(tokens: Sequence[str]) -> bool:
    """Whether activity is counted: "closed 40 tickets", "ran twelve trainings"."""
    for spot, token in enumerate(tokens[:-2]):
        if is_past(token):
            for place in (spot + 1, spot + 2):
                if place < len(tokens) - 1 and is_number(tokens[place]):
                    things = tokens[place + 1 : place + 4]
                    return any(len(one) > 3 and one.endswith("s") and one not in _SPANS for one in things)
    return False
