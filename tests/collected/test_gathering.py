"""Gathering: every kind of source is read, and whatever is wrong in one is told and stops nothing."""

from __future__ import annotations

import io
import json
import os
import socket
import stat
import tempfile
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_journals import as_lines, entry, exported, learner, name_of, put

from starlift.collected import Expected, archives, gather, places
from starlift.errors import JournalError
from starlift.journal import Entry, safe_name

NAME = name_of("p1")
P1 = learner("p1")


def read(*sources: Path, **expected: object) -> tuple[dict[str, list[Entry]], list[str]]:
    """Participant -> entries, and the findings with the file's name alone."""
    with gather(sources, Expected(**expected)) as gathered:  # type: ignore[arg-type]
        found = {one.participant: gathered.entries(one) for one in gathered.learners}
        return found, [str(one).replace(str(sources[0].parent), "").lstrip("/") for one in gathered.findings.listed]


def zipped(path: Path, members: dict[str | zipfile.ZipInfo, bytes]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_a_workspace_a_folder_of_sets_a_zip_and_an_export_are_read_alike(tmp_path: Path) -> None:
    put(tmp_path / "a" / "workshop", P1)
    put(tmp_path / "b" / "p1-set", P1)
    put(tmp_path / "b" / "deep" / "p2-set", learner("p2"))
    zipped(tmp_path / "c.zip", {f"set/journal/{NAME}": as_lines(P1)})
    (tmp_path / "d.txt").write_bytes(exported(P1))
    (tmp_path / "e" / "f").mkdir(parents=True)
    (tmp_path / "e" / "f" / "my-journal.jsonl").write_bytes(exported(P1))
    for source in ("a", "a/workshop/journal", f"a/workshop/journal/{NAME}", "c.zip", "d.txt", "e"):
        assert read(tmp_path / source) == ({"p1": P1}, []), source
    assert read(tmp_path / "b") == ({"p1": P1, "p2": learner("p2")}, [])


def test_a_source_that_is_not_there_is_the_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="none: cannot be read: No such file"), gather([tmp_path / "none"]):
        pass


def test_copies_of_one_journal_become_one(tmp_path: Path) -> None:
    early, late = P1[:3], P1[2:]
    put(tmp_path / "s" / "a", early)
    put(tmp_path / "s" / "b", late)
    (tmp_path / "s" / "c.jsonl").write_bytes(exported(P1))
    found, told = read(tmp_path / "s")
    assert found == {"p1": P1}
    assert len(told) == 2
    assert any("adds" in one or "repeats" in one for one in told)


def test_a_file_in_two_sources_is_read_once(tmp_path: Path) -> None:
    path = put(tmp_path / "s", P1)
    assert read(tmp_path / "s", path) == ({"p1": P1}, [])


def test_the_whole_journal_is_taken_before_a_redacted_one(tmp_path: Path) -> None:
    put(tmp_path / "s", P1)
    (tmp_path / "s" / "r.jsonl").write_bytes(exported(P1[:2], redacted=True))
    found, told = read(tmp_path / "s")
    assert found == {"p1": P1}
    assert told == ["s/r.jsonl: is redacted, and the whole journal is here too; it is passed over"]
    assert read(tmp_path / "s" / "r.jsonl")[0] == {"p1": P1[:2]}


