"""Details of a person's health, told of somebody in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from starlift.feedback.words_in_place import MASK

_ILLNESS = (
    "depression|depressive episode|burn-?out|cancer|leukaemia|leukemia|tumour|tumor|anxiety disorder|panic attacks?|"
    "adhd|autism|bipolar disorder|ptsd|diabetes|epilepsy|dementia|multiple sclerosis|heart attack|stroke(?! of)|"
    "miscarriage|nervous breakdown|mental breakdown|eating disorder|alcoholism|chemotherapy|chemo|radiotherapy"
)
_STATE = (
    "diagnosed with [a-z]+(?: [a-z]+)?|pregnant|clinically depressed|suicidal|hospitali[sz]ed|"
    "off sick|signed off with [a-z]+|on sick leave|on medical leave|in hospital|in rehab|"
    "seriously ill|terminally ill|chronically ill|autistic|bipolar"
)
_NAME = rf"(?-i:[A-Z][a-z]+|{MASK}+)"
_WHO = rf"(?:he|she|i|who|engineer|developer|colleague|architect|analyst|manager|boss|deputy|{_NAME})"
_HELPER = "(?:had|has|have|is|was|been|being|went|got|became|am|just|then|already|later|also|still)"
_BEGINNINGS = tuple(re.match(r"[a-z -]+(?!\?)", words).group() for words in f"{_ILLNESS}|{_STATE}".split("|"))  # type: ignore[union-attr]
"""What the words of each pattern begin with; a text without any of them is not searched."""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Of a state that somebody is in, and of an illness that somebody has; compiled when a text may hold one."""
    is_so = re.compile(
        rf"(?<![\w{MASK}]){_WHO}(?:,|['’]s|['’]d|['’]m)?(?:\s{_HELPER}){{1,4}}\s(?P<detail>(?:{_STATE}))\b"
        rf"|(?<![\w{MASK}])(?:he|she|i|who)['’](?:s|m)\s(?P<short>(?:{_STATE}))\b",
        re.IGNORECASE,
    )
    has = re.compile(
        rf"(?<![\w{MASK}])(?:his|her|my|(?:engineer|colleague|boss|manager|{_NAME})['’]s|had a|had|has|suffered from|"
        rf"suffering from|recovering from)\s(?:own |recent |severe |second )?(?P<detail>{_ILLNESS})\b",
        re.IGNORECASE,
    )
    return is_so, has


def health_details(text: str) -> Iterator[tuple[int, int]]:
    """The words that tell of somebody's illness or condition."""
    folded = text.casefold()
    if not any(map(folded.__contains__, _BEGINNINGS)):
        return
    is_so, has = _patterns()
    for match in is_so.finditer(text):
        yield match.span("detail" if match["detail"] else "short")
    yield from (match.span("detail") for match in has.finditer(text))
