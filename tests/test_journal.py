"""The journal: whatever happens, a learner's words are found again."""

from __future__ import annotations

import errno
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from starlift import journal as module
from starlift.errors import JournalError
from starlift.journal import VERSION, Entry, Journal, parse_entries, safe_name

APPENDER = """
import sys
from pathlib import Path
from starlift.journal import Journal
journal, who, count, size = Journal(Path(sys.argv[1]), "spring", "p1"), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
for number in range(count):
    journal.append("draft", "own", {"who": who, "number": number, "text": "x" * size})
    sys.stdout.write(f"{number}\\n")
    sys.stdout.flush()
"""
ANY_TEXT = st.text(st.characters(exclude_categories=[]))
SPLIT_CHARACTER = re.compile("[\ud800-\udbff][\udc00-\udfff]")  # JSON joins the two halves of a character


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path, "spring", "p1")


def texts(journal: Journal) -> list[str]:
    return [entry.body["text"] for entry in journal.entries()]


def child(workspace: Path, who: str, count: int, size: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", APPENDER, str(workspace), who, str(count), str(size)], stdout=subprocess.PIPE, text=True
    )


def test_what_was_appended_is_read_again_in_order(journal: Journal) -> None:
    first = journal.append("draft", "own", {"text": "one"})
    second = journal.append("attempt", "other", {"text": "two", "levels": {"action": 1.5}, "overall": None})

    assert Journal(journal.path.parents[1], "spring", "p1").entries() == [first, second]
    assert (first.kind, first.case, first.cohort, first.participant) == ("draft", "own", "spring", "p1")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00", first.at)


def test_nothing_is_written_before_the_first_entry(journal: Journal) -> None:
    assert journal.entries() == []
    assert journal.latest("draft", "own") is None
    assert not journal.path.parent.exists()


def test_latest_is_the_newest_of_its_kind_and_case(journal: Journal) -> None:
    for kind, case, text in [("draft", "a", "1"), ("draft", "b", "2"), ("keep", "a", "3"), ("draft", "a", "4")]:
        journal.append(kind, case, {"text": text})

    found = journal.latest("draft", "a")

    assert found is not None
    assert found.body == {"text": "4"}


def test_every_participant_of_every_cohort_has_an_own_file(tmp_path: Path) -> None:
    paths = {Journal(tmp_path, cohort, person).path for cohort in ("a", "A", "a.b") for person in ("b", "B", "b.c")}

    assert len({str(path).casefold() for path in paths}) == 9
    assert {path.parent for path in paths} == {tmp_path.resolve() / "journal"}


@pytest.mark.skipif(os.name != "posix", reason="rights are told differently on Windows")
def test_others_on_the_machine_cannot_read_it(journal: Journal) -> None:
    journal.append("draft", "own", {"text": "mine"})

    assert journal.path.stat().st_mode & 0o077 == 0


def test_a_file_is_plain_json_lines_with_a_version(journal: Journal) -> None:
    journal.append("draft", "own", {"text": "Zoë\n\u2028"})

    (line,) = journal.path.read_bytes().split(b"\n")[:-1]
    assert line.isascii()
    assert json.loads(line)["v"] == VERSION


def test_a_torn_last_line_is_passed_over_and_left_alone(journal: Journal) -> None:
    for text in ("one", "two"):
        journal.append("draft", "own", {"text": text})
    torn = journal.path.read_bytes()[:-9]
    journal.path.write_bytes(torn)

    assert texts(journal) == ["one"]
    journal.append("draft", "own", {"text": "three"})
    assert texts(journal) == ["one", "three"]
    assert journal.path.read_bytes().startswith(torn + b"\n")


def test_every_place_where_a_crash_may_cut_costs_one_entry_at_most(journal: Journal) -> None:
    journal.append("draft", "own", {"text": "one"})
    whole = journal.path.read_bytes()
    journal.append("draft", "own", {"text": "two"})
    data = journal.path.read_bytes()

    for end in range(len(whole), len(data) + 1):
        found = [entry.body["text"] for entry in parse_entries(data[:end])]
        assert found == ["one", "two"][: 2 if end >= len(data) - 1 else 1]


def line(**changed: object) -> bytes:
    good = {"v": VERSION, "kind": "draft", "case": "a", "at": "now", "cohort": "c", "participant": "p", "body": {}}
    return json.dumps({**good, **changed}).encode()


@pytest.mark.parametrize(
    "foreign",
    [
        line(v=VERSION + 1),
        line(v=None),
        line(body=[]),
        line(body=None),
        line(kind=3),
        line(participant=None),
        b'{"v": 1}',
        b"[1]",
        b"null",
        b"NaN",
        b"# a remark",
        b"\xff\xfe\x00",
        b"\x00" * 40,
        b"[" * 100_000,
        b"1" * 6_000,
        b"",
        b"\r",
    ],
    ids=lambda data: repr(data[:60]),
)
def test_foreign_lines_are_passed_over(foreign: bytes) -> None:
    found = list(parse_entries(b"\n".join([line(case="before"), foreign, line(case="after")])))

    assert [entry.case for entry in found] == ["before", "after"]


