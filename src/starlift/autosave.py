"""Autosave: keeps what is being typed at most one interval behind the typing, from any thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

INTERVAL = 0.5
"""Seconds between two writes while somebody types; half of the second that may at most be lost."""


class Autosave:
    """Collects changed texts and hands them to `save`, the first at once and the rest once an interval.

    Args:
        save: Called with the texts that changed since its last call, one call at a time. It may raise.
        saved: Called after each save with the newest mark that it covers and None, or the exception that `save` raised.
        interval: Seconds between two saves.
    """

    def __init__(
        self,
        save: Callable[[Mapping[str, str]], None],
        saved: Callable[[int, Exception | None], None],
        interval: float = INTERVAL,
    ) -> None:
        self._save, self._saved, self._interval = save, saved, interval
        self._pending: dict[str, str] = {}
        self._mark = self._reported = 0
        self._lock, self._saving = threading.Lock(), threading.Lock()
        self._timer: threading.Timer | None = None

    def offer(self, texts: Mapping[str, str], mark: int = 0) -> None:
        """Take in changed texts; they are saved at the latest one interval from now.

        Args:
            texts: Name -> newest text; may be empty when nothing changed since the last offer.
            mark: A growing number that `saved` gets back once everything offered with it is kept; 0 keeps the last one.
        """
        with self._lock:
            self._pending.update(texts)
            self._mark = max(self._mark, mark)
            if self._timer is not None:
                return
            self._start_timer()
        self.flush()

    def flush(self) -> None:
        """Save now whatever is pending, and return when it is done."""
        with self._saving:
            with self._lock:
                texts, self._pending, mark = self._pending, {}, self._mark
            if not texts and mark == self._reported:
                return
            try:
                if texts:
                    self._save(texts)
            except BaseException as error:
                with self._lock:
                    self._pending = {**texts, **self._pending}
                    self._start_timer()  # a save slower than the interval outlives the timer that would retry it
                if not isinstance(error, Exception):
                    raise  # the kernel was told to stop; the texts wait for the timer
                self._saved(mark, error)
            else:
                self._reported = mark
                self._saved(mark, None)

    def _start_timer(self) -> None:
        """Start the timer unless it runs; the caller holds the lock."""
        if self._timer is None:
            self._timer = threading.Timer(self._interval, self._tick)
            self._timer.daemon = True
            self._timer.start()

    def _tick(self) -> None:
        with self._lock:
            self._timer = None
            is_due = bool(self._pending) or self._mark != self._reported
        if is_due:
            self.offer({})
