"""Exercise: what a learner starts from. A case's brief, its evidence, and thin answers placed in a context.

A *variant* is one thin answer in one context. Cohort id and participant id alone decide which one a learner gets; a
learner who wants another asks for it with a variant seed other than 0.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import Field

from starlift.errors import ContentError, Problem
from starlift.rubric import DimensionId, Text
from starlift.yamlfile import Model, YamlDocument, read_yaml

OptionT = TypeVar("OptionT", bound="Option")
_SLOT = re.compile(r"\{([^{}]*)\}")

ThinKind = Literal[
    "ticket_counter", "hero", "we_fog", "technical_depth",
    "metric_dump", "blame", "escalation_only", "buzzwords",
]  # fmt: skip


class Evidence(Model):
    """Raw facts a learner may use; they do not arrange themselves into the solution."""

    title: Text
    kind: Literal["figures", "voice", "note"]
    text: Text


class ThinAnswer(Model):
    """An answer that tells little, in its own way.

    Attributes:
        lacks: Dimensions that the answer does not show.
        note: What makes it thin and what lifts it, for the facilitator.
        text: The answer, with `{slots}` for the context.
    """

    id: Text
    kind: ThinKind
    lacks: Annotated[tuple[DimensionId, ...], Field(min_length=1)]
    note: Text
    text: Text


class Exercise(Model):
    """Everything a learner gets before an own attempt at the case `case`.

    Attributes:
        workbench: The kind of workbench that belongs to the case; ``workbenches/<kind>.yaml`` holds its content.
    """

    case: Text
    role: Text
    brief: Text
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    thin_answers: Annotated[tuple[ThinAnswer, ...], Field(min_length=1)]
    workbench: Literal["", "intake", "release", "reframing", "metrics"] = ""


class Option(Model):
    """One choice for a part of the context and the slots that it fills."""

    id: Text
    name: str = ""
    fills: dict[str, Text]


class Industry(Option):
    """An industry and the products that exist in it."""

    products: Annotated[tuple[Option, ...], Field(min_length=1)]


class Contexts(Model):
    """The declared slots and the options that fill them: industry, its product, company size, seniority."""

    slots: dict[str, Text]
    industries: Annotated[tuple[Industry, ...], Field(min_length=1)]
    sizes: Annotated[tuple[Option, ...], Field(min_length=1)]
    seniorities: Annotated[tuple[Option, ...], Field(min_length=1)]

    def all(self) -> Iterator[Context]:
        """Every context in a fixed order."""
        for industry, size, seniority in itertools.product(self.industries, self.sizes, self.seniorities):
            for product in industry.products:
                yield Context(industry, product, size, seniority)


@dataclass(frozen=True)
class Context:
    """One industry, product, company size and seniority."""

    industry: Industry
    product: Option
    size: Option
    seniority: Option

    @property
    def options(self) -> tuple[Option, ...]:
        """The four chosen options."""
        return (self.industry, self.product, self.size, self.seniority)

    @property
    def fills(self) -> dict[str, str]:
        """Slot -> text."""
        return {slot: text for option in self.options for slot, text in option.fills.items()}

    @property
    def label(self) -> str:
        """A short line that names the context."""
        parts = (self.fills.get("company", ""), self.industry.name, self.size.name, self.seniority.name)
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True)
class Variant:
    """One thin answer in one context, for one learner.

    Attributes:
        id: Names thin answer and context, stable over runs.
        text: The thin answer with every slot filled.
        lacks: Dimensions that it does not show.
        context: A short line that names the context.
    """

    id: str
    case: str
    text: str
    lacks: tuple[str, ...]
    context: str


def render(template: str, fills: Mapping[str, str]) -> str:
    """`template` with each `{slot}` replaced; the text of a slot is never read as a template again.

    Raises:
        KeyError: For a slot that `fills` does not have.
    """
    return _SLOT.sub(lambda match: fills[match[1]], template)


def slots_of(template: str) -> set[str]:
    """The names of all slots in `template`."""
    return set(_SLOT.findall(template))


def draw(*parts: str | int) -> Iterator[int]:
    """Endless large integers decided by `parts` alone, the same on every machine."""
    seed = "\x1f".join(str(part) for part in parts).encode("utf-8", "surrogatepass")
    for counter in itertools.count():
        yield int.from_bytes(hashlib.sha256(seed + counter.to_bytes(4, "big")).digest()[:8], "big")


def choose_variant(
    exercise: Exercise,
    contexts: Contexts,
    *,
    cohort: str,
    participant: str,
    seed: int = 0,
    fixed: Mapping[str, str] | None = None,
) -> Variant:
    """The variant that `participant` of `cohort` gets.

    Args:
        exercise: The case's exercise.
        contexts: The contexts to draw from.
        cohort: Id of the cohort.
        participant: Id of the participant.
        seed: 0 for the participant's own variant; any other number for a further one.
        fixed: Ids that the roster prescribes, by `"industry"`, `"size"` or `"seniority"`.

    Raises:
        ContentError: When `fixed` names an unknown option.
    """
    fixed = fixed or {}
    numbers = draw(cohort, participant, seed, exercise.case)
    thin = exercise.thin_answers[next(numbers) % len(exercise.thin_answers)]
    industry = _pick(contexts.industries, fixed.get("industry", ""), next(numbers), "industry")
    product = industry.products[next(numbers) % len(industry.products)]
    size = _pick(contexts.sizes, fixed.get("size", ""), next(numbers), "size")
    seniority = _pick(contexts.seniorities, fixed.get("seniority", ""), next(numbers), "seniority")
    return make_variant(exercise, thin, Context(industry, product, size, seniority))


def exercise_id(variant: Variant) -> str:
    """A short id of a variant, the same on screen and on paper: the case's initials and four letters or digits."""
    initials = "".join(part[0] for part in variant.case.split("-")).upper()
    digest = base64.b32encode(hashlib.sha256(f"{variant.case}/{variant.id}".encode()).digest()).decode()
    return f"{initials}-{digest[:4]}"


