from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from starlift.cohorts import Participant, read_roster
from starlift.content import Content, shipped_root
from starlift.errors import RosterError

Write = Callable[[str, str | bytes], Path]
PLAIN = st.text(
    st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Cn", "Co")), min_size=1, max_size=40
).filter(str.strip)


def test_csv_with_every_column(write: Write, content: Content) -> None:
    path = write("r.csv", 'id,name,industry,seniority,cases\n007,Ada,payments,first,"ticket-sink, release-conflict"\n')
    assert read_roster(path, content).participants == (
        Participant("007", "Ada", "payments", "first", ("ticket-sink", "release-conflict")),
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_csv_dialects(write: Write, content: Content, delimiter: str, bom: bytes, end: str) -> None:
    rows = [["ID", " Name ", "Cases"], ["0123", "Zoë", "ticket-sink release-conflict"], ["", "", ""]]
    text = end.join(delimiter.join(row) for row in rows) + end
    found = read_roster(write("r.csv", bom + text.encode()), content).participants
    assert found == (Participant("0123", "Zoë", cases=("ticket-sink", "release-conflict")),)


def test_yaml_keeps_ids_as_text(write: Write, content: Content) -> None:
    ids = ["007", "9:30", "no", "0x1F", "1e3", "2024-01-01", "null"]
    listed = "".join(f"- id: {name}\n  name: n\n" for name in ids)
    assert [person.id for person in read_roster(write("r.yaml", listed), content).participants] == ids
    nested = "participants:\n- {id: no, name: Ada, cases: [ticket-sink], industry: clinics}\n"
    assert read_roster(write("r.yml", nested), content).participants == (
        Participant("no", "Ada", "clinics", "", ("ticket-sink",)),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(PLAIN, PLAIN), min_size=1, max_size=6), delimiter=st.sampled_from(",;\t"))
def test_what_a_spreadsheet_writes_is_read_back(
    tmp_path: Path, content: Content, rows: list[tuple[str, str]], delimiter: str
) -> None:
    import unicodedata

    people = {}
    for one, name in rows:
        key = unicodedata.normalize("NFC", one.strip())
        people.setdefault(key, unicodedata.normalize("NFC", name.strip()))
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([("id", "name"), *people.items()])
    path = tmp_path / "r.csv"
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    assert {person.id: person.name for person in read_roster(path, content).participants} == people


def test_the_same_id_in_two_encodings_is_one_id(write: Write, content: Content) -> None:
    with pytest.raises(RosterError, match="stands already in line 2"):
        read_roster(write("r.csv", "id,name\nZo\u00eb,a\nZoe\u0308,b\n"), content)


