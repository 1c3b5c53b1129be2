"""Drafts: one learner's text on its way to the journal, also when it is typed in two places at once.

The newest text wins. What it replaces without having seen it is kept as an attempt: a text from another tab of the same
notebook is known by the tab's name and by the version that it was built on, a text from another kernel by entries in
the journal that this one did not write.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any

from starlift.answers import WHOLE, Answer
from starlift.autosave import INTERVAL, Autosave
from starlift.seat import Seat


class Drafts:
    """The draft of one seat.

    Args:
        seat: Whose journal takes it.
        saved: Called after each save with the newest version that it covers and None, or what the save raised.
        rescued: Called when a text that was replaced unseen has become an attempt.
        interval: Seconds between two saves.

    Attributes:
        answer: The newest text.
    """

    def __init__(
        self,
        seat: Seat,
        saved: Callable[[int, Exception | None], None],
        rescued: Callable[[], None] = lambda: None,
        interval: float = INTERVAL,
    ) -> None:
        self._seat, self._rescued = seat, rescued
        self._lock = threading.RLock()
        self.answer = self._written = seat.progress().draft
        self._size = seat.journal.size
        self._rev, self._tab = 0, ""
        self._rivals: list[Answer] = []
        self._changed: dict[str, str] = {}
        self._autosave = Autosave(self._save, saved, interval)

    def take(self, message: Mapping[str, Any]) -> tuple[int, Answer] | None:
        """Take in a draft as the page sends it; its version and text, or None for an older one of the same tab.

        Nothing is written before `save`, so that feedback need not wait for a disk.

        Args:
            message: ``sections``; ``rev``, its version; ``tab``, who typed it; ``base``, the version it was built on.
        """
        with self._lock:
            rev, base, tab = int(message.get("rev", 0)), int(message.get("base", 0)), str(message.get("tab", ""))
            if tab == self._tab and rev < self._rev:
                return None
            answer = answer_in(message)
            if tab != self._tab and base < self._rev and answer != self.answer:
                self._rivals.append(self.answer)
            self._rev, self._tab = rev, tab
            self._note(answer)
            return rev, answer

    def put(self, answer: Answer) -> None:
        """Take in a text that comes with a message of its own, and save it now."""
        with self._lock:
            self._note(answer)
        self.save()
        self.flush()

    def save(self) -> None:
        """Hand what has changed to the journal, at the latest one interval from now."""
        with self._lock:
            changed, self._changed = self._changed, {}
            rev = self._rev
        self._autosave.offer(changed, rev)

    def flush(self) -> None:
        """Save now whatever is pending."""
        self._autosave.flush()

    def _note(self, answer: Answer) -> None:
        before, now = _all_of(self.answer), _all_of(answer)
        self._changed.update({name: text for name, text in now.items() if text != before[name]})
        self.answer = answer

    def _save(self, texts: Mapping[str, str]) -> None:
        with self._lock:
            newest = self.answer
        if self._seat.journal.size != self._size:
            theirs = self._seat.progress().draft
            if theirs != self._written:
                texts = _all_of(newest)
                if theirs not in self._rivals:
                    self._rivals.append(theirs)
        kept = [self._seat.keep_other(rival) for rival in self._rivals if rival != newest]
        self._rivals.clear()
        self._seat.write("draft", {"sections": dict(texts)})
        self._written = Answer.from_mapping({**self._written.sections, **texts})
        self._size = self._seat.journal.size
        if any(kept):
            self._rescued()


def answer_in(message: Mapping[str, Any]) -> Answer:
    """The text in a message of the page; what is no text is left out."""
    sections = message.get("sections")
    return Answer.from_mapping(sections if isinstance(sections, Mapping) else {})


def _all_of(answer: Answer) -> dict[str, str]:
    return {**answer.sections, WHOLE: answer.whole}
