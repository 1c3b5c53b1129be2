"""The export file: what it looks like, and what is refused before anything is written."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from starlift import exportfile
from starlift.errors import JournalError
from starlift.exportfile import Export, parse_export, read_export
from starlift.journal import Entry

AT = "2026-03-01T09:00:00+00:00"
HEADER = {"format": "starlift-journal", "version": 1, "cohort": "spring", "participant": "p1", "exported": AT,
          "redacted": False, "entries": 2}  # fmt: skip
ENTRY = {"at": AT, "kind": "draft", "case": "own", "body": {"sections": {"action": "I asked."}}}


def line(values: dict[str, Any], **changed: Any) -> bytes:
    return json.dumps({**values, **changed}).encode() + b"\n"


def without(values: dict[str, Any], name: str) -> bytes:
    return line({key: value for key, value in values.items() if key != name})


GOOD = [line(HEADER), line(ENTRY), line(ENTRY, kind="note")]


def told(data: bytes) -> list[str]:
    with pytest.raises(JournalError) as caught:
        parse_export(data, "my.jsonl")
    lines = [str(problem) for problem in caught.value.problems]
    assert all("\n" not in one and len(one) < 300 for one in lines)
    return lines


def test_a_file_holds_a_line_for_the_learner_and_one_for_each_entry() -> None:
    entries = (Entry("draft", "own", AT, "spring", "p1", {"sections": {"action": "Zoë שלום"}}),)

    data = Export("spring", "p1", AT, redacted=False, entries=entries).dump()

    assert data.decode() == (
        '{"format": "starlift-journal", "version": 1, "cohort": "spring", "participant": "p1", '
        f'"exported": "{AT}", "redacted": false, "entries": 1}}\n'
        f'{{"at": "{AT}", "kind": "draft", "case": "own", "body": {{"sections": {{"action": "Zoë שלום"}}}}}}\n'
    )


@pytest.mark.parametrize(
    "text", ["\x00", "\u202e\u2066abc", "\u2028\x85\x9f\r\n", "\ufeff", "\ud800 alone", "a\udfff", "שלום", "\U0001f600"]
)
def test_difficult_texts_stay_on_their_line_and_as_they_are(text: str) -> None:
    export = Export("c", "p", AT, redacted=False, entries=(Entry("note", text, AT, "c", "p", {text: text}),))

    data = export.dump()

    assert len(data.decode().splitlines()) == 2
    assert parse_export(data, "") == export


def test_what_an_editor_adds_does_no_harm() -> None:
    plain = parse_export(b"".join(GOOD), "")

    assert [entry.kind for entry in plain.entries] == ["draft", "note"]
    assert parse_export(b"\xef\xbb\xbf" + b"".join(GOOD).replace(b"\n", b"\r\n") + b"\r\n\n", "") == plain
    assert parse_export(b"".join(GOOD).rstrip(b"\n"), "") == plain


@pytest.mark.parametrize(
    ("first", "problem"),
    [
        (b"", "my.jsonl:1: is not JSON: Expecting value at column 1 (export the journal again)"),
        (b"\x7fELF\xff", "my.jsonl:1: byte 4 is not UTF-8 text"),
        (b"[" * 100_000, "my.jsonl:1: is not JSON: maximum recursion depth"),
        (b"9" * 10_000, "my.jsonl:1: is not JSON: Exceeds the limit"),
        (b"[]", "my.jsonl:1: is not an object"),
        (b"null", "my.jsonl:1: is not an object"),
        (
            b'{"cells": [], "nbformat": 4}',
            "my.jsonl:1: format: is not 'starlift-journal' (make the file with: starlift",
        ),
        (line(HEADER, format=["starlift-journal"]), "my.jsonl:1: format: is not 'starlift-journal'"),
        (line(HEADER, version=2), "my.jsonl:1: version: is not 1, which this edition reads (update Starlift)"),
        (without(HEADER, "cohort"), "my.jsonl:1: cohort: is missing"),
        (line(HEADER, cohort=7), "my.jsonl:1: cohort: is not text"),
        (line(HEADER, participant=None), "my.jsonl:1: participant: is not text"),
        (line(HEADER, participant=" "), "my.jsonl:1: participant: is empty"),
        (line(HEADER, participant="x" * 255), "my.jsonl:1: participant: has 255 characters, 254 are allowed"),
        (line(HEADER, cohort="a\x00/b"), r"my.jsonl:1: cohort: 'a\x00/b' holds an invisible or control character"),
        (line(HEADER, cohort="a\u202eb"), r"my.jsonl:1: cohort: 'a\u202eb' holds an invisible"),
        (line(HEADER, cohort="a\ud800"), r"my.jsonl:1: cohort: 'a\ud800' holds an invisible"),
        (line(HEADER, cohort="a\nerror: b"), r"my.jsonl:1: cohort: 'a\nerror: b' holds an invisible"),
        (line(HEADER, exported="yesterday"), "my.jsonl:1: exported: 'yesterday' is not a time with its zone"),
        (line(HEADER, redacted=1), "my.jsonl:1: redacted: is not true or false"),
        (line(HEADER, entries=True), "my.jsonl:1: entries: is not a whole number"),
        (line(HEADER, entries=-1), "my.jsonl:1: entries: says -1, but 2 follow"),
        (line(HEADER, entries=3), "my.jsonl:1: entries: says 3, but 2 follow (the file was cut or changed: export"),
        (line(HEADER, id="../x"), "my.jsonl:1: has the unknown field 'id'"),
        (
            line(HEADER).replace(b'"version"', b'"cohort": "autumn", "version"'),
            "my.jsonl:1: is not JSON: the field 'cohort' stands twice",
        ),
    ],
    ids=lambda value: ascii(value)[:50],
)
def test_a_wrong_first_line_is_told_and_nothing_else(first: bytes, problem: str) -> None:
    (only,) = told(first.rstrip(b"\n") + b"\n" + b"".join(GOOD[1:]))

    assert only.startswith(problem)


@pytest.mark.parametrize(
    ("second", "problem"),
    [
        (b"\n", "is not JSON: Expecting value at column 1"),
        (b'{"at": "2026\n', "is not JSON: Unterminated string starting at"),
        (b'"draft"\n', "is not an object"),
        (b"\xff\n", "byte 0 is not UTF-8 text"),
        (line(HEADER), "has the unknown field 'format'"),
        (without(ENTRY, "at"), "at: is missing"),
        (line(ENTRY, v=1), "has the unknown field 'v'"),
        (line(ENTRY, cohort="autumn"), "has the unknown field 'cohort'"),
        (line(ENTRY, participant="../../etc/passwd"), "has the unknown field 'participant'"),
        (line(ENTRY, kind=None), "kind: is not text"),
        (line(ENTRY, case=["own"]), "case: is not text"),
        (line(ENTRY, body="text"), "body: is not an object"),
        (line(ENTRY, body=json.loads("[" * 30 + "]" * 30)), "body: is not an object"),
        (line(ENTRY, body={"a": json.loads("[" * 30 + "]" * 30)}), "body: is nested deeper than 20"),
        (line(ENTRY, at="now"), "at: 'now' is not a time with its zone"),
        (line(ENTRY, at="2026-03-01T09:00:00"), "at: '2026-03-01T09:00:00' is not a time with its zone"),
        (line(ENTRY, at="0001-01-01T00:00:00+14:00"), "at: '0001-01-01T00:00:00+14:00' is not a time"),
        (line(ENTRY, at="9999-12-31T00:00:00+00:00"), "at: '9999-12-31T00:00:00+00:00' lies in the future"),
        (line(ENTRY).replace(b'"kind"', b'"at": "x", "kind"'), "is not JSON: the field 'at' stands twice"),
        (line(ENTRY).replace(b"I asked.", b'x", "action": "y'), "is not JSON: the field 'action' stands twice"),
    ],
    ids=lambda value: ascii(value)[:50],
)
def test_a_wrong_entry_is_told_with_its_line(second: bytes, problem: str) -> None:
    (only,) = told(GOOD[0] + second + GOOD[2])

    assert only.startswith(f"my.jsonl:2: {problem}")


def test_every_place_where_a_file_may_be_cut_is_noticed() -> None:
    data = b"".join(GOOD)

    for end in range(len(data) - 1):
        assert told(data[:end])[0].startswith("my.jsonl:")
    assert told(data[:-20])[0].startswith("my.jsonl:3: is not JSON: ")


def test_two_files_in_one_are_refused() -> None:
    assert told(b"".join(GOOD) * 2)[0].startswith("my.jsonl:4: ")


def test_many_wrong_lines_are_told_up_to_a_number() -> None:
    found = told(GOOD[0] + b"x\n" * 1_000)

    assert len(found) == exportfile.MAX_PROBLEMS + 1
    assert found[-1].startswith("my.jsonl:22: and the lines behind it")


def test_giant_lines_and_files_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(exportfile, "MAX_LINE_BYTES", 1_000)
    long = line(ENTRY, body={"text": "x" * 1_000})
    escaped = json.dumps({**ENTRY, "body": {"text": "€" * 300}}, ensure_ascii=False).encode() + b"\n"
    assert told(b"x" * 1_001) == ["my.jsonl:1: is longer than 1,000 bytes (export the journal again)"]
    assert told(GOOD[0] + GOOD[1] + long) == ["my.jsonl:3: is longer than 1,000 bytes (export the journal again)"]
    assert len(escaped) <= 1_000
    assert told(GOOD[0] + GOOD[1] + escaped) == ["my.jsonl:3: is too long for a journal (shorten the text)"]

    monkeypatch.setattr(exportfile, "MAX_ENTRIES", 1)
    assert told(b"".join(GOOD)) == ["my.jsonl: holds more than 1 entries (copy the folder journal/ instead)"]
    monkeypatch.setattr(exportfile, "MAX_BYTES", 100)
    (tmp_path / "a").write_bytes(b"".join(GOOD))
    with pytest.raises(JournalError, match=r"a: is larger than 100 bytes \(copy the folder"):
        read_export(tmp_path / "a")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="the system has no /dev/zero")
def test_a_file_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exportfile, "MAX_BYTES", 10_000)

    with pytest.raises(JournalError, match="is larger than 10,000 bytes"):
        read_export(Path("/dev/zero"))


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: None], ids=["folder", "missing"])
def test_what_cannot_be_read_is_told(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "a")

    with pytest.raises(JournalError, match=r"a: cannot be read: .* \(check the name and its rights\)"):
        read_export(tmp_path / "a")


def test_a_clock_that_is_an_hour_ahead_does_no_harm() -> None:
    soon = (datetime.now(UTC) + timedelta(hours=1)).isoformat()

    assert parse_export(GOOD[0] + GOOD[1] + line(ENTRY, at=soon), "").entries[1].at == soon


@settings(deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.lists(st.sampled_from([*GOOD, b"\n", b"{", b"\xff", b"1", b'"', b"}"]), max_size=8).map(b"".join),
    )
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        export = parse_export(data, "")
    except JournalError:
        return
    assert parse_export(export.dump(), "") == export
