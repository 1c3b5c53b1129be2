"""Collecting: the same sources give the same bytes, further ones add, and nobody is lost or named unasked."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from made_journals import START, as_lines, attempt, entry, learner, put

from starlift.collected import Choices, Disguise, Expected, collect, collecting, tables
from starlift.collected.pseudonyms import Pseudonyms, key_in
from starlift.collected.tables import ATTEMPTS, TEXTS, read_table
from starlift.errors import JournalError
from starlift.steps import SHARE

ANY = Expected("spring")
SHARED = "I asked my engineer Marco Rossi of Contoso Ltd to wait a week, and I said why to ops@contoso.com."


def content_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def room(folder: Path, count: int) -> Path:
    for number in range(count):
        put(folder / f"set{number}", learner(f"p{number}", shared=number == 2))
    return folder


def hidden(key: bytes = b"k" * 32) -> Choices:
    return Choices(disguise=Disguise(lambda: Pseudonyms(key)))


def test_a_room_becomes_one_table(tmp_path: Path) -> None:
    report = collect([room(tmp_path / "s", 3)], tmp_path / "out", Expected("spring", {"p0", "p1", "p2", "p9"}))
    assert (report.learners, report.attempts, report.begun, report.missing) == (3, 6, 3, ("p9",))
    assert report.findings == ()
    assert sorted(path.name for path in report.files) == [
        "attempts.csv", "attempts.parquet", "texts.csv", "texts.parquet",
    ]  # fmt: skip
    table, texts = read_table(tmp_path / "out", ATTEMPTS), read_table(tmp_path / "out", TEXTS)
    assert list(table["participant"]) == ["p0"] * 3 + ["p1"] * 3 + ["p2"] * 3
    assert list(texts["result"])[1] == "It became calm, says p0."
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o700


def test_the_same_sources_give_the_same_bytes_in_any_order_and_number_of_runs(tmp_path: Path) -> None:
    first, second = room(tmp_path / "a", 2), room(tmp_path / "b", 4)
    put(tmp_path / "b" / "more", [*learner("p0"), attempt(50, 4.0, who="p0")])
    collect([first, second], tmp_path / "once", ANY)
    collect([second, first], tmp_path / "turned", ANY)
    for _ in range(2):
        collect([first], tmp_path / "twice", ANY)
    collect([second], tmp_path / "twice", ANY)
    assert content_of(tmp_path / "once") == content_of(tmp_path / "turned") == content_of(tmp_path / "twice")
    assert len(read_table(tmp_path / "once", ATTEMPTS)) == 4 * 3 + 1


def test_the_folder_is_a_source_itself_and_is_passed_over_inside_one(tmp_path: Path) -> None:
    room(tmp_path / "s", 2)
    collect([tmp_path / "s"], tmp_path / "s" / "out", ANY)
    assert collect([tmp_path / "s"], tmp_path / "s" / "out", ANY).findings == ()
    collect([tmp_path / "s" / "out"], tmp_path / "again", ANY)
    assert content_of(tmp_path / "again") == content_of(tmp_path / "s" / "out")


def test_without_text_no_word_is_written_and_nobody_is_dropped(tmp_path: Path) -> None:
    plain = Choices(text=False)
    collect([room(tmp_path / "s", 3)], tmp_path / "out", ANY, plain)
    assert sorted(content_of(tmp_path / "out")) == ["attempts.csv", "attempts.parquet"]
    assert not any(b"calm" in data or b"lanes" in data for data in content_of(tmp_path / "out").values())
    before = content_of(tmp_path / "out")
    with pytest.raises(JournalError, match="tells of 1 people of whom these sources say nothing"):
        collect([tmp_path / "s" / "set0", tmp_path / "s" / "set1"], tmp_path / "out", ANY, plain)
    assert content_of(tmp_path / "out") == before
    collect([tmp_path / "s"], tmp_path / "words", ANY)
    with pytest.raises(JournalError, match=r"holds journal and texts\.csv and texts\.parquet with words"):
        collect([tmp_path / "s"], tmp_path / "words", ANY, plain)


def test_levels_are_taken_as_they_were_or_given_afresh(tmp_path: Path) -> None:
    room(tmp_path / "s", 1)
    collect([tmp_path / "s"], tmp_path / "out", ANY, Choices(rate=lambda case, text: (1.5, {"task": 2.5}, ["empty"])))
    table = read_table(tmp_path / "out", ATTEMPTS)
    assert list(table["overall"].dropna()) == [1.5, 1.5]
    assert list(table["flags"]) == ["empty", "empty", ""]


def test_nothing_usable_is_told_with_all_reasons_and_writes_nothing(tmp_path: Path) -> None:
    put(tmp_path / "s", learner("p1", cohort="autumn"))
    (tmp_path / "s" / "x.jsonl").write_bytes(b"\0\xff")
    with pytest.raises(JournalError) as caught:
        collect([tmp_path / "s"], tmp_path / "out", ANY)
    assert [problem.what for problem in caught.value.problems] == [
        "none of these sources holds a journal that could be taken",
        "belongs to the cohort 'autumn' and not to 'spring'",
        "is no journal",
    ]
    assert not (tmp_path / "out").exists()


def test_a_missing_pyarrow_is_told_and_csv_alone_does_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "has_parquet", lambda: False)
    with pytest.raises(JournalError, match=r"needs pyarrow \(pip install 'starlift\[facilitator\]', or .*--no-parquet"):
        collect([room(tmp_path / "s", 1)], tmp_path / "out", ANY)
    assert len(collect([tmp_path / "s"], tmp_path / "out", ANY, Choices(parquet=False)).files) == 2


def test_a_file_in_the_way_and_a_table_of_others_are_left_alone(tmp_path: Path) -> None:
    room(tmp_path / "s", 1)
    (tmp_path / "file").write_text("mine")
    with pytest.raises(JournalError, match="is not a folder"):
        collect([tmp_path / "s"], tmp_path / "file", ANY)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "attempts.csv").write_text("mine\n1\n")
    with pytest.raises(JournalError, match="its columns are others"):
        collect([tmp_path / "s"], tmp_path / "out", ANY)
    assert (tmp_path / "out" / "attempts.csv").read_text() == "mine\n1\n"


def test_rows_are_written_piece_by_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room(tmp_path / "s", 4)
    collect([tmp_path / "s"], tmp_path / "whole", ANY)
    monkeypatch.setattr(collecting, "BATCH", 5)
    collect([tmp_path / "s"], tmp_path / "pieces", ANY)
    assert (tmp_path / "pieces" / "attempts.csv").read_bytes() == (tmp_path / "whole" / "attempts.csv").read_bytes()
    assert read_table(tmp_path / "pieces", TEXTS).equals(read_table(tmp_path / "whole", TEXTS))


KILLED = """
import os, signal, sys
from pathlib import Path
from starlift.collected import Expected, collect
from starlift.collected import collecting
left = int(sys.argv[3])
real = collecting.rows_of
def rows_of(*words, **more):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*words, **more)
collecting.rows_of = rows_of
collect([Path(sys.argv[1])], Path(sys.argv[2]), Expected("spring"))
"""


@pytest.mark.slow
def test_killed_in_the_middle_the_same_command_ends_in_the_same_bytes(tmp_path: Path) -> None:
    room(tmp_path / "s", 4)
    collect([tmp_path / "s"], tmp_path / "calm", ANY)
    run = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "s"), str(tmp_path / "out"), "2"], check=False)
    assert run.returncode == -signal.SIGKILL
    assert not (tmp_path / "out" / "attempts.csv").exists()
    collect([tmp_path / "s"], tmp_path / "out", ANY)
    assert content_of(tmp_path / "out") == content_of(tmp_path / "calm")


# anonymous


def test_anonymous_tables_tell_neither_who_nor_when_nor_small_groups(tmp_path: Path) -> None:
    room(tmp_path / "s", 6)
    put(tmp_path / "s" / "set0", [*learner("p0"), attempt(60, who="p0", case="release-conflict")])
    put(
        tmp_path / "s" / "set2",
        [attempt(5, who="p2", text={"action": SHARED}), entry("choice", {SHARE: True}, 6, who="p2"),
         entry("draft", {}, 9, who="p2", case="your-story")],
    )  # fmt: skip
    report = collect([tmp_path / "s"], tmp_path / "out", ANY, hidden())
    table, texts = read_table(tmp_path / "out", ATTEMPTS), read_table(tmp_path / "out", TEXTS)
    assert set(table["case"]) == {"ticket-sink", "your-story"}
    assert "'release-conflict'; that case is left out" in report.findings[0].what
    assert all(name.startswith("anon-") and len(name) == 15 for name in table["participant"])
    assert table["participant"].nunique() == 6
    assert list(table["participant"]) == sorted(table["participant"])
    assert set(table["time"].dt.strftime("%H:%M")) == {"00:00"}
    assert len(texts) == 1
    assert "my engineer [person 1] of" in texts["action"][0]
    written = b"".join(content_of(tmp_path / "out").values())
    assert not any(word in written for word in (b"Marco", b"Contoso", b"contoso", b"calm", START.isoformat().encode()))
    assert sorted(content_of(tmp_path / "out")) == [
        "attempts.csv", "attempts.parquet", "texts.csv", "texts.parquet",
    ]  # fmt: skip


def test_pseudonyms_stay_with_the_key_and_change_with_another(tmp_path: Path) -> None:
    room(tmp_path / "s", 5)
    for name, key in (("a", b"k" * 32), ("b", b"k" * 32), ("c", b"l" * 32)):
        collect([tmp_path / "s"], tmp_path / name, ANY, hidden(key))
    assert content_of(tmp_path / "a") == content_of(tmp_path / "b")
    a, c = (set(read_table(tmp_path / name, ATTEMPTS)["participant"]) for name in "ac")
    assert not a & c
    with pytest.raises(JournalError, match="tells of 5 people"):
        collect([tmp_path / "s"], tmp_path / "a", ANY, hidden(b"l" * 32))


def test_fewer_than_five_stay_untold_and_no_key_is_made(tmp_path: Path) -> None:
    made: list[int] = []

    def make() -> Pseudonyms:
        made.append(1)
        return Pseudonyms(b"")

    with pytest.raises(JournalError, match="no case has the 5 learners"):
        collect([room(tmp_path / "s", 4)], tmp_path / "out", ANY, Choices(disguise=Disguise(make)))
    assert not (tmp_path / "out").exists()
    assert not made


def test_words_in_full_and_anonymous_tables_do_not_share_a_folder(tmp_path: Path) -> None:
    collect([room(tmp_path / "s", 5)], tmp_path / "out", ANY)
    with pytest.raises(JournalError, match="holds journal with words that this collection leaves out"):
        collect([tmp_path / "s"], tmp_path / "out", ANY, hidden())


def test_the_key_is_kept_apart_and_for_its_owner_alone(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    key = key_in(tmp_path / "out.key", tmp_path / "out")
    assert key_in(tmp_path / "out.key", tmp_path / "out") == key
    assert len(key) == 32
    assert (tmp_path / "out.key").stat().st_mode & 0o777 == 0o600
    (tmp_path / "link").symlink_to(tmp_path / "out")
    for inside in (tmp_path / "out" / "key", tmp_path / "link" / "key"):
        with pytest.raises(JournalError, match="whoever gets that folder could name everybody"):
            key_in(inside, tmp_path / "out")
    for data in (b"", b"abc", b"\xff", b"00" * 31):
        (tmp_path / "bad").write_bytes(data)
        with pytest.raises(JournalError, match="holds no key"):
            key_in(tmp_path / "bad", tmp_path / "out")


def test_lengths_keep_ids_apart() -> None:
    names = Pseudonyms(b"k")
    assert names.of("a", "b c") != names.of("a b", "c")


def test_a_journal_of_a_thousand_entries_takes_no_time_worth_naming(tmp_path: Path) -> None:
    many = [entry("draft", {"sections": {"action": "I " * 300}}, number / 10) for number in range(1_000)]
    (tmp_path / "x.jsonl").write_bytes(as_lines([*many, attempt(200)]))
    report = collect([tmp_path / "x.jsonl"], tmp_path / "out", ANY)
    assert (report.learners, report.attempts) == (1, 1)
    assert (tmp_path / "out" / "attempts.csv").stat().st_size < 1_000