def test_torn_foreign_newer_and_odd_lines_are_told_with_their_number(tmp_path: Path) -> None:
    path = put(tmp_path / "s", P1[:1])
    deep = entry("choice", {"x": json.loads("[" * 30 + "]" * 30)})
    future = Entry("draft", "ticket-sink", "9998-01-01T00:00:00+00:00", "spring", "p1", {"sections": {}})
    timeless = Entry("draft", "ticket-sink", "yesterday", "spring", "p1", {"sections": {}})
    lines = [
        b'{"v": 1, "kind": "dra', b"\xff\xfe\x00", b"\0" * 50, b"[]", b"null", b"{}", b"",
        as_lines([learner("p2")[0]])[:-1], b'{"v": 7, "kind": "new"}', as_lines([deep])[:-1],
        b"[" * 100_000, as_lines([timeless])[:-1], as_lines([future])[:-1], as_lines(P1[1:])[:-1], b'{"v": 1',
    ]  # fmt: skip
    with path.open("ab") as file:
        file.write(b"\n".join(lines))
    found, told = read(tmp_path / "s")
    assert found == {"p1": [P1[0], timeless, future, *P1[1:]]}
    at = f"s/journal/{NAME}"
    assert told == [
        f"{at}:2: is no whole entry, as after a crash, and 7 lines more (nothing to do if it is the only one)",
        f"{at}:9: is an entry of somebody else (ask who sent it)",
        f"{at}:10: is of a newer edition than this one, which reads version 1 (update Starlift)",
        f"{at}:11: is nested deeper than 20 (ask who sent it)",
        f"{at}:13: has no readable time; it is taken without one",
        f"{at}:14: lies in the future; it is taken without its time (that computer's clock is wrong)",
    ]


def test_a_giant_line_costs_neither_memory_nor_the_lines_around_it(tmp_path: Path) -> None:
    path = put(tmp_path / "s", P1)
    with path.open("r+b") as file:
        file.seek(0, os.SEEK_END)
        file.seek(90_000_000, os.SEEK_CUR)  # a hole: zeros without a line break
        file.write(b"\n" + as_lines([entry("note", {"keep": "Calm."}, 40)]))
    tracemalloc.start()
    found, told = read(tmp_path / "s")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [one.kind for one in found["p1"]] == [*(one.kind for one in P1), "note"]
    assert told == [f"s/journal/{NAME}:{len(P1) + 1}: is longer than any entry (ask who sent it)"]
    assert peak < 60_000_000


def test_a_file_beyond_all_measure_is_not_read(tmp_path: Path) -> None:
    path = put(tmp_path / "s", P1)
    os.truncate(path, 100_000_001)
    assert read(tmp_path / "s") == (
        {}, [f"s/journal/{NAME}: is larger than 100,000,000 bytes and is not read (ask who sent it, or split it)"]
    )  # fmt: skip


def test_links_pipes_sockets_and_foreign_files_are_passed_over(tmp_path: Path) -> None:
    source = tmp_path / "s"
    put(source, P1)
    put(tmp_path / "elsewhere", learner("p2"))
    (source / "link.jsonl").symlink_to(next((tmp_path / "elsewhere" / "journal").iterdir()))
    (source / "folder").symlink_to(tmp_path / "elsewhere")
    os.mkfifo(source / "pipe.jsonl")
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(source / "socket.jsonl"))
    (source / "rated.jsonl").write_text('{"id": 1}\n')
    (source / "empty.jsonl").touch()
    (source / "photo.jpg").touch()
    (source / "01-case.ipynb").write_text("not even JSON, and never looked at")
    (source / "01-case.ipynb").chmod(0)
    found, told = read(source)
    assert found == {"p1": P1}
    assert told == [
        "s/folder: is a link, and links are not followed (put the file itself there)",
        "s/link.jsonl: is a link, and links are not followed (put the file itself there)",
        "s/pipe.jsonl: is no ordinary file but a pipe, a socket or a device (take it away)",
        "s/rated.jsonl: is no journal (nothing to do, unless it should be one)",
        "s/socket.jsonl: is no ordinary file but a pipe, a socket or a device (take it away)",
        "s: holds files that were not opened: notebooks 1, others 1",
    ]


def test_a_named_notebook_or_device_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "x.ipynb").write_bytes(as_lines(P1))
    assert read(tmp_path / "x.ipynb")[0] == {}
    assert read(Path("/dev/zero"))[0] == {}


def test_a_name_from_outside_cannot_write_on_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "a\x1b[2J\nb\u202ec.jsonl").write_text("x")
    (only,) = read(tmp_path / "s")[1]
    assert only.startswith("s/a\ufffd[2J\ufffdb\ufffdc.jsonl: is no journal")


