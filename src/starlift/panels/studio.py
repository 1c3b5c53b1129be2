"""Studio: the panel in which an answer is written, with feedback on the learner's own sentences.

The page (`studio.js`) owns the text and sends each new version as `draft`; this side assesses it, keeps it in the
journal, and answers with `feedback` and `status`. It never writes into an editor. What it tells the page is put
together in `showing`; when levels wait for the learner's own is decided in `selfrating`, when a question changes in
`holding`.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from starlift.answers import Answer
from starlift.autosave import Autosave
from starlift.panels import showing
from starlift.panels.guard import guarded, told
from starlift.panels.holding import HeldQuestion
from starlift.panels.panel import plainly
from starlift.panels.selfrating import CHOICE, SKIPPED, SelfRating, accepted, asked
from starlift.seat import Seat

_HERE = Path(__file__).parent


class Studio(anywidget.AnyWidget):
    """Four editors, the thin answer, live feedback and the attempts of one seat.

    Attributes:
        frame: What stays the same: title, thin answer, sections, dimensions, what a learner rates.
        draft: ``{"rev": int, "sections": {section: text}}``, written by the page.
        feedback: The assessment of the draft with the same ``rev``.
        rating: Where the learner's own rating stands; while it is ``waiting``, `feedback` and `attempts` hold no level.
        status: ``{"saved": rev, "problem": text}``.
        attempts: Saved versions, oldest first, each with its change against the one before.
    """

    _esm = _HERE / "studio.js"
    _css = _HERE / "studio.css"
    frame = traitlets.Dict().tag(sync=True)
    draft = traitlets.Dict().tag(sync=True)
    feedback = traitlets.Dict().tag(sync=True)
    rating = traitlets.Dict().tag(sync=True)
    status = traitlets.Dict().tag(sync=True)
    attempts: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self._lock = threading.RLock()
        self._autosave = Autosave(lambda texts: seat.write("draft", {"sections": dict(texts)}), self._after_save)
        self._held = HeldQuestion()
        progress = seat.progress()
        self._offered = progress.draft.sections
        self._rating = SelfRating.read(progress)
        super().__init__(
            frame=showing.frame(seat),
            draft={"rev": 0, "sections": progress.draft.sections},
            status={"saved": 0, "problem": ""},
        )
        self._show()
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
        do = content.get("do")
        if do == "keep":
            self._keep(_answer(content))
        elif do == "rate":
            self._rate(_answer(content), content.get("levels"))
        elif do == "skip" and self._rating.waiting:
            self._settle(replace(self._rating, waiting=False), SKIPPED)
        elif do == "ask":
            self._rating = replace(SelfRating.read(self._seat.progress()), waiting=True)
            self._show()

    def _keep(self, answer: Answer) -> None:
        self._autosave.offer(answer.sections)
        self._autosave.flush()
        if answer.text.strip():
            self._seat.keep_attempt(answer)
            if not self._rating.waiting:
                self._rating = replace(self._rating, number=len(self._seat.progress().attempts) + 1)
            self._show_around()

    def _rate(self, answer: Answer, levels: object) -> None:
        """Take the learner's own levels for `answer`, and show the feedback's beside them."""
        scales, found = asked(self._seat), self._seat.assess(answer.text)
        own = accepted(levels, scales)
        missing = [item["name"] for item in self.frame["asked"] if item["id"] not in own]
        if not self._rating.waiting or missing or found.overall is None:
            problem = f"First choose a level for: {', '.join(missing)}." if missing else ""
            if found.overall is None:
                problem = "There is too little to compare with yet. Write some sentences first."
            self.rating = showing.rating(self._rating, self._seat, problem)
            return
        feedback = {key: round({**found.levels, "overall": found.overall}[key], 2) for key in scales}
        number = self._rating.number
        self._settle(
            SelfRating(number, waiting=False, rated=number, own=own, found=feedback), {"own": own, "feedback": feedback}
        )

    def _settle(self, rating: SelfRating, choice: object) -> None:
        """Let the levels through, then keep why; a full disk does not hold them back."""
        name = f"{CHOICE}{self._rating.number}"
        self._rating = replace(rating, number=max(rating.number, len(self._seat.progress().attempts) + 1))
        self._show()
        self._seat.write("choice", {name: choice})

    def _show(self) -> None:
        """Tell the page everything afresh."""
        with self._lock:
            self.feedback = self._feedback(int(self.draft.get("rev", 0)), _answer(self.draft))
        self._show_around()

    def _show_around(self) -> None:
        self.rating = showing.rating(self._rating, self._seat)
        hidden_from = self._rating.number if self._rating.waiting else None
        self.attempts = showing.history(self._seat.progress().attempts, self._seat, hidden_from)

    def _feedback(self, rev: int, answer: Answer) -> dict[str, Any]:
        found = self._seat.assess(answer.text)
        question = self._held.follow(found, answer.text)
        return {"rev": rev, **showing.feedback(found, answer, question, self._seat, waiting=self._rating.waiting)}

    def _after_save(self, rev: int, error: Exception | None) -> None:
        if error is None:
            self.status = {"saved": rev, "problem": ""}
        else:
            self._tell(f"Your latest words are not saved yet; they stay in this page. {told(error)}")

    def _tell(self, problem: str) -> None:
        self.status = {**self.status, "problem": problem}

    def close(self) -> None:
        """Write what is pending and leave the page."""
        self._autosave.flush()
        super().close()

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return plainly(super()._repr_mimebundle_(**kwargs), f"Studio: {self.frame['title']}")


def _answer(message: Mapping[str, Any]) -> Answer:
    sections = message.get("sections")
    return Answer.from_mapping(sections if isinstance(sections, Mapping) else {})
