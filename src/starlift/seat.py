"""Seat: one learner in front of one case, with the content, the variant and the journal that belong together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlift.answers import Answer
from starlift.content import OWN_STORY, START, Case, Content
from starlift.exercises import Variant, choose_variant, find_variant
from starlift.feedback import Assessment, assess
from starlift.journal import Journal
from starlift.progress import Attempt, Progress
from starlift.rated import RatedAnswer, practice_pair


@dataclass(frozen=True)
class Seat:
    """A learner's place: everything that panels need, and nothing of the notebook.

    Attributes:
        case_id: A case's id, `START` or `OWN_STORY`.
        minutes: Time planned for the notebook.
        fixed: Parts of the context that the roster prescribes, by `"industry"` and `"seniority"`.
        given: Id of the variant that the cohort gives; "" for the learner's own draw.

    Raises:
        ContentError: When there is no such case, or no such variant.
    """

    content: Content
    case_id: str
    journal: Journal
    seed: int = 0
    minutes: int = 35
    fixed: Mapping[str, str] | None = None
    given: str = ""

    def __post_init__(self) -> None:
        if self.case_id not in (START, OWN_STORY):
            self.content.case(self.case_id)
        _ = self.variant  # a wrong one is told at once

    @property
    def case(self) -> Case | None:
        """The case, or None in the opening notebook and for an own story."""
        return self.content.cases.get(self.case_id)

    @property
    def variant(self) -> Variant | None:
        """The thin answer that this learner starts from; None where there is no case."""
        if self.case is None:
            return None
        if self.given and not self.seed:
            return find_variant(self.case.exercise, self.content.contexts, self.given)
        return choose_variant(
            self.case.exercise,
            self.content.contexts,
            cohort=self.journal.cohort,
            participant=self.journal.participant,
            seed=self.seed,
            fixed=self.fixed,
        )

    @property
    def signals(self) -> tuple[str, ...]:
        """The signals that the case is about; empty where there is no case."""
        return self.case.story.signals if self.case else ()

    @property
    def practice(self) -> tuple[RatedAnswer, ...]:
        """Two answers to rate before seeing the panel's levels."""
        case = "" if self.case is None else self.case_id
        journal = self.journal
        return practice_pair(
            self.content.rated, case, cohort=journal.cohort, participant=journal.participant, seed=self.seed
        )

    def progress(self) -> Progress:
        """Where the learner stands, read afresh from the journal."""
        return Progress.read(self.journal.entries(), self.case_id)

    def assess(self, text: str) -> Assessment:
        """The feedback on `text`, with the case's own signals in view."""
        questions = self.content.questions.follow_ups
        if self.case is None:
            return assess(text, questions=questions)
        story, exercise = self.case.story, self.case.exercise
        reference = (story.answer, *story.phrases)
        given = (exercise.role, exercise.brief, *(item.text for item in exercise.evidence))
        return assess(text, focus=self.signals, questions=questions, reference=reference, given=given)

    def write(self, kind: str, body: Mapping[str, Any]) -> None:
        """Add an entry to the journal.

        Raises:
            JournalError: When it cannot be written.
        """
        self.journal.append(kind, self.case_id, body)

    def keep_attempt(self, answer: Answer) -> Attempt:
        """Save `answer` as an attempt with its levels.

        Raises:
            JournalError: When it cannot be written.
        """
        found = self.assess(answer.text)
        attempt = Attempt("", answer, found.overall, {**found.craft, **found.signals})
        variant = self.variant
        self.write("attempt", {**attempt.body, "variant": variant.id if variant else "", "flags": found.flags})
        return attempt

    def keep_other(self, answer: Answer) -> bool:
        """Save `answer` as an attempt unless it is blank or kept already; says whether it was saved.

        Raises:
            JournalError: When it cannot be written.
        """
        kept = {attempt.answer for attempt in self.progress().attempts}
        if not answer.text.strip() or answer in kept:
            return False
        self.keep_attempt(answer)
        return True

    def may_see_reference(self) -> bool:
        """Whether an own attempt of substance has been kept."""
        variant = self.variant
        return self.progress().has_substance(variant.text if variant else "")
