"""Studio: the panel in which an answer is written, with feedback on the learner's own sentences.

The page (`studio.js`) owns the text and sends each new version as `draft`; this side assesses it, keeps it in the
journal, and answers with `feedback` and `status`. It never writes into an editor.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from starlift.answers import MAX_SECTION_CHARS, Answer, segments
from starlift.autosave import Autosave
from starlift.content import OWN_STORY
from starlift.dimensions import DIMENSIONS
from starlift.feedback import Assessment
from starlift.feedback.flags import flag_text
from starlift.panels.guard import guarded, told
from starlift.panels.panel import plainly
from starlift.progress import Attempt
from starlift.seat import Seat

_HERE = Path(__file__).parent
HINTS = {
    "situation": "Where, who was affected, what was at stake, why it was hard",
    "task": "What you answered for, and what success would mean",
    "action": "What you decided, in what order, why that and not another thing",
    "result": "What changed, how anybody could see it, and what still holds",
}
CHANGE_SHOWN = 0.15
"""Smallest change of a level between two attempts that is worth a line."""

MARKED_LEVEL = 1.0
"""Level from which the evidence of a dimension is marked in the text."""


class Studio(anywidget.AnyWidget):
    """Four editors, the thin answer, live feedback and the attempts of one seat.

    Attributes:
        frame: What stays the same: title, thin answer, sections, dimensions.
        draft: ``{"rev": int, "sections": {section: text}}``, written by the page.
        feedback: The assessment of the draft with the same ``rev``.
        status: ``{"saved": rev, "problem": text}``.
        attempts: Saved versions, oldest first, each with its change against the one before.
    """

    _esm = _HERE / "studio.js"
    _css = _HERE / "studio.css"
    frame = traitlets.Dict().tag(sync=True)
    draft = traitlets.Dict().tag(sync=True)
    feedback = traitlets.Dict().tag(sync=True)
    status = traitlets.Dict().tag(sync=True)
    attempts: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self._lock = threading.RLock()
        self._autosave = Autosave(lambda texts: seat.write("draft", {"sections": dict(texts)}), self._after_save)
        progress = seat.progress()
        self._offered = progress.draft.sections
        super().__init__(
            frame=_frame(seat),
            draft={"rev": 0, "sections": progress.draft.sections},
            status={"saved": 0, "problem": ""},
            attempts=_history(progress.attempts, seat),
        )
        self.feedback = self._feedback(0, progress.draft)
        self.observe(guarded(self._tell, self._on_draft), "draft")
        self.on_msg(guarded(self._tell, self._on_message))

    def _on_draft(self, change: Any) -> None:
        with self._lock:
            rev = int(change["new"].get("rev", 0))
            if rev < int(self.draft.get("rev", 0)):
                return  # a newer text has come in meanwhile
            answer = _answer(change["new"])
            changed = {name: text for name, text in answer.sections.items() if text != self._offered[name]}
            self._offered = answer.sections
            self.feedback = self._feedback(rev, answer)
        self._autosave.offer(changed, rev)

    def _on_message(self, _widget: object, content: Mapping[str, Any], _buffers: object) -> None:
        if content.get("do") == "keep":
            answer = _answer(content)
            self._autosave.offer(answer.sections)
            self._autosave.flush()
            if answer.text.strip():
                self._seat.keep_attempt(answer)
                self.attempts = _history(self._seat.progress().attempts, self._seat)

    def _after_save(self, rev: int, error: Exception | None) -> None:
        if error is None:
            self.status = {"saved": rev, "problem": ""}
        else:
            self._tell(f"Your latest words are not saved yet; they stay in this page. {told(error)}")

    def _tell(self, problem: str) -> None:
        self.status = {**self.status, "problem": problem}

    def _feedback(self, rev: int, answer: Answer) -> dict[str, Any]:
        found = self._seat.assess(answer.text)
        spans = {name: answer.in_sections(found.evidence[name]) for name in _marked(found)}
        marks = {
            section: [vars(piece) for piece in segments(text, {name: spans[name][section] for name in spans})]
            for section, text in answer.sections.items()
        }
        return {
            "rev": rev,
            "overall": found.overall,
            "overall_name": self._seat.content.rubric.overall_name(found.overall or 1),
            "levels": {**found.craft, **found.signals},
            "quotes": _quotes(answer, found),
            "segments": marks,
            "question": found.question,
            "flags": [flag_text(flag) for flag in found.flags if flag != "empty"],
            "words": answer.words,
            "seconds": answer.spoken_seconds,
        }

    def close(self) -> None:
        """Write what is pending and leave the page."""
        self._autosave.flush()
        super().close()

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return plainly(super()._repr_mimebundle_(**kwargs), f"Studio: {self.frame['title']}")


def _answer(message: Mapping[str, Any]) -> Answer:
    sections = message.get("sections")
    return Answer.from_mapping(sections if isinstance(sections, Mapping) else {})


def _marked(found: Assessment) -> list[str]:
    """The dimensions whose evidence is marked in the text, in the rubric's order.

    What is hardly there is not marked, and of the rest only the strongest of each group: a sentence that carries nine
    letters tells nothing.
    """
    groups = (found.craft, found.signals)
    strong = [sorted(group, key=lambda name: -group[name])[:most] for group, most in zip(groups, (4, 2), strict=True)]
    return [name for names in strong for name in DIMENSIONS if name in names and found.levels[name] >= MARKED_LEVEL]


def _quotes(answer: Answer, found: Assessment) -> dict[str, list[str]]:
    return {name: [answer.text[start:end].strip() for start, end in spans] for name, spans in found.evidence.items()}


def _frame(seat: Seat) -> dict[str, Any]:
    variant, rubric = seat.variant, seat.content.rubric
    thin = variant and {
        "label": "A thin answer, from another company",
        "context": variant.context,
        "text": variant.text,
    }
    title = seat.case.story.title if seat.case else "Your story"
    return {
        "title": f"{title}: your answer" if seat.case_id != OWN_STORY else title,
        "thin": thin,
        "longest": MAX_SECTION_CHARS,
        "sections": [{"id": name, "name": rubric[name].name, "hint": HINTS[name]} for name in HINTS],
        "dimensions": [
            dimension.model_dump(include={"id", "name", "letter", "group", "asks", "anchors"})
            for dimension in rubric.dimensions
        ],
    }


def _history(attempts: tuple[Attempt, ...], seat: Seat) -> list[dict[str, Any]]:
    """The attempts for the page, each with the levels that changed since the one before."""
    shown: list[dict[str, Any]] = []
    before: Mapping[str, float] = {}
    for attempt in attempts:
        change = [
            {"name": seat.content.rubric[name].name, "by": round(level - before[name], 1)}
            for name, level in attempt.levels.items()
            if name in before and abs(level - before[name]) >= CHANGE_SHOWN
        ]
        shown.append({"at": attempt.at, "overall": attempt.overall, "words": attempt.answer.words, "change": change})
        before = attempt.levels
    return shown