def test_too_many_and_too_deep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "s" / "/".join("abcdefghijklmnop"), P1)
    assert read(tmp_path / "s")[0] == {}
    assert "folders deep" in read(tmp_path / "s")[1][0]
    monkeypatch.setattr(places, "MAX_FILES", 3)
    for number in range(9):
        put(tmp_path / "t", learner(f"p{number}"))
    found, told = read(tmp_path / "t")
    assert len(found) == 2
    assert "more than 3 files" in told[-1]


# ids


def test_an_id_that_does_not_fit_is_forged(tmp_path: Path) -> None:
    source = tmp_path / "s"
    put(source / "name", learner("p2"), name_of("p1"))
    put(source / "cohort", learner("p4", cohort="autumn"))
    put(source / "stranger", learner("p9"))
    put(source / safe_name("p3"), learner("p2"))
    put(source / "odd", learner("p\u202e1"))
    (source / "export.jsonl").write_bytes(exported(P1))
    (source / name_of("p3")).write_bytes(exported(P1))
    found, told = read(source, cohort="spring", participants={"p1", "p2", "p3"})
    assert found == {"p1": P1}
    reasons = "\n".join(told)
    assert "belongs to the cohort 'autumn' and not to 'spring'" in reasons
    assert "is of 'p9', who is not on the roster" in reasons
    assert "says that it is of 'p2', but lies in the set of 'p3'" in reasons
    assert "holds only entries of others than its name says" in reasons
    assert "says another id than its name" in reasons
    assert r"the id of its participant 'p\u202e1' holds an invisible" in reasons
    assert len(told) == 6


@pytest.mark.parametrize("name", [f"Zoe_123_assign_{NAME}", f"{NAME[:-6]} (1).jsonl", f"copy-of-{NAME}", "mine.jsonl"])
def test_what_a_platform_or_browser_makes_of_a_name_still_fits(tmp_path: Path, name: str) -> None:
    put(tmp_path / "s", P1, name)
    assert read(tmp_path / "s", cohort="spring", participants={"p1"}) == ({"p1": P1}, [])


def test_the_same_letters_in_another_encoding_are_the_same_person(tmp_path: Path) -> None:
    put(tmp_path / "s", learner("zoe\u0308"))
    assert len(read(tmp_path / "s", participants={"zo\u00eb"})[0]) == 1


# archives


