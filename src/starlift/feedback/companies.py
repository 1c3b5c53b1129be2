"""Whether a capitalised word is the name of a company or a customer, by the words around it."""

from __future__ import annotations

from starlift.feedback import name_tables as tables
from starlift.feedback.words_in_place import WordsInPlace

_FIRST_PERSON = frozenset({"i", "we", "i'd", "i've", "we'd"})
_GOES_ON = _FIRST_PERSON | {",", "my", "our", "the"}
APPOSED = 5
"""Tokens behind "X, our" within which "customer" tells what X is."""


def end_of_company(text: WordsInPlace, spot: int) -> int:
    """The token behind a company's name that begins at `spot`; initials such as IBM may be one."""
    end = text.end_of_name(spot)
    word = text.words[spot]
    initials = word.isupper() and word.isalpha() and 3 <= len(word) <= 5
    return spot + 1 if end == spot and initials and text.at(spot) not in text.known else end


def company_kind(text: WordsInPlace, spot: int, end: int) -> str:
    """The kind, company or customer, where the words from `spot` to `end` name one, else ""."""
    initials = text.words[spot].isupper()
    if text.at(end) and text.words[end] in tables.SUFFIXES:
        return "company"
    if text.at(spot) not in tables.INITIALS and _employs(text, spot, end):
        return "company"
    if initials or text.at(spot) in tables.TOOLS:
        return ""
    before = text.at(spot - 1)
    noun = text.at(spot - 2) if before in ("called", "named", ",") else before
    if before != "," or text.at(end) in (",", ".", ";", ")", ""):
        if noun in tables.CUSTOMERS:
            return "customer"
        if noun in tables.FIRMS:
            return "company"
    return _apposed(text, end)


def _employs(text: WordsInPlace, spot: int, end: int) -> bool:
    """Whether somebody works there: "worked at X", "when I was at X", "At X, I", "I joined X", "the CEO of X"."""
    before, earlier = text.at(spot - 1), text.at(spot - 2)
    if before == "at":
        return earlier in tables.EMPLOYED | tables.BEING or (text.opens(spot - 1) and text.at(end) in _GOES_ON)
    if before == "for":
        return earlier in tables.HIRED_BY
    if before in ("joined", "left"):
        return earlier in _FIRST_PERSON
    return before == "of" and earlier in tables.HEADS


def _apposed(text: WordsInPlace, end: int) -> str:
    """What "X, our largest customer," says of X."""
    if text.at(end) != "," or text.at(end + 1) not in ("our", "one", "a"):
        return ""
    for place in range(end + 2, end + 2 + APPOSED):
        word = text.at(place)
        if word in tables.CUSTOMERS or word in ("customers", "clients"):
            return "customer"
        if word in tables.FIRMS or word in ("suppliers", "vendors"):
            return "company"
        if not word.isalpha():
            return ""
    return ""
