"""Autosave: at most one interval behind the typing, and nothing lost on the way."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping

import pytest

from starlift.autosave import INTERVAL, Autosave

SLACK = 0.4
"""Seconds that a busy machine may add."""


class Disk:
    """A stand-in for the journal that remembers each save and fails on request."""

    def __init__(self) -> None:
        self.saves: list[tuple[float, dict[str, str]]] = []
        self.told: list[tuple[int, Exception | None]] = []
        self.failures: list[Exception] = []
        self.pause = 0.0
        self.busy = threading.Lock()
        self.overlapped = False

    def save(self, texts: Mapping[str, str]) -> None:
        if not self.busy.acquire(blocking=False):
            self.overlapped = True
            return
        try:
            time.sleep(self.pause)
            if self.failures:
                raise self.failures.pop(0)
            self.saves.append((time.monotonic(), dict(texts)))
        finally:
            self.busy.release()

    def saved(self, mark: int, error: Exception | None) -> None:
        self.told.append((mark, error))

    @property
    def state(self) -> dict[str, str]:
        return {name: text for _, texts in self.saves for name, text in texts.items()}


@pytest.fixture
def disk() -> Iterator[Disk]:
    yield Disk()
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.join(2)


def wait_until(holds: Callable[[], bool], seconds: float = 3.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "did not happen in time"
        time.sleep(0.002)


def test_the_interval_leaves_room_within_the_second_that_may_be_lost() -> None:
    assert 0 < INTERVAL <= 0.5


def test_the_first_change_is_saved_before_the_call_returns(disk: Disk) -> None:
    Autosave(disk.save, disk.saved, interval=0.05).offer({"task": "I"}, mark=3)

    assert disk.state == {"task": "I"}
    assert disk.told == [(3, None)]


def test_a_burst_is_saved_as_first_and_last(disk: Disk) -> None:
    autosave = Autosave(disk.save, disk.saved, interval=0.2)
    for number in range(1, 51):
        autosave.offer({"task": "I" * number, f"n{number % 2}": str(number)}, mark=number)

    assert len(disk.saves) == 1
    wait_until(lambda: len(disk.saves) == 2)
    assert disk.state == {"task": "I" * 50, "n0": "50", "n1": "49"}
    assert disk.told == [(1, None), (50, None)]


def test_steady_typing_is_never_more_than_one_interval_behind(disk: Disk) -> None:
    interval = 0.1
    autosave = Autosave(disk.save, disk.saved, interval)
    offered = []
    for number in range(60):
        offered.append(time.monotonic())
        autosave.offer({"task": str(number)}, mark=number)
        time.sleep(0.008)
    wait_until(lambda: disk.state == {"task": "59"})

    for number, moment in enumerate(offered):
        kept = next(at for at, texts in disk.saves if int(texts["task"]) >= number)
        assert kept - moment <= interval + SLACK
    assert len(disk.saves) <= (disk.saves[-1][0] - offered[0]) / interval + 2


def test_after_a_rest_the_next_change_is_saved_at_once_again(disk: Disk) -> None:
    autosave = Autosave(disk.save, disk.saved, interval=0.02)
    autosave.offer({"task": "a"})
    wait_until(lambda: autosave._timer is None)

    autosave.offer({"task": "b"})

    assert disk.state == {"task": "b"}


def test_without_changes_nothing_is_saved(disk: Disk) -> None:
    autosave = Autosave(disk.save, disk.saved, interval=0.01)
    autosave.flush()
    autosave.offer({})
    wait_until(lambda: autosave._timer is None)

    assert (disk.saves, disk.told) == ([], [])


def test_a_mark_without_changes_is_told_and_nothing_is_saved(disk: Disk) -> None:
    autosave = Autosave(disk.save, disk.saved, interval=0.02)
    autosave.offer({"task": "a"}, mark=1)
    autosave.offer({}, mark=2)
    wait_until(lambda: autosave._timer is None)

    assert len(disk.saves) == 1
    assert disk.told == [(1, None), (2, None)]


def test_a_mark_is_told_as_kept_only_once_what_came_before_it_is_kept(disk: Disk) -> None:
    failure = OSError("full")
    disk.failures = [failure]
    autosave = Autosave(disk.save, disk.saved, interval=0.02)
    autosave.offer({"task": "a"}, mark=1)
    autosave.offer({}, mark=2)

    wait_until(lambda: len(disk.told) == 2)
    assert disk.told == [(1, failure), (2, None)]
    assert disk.state == {"task": "a"}


def test_flush_saves_what_waits_and_returns_when_it_is_done(disk: Disk) -> None:
    autosave = Autosave(disk.save, disk.saved, interval=60)
    autosave.offer({"task": "a"}, mark=1)
    autosave.offer({"task": "ab"}, mark=2)
    assert disk.state == {"task": "a"}

    autosave.flush()

    assert disk.state == {"task": "ab"}
    assert disk.told[-1] == (2, None)
    assert autosave._timer is not None
    autosave._timer.cancel()


def test_flush_waits_for_a_save_that_is_under_way(disk: Disk) -> None:
    disk.pause = 0.1
    autosave = Autosave(disk.save, disk.saved, interval=0.02)
    typing = threading.Thread(target=autosave.offer, args=({"task": "a"},))
    typing.start()
    wait_until(disk.busy.locked)

    autosave.flush()

    assert disk.state == {"task": "a"}
    typing.join()


def test_a_failing_save_is_reported_and_tried_again_until_it_works(disk: Disk) -> None:
    first, second = OSError("full"), OSError("still full")
    disk.failures = [first, second]
    autosave = Autosave(disk.save, disk.saved, interval=0.02)

    autosave.offer({"task": "a", "result": "old"}, mark=1)
    autosave.offer({"result": "new"}, mark=2)

    wait_until(lambda: disk.state == {"task": "a", "result": "new"})
    wait_until(lambda: len(disk.told) == 3)
    assert disk.told == [(1, first), (2, second), (2, None)]


def test_a_save_that_fails_slowly_is_tried_again_without_another_keystroke(disk: Disk) -> None:
    disk.failures, disk.pause = [OSError("full")], 0.1
    Autosave(disk.save, disk.saved, interval=0.02).offer({"task": "a"})

    wait_until(lambda: disk.state == {"task": "a"})


@pytest.mark.parametrize("failures", [[], [OSError("full")]], ids=["that works", "that fails"])
def test_a_change_during_a_slow_save_is_saved_after_it(disk: Disk, failures: list[Exception]) -> None:
    disk.pause, disk.failures = 0.05, failures
    autosave = Autosave(disk.save, disk.saved, interval=0.02)
    slow = threading.Thread(target=autosave.offer, args=({"task": "a"},))
    slow.start()
    wait_until(disk.busy.locked)

    autosave.offer({"task": "ab"})

    slow.join()
    wait_until(lambda: disk.state == {"task": "ab"})
    wait_until(lambda: autosave._timer is None)
    assert disk.state == {"task": "ab"}
    assert not disk.overlapped


def test_from_many_threads_nothing_is_lost_and_saves_never_overlap(disk: Disk) -> None:
    disk.pause = 0.001
    autosave = Autosave(disk.save, disk.saved, interval=0.01)

    def write(who: int) -> None:
        for number in range(100):
            autosave.offer({f"section {who}": str(number), f"{who}-{number}": "once"}, mark=who * 100 + number)

    threads = [threading.Thread(target=write, args=(who,)) for who in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    autosave.flush()

    assert not disk.overlapped
    assert len(disk.state) == 8 + 800
    assert all(disk.state[f"section {who}"] == "99" for who in range(8))
    assert disk.told[-1] == (799, None)
    marks = [mark for mark, _ in disk.told]
    assert marks == sorted(marks)


def test_a_waiting_save_does_not_keep_a_process_alive(disk: Disk) -> None:
    autosave = Autosave(disk.save, disk.saved, interval=60)
    autosave.offer({"task": "a"})

    assert autosave._timer is not None
    assert autosave._timer.daemon
    autosave._timer.cancel()
