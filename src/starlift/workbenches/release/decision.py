"""Decision: what the learner put in about one situation, read from the values of the fields."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from starlift.workbenches.release.situation import (
    MARKS,
    OPTIONS,
    Claim,
    Lowers,
    Mark,
    OptionId,
    QuestionId,
    ReleaseContent,
    Role,
    Variant,
)

SITUATION = "situation"
"""The field in which another situation is chosen; all other fields belong to one situation."""
MOST = 4_000
"""Characters of one field that are read; what is left out is told."""
LOWERS: tuple[Lowers, ...] = ("likelihood", "blast", "neither")
_CUT = " [cut here: the field holds more than fits a record]"
_UNSEEN = re.compile(r"(?:[^\S\n]|[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028-\u202e\u2066-\u2069\ufeff])+")
_MONTHS = {name.lower(): number for names in (calendar.month_name, calendar.month_abbr)
           for number, name in enumerate(names) if name}  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_LONG = re.compile(r"(\d{1,2})\s+([A-Za-z]+)\.?\s+(\d{4})")
_WEAK: Mapping[str, Mark] = {"said": "hoped", "estimate": "assumed"}
OptionT = TypeVar("OptionT", bound=str)


@dataclass(frozen=True)
class Ground:
    """What an answer or the choice rests on: a claim, or what the claim's source shows instead of it."""

    claim: int
    by_source: bool = False

    @property
    def value(self) -> str:
        """Its value in a field."""
        return f"s{self.claim}" if self.by_source else f"{self.claim}"

    def __str__(self) -> str:
        return f"source of {self.claim}" if self.by_source else f"claim {self.claim}"

    def strength(self, claim: Claim) -> Mark:
        """The mark that `claim`, which is the one meant, gives to what rests on it."""
        if not self.by_source:
            return claim.source.mark
        return _WEAK.get(claim.source.kind, "verified")


@dataclass(frozen=True)
class Answer:
    """To one question, and what it rests on."""

    text: str
    rests: tuple[Ground, ...]


@dataclass(frozen=True)
class Treatment:
    """What a mitigation is said to lower, and how that would be verified."""

    lowers: Lowers | None
    verified: str


@dataclass(frozen=True)
class Comparison:
    """One option as the learner sees it; `reversal` is an id of the content."""

    consequence: str
    reversal: str
    cost: str

    @property
    def complete(self) -> bool:
        """Whether all three are there."""
        return bool(self.consequence and self.reversal and self.cost)


@dataclass(frozen=True)
class Decision:
    """Everything put in, cleaned; what was not put in is empty or missing.

    Attributes:
        marks: Number of a claim -> the learner's mark.
        carried: What carries the choice.
        waiver: Who waives the failing criterion.
        expiry: As typed.
        dated: The date of the record, as typed.
    """

    marks: Mapping[int, Mark]
    answers: Mapping[QuestionId, Answer]
    treatments: Mapping[str, Treatment]
    compared: Mapping[OptionId, Comparison]
    choice: OptionId | None
    reason: str
    carried: tuple[Ground, ...]
    owner: Role | None
    waiver: Role | None
    expiry: str
    monitoring: str
    trigger: str
    dissent: str
    dated: str


def field(variant: Variant, *names: str | int) -> str:
    """The id of a field of this situation."""
    return "-".join(str(name) for name in (variant.id, *names))


def variant_at(content: ReleaseContent, values: Mapping[str, str], first: int) -> Variant:
    """The situation that is chosen in `values`; where none is, that with the number `first`."""
    wanted = values.get(SITUATION)
    chosen = content.variants[first % len(content.variants)]
    return next((variant for variant in content.variants if variant.id == wanted), chosen)


def clean(value: object) -> str:
    """Any value as text without unseen characters, at most `MOST` characters and a note that it was cut."""
    if not isinstance(value, str):
        return ""
    text = _UNSEEN.sub(" ", value[: 4 * MOST].replace("\r\n", "\n").replace("\r", "\n")).strip()
    return text if len(text) <= MOST and len(value) <= 4 * MOST else text[:MOST] + _CUT


def day(text: str) -> date | None:
    """The day meant by ``2026-10-28`` or ``28 October 2026``, or nothing."""
    if found := _ISO.fullmatch(text):
        year, month, number = (int(part) for part in found.groups())
    elif (found := _LONG.fullmatch(text)) and found[2].lower() in _MONTHS:
        year, month, number = int(found[3]), _MONTHS[found[2].lower()], int(found[1])
    else:
        return None
    try:
        return date(year, month, number)
    except ValueError:
        return None


def read(content: ReleaseContent, variant: Variant, values: Mapping[str, str]) -> Decision:
    """The decision that `values` hold about `variant`; unknown options and numbers are passed over."""

    def said(*names: str | int) -> str:
        return clean(values.get(field(variant, *names)))

    def chosen(options: tuple[OptionT, ...], *names: str | int) -> OptionT | None:
        value = said(*names)
        return next((option for option in options if option == value), None)

    numbers = [claim.id for claim in content.claims_of(variant)]
    roles = {role.id: role for role in content.roles}

    def grounds(*names: str | int) -> tuple[Ground, ...]:
        picked = set(said(*names).split())
        offered = (Ground(number, by_source) for number in numbers for by_source in (False, True))
        return tuple(ground for ground in offered if ground.value in picked)

    marks = {number: chosen(MARKS, "mark", number) for number in numbers}
    reversals = tuple(level.id for level in content.reversal)
    return Decision(
        marks={number: mark for number, mark in marks.items() if mark},
        answers={
            question.id: Answer(said("answer", question.id), grounds("rests", question.id))
            for question in content.questions
        },
        treatments={
            item.id: Treatment(chosen(LOWERS, "lowers", item.id), said("verify", item.id))
            for item in content.mitigations
        },
        compared={
            option: Comparison(
                said("consequence", option), chosen(reversals, "reversal", option) or "", said("cost", option)
            )
            for option in OPTIONS
        },
        choice=chosen(OPTIONS, "choice"),
        reason=said("reason"),
        carried=grounds("carried"),
        owner=roles.get(said("owner")),
        waiver=roles.get(said("waiver")),
        expiry=said("expiry"),
        monitoring=said("monitoring"),
        trigger=said("trigger"),
        dissent=said("dissent"),
        dated=said("dated"),
    )