def test_unknown_fields_of_a_later_edition_do_no_harm() -> None:
    assert list(parse_entries(line(mood="good"))) == [Entry("draft", "a", "now", "c", "p", {})]


@pytest.mark.parametrize(
    "text",
    ["\x00", "\ud800 alone", "a\udfff", "\r\n\u2028\x85", "</script>", "x" * 200_000, "\U0001f600" * 5_000, ""],
    ids=lambda text: ascii(text[:12]),
)
def test_difficult_texts_come_back_as_they_were(journal: Journal, text: str) -> None:
    journal.append("draft", "own", {"text": text, text: 1})

    assert journal.entries()[0].body == {"text": text, text: 1}


@settings(deadline=None, max_examples=25)
@given(st.lists(ANY_TEXT.filter(lambda text: not SPLIT_CHARACTER.search(text)), max_size=5))
def test_any_texts_come_back_as_they_were(written: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        journal = Journal(Path(folder), "spring", "p1")
        for text in written:
            journal.append("draft", "own", {"text": text})

        read = texts(journal)

    assert read == written


@settings(deadline=None)
@given(
    st.one_of(st.binary(max_size=200), st.lists(st.sampled_from([line(), b"\n", b"{", b"\xff", b"1"])).map(b"".join))
)
def test_any_bytes_can_be_read(data: bytes) -> None:
    assert all(isinstance(entry, Entry) for entry in parse_entries(data))


@settings(deadline=None, max_examples=25)
@given(st.binary(max_size=100))
def test_any_file_can_be_added_to(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        journal = Journal(Path(folder), "spring", "p1")
        journal.path.parent.mkdir()
        journal.path.write_bytes(data)

        added = journal.append("draft", "own", {"text": "mine"})

        assert journal.entries()[-1] == added
        assert journal.path.read_bytes().startswith(data)


def test_threads_never_mix_their_entries(journal: Journal) -> None:
    def write(who: int) -> None:
        for number in range(50):
            journal.append("draft", "own", {"who": who, "number": number, "text": str(who) * 3_000})

    threads = [threading.Thread(target=write, args=(who,)) for who in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    found = [entry.body for entry in journal.entries()]
    assert len(journal.path.read_bytes().splitlines()) == len(found) == 400
    for who in range(8):
        mine = [body for body in found if body["who"] == who]
        assert [body["number"] for body in mine] == list(range(50))
        assert all(body["text"] == str(who) * 3_000 for body in mine)


def test_processes_never_mix_their_entries(tmp_path: Path, journal: Journal) -> None:
    children = [child(tmp_path, who, 40, 5_000) for who in "abc"]
    for process in children:
        process.communicate(timeout=30)

    found = [entry.body for entry in journal.entries()]
    assert [process.returncode for process in children] == [0, 0, 0]
    for who in "abc":
        assert [body["number"] for body in found if body["who"] == who] == list(range(40))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system knows no SIGKILL")
def test_after_sigkill_every_reported_entry_is_found(tmp_path: Path, journal: Journal) -> None:
    moments = random.Random(7)
    for round_number in range(6):
        who = f"round {round_number}"
        process = child(tmp_path, who, 1_000_000, moments.choice([20, 60_000]))
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(moments.uniform(0.0, 0.12))
        process.kill()
        rest = process.stdout.read()
        process.stdout.close()
        assert process.wait(timeout=10) == -signal.SIGKILL

        reported = [int(number) for number in (first + rest).split("\n")[:-1]]
        found = [entry.body["number"] for entry in journal.entries() if entry.body["who"] == who]
        assert found in (reported, [*reported, reported[-1] + 1])

    journal.append("draft", "own", {"who": "afterwards"})
    assert journal.entries()[-1].body == {"who": "afterwards"}


def full_disk(_: int, __: bytes) -> int:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def short_write(descriptor: int, data: bytes) -> int:
    return WRITE(descriptor, data[: len(data) // 2])


WRITE = os.write


@pytest.mark.parametrize("write", [full_disk, short_write])
def test_a_full_disk_is_told_and_costs_no_earlier_or_later_entry(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, write: Callable[[int, bytes], int]
) -> None:
    journal.append("draft", "own", {"text": "before"})
    with monkeypatch.context() as patch:
        patch.setattr(module.os, "write", write)
        for _ in range(2):
            with pytest.raises(JournalError, match=r"cannot be written: No space left .*\(free space"):
                journal.append("draft", "own", {"text": "during"})

    assert texts(journal) == ["before"]
    journal.append("draft", "own", {"text": "after"})
    assert texts(journal) == ["before", "after"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_disk_that_is_really_full(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "path", Path("/dev/full"))

    with pytest.raises(JournalError, match="No space left"):
        journal.append("draft", "own", {"text": "during"})


def test_a_disk_that_fails_to_flush_is_told(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(module.os, "fsync", broken)

    with pytest.raises(JournalError, match="cannot be written"):
        journal.append("draft", "own", {"text": "during"})


def test_no_descriptor_is_left_open(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[int] = []
    close = os.close
    monkeypatch.setattr(module.os, "close", lambda descriptor: closed.append(descriptor) or close(descriptor))
    monkeypatch.setattr(module.os, "write", full_disk)

    with pytest.raises(JournalError):
        journal.append("draft", "own", {"text": "during"})

    assert len(closed) == 1


def test_a_file_in_the_way_of_the_folder_is_told(tmp_path: Path, journal: Journal) -> None:
    (tmp_path / "journal").write_text("", encoding="utf-8")

    with pytest.raises(JournalError, match="cannot be written"):
        journal.append("draft", "own", {})
    with pytest.raises(JournalError, match="cannot be read"):
        journal.entries()


def test_an_enormous_entry_is_refused_and_never_half_written(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_LINE_BYTES", 1_000)

    with pytest.raises(JournalError, match="too large"):
        journal.append("draft", "own", {"text": "x" * 1_000})

    assert not journal.path.exists()


@settings(deadline=None)
@given(ANY_TEXT)
def test_a_safe_name_is_safe(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?", safe_name(name))
    assert safe_name(name) == safe_name(name)


@settings(deadline=None)
@given(st.lists(ANY_TEXT, unique=True, max_size=6))
def test_different_names_stay_different(names: list[str]) -> None:
    assert len({safe_name(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    "name",
    ["con", "CON", "nul", "com1", "lpt9", "aux", "", ".", "..", "../../etc", "a/b", "a\\b", "-", "x" * 300, "名前"],
)
def test_names_that_systems_choke_on(name: str) -> None:
    safe = safe_name(name)

    assert re.fullmatch(r"[a-z0-9-]{9,60}", safe)
    assert safe.rsplit("-", 1)[0] not in {"con", "nul", "com1", "lpt9", "aux", ""}


def test_names_that_look_alike_stay_apart() -> None:
    assert len({safe_name(name) for name in ("Zoe", "zoe", "Zoë", "Zoe\u0308", "zoe ", "ZOE")}) == 6
    assert safe_name("Zoë Park").startswith("zoe-park-")


def test_a_rewritten_journal_is_whole_private_and_added_to_as_before(journal: Journal) -> None:
    for text in ("one", "two"):
        journal.append("draft", "own", {"text": text})

    journal.rewrite(lambda data: b"".join(data.splitlines(keepends=True)[::-1]))
    journal.append("draft", "own", {"text": "three"})

    assert texts(journal) == ["two", "one", "three"]
    assert journal.path.stat().st_mode & 0o077 == 0
    assert [path.name for path in journal.path.parent.iterdir()] == [journal.path.name]


def test_nothing_can_be_appended_during_a_rewrite(journal: Journal, tmp_path: Path) -> None:
    journal.append("draft", "own", {"who": "before", "number": 0, "text": ""})
    children: list[subprocess.Popen[str]] = []

    def change(data: bytes) -> bytes:
        children.append(child(tmp_path, "other", 3, 10))
        time.sleep(1.0)
        assert journal.path.read_bytes() == data
        return data + line(body={"who": "rewrite", "number": 0})

    journal.rewrite(change)
    children[0].communicate(timeout=30)

    assert [entry.body["who"] for entry in journal.entries()] == ["before", "rewrite", "other", "other", "other"]


@pytest.mark.parametrize("before", [b"", b"# mine"])
def test_a_rewrite_that_is_given_up_changes_nothing(journal: Journal, before: bytes) -> None:
    if before:
        journal.path.parent.mkdir()
        journal.path.write_bytes(before)

    with pytest.raises(ZeroDivisionError):
        journal.rewrite(lambda _: 1 / 0)  # type: ignore[arg-type,return-value]

    assert (journal.path.read_bytes() if before else journal.path.exists()) == (before or False)


def test_a_rewrite_that_cannot_be_written_is_told(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    journal.append("draft", "own", {"text": "one"})
    monkeypatch.setattr(Path, "replace", lambda *_: full_disk(0, b""))

    with pytest.raises(JournalError, match=r"cannot be written: No space left .*\(free space"):
        journal.rewrite(lambda data: data + data)

    assert texts(journal) == ["one"]
