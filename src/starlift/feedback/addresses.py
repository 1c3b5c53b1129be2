"""E-mail and network addresses, host names, telephone numbers, amounts of money: what can be told by its form alone.

Every pattern begins at the start of a run of its characters, so that a hostile text costs no more than a long one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_address

from starlift.feedback.words import word_set

LEAST_MONEY = 1000
"""Smaller amounts tell nothing about a company."""

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_INNER_DOT = re.compile(r"\.[A-Za-z0-9]")
_NUMBERED = re.compile(r"-[a-z0-9]*\d\d(?![\w-])")
_URL = re.compile(r"\b(?:https?|ftp|ssh)://[^\s<>\"'()\[\]{}\ufffc]+")
_DOTTED = re.compile(r"(?<![\w.@/-])[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?![\w@])")
_DASHED = re.compile(r"(?<![\w./-])[a-z][a-z0-9]*(?:-[a-z0-9]+)+(?![\w-])")
_IP4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d)")
_IP6 = re.compile(r"(?<![\w:.])[0-9A-Fa-f:]{6,39}(?![\w:])")
_GROUP = re.compile(r":[0-9A-Fa-f]*:")
"""Stands in every address of version 6, and is found much faster."""
_PHONE = re.compile(r"(?<![\w+])\+\d(?:[ ()./-]{0,2}\d){7,14}(?![\w.]\d|\w)")
_CVE = re.compile(r"\bCVE-\d{4}-\d{4,7}\b", re.IGNORECASE)

_SCALE = r"(?:\s?(?:k|K|m|M|bn|mn|tn|thousand|million|billion)\b)?"
_COIN_NAMES = "euros|euro|EUR|USD|GBP|CHF|pounds|dollars|francs|crowns|SEK|NOK|DKK|PLN|INR|JPY|rupees|yen"
_COIN = rf"(?:{_COIN_NAMES})\b"
_SIGNS = (*"£$€¥", *_COIN_NAMES.split("|"))
"""One of them stands in every amount of money."""
_COUNT = r"(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|hundred|a|half a)"
_MONEY = re.compile(
    rf"(?<![\w.,])(?:(?:[A-Z]{{2}})?[£$€¥]\s?(?P<sign>\d[\d.,]*){_SCALE}"
    rf"|(?:EUR|USD|GBP|CHF)\s(?P<code>\d[\d.,]*){_SCALE}"
    rf"|(?P<behind>\d[\d.,]*(?: \d{{3}})*){_SCALE}\s?{_COIN}"
    rf"|{_COUNT}\s(?:hundred\s)?(?:thousand|million|billion)\s{_COIN})"
)
_LARGE = re.compile(r"\d\s?(?:k|K|m|M|bn|mn|tn)\b|thousand|million|billion")

_PUBLIC_ENDS = word_set("com net org io dev cloud app info biz tech")
_INNER_ENDS = word_set("local internal corp lan intranet intra home priv")
_COUNTRY_ENDS = word_set("de uk fr nl ch at be es it pt pl cz se no dk fi ie eu us ca au nz in jp cn br za")
_HOST_PARTS = word_set("srv server host vm prod prd db dc web app esx esxi k8s node stg staging gw fw vpn sql")
_NO_HOSTS = frozenset({"draw.io", "monday.com", "asp.net", "socket.io", "example.com", "booking.com"})


def emails(text: str) -> Iterator[tuple[int, int]]:
    """E-mail addresses."""
    if "@" in text:
        yield from (_trimmed(match) for match in _EMAIL.finditer(text))


def hosts(text: str) -> Iterator[tuple[int, int]]:
    """Addresses of web pages and names of machines."""
    if "://" in text:
        yield from (_trimmed(match) for match in _URL.finditer(text))
    if _INNER_DOT.search(text):
        yield from (match.span() for match in _DOTTED.finditer(text) if _is_domain(match[0]))
    if _NUMBERED.search(text):
        yield from (match.span() for match in _DASHED.finditer(text) if _is_machine(match[0]))


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """IP addresses of version 4 and 6, but not a machine's own."""
    if _INNER_DOT.search(text):
        yield from (match.span() for match in _IP4.finditer(text) if _is_address(match[0]))
    if _GROUP.search(text):
        yield from (match.span() for match in _IP6.finditer(text) if match[0].count(":") > 1 and _is_address(match[0]))


def phones(text: str) -> Iterator[tuple[int, int]]:
    """Telephone numbers with the code of a country, 8 to 15 digits (ITU-T E.164)."""
    if "+" in text:
        yield from (match.span() for match in _PHONE.finditer(text))


def vulnerabilities(text: str) -> Iterator[tuple[int, int]]:
    """Numbers of publicly known vulnerabilities."""
    yield from (match.span() for match in _CVE.finditer(text))


def amounts(text: str) -> Iterator[tuple[int, int]]:
    """Amounts of money from `LEAST_MONEY` on."""
    if not any(map(text.__contains__, _SIGNS)):
        return
    for match in _MONEY.finditer(text):
        figure = (match["sign"] or match["code"] or match["behind"] or "").rstrip(".,")
        start, end = match.span()
        while text[end - 1] in ".,":
            end -= 1
        if not figure or _LARGE.search(match[0]) or _value(figure) >= LEAST_MONEY:
            yield start, end


def _value(figure: str) -> int:
    """A figure's whole part; two digits behind the last mark are cents."""
    groups = re.split(r"[., ]", figure)
    whole = groups[:-1] if len(groups) > 1 and len(groups[-1]) != 3 else groups
    digits = "".join(whole)[:18]
    return int(digits) if digits.isdecimal() else 0


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    """A match without the full stop or comma that belongs to the sentence."""
    return match.start(), match.start() + len(match[0].rstrip(".,;:!?-"))


def _is_domain(name: str) -> bool:
    """Whether dotted words are a machine's name and no abbreviation, file or missing blank."""
    *parts, last = name.split(".")
    if name.lower() in _NO_HOSTS or not all(parts):
        return False
    if last in _INNER_ENDS or (last in _PUBLIC_ENDS and len(parts[-1]) > 1):
        return True
    return last in _COUNTRY_ENDS and (len(parts) > 1 or "-" in name) and parts[-1].islower()


def _is_machine(name: str) -> bool:
    """Whether dashed words are a machine's name: one part says what it is and the last ends in two digits."""
    parts = name.split("-")
    return name[-2:].isdecimal() and any(part.rstrip("0123456789") in _HOST_PARTS for part in parts)


def _is_address(digits: str) -> bool:
    """Whether `digits` is an address that somebody else could reach."""
    try:
        address = ip_address(digits)
    except ValueError:
        return False
    return not (address.is_loopback or address.is_unspecified) and any(sign.isdigit() for sign in digits)
