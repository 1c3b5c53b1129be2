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
from starlift.feedback.features import Evidence, examine
from starlift.feedback.hygiene import MAX_CHARACTERS, kept, reason_to_abstain, told_once
from starlift.feedback.levels import weigh, weigh_plainly
from starlift.feedback.notices import find_notices
from starlift.feedback.quoting import Told, is_finished
from starlift.feedback.sentences import split
from starlift.feedback.spans import carrying

__all__ = ["Assessment", "FollowUp", "Span", "assess"]
TAKEN_OVER = 0.6
"""Share of a sentence from which on it counts as somebody else's."""


def assess(
    text: str,
    *,
    focus: Sequence[str] = (),
    questions: Mapping[str, Sequence[FollowUp]] | None = None,
    reference: Sequence[str] = (),
    given: Sequence[str] = (),
) -> Assessment:
    """Judge one answer.

    Args:
        text: The answer as the learner wrote it; anything that is a string is judged or refused with a flag.
        focus: The signals that the case is meant to show; they steer the question and no level.
        questions: Dimension -> follow-up questions; by default those of the content at hand.
        reference: Texts that the learner should not repeat, such as the reference story; what is taken over from them
            counts for nothing and is flagged.
        given: Texts of the case that the learner may use freely, such as its brief and evidence.

    Returns:
        Levels, evidence as offsets into `text`, flags with their spans, and one question; no level where `text` cannot
        be judged.

    Raises:
        ContentError: When `questions` is None and the content at hand holds a mistake.
    """
    read = text[:MAX_CHARACTERS]
    once = told_once(read)
    sentences, set_aside = kept(split(once))
    told = examine(sentences)
    notices = {notice.flag: list(notice.spans) for notice in find_notices(text, told, reference=reference, given=given)}
    evidence = _own(told, notices.get("parroting", []))
    reason = reason_to_abstain(evidence)
    weighed = None if reason else weigh(evidence)
    levels = weighed.levels if weighed else dict.fromkeys(DIMENSIONS, 0.0)
    spans = _spans(carrying(evidence, weighed) if weighed else {}, evidence)
    words = Told([one.sentence.text for one in evidence], {name: _quoted(text, spans[name]) for name in spans})
    coaching = choose_question(_settled(evidence, levels), focus, _at_hand() if questions is None else questions, words)
    first = [reason] if reason else []
    first += ["too_long"] if len(read) < len(text) else []
    first += ["repeated"] if len(once) < len(read) else []
    return Assessment(
        overall=round(weighed.overall, 2) if weighed else None,
        uncertainty=weighed.uncertainty if weighed else None,
        craft={name: round(levels[name], 2) for name in CRAFT},
        signals={name: round(levels[name], 2) for name in SIGNALS},
        evidence=spans,
        flags=list(dict.fromkeys([*first, *set_aside, *(weighed.flags if weighed else ()), *notices])),
        flag_spans=notices,
        question=coaching.question,
        question_dimension=coaching.dimension,
        question_id=coaching.question_id,
        hints=coaching.hints,
    )


def _own(evidence: Sequence[Evidence], parroted: Sequence[Span]) -> tuple[Evidence, ...]:
    """The sentences that are not for the most part taken over from somebody else's text."""

    def taken(one: Evidence) -> int:
        start, end = one.sentence.start, one.sentence.end
        return sum(max(0, min(end, high) - max(start, low)) for low, high in parroted)

    return tuple(one for one in evidence if taken(one) < TAKEN_OVER * (one.sentence.end - one.sentence.start))


def _quoted(text: str, spans: Sequence[Span]) -> list[str]:
    return [text[start:end] for start, end in spans]


def _settled(evidence: Sequence[Evidence], levels: Mapping[str, float]) -> Mapping[str, float]:
    """The levels without the sentence that is being typed, so that a question does not change with every key."""
    finished = [one for one in evidence if is_finished(one.sentence.text)] or evidence[:-1]
    if len(finished) == len(evidence):
        return levels
    return dict.fromkeys(DIMENSIONS, 0.0) if reason_to_abstain(finished) else weigh_plainly(finished).levels


def _spans(chosen: Mapping[str, Sequence[int]], evidence: Sequence[Evidence]) -> dict[str, list[Span]]:
    """The evidence of every dimension as offsets into the text."""
    places = [(one.sentence.start, one.sentence.end) for one in evidence]
    return {name: [places[spot] for spot in chosen.get(name, ())] for name in DIMENSIONS}


def _at_hand() -> Mapping[str, Sequence[FollowUp]]:
    """The follow-up questions of the content at hand; loading happens once."""
    from starlift.content import default_content  # noqa: PLC0415 - judging alone must import light

    follow_ups: Mapping[str, Sequence[FollowUp]] = default_content().questions.follow_ups
    return follow_ups
