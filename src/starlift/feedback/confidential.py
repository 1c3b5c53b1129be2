"""What an answer had better not carry out of the house: names, addresses, amounts of money, health.

Precision comes before completeness: a learner who is warned of a product's name or a weekday stops reading warnings.
So this is a help to the eye and no guarantee.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from starlift.feedback import addresses
from starlift.feedback.health import health_details
from starlift.feedback.names import find_names
from starlift.feedback.words_in_place import MASK

KINDS = ("email", "phone", "host", "ip", "cve", "person", "company", "customer", "money", "health")
"""What can be found; where two overlap, the whole stretch bears the kind that stands first here."""

_BY_FORM: Mapping[str, Callable[[str], Iterator[tuple[int, int]]]] = {
    "email": addresses.emails,
    "phone": addresses.phones,
    "host": addresses.hosts,
    "ip": addresses.addresses,
    "money": addresses.amounts,
}
_PLACEHOLDER = re.compile(r"\[[a-z]+(?:-[a-z]+)? \d{1,6}\]")
_STOP = re.compile(r"[.!?](?=\s)|\n")
MAX_ROUNDS = 20
"""Rounds of looking again at what is left; ordinary texts need two."""


class Secret(NamedTuple):
    """Something that may be confidential.

    Attributes:
        start: Offset of its first character.
        end: Offset behind its last character.
        kind: One of `KINDS`.
    """

    start: int
    end: int
    kind: str


def find_secrets(text: str, known: Collection[str] = ()) -> tuple[Secret, ...]:
    """Everything in `text` that may be confidential, in reading order and without overlap.

    Args:
        text: Any text; placeholders of `starlift.redaction` in it are passed over.
        known: Names, amounts and addresses that are no secret, such as the case's own product.
    """
    harmless = {name.casefold() for name in known}
    found: list[Secret] = []
    rest = _masked(text, [match.span() for match in _PLACEHOLDER.finditer(text)])
    for _ in range(MAX_ROUNDS):
        more = [one for one in _joined(_once(rest, known)) if text[one.start : one.end].casefold() not in harmless]
        if not more:
            break
        found += more
        rest = _masked(rest, [(one.start, one.end) for one in more])
    return tuple(sorted(found))


def _once(text: str, known: Collection[str]) -> list[Secret]:
    """What one look at `text` finds."""
    found = [Secret(start, end, kind) for kind, finder in _BY_FORM.items() for start, end in finder(text)]
    names = [Secret(start, end, kind) for kind, start, end in find_names(text, known)]
    found += names
    found += [Secret(start, end, "health") for start, end in health_details(text)]
    found += _beside(text, [one for one in names if one.kind != "person"])
    return found


def _beside(text: str, firms: Sequence[Secret]) -> list[Secret]:
    """Vulnerabilities in a sentence that names a company."""
    found = list(addresses.vulnerabilities(text)) if firms else []
    if not found:
        return []
    stops = [0, *(match.end() for match in _STOP.finditer(text)), len(text)]
    named = {_sentence(stops, firm.start) for firm in firms}
    return [Secret(start, end, "cve") for start, end in found if _sentence(stops, start) in named]


def _sentence(stops: Sequence[int], place: int) -> int:
    """Which stretch between `stops` holds `place`."""
    return bisect_right(stops, place)


def _joined(found: Sequence[Secret]) -> list[Secret]:
    """Secrets in order; what overlaps becomes one."""
    joined: list[Secret] = []
    for one in sorted(found):
        if joined and one.start < joined[-1].end:
            last = joined[-1]
            joined[-1] = Secret(last.start, max(last.end, one.end), min(last.kind, one.kind, key=KINDS.index))
        else:
            joined.append(one)
    return joined


def _masked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """`text` with `spans` (in order, without overlap) set aside, at the same length."""
    pieces, last = [], 0
    for start, end in spans:
        pieces += [text[last:start], MASK * (end - start)]
        last = end
    return "".join([*pieces, text[last:]])