ERRORS = {
    "duplicate": ("r.csv", "id,name\na,A\na,B\n", ":3: id: 'a' stands already in line 2 (give"),
    "no id column": ("r.csv", "name\nA\n", ":1: id: is missing in the header (add the column)"),
    "no name column": ("r.csv", "id\na\n", ":1: name: is missing in the header"),
    "unknown column": ("r.csv", "id,name,e-mail\na,A,x\n", ":1: 'e-mail' is not a known column (the columns are id"),
    "column twice": ("r.csv", "id,name,ID\na,A,x\n", ":1: id: stands twice in the header"),
    "empty id": ("r.csv", "id,name\n ,A\n", ":2: id: is empty"),
    "empty name": ("r.csv", "id,name\na,\n", ":2: name: is empty"),
    "industry": (
        "r.csv",
        "id,name,industry\na,A,mining\n",
        ":2: industry: 'mining' is not known (use one of: payments",
    ),
    "seniority": ("r.csv", "id,name,seniority\na,A,boss\n", ":2: seniority: 'boss' is not known (use one of: first"),
    "case": (
        "r.csv",
        "id,name,cases\na,A,ticket-sink nope\n",
        ":2: cases: 'nope' is not known (use one of: ticket-sink",
    ),
    "long id": ("r.csv", f"id,name\n{'a' * 255},A\n", ":2: id: has 255 characters, 254 are allowed"),
    "long name": ("r.csv", f"id,name\na,{'A' * 201}\n", ":2: name: has 201 characters"),
    "control": ("r.csv", "id,name\na\x07,A\n", ":2: id: holds the invisible or control character U+0007"),
    "line break": ("r.csv", 'id,name\na,"A\nB"\n', ":2: name: holds the invisible or control character U+000A"),
    "bidi": ("r.csv", "id,name\na,A\u202eB\n", ":2: name: holds the invisible or control character U+202E"),
    "zero width": ("r.csv", "id,name\na\u200b,A\n", ":2: id: holds the invisible or control character U+200B"),
    "too few cells": ("r.csv", "id,name\na\n", ":2: has 1 cells, the header has 2 (fill up the row)"),
    "too many cells": ("r.csv", "id,name\na,A,b\n", ":2: has 3 cells, the header has 2 (put a cell that holds"),
    "after a long row": ("r.csv", 'id,name\na,"A\n\n"\n,B\n', ":5: id: is empty"),
    "open quote": ("r.csv", 'id,name\na,"A\n', ":2: is not valid CSV: unexpected end of data (check the quotation"),
    "giant cell": ("r.csv", f"id,name\na,{'A' * 140_000}\n", ":2: is not valid CSV: field larger"),
    "no rows": ("r.csv", "id,name\n", ": has no participants (add a row for each)"),
    "empty": ("r.csv", "", ": has no participants"),
    "empty yaml": ("r.yaml", "# nobody yet\n", ": has no participants"),
    "type": ("r.xlsx", "x", ": .xlsx is not a known type of roster (save it as .csv, .tsv, .yaml, .yml)"),
    "no ending": ("roster", "x", ": a file without ending is not a known type"),
    "latin-1": ("r.csv", "id,name\na,Zoë\n".encode("latin-1"), ":2: is not UTF-8 text (save it as UTF-8"),
    "utf-16": ("r.csv", "id,name\n".encode("utf-16"), ":1: is not UTF-8 text"),
    "yaml syntax": ("r.yaml", "- id: [\n", "is not valid YAML"),
    "yaml scalar": ("r.yaml", "hello\n", ":1: is not a list of participants"),
    "yaml item": ("r.yaml", "- hello\n", ":1: [0]: is not a participant"),
    "yaml unknown": ("r.yaml", "- id: a\n  name: A\n  mail: x\n", ":3: [0].mail: is not a known field"),
    "yaml missing": ("r.yaml", "- id: a\n", ":1: [0].name: is missing (add it)"),
    "yaml nested": ("r.yaml", "- id: a\n  name: {x: y}\n", ":2: [0].name: is not a plain text"),
    "yaml line": ("r.yaml", "- id: a\n  name: A\n  industry: mining\n", ":3: industry: 'mining' is not known"),
    "yaml twice": ("r.yaml", "- id: a\n  name: A\n  NAME: B\n", ":3: [0].NAME: stands twice"),
    "yaml more": ("r.yaml", "title: x\nparticipants:\n- {id: a, name: A}\n", ":1: title: is not a known field"),
    "yaml alias": ("r.yaml", "- &a {id: a, name: A}\n- *a\n", "is a YAML alias"),
}


@pytest.mark.parametrize(("name", "text", "message"), ERRORS.values(), ids=ERRORS.keys())
def test_mistakes_are_told(write: Write, content: Content, name: str, text: str | bytes, message: str) -> None:
    with pytest.raises(RosterError) as caught:
        read_roster(write(name, text), content)
    assert message in str(caught.value)
    assert str(caught.value).count("\n") == 0, "one mistake, one line"
    assert all(problem.fix for problem in caught.value.problems)


def test_missing_file_and_folder(tmp_path: Path, content: Content) -> None:
    (tmp_path / "d.csv").mkdir()
    for name in ("none.csv", "d.csv"):
        with pytest.raises(RosterError, match="cannot be read"):
            read_roster(tmp_path / name, content)


def test_all_mistakes_come_in_one_list(write: Write, content: Content) -> None:
    text = "id,name,industry,mail\na,A,mining,x\na,,payments,x\nb\n"
    with pytest.raises(RosterError) as caught:
        read_roster(write("r.csv", text), content)
    assert [problem.line for problem in caught.value.problems] == [1, 2, 3, 3, 4]


def test_the_sample_roster_is_valid_and_varied(real: Content) -> None:
    people = read_roster(shipped_root() / "facilitator" / "sample-roster.csv", real).participants
    assert len(people) == 12
    assert any(person.cases for person in people)
    assert any(not person.cases for person in people)
    assert any(not person.industry for person in people)
    assert {person.seniority for person in people} == {"", "first", "settled", "senior"}