def find_variant(exercise: Exercise, contexts: Contexts, variant_id: str) -> Variant:
    """The variant with this id.

    Raises:
        ContentError: When the exercise and the contexts have none.
    """
    thin_id, *parts = variant_id.split("/")
    for thin in (one for one in exercise.thin_answers if one.id == thin_id):
        for context in contexts.all():
            if [option.id for option in context.options] == parts:
                return make_variant(exercise, thin, context)
    fix = 'restore the notebook, or write variant = "" for one drawn afresh'
    raise ContentError(Problem("", 0, "variant", f"{exercise.case} has no variant {variant_id[:80]!r}", fix))


def make_variant(exercise: Exercise, thin: ThinAnswer, context: Context) -> Variant:
    """The thin answer `thin` placed in `context`."""
    variant_id = "/".join((thin.id, *(option.id for option in context.options)))
    text = render(thin.text, context.fills)
    return Variant(variant_id, exercise.case, text, thin.lacks, context.label)


def _pick(options: tuple[OptionT, ...], wanted: str, number: int, field: str) -> OptionT:
    if not wanted:
        return options[number % len(options)]
    for option in options:
        if option.id == wanted:
            return option
    known = ", ".join(option.id for option in options)
    raise ContentError(Problem("", 0, field, f"{wanted!r} is not known", f"use one of: {known}"))


def load_exercise(path: Path, contexts: Contexts | None = None) -> Exercise:
    """Read one exercise file; with `contexts`, also hold its slots against the declared ones.

    Raises:
        ContentError: With file, line and field of every mistake.
    """
    checks = [_repeated_ids] if contexts is None else [_repeated_ids, partial(_unknown_slots, contexts)]
    return read_yaml(path).into(Exercise, *checks)


def _repeated_ids(document: YamlDocument, exercise: Exercise) -> Iterator[Problem]:
    return document.repeated(("thin_answers",), [thin.id for thin in exercise.thin_answers])


def _unknown_slots(contexts: Contexts, document: YamlDocument, exercise: Exercise) -> list[Problem]:
    known = ", ".join(sorted(contexts.slots))
    problems = []
    for index, thin in enumerate(exercise.thin_answers):
        faults = [f"the slot {{{slot}}} is not declared" for slot in sorted(slots_of(thin.text) - set(contexts.slots))]
        if set("{}") & set(_SLOT.sub("", thin.text)):
            faults.append("has a brace without its partner")
        path = ("thin_answers", index, "text")
        problems += [document.problem(path, fault, f"use one of: {known}") for fault in faults]
    return problems


def load_contexts(path: Path) -> Contexts:
    """Read `contexts.yaml`.

    Raises:
        ContentError: With file, line and field of every mistake, slots left empty or filled twice among them.
    """
    return read_yaml(path).into(Contexts, _wrong_options, _uneven_slots)


def _groups(contexts: Contexts) -> Iterator[tuple[tuple[str | int, ...], tuple[Option, ...]]]:
    """Where in the file each list of options stands, and the list."""
    yield ("industries",), contexts.industries
    yield ("sizes",), contexts.sizes
    yield ("seniorities",), contexts.seniorities
    for index, industry in enumerate(contexts.industries):
        yield ("industries", index, "products"), industry.products


def _wrong_options(document: YamlDocument, contexts: Contexts) -> Iterator[Problem]:
    for path, options in _groups(contexts):
        yield from document.repeated(path, [option.id for option in options])
        for index, option in enumerate(options):
            for slot in sorted(set(option.fills) - set(contexts.slots)):
                place = (*path, index, "fills", slot)
                yield document.problem(place, "is not a declared slot", "correct the spelling or declare it")


def _uneven_slots(document: YamlDocument, contexts: Contexts) -> Iterator[Problem]:
    """One problem for each slot that some context fills not at all or twice, with the first such context."""
    faulty: set[str] = set()
    for context in contexts.all():
        filled = [slot for option in context.options for slot in option.fills]
        for slot in contexts.slots:
            if filled.count(slot) != 1 and slot not in faulty:
                faulty.add(slot)
                names = " / ".join(option.id for option in context.options)
                what = "is filled more than once" if slot in filled else "is not filled"
                yield document.problem(("slots", slot), f"{what} in the context {names}", "fill each slot once")
