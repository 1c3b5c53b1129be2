"""Anonymous: rows under pseudonyms, without small groups, hours of the day, and words that nobody has shared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from starlift.answers import Answer
from starlift.collected.findings import quoted
from starlift.collected.pseudonyms import SMALLEST_GROUP, Pseudonyms
from starlift.collected.rows import Row
from starlift.errors import JournalError, Problem
from starlift.redaction import redact_all


class Disguise:
    """Makes rows anonymous.

    A group is everybody of one cohort at one case; one of fewer than `SMALLEST_GROUP` people is left out whole, since
    somebody who knows the room would know them. Texts stay where their author has shared them, with names, amounts and
    addresses replaced; times are cut to the day; rows stand in the order of the pseudonyms.

    Args:
        pseudonyms: Gives the pseudonyms; called once there is something to disguise, since it may make a key.

    Attributes:
        findings: The groups that are left out.
    """

    def __init__(self, pseudonyms: Callable[[], Pseudonyms]) -> None:
        self._make = pseudonyms
        self._small: set[tuple[str, str]] = set()
        self.findings: tuple[Problem, ...] = ()

    @cached_property
    def _pseudonyms(self) -> Pseudonyms:
        return self._make()

    def name(self, who: tuple[str, str]) -> str:
        """The pseudonym of a cohort's participant."""
        return self._pseudonyms.of(*who)

    def order(self, learners: Iterable[tuple[str, str]]) -> Sequence[tuple[str, str]]:
        """The learners in an order that says nothing of who they are."""
        return sorted(learners, key=lambda who: (who[0], self.name(who)))

    def measure(self, rows: Iterable[Row]) -> None:
        """See which groups are too small, before any row is given away.

        Raises:
            JournalError: When all are.
        """
        groups: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in rows:
            groups[row.cohort, row.case].add(row.participant)
        self._small = {group for group, people in groups.items() if len(people) < SMALLEST_GROUP}
        if groups and len(self._small) == len(groups):
            what = f"no case has the {SMALLEST_GROUP} learners that anonymous tables need"
            raise JournalError(Problem("", 0, "", what, "collect more journals, or leave --anonymous out"))
        self.findings = tuple(
            Problem("", 0, "", f"fewer than {SMALLEST_GROUP} learners of cohort {quoted(cohort)} worked on "
                    f"{quoted(case)}; that case is left out")
            for cohort, case in sorted(self._small)
        )  # fmt: skip

    def disguised(self, row: Row) -> Row | None:
        """The row as it may be shown to anybody; None when its group is too small."""
        if (row.cohort, row.case) in self._small:
            return None
        sections = row.answer.sections
        texts = redact_all(list(sections.values())) if row.shared else [""] * len(sections)
        day = row.time and row.time.replace(hour=0, minute=0, second=0, microsecond=0)
        answer = Answer.from_mapping(dict(zip(sections, texts, strict=True)))
        return replace(row, participant=self.name((row.cohort, row.participant)), time=day, answer=answer)
