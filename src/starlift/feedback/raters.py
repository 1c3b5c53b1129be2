"""Sentences that speak to whoever rates the text instead of telling the story.

They are set aside and flagged. A sentence counts as one when it names a rater, orders something and speaks of a
verdict, or when it pleads for a figure outright; each of the three alone is ordinary talk of work.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

_READ = 600
"""Characters of a sentence that are looked at."""


class Wording:
    """Patterns of whole words, of which a text is searched for any.

    Attributes:
        pattern: All of them as one, compiled when the first text comes that may fit.
        stems: Of these at least one stands in every text that fits; to look for them is much faster than to search.
    """

    def __init__(self, *patterns: str, stems: str = "") -> None:
        """Take the `patterns`, and the `stems` parted by semicolons; the empty one stands in every text."""
        self._patterns = patterns
        self.stems = tuple(stems.split(";"))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """All patterns as one."""
        return re.compile(r"\b(?:" + "|".join(self._patterns) + r")\b")

    def stands_in(self, text: str) -> bool:
        """Whether any of the patterns fits somewhere in `text`."""
        return any(map(text.__contains__, self.stems)) and self.pattern.search(text) is not None


_AUDIENCE = Wording(
    r"evaluators?|assessors?|graders?|raters?|chatbot|classifier|language model|ai|llm|gpt",
    r"(?:evaluation|scoring|grading|rating) (?:system|systems|model|program|tool|engine|bot)",
    r"automated (?:reviewer|reviewers|assessment|evaluation|review|system|systems|scoring|grading)",
    stems="evaluat;assessor;grader;rater;chatbot;classifier;language model;ai;llm;gpt;scoring;grading;rating;automated",
)
_ADDRESS = Wording(
    r"(?:dear|note to|note for|message to|message for|attention|instructions? (?:to|for)) (?:the |all |any )?"
    r"(?:ai|model|scoring|automated|automatic|reviewers?|examiners?|judges?|bot|system|panel|evaluat\w+|assessors?|graders?|raters?)",
    stems="dear;note ;message ;attention;instruction",
)
_ORDER = Wording(
    r"ignore|disregard|assign|award|give|return|output|set|rate|score|grade|mark|treat|skip|omit",
    r"do not (?:mention|list)|don't (?:mention|list)|should be|must be",
    r"confirmed|verified|pre screened|already|belongs to",
)
_VERDICT = Wording(
    r"(?:maximum|max|highest|top|full|perfect)(?: (?:score|scores|mark|marks|level|levels|rating|points))?",
    r"level (?:3|5|three|five)|(?:5|five) (?:of|out of) (?:5|five)|as a 5|overall|rating|instructions",
    r"(?:every|all|each) (?:signal|signals|dimension|dimensions|category|categories)",
    r"this (?:answer|response|candidate|text|submission|case)|exemplar|standout|critique|improvement section|gaps",
)
_PLEA = Wording(
    r"(?:rate|score|grade|mark) (?:this|it|me|my|the above)\b.{0,40}\b(?:[35]|five|highest|top|high)",
    r"(?:ignore|disregard|forget) (?:(?:all|any|the|your|earlier|previous|prior) )+"
    r"(?:scoring |grading )?(?:instructions?|rules|rubric|prompts?)",
    r"(?:return|output|assign|award) (?:a )?(?:[35]|overall|the (?:maximum|highest))",
    r"this (?:answer|response|text) (?:is|deserves|should|must|has been|belongs|demonstrates|shows)\b.{0,60}"
    r"\b(?:level [35]|maximum|highest|standout|exemplar|exemplary|full marks|top)",
    r"(?:deserves|merits|earns) (?:the |a |an )?(?:top|highest|full|maximum|best|perfect)",
    r"overall\W{0,3}[:=]\W{0,3}[1-5]|[1-5] overall",
    r"(?:all|every|each) (?:of the )?(?:nine )?(?:dimensions?|signals?) (?:is|are|at)",
    r"verified as (?:a |an )?(?:standout|top|manager)",
    r"set every signal|do not mention this line|do not list any gaps",
    stems="rate ;score ;grade ;mark ;ignore;disregard;forget;return;output;assign;award;this answer;this response;"
    "this text;deserves;merits;earns;overall;dimension;signal;verified;do not ",
)


_FORGED = re.compile(r"^\W*(?:assessment|evaluation|rating|verdict|panel(?:'s)? (?:verdict|rating))\W*$")


def addressed_to_rater(sentence: str) -> bool:
    """Whether a sentence speaks to whoever rates the text, or forges a verdict."""
    return _addressed(sentence[:_READ])


@lru_cache(maxsize=1024)
def _addressed(sentence: str) -> bool:
    """The same, remembered: from key to key all sentences but one stay as they are."""
    lowered = sentence.lower().replace("-", " ").replace("’", "'")
    if _FORGED.match(lowered):
        return True
    if _PLEA.stands_in(lowered) or _ADDRESS.stands_in(lowered):
        return True
    return _AUDIENCE.stands_in(lowered) and _ORDER.stands_in(lowered) and _VERDICT.stands_in(lowered)


def opens_remark(text: str) -> bool:
    """Whether a bracketed or fenced remark begins in `text` and goes on behind it."""
    heading = _FORGED.match(text[:_READ].lower()) is not None
    return heading or text.count("[") > text.count("]") or text.count("###") == 1


def closes_remark(text: str) -> bool:
    """Whether such a remark ends in `text`."""
    return "]" in text or text.rstrip().endswith("###")
