"""Transfer: a learner's words arrive whole on another machine, and nothing that is there is lost on the way."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from starlift.errors import JournalError
from starlift.exportfile import Export, read_export
from starlift.journal import Entry, Journal, parse_entries
from starlift.transfer import choose, export_journal, import_export, journals

AT = "2026-03-01T09:00:00+00:00"
SECRET = "I asked my engineer Marco Rossi to write to ops@contoso.com."
IMPORTER = """
import os, signal, sys, time
from pathlib import Path
from starlift.exportfile import read_export
from starlift.transfer import import_export
folder, file, step = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
if step == "half":
    real = os.fdopen
    def half(descriptor, mode):
        stream = real(descriptor, mode)
        class Half:
            def __enter__(self): return self
            def __exit__(self, *_): pass
            def write(self, data):
                stream.write(data[: len(data) // 2]); stream.flush(); die()
        return Half()
    os.fdopen = half
elif step == "flush":
    os.fsync = die
elif step == "replace":
    Path.replace = die
elif step == "replaced":
    real = Path.replace
    Path.replace = lambda *paths: (real(*paths), die())
export = read_export(file)
sys.stdout.write("go\\n")
sys.stdout.flush()
import_export(export, folder)
"""
APPENDER = """
import itertools
import sys
from pathlib import Path
from starlift.journal import Journal
folder = Path(sys.argv[1])
journal = Journal(folder, "spring", "p1")
for number in itertools.count():
    journal.append("note", "own", {"number": str(number)})
    if (folder / "stop").exists():
        break
print(number + 1)
"""
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    ["\x00", "\ud800", "a\udfff", "\u202eabc\u2066", "שלום עולם", "\r\n\u2028\x85", "\ufeff", "🎉", '"}\n{"', "\\u0041"]
)
BODIES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | ANY_TEXT,
    lambda part: st.lists(part, max_size=3) | st.dictionaries(ANY_TEXT, part, max_size=3),
    max_leaves=6,
)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "here", "spring", "p1")


def made(*entries: Entry, redacted: bool = False, cohort: str = "spring", participant: str = "p1") -> Export:
    named = (replace(entry, cohort=cohort, participant=participant) for entry in entries)
    return Export(cohort, participant, AT, redacted, tuple(named))


def note(text: str, at: str = AT) -> Entry:
    return Entry("note", "own", at, "spring", "p1", {"text": text})


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(ANY_TEXT, ANY_TEXT, st.dictionaries(ANY_TEXT, BODIES, max_size=3)), min_size=1, max_size=5))
def test_any_journal_comes_back_as_it_was(written: list[tuple[str, str, dict[str, Any]]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        journal = Journal(folder / "here", "spring", "p1")
        for kind, case, body in written:
            journal.append(kind, case, body)

        assert export_journal(journal, folder / "out") == len(written)
        other, count = import_export(read_export(folder / "out"), folder / "there")

        assert count == len(written)
        assert other.entries() == journal.entries()
        assert other.path.read_bytes() == journal.path.read_bytes()
        assert import_export(read_export(folder / "out"), folder / "there")[1] == 0
        assert import_export(read_export(folder / "out"), folder / "here")[1] == 0
        assert other.path.read_bytes() == journal.path.read_bytes()


@settings(deadline=None, max_examples=60)
@given(ANY_TEXT, ANY_TEXT)
def test_names_from_outside_stay_in_the_journals_folder(cohort: str, participant: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        journal, _ = import_export(made(note("x"), cohort=cohort, participant=participant), Path(name) / "ws")

        assert names(Path(name)) == [f"ws/journal/{journal.path.name}"]
        assert journal.path.name.isascii()


@pytest.mark.parametrize("name", ["../../up", "/etc/passwd", "a/b", "..", "C:\\x", "con", "~", "*.jsonl", "a.b"])
def test_ids_with_the_characters_of_paths_are_only_names(tmp_path: Path, name: str) -> None:
    journal, _ = import_export(made(note("x"), cohort=name, participant=name), tmp_path / "ws")

    assert journal.path.parent == (tmp_path / "ws" / "journal").resolve()
    assert names(tmp_path) == [f"ws/journal/{journal.path.name}"]
    assert [(one.cohort, one.participant) for one in journals(tmp_path / "ws")] == [(name, name)]


@pytest.mark.skipif(os.name != "posix", reason="rights are told differently on Windows")
def test_others_on_the_machine_can_read_neither_file(journal: Journal, tmp_path: Path) -> None:
    journal.append("note", "own", {"text": "mine"})

    export_journal(journal, tmp_path / "out")
    there, _ = import_export(read_export(tmp_path / "out"), tmp_path / "there")

    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o600
    assert there.path.stat().st_mode & 0o777 == 0o600
    assert there.path.parent.stat().st_mode & 0o777 == 0o700


def test_a_file_in_the_way_is_replaced_only_by_force(journal: Journal, tmp_path: Path) -> None:
    journal.append("note", "own", {"text": "mine"})
    (tmp_path / "out").write_text("earlier")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("nowhere")

    for name, force in [("out", False), ("folder", True), ("folder", False), ("link", True), ("link", False)]:
        with pytest.raises(JournalError, match=f"{name}: is there already"):
            export_journal(journal, tmp_path / name, force=force)
    assert (tmp_path / "out").read_text() == "earlier"

    export_journal(journal, tmp_path / "out", force=True)
    assert len(read_export(tmp_path / "out").entries) == 1


def test_an_export_that_cannot_be_written_is_told(journal: Journal, tmp_path: Path) -> None:
    journal.append("note", "own", {"text": "mine"})

    with pytest.raises(JournalError, match=r"missing/out: cannot be written: .* \(choose another folder\)"):
        export_journal(journal, tmp_path / "missing" / "out")


def test_what_could_not_be_imported_is_not_exported(journal: Journal, tmp_path: Path) -> None:
    journal.append("note", "own", {"text": "mine"})
    journal.path.write_bytes(journal.path.read_bytes().replace(b'"at": "2', b'"at": "x'))

    with pytest.raises(JournalError, match=r"jsonl: cannot be exported: .*at: .* is not a time"):
        export_journal(journal, tmp_path / "out")

    assert not (tmp_path / "out").exists()


def test_a_torn_line_is_left_where_it_is(journal: Journal, tmp_path: Path) -> None:
    journal.append("note", "own", {"text": "one"})
    whole = journal.path.read_bytes()
    journal.path.write_bytes(whole + whole[:-9])

    assert export_journal(journal, tmp_path / "out") == 1
    _, count = import_export(made(note("two")), tmp_path / "here")

    assert count == 1
    assert sorted(one.body["text"] for one in journal.entries()) == ["one", "two"]
    assert whole[:-9] + b"\n" in journal.path.read_bytes()


def test_the_learner_is_chosen_by_name_when_several_are_there(tmp_path: Path) -> None:
    for cohort, participant in [("spring", "p1"), ("spring", "p2"), ("autumn", "p1")]:
        Journal(tmp_path, cohort, participant).append("note", "own", {})
    (tmp_path / "journal" / "other.jsonl").write_text("foreign\n")

    assert choose(tmp_path, "autumn").participant == "p1"
    assert choose(tmp_path, participant="p2").cohort == "spring"
    with pytest.raises(JournalError) as caught:
        choose(tmp_path, "spring")
    assert str(caught.value).endswith(
        "journal: holds the journals of 2 learners (add --cohort and --participant; here are "
        "--cohort 'spring' --participant 'p1'; --cohort 'spring' --participant 'p2')"
    )
    with pytest.raises(JournalError, match=r"holds no journal of this learner .*'autumn' --participant 'p1'; --cohort"):
        choose(tmp_path, "summer")


def test_a_long_list_of_learners_is_cut(tmp_path: Path) -> None:
    for number in range(13):
        Journal(tmp_path, "spring", f"p{number:02}").append("note", "own", {})

    with pytest.raises(JournalError, match=r"'p09'; 3 more\)$"):
        choose(tmp_path)


def test_no_journal_is_told(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="journal: holds no journal yet"):
        choose(tmp_path)


def test_a_redacted_export_holds_no_name_in_any_text(journal: Journal, tmp_path: Path) -> None:
    for end in range(10, len(SECRET) + 1, 7):
        journal.append("draft", "own", {"sections": {"action": SECRET[:end]}})
        journal.append("note", "own", {"q": SECRET[:end], f"only {end}": "Marco said no."})
    journal.append("note", "own", {"q": "Rossi agreed."})
    journal.append("draft", "own", {"sections": {"action": SECRET, "task": "Nobody had asked Marco."}})
    journal.append("attempt", "own", {"sections": {"action": SECRET}, "overall": 2.5, "flags": ["all_we"]})

    export_journal(journal, tmp_path / "out", redacted=True)

    data = (tmp_path / "out").read_text(encoding="utf-8")
    export = read_export(tmp_path / "out")
    assert export.redacted
    assert sum("q" in one.body for one in export.entries) == 1
    assert sum(one.kind == "draft" for one in export.entries) == 1
    assert not any(name in data for name in ("Marco", "Mar", "Rossi", "ops@", "contoso"))
    assert export.entries[-2].body["sections"]["task"] == "Nobody had asked [person 1]."
    assert export.entries[-1].body == {
        "sections": {"action": "I asked my engineer [person 1] to write to [e-mail 1]."},
        "overall": 2.5,
        "flags": ["all_we"],
    }


def test_a_redacted_export_is_not_mixed_with_a_journal(journal: Journal, tmp_path: Path) -> None:
    journal.append("note", "own", {"text": SECRET})
    before = journal.path.read_bytes()
    export_journal(journal, tmp_path / "out", redacted=True)
    export = read_export(tmp_path / "out")

    with pytest.raises(JournalError, match="is there already, and a redacted export would double what it tells"):
        import_export(export, tmp_path / "here")

    assert journal.path.read_bytes() == before
    assert [import_export(export, tmp_path / "there")[1] for _ in range(2)] == [1, 0]


def test_an_import_that_fails_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))

    with pytest.raises(JournalError, match=r"jsonl: cannot be written: No space left on device \(free space"):
        import_export(made(note("x")), tmp_path / "ws")

    assert names(tmp_path) == []


def big(folder: Path, count: int) -> Path:
    """An export file of some megabytes."""
    entries = [note(f"{number} " + "x" * 5_000, f"2026-03-01T09:{number // 60:02}:{number % 60:02}+00:00")
               for number in range(count)]  # fmt: skip
    (folder / "big").write_bytes(made(*entries).dump())
    return folder / "big"


def importer(folder: Path, file: Path, step: str) -> subprocess.Popen[str]:
    line = [sys.executable, "-c", IMPORTER, str(folder), str(file), step]
    return subprocess.Popen(line, stdout=subprocess.PIPE, text=True)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system knows no SIGKILL")
@pytest.mark.parametrize("step", ["half", "flush", "replace", "replaced"])
@pytest.mark.parametrize("was_there", [False, True])
def test_killed_at_any_step_the_old_or_the_new_journal_is_whole(tmp_path: Path, step: str, was_there: bool) -> None:
    file = big(tmp_path, 20)
    journal = Journal(tmp_path, "spring", "p1")
    if was_there:
        journal.append("note", "own", {"text": "mine"})
    old = journal.path.read_bytes() if was_there else b""

    process = importer(tmp_path, file, step)
    process.communicate(timeout=30)

    assert process.returncode == -signal.SIGKILL
    left = journal.path.read_bytes()
    if step == "replaced":
        assert len(journal.entries()) == 20 + was_there
        assert old in left
    else:
        assert left == old
    mine = journal.append("note", "own", {"text": "afterwards"})
    import_export(read_export(file), tmp_path)
    found = journal.entries()
    assert mine in found
    assert len(found) == 21 + was_there
    assert names(tmp_path) == ["big", f"journal/{journal.path.name}"]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system knows no SIGKILL")
def test_killed_at_any_moment_the_old_or_the_new_journal_is_whole(tmp_path: Path) -> None:
    file = big(tmp_path, 2_000)
    moments, results = random.Random(3), []
    for number in range(8):
        folder = tmp_path / str(number)
        journal = Journal(folder, "spring", "p1")
        journal.append("note", "own", {"text": "mine"})
        old = journal.path.read_bytes()
        process = importer(folder, file, "")
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(moments.uniform(0.0, 0.25) if number else 0.0)
        process.kill()
        process.stdout.close()
        process.wait(timeout=10)

        data = journal.path.read_bytes()
        results.append(data == old)
        assert data == old or (len(list(parse_entries(data))) == 2_001 and data.endswith(old))

    assert any(results), "at least the one that was killed at once"


def test_what_is_typed_during_imports_is_kept(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "spring", "p1")
    process = subprocess.Popen([sys.executable, "-c", APPENDER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    count = 0
    while process.poll() is None and (count < 10 or len(journal.entries()) < count + 100):
        import_export(made(note(f"import {count}")), tmp_path)
        count += 1
    (tmp_path / "stop").touch()
    typed = int(process.communicate(timeout=30)[0])

    found = journal.entries()
    assert [int(one.body["number"]) for one in found if "number" in one.body] == list(range(typed))
    assert sum("text" in one.body for one in found) == count
    assert count >= 10
    assert typed >= 100
    assert all(json.loads(one) for one in journal.path.read_bytes().splitlines())