def test_a_set_in_an_archive_of_a_platform_is_read(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr(f"set/journal/{NAME}", as_lines(P1))
        archive.writestr("set/01-case.ipynb", "{}")
    outer = zipped(tmp_path / "all.zip", {"Zoe_1/set.zip": inner.getvalue(), "Bo_2/b.jsonl": exported(learner("p2"))})
    found, told = read(outer)
    assert found == {"p1": P1, "p2": learner("p2")}
    assert told == ["all.zip: holds files that were not opened: notebooks 1, others 0"]


def test_archives_in_archives_end(tmp_path: Path) -> None:
    data = as_lines(P1)
    name = NAME
    for level in range(4):
        with zipfile.ZipFile(made := io.BytesIO(), "w") as archive:
            archive.writestr(name, data)
        data, name = made.getvalue(), f"{level}.zip"
    (tmp_path / "a.zip").write_bytes(data)
    found, told = read(tmp_path / "a.zip")
    assert found == {}
    assert told == ["a.zip: 2.zip: 1.zip: is an archive inside 2 others and is not opened (unpack it)"]


@pytest.mark.parametrize(
    "name",
    ["../x.jsonl", "a/../../x.jsonl", "/etc/x.jsonl", "C:/x.jsonl", "..\\x.jsonl", "\\\\host\\x.jsonl", "x\0.jsonl"],
)
def test_a_name_that_leads_out_is_refused_and_nothing_is_unpacked(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "in" / "here"
    info = zipfile.ZipInfo("x" * len(name))
    path = zipped(folder / "a.zip", {info: as_lines(P1), NAME: as_lines(P1)})
    path.write_bytes(path.read_bytes().replace(b"x" * len(name), name.encode()))
    before = sorted(tmp_path.rglob("*"))
    found, told = read(path)
    assert found == {"p1": P1}
    assert len(told) == 1
    assert "has a name that leads out of its archive" in told[0]
    assert sorted(tmp_path.rglob("*")) == before


def test_links_devices_and_encrypted_members_are_refused(tmp_path: Path) -> None:
    link, device = zipfile.ZipInfo("link.jsonl"), zipfile.ZipInfo("device.jsonl")
    link.external_attr, device.external_attr = (stat.S_IFLNK | 0o777) << 16, stat.S_IFCHR << 16
    path = zipped(tmp_path / "a.zip", {link: b"/etc/passwd", device: b"", "secret.jsonl": b"x"})
    data = bytearray(path.read_bytes())
    place = data.rfind(b"PK\x01\x02")
    data[place + 8] |= 1  # says that it is encrypted
    path.write_bytes(data)
    told = "\n".join(read(path)[1])
    assert "link.jsonl: is a link" in told
    assert "device.jsonl: is no ordinary file" in told
    assert "secret.jsonl: is encrypted" in told


def test_a_bomb_does_not_go_off(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"bomb.jsonl": b"0" * 50_000_000, NAME: as_lines(P1)})
    assert path.stat().st_size < 100_000
    tracemalloc.start()
    found, told = read(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == {"p1": P1}
    assert len(told) == 1
    assert "times its size, as no journal does" in told[0]
    assert peak < 20_000_000


def test_a_member_that_lies_about_its_size_is_cut_short(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"lie.jsonl": as_lines(P1 * 200)})
    data = bytearray(path.read_bytes())
    place = data.rfind(b"PK\x01\x02")
    data[place + 24 : place + 28] = (200).to_bytes(4, "little")
    path.write_bytes(data)
    found, told = read(path)
    assert found == {}
    assert "cannot be read" in told[0]


def test_what_all_archives_unpack_to_has_a_measure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_UNPACKED", 3 * len(as_lines(P1)))
    path = zipped(tmp_path / "a.zip", {f"{number}.jsonl": as_lines(learner(f"p{number}")) for number in range(9)})
    found, told = read(path)
    assert len(found) == 3
    assert len(told) == 6


def test_a_directory_that_is_too_large_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "a.zip", {f"{number}.jsonl": b"" for number in range(300)})
    monkeypatch.setattr(archives, "MAX_DIRECTORY", 10_000)
    (only,) = read(path)[1]
    assert "it holds too many or too large files for one archive" in only


def test_more_archives_than_stay_open(tmp_path: Path) -> None:
    for number in range(20):
        who = f"p{number:02d}"
        zipped(tmp_path / "s" / f"{who}.zip", {name_of(who): as_lines(learner(who))})
    found, told = read(tmp_path / "s")
    assert found == {f"p{number:02d}": learner(f"p{number:02d}") for number in range(20)}
    assert told == []


JOURNAL = as_lines(P1)
with zipfile.ZipFile(_made := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as _archive:
    _archive.writestr(NAME, JOURNAL)
ARCHIVE = _made.getvalue()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_is_fed_it_ends_with_findings(data: st.DataObject) -> None:
    """Damaged journals, exports and archives: nothing but entries and findings comes of them."""
    whole = data.draw(st.sampled_from([JOURNAL, exported(P1), ARCHIVE, b""]))
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(0, 6))):
        place = data.draw(st.integers(0, len(damaged)))
        damaged[place : place + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=6))
    with tempfile.TemporaryDirectory() as folder:
        ending = data.draw(st.sampled_from(["jsonl", "zip", "txt"]))
        path = Path(folder, f"x.{ending}")
        path.write_bytes(damaged)
        found, told = read(path)
        assert all(one.participant == who for who, entries in found.items() for one in entries)
        assert all("\n" not in one for one in told)
