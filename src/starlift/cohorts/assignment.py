"""Assignment: which thin answer each participant gets for each case, equally hard for all and no two neighbours alike.

Every participant draws variants in an order that cohort, salt, participant and case alone decide, and gets the first
that fits. What fits is the same for everybody in a cohort: the same number of missing dimensions, a length and a
reading grade within narrow bounds. The neighbour before on the roster is looked at last, so a participant who comes or
goes moves those behind them only where two would otherwise be alike.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

from starlift.cohorts.roster import Participant
from starlift.content import Case, Content
from starlift.errors import Problem, RosterError
from starlift.exercises import Context, Contexts, ThinAnswer, Variant, draw, make_variant
from starlift.readability import reading_grade

LENGTH_SPREAD = 1.15
"""Words of the longest variant of a cohort over those of the shortest, at most."""
GRADE_SPREAD = 1.0
"""Grades between the hardest and the easiest text of a cohort to read, at most."""
SAMPLED = 12
"""Contexts per thin answer from which the middle of a case's grades is taken."""
Assigned = Mapping[str, Mapping[str, Variant]]
"""Participant's id -> case's id -> variant."""


@dataclass(frozen=True)
class Bounds:
    """What a variant of one case must keep to.

    Attributes:
        words: Least and most words.
        grade: Least and most Flesch-Kincaid grade.
    """

    words: tuple[float, float]
    grade: tuple[float, float]

    def hold(self, variant: Variant) -> bool:
        """Whether the variant keeps to them."""
        words, grade = measures(variant.text)
        return self.words[0] <= words <= self.words[1] and self.grade[0] <= grade <= self.grade[1]


@dataclass(frozen=True)
class Setting:
    """What a cohort chooses about its variants.

    Attributes:
        missing: How many dimensions a thin answer lacks; 0 for as many as most of the content's do.
        salt: Gives everybody other variants.
        industries: Ids to draw from; empty for all.
        sizes: Likewise.
        seniorities: Likewise.
        minutes: Time planned for a case; 0 for the case's own.
    """

    missing: int = 0
    salt: str = ""
    industries: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    seniorities: tuple[str, ...] = ()
    minutes: int = 0


@lru_cache(maxsize=8192)
def measures(text: str) -> tuple[int, float]:
    """Words and reading grade of a text."""
    return len(text.split()), reading_grade(text)


def assign(
    content: Content,
    cohort: str,
    roster: Sequence[Participant],
    cases: Mapping[str, Sequence[str]],
    setting: Setting | None = None,
) -> Assigned:
    """A variant for everybody's cases.

    Args:
        content: The workspace's content.
        cohort: Id of the cohort.
        roster: The participants in the order in which they sit.
        cases: Participant's id -> ids of their cases.
        setting: What the cohort chooses; by default everything that there is.

    Raises:
        RosterError: With everybody for whom no variant is left that is as hard as the others'.
    """
    setting = setting or Setting()
    problems: list[Problem] = []
    found: dict[str, dict[str, Variant]] = {person.id: {} for person in roster}
    for case_id in content.cases:
        case = content.cases[case_id]
        thin = _equally_thin(case, setting.missing)
        if not thin:
            numbers = sorted({len(one.lacks) for one in case.exercise.thin_answers})
            what = f"no thin answer of {case_id} lacks {setting.missing} dimensions"
            problems.append(Problem("", 0, "difficulty", what, f"choose one of: {', '.join(map(str, numbers))}"))
            continue
        bounds = bounds_of(case, thin, content.contexts)
        before: Variant | None = None
        for person in (person for person in roster if case_id in cases[person.id]):
            contexts = tuple(_contexts(content.contexts, setting, person))
            order = _order(len(thin) * len(contexts), cohort, setting.salt, person.id, case_id)
            drawn = (make_variant(case.exercise, thin[n % len(thin)], contexts[n // len(thin)]) for n in order)
            before = next((one for one in drawn if bounds.hold(one) and not alike(one, before)), None)
            if before is None:
                what = f"no variant of {case_id} in their contexts is as hard as the others'"
                fix = "prescribe less for them, or allow more contexts"
                problems.append(Problem("", 0, f"{person.id}.contexts", what, fix))
            else:
                found[person.id][case_id] = before
    if problems:
        raise RosterError(problems)
    return found


def alike(one: Variant, other: Variant | None) -> bool:
    """Whether two neighbours would talk about the same thin answer, or about the same product."""
    if other is None:
        return False
    return bool({*_parts(one.id)} & {*_parts(other.id)})


def bounds_of(case: Case, thin: Sequence[ThinAnswer], contexts: Contexts) -> Bounds:
    """Bounds round the middle of the case's variants, wide enough for most of them."""
    every = list(contexts.all())
    sampled = every[:: max(1, len(every) // SAMPLED)]
    found = [measures(make_variant(case.exercise, one, context).text) for one in thin for context in sampled]
    words, grade = median(words for words, _ in found), median(grade for _, grade in found)
    least = words * 2 / (1 + LENGTH_SPREAD)
    return Bounds((least, least * LENGTH_SPREAD), (grade - GRADE_SPREAD / 2, grade + GRADE_SPREAD / 2))


def _parts(variant_id: str) -> tuple[str, str]:
    """The thin answer and the product of a variant."""
    thin, industry, product, *_ = variant_id.split("/")
    return f"thin {thin}", f"product {industry}/{product}"


def _equally_thin(case: Case, missing: int) -> list[ThinAnswer]:
    """The thin answers that lack so many dimensions; 0 for the number that most lack."""
    answers = case.exercise.thin_answers
    counts = [len(one.lacks) for one in answers]
    wanted = missing or max(sorted(set(counts)), key=counts.count)
    return [one for one in answers if len(one.lacks) == wanted]


def _contexts(contexts: Contexts, setting: Setting, person: Participant) -> Iterator[Context]:
    """The contexts that cohort and roster leave for one participant."""
    for context in contexts.all():
        wanted = (
            (context.industry.id, (person.industry,) if person.industry else setting.industries),
            (context.size.id, setting.sizes),
            (context.seniority.id, (person.seniority,) if person.seniority else setting.seniorities),
        )
        if all(not allowed or one in allowed for one, allowed in wanted):
            yield context


def _order(count: int, *seed: str) -> Iterator[int]:
    """All numbers below `count` in an order that `seed` decides."""
    left: dict[int, int] = {}
    for size, number in zip(range(count, 0, -1), itertools.islice(draw(*seed), count), strict=True):
        place, last = number % size, size - 1
        yield left.get(place, place)
        left[place] = left.get(last, last)
