"""Feedback: which of the learner's own sentences earn which level, and the one question to ask next.

`assess` cuts the text into sentences (`sentences`), sets aside what is not part of the story (`hygiene`, `raters`),
reads who acts and how in each sentence (`features`, from `voices` and the tables `cues` and `verbs`), weighs that
evidence (`levels`, by the figures in `points`) and chooses a question (`coaching`). It is pure Python, uses no network,
keeps no state and gives the same `Assessment` for the same text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlift.dimensions import CRAFT, DIMENSIONS, SIGNALS
from starlift.feedback.assessment import Assessment, Span
from starlift.feedback.coaching import FollowUp, choose_question
from starlift.feedback.features import examine
from starlift.feedback.hygiene import MAX_CHARACTERS, kept, reason_to_abstain
from starlift.feedback.levels import Levels, weigh
from starlift.feedback.sentences import Sentence, split

__all__ = ["Assessment", "FollowUp", "Span", "assess"]


def assess(
    text: str, *, focus: Sequence[str] = (), questions: Mapping[str, Sequence[FollowUp]] | None = None
) -> Assessment:
    """Judge one answer.

    Args:
        text: The answer as the learner wrote it; anything that is a string is judged or refused with a flag.
        focus: The signals that the case is meant to show; they steer the question and no level.
        questions: Dimension -> follow-up questions; by default those of the content at hand.

    Returns:
        Levels, evidence as offsets into `text`, flags and one question; no level where `text` cannot be judged.

    Raises:
        ContentError: When `questions` is None and the content at hand holds a mistake.
    """
    flags = ["too_long"] if len(text) > MAX_CHARACTERS else []
    sentences, set_aside = kept(split(text[:MAX_CHARACTERS]))
    evidence = examine(sentences)
    reason = reason_to_abstain(evidence)
    weighed = None if reason else weigh(evidence)
    levels = weighed.levels if weighed else dict.fromkeys(DIMENSIONS, 0.0)
    flags = [*([reason] if reason else []), *flags, *set_aside, *(weighed.flags if weighed else ())]
    question, dimension = choose_question(levels, focus, _at_hand() if questions is None else questions)
    return Assessment(
        overall=round(weighed.overall, 2) if weighed else None,
        craft={name: round(levels[name], 2) for name in CRAFT},
        signals={name: round(levels[name], 2) for name in SIGNALS},
        evidence=_spans(weighed, sentences),
        flags=flags,
        question=question,
        question_dimension=dimension,
    )


def _spans(weighed: Levels | None, sentences: Sequence[Sentence]) -> dict[str, list[Span]]:
    """The evidence of every dimension as offsets into the text."""
    chosen = weighed.spans if weighed else {}
    return {
        name: [(sentences[spot].start, sentences[spot].end) for spot in chosen.get(name, ())] for name in DIMENSIONS
    }


def _at_hand() -> Mapping[str, Sequence[FollowUp]]:
    """The follow-up questions of the content at hand; loading happens once."""
    from starlift.content import default_content  # noqa: PLC0415 - judging alone must import light

    follow_ups: Mapping[str, Sequence[FollowUp]] = default_content().questions.follow_ups
    return follow_ups
