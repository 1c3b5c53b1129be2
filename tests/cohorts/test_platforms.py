"""Exports of learning platforms, read as rosters."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from starlift.cohorts import Participant, read_roster
from starlift.content import Content
from starlift.errors import RosterError

Write = Callable[[str, str | bytes], Path]
EXPORTS = {
    "Moodle": (
        (
            "\ufeffFirst name,Last name,Email address,ID number,Groups\n"
            "Ada,Holm,ada@example.org,007,Tuesday\nBo,Lind,bo@example.org,008,\n"
        ),
        [("007", "Ada Holm"), ("008", "Bo Lind")],
        "the id is 'id number', the name 'first name' and 'last name'",
    ),
    "Moodle without numbers": (
        "First name;Surname;ID number;Email address\nAda;Holm;;ada@example.org\nBo;Lind;8;bo@example.org\n",
        [("ada@example.org", "Ada Holm"), ("bo@example.org", "Bo Lind")],
        "the id is 'email address'",
    ),
    "Canvas": (
        (
            "Student,ID,SIS User ID,SIS Login ID,Section,Essay (12)\n    Points Possible,,,,,10\n"
            '"Holm, Ada",71,s1,ada,A,\n"Lind, Bo",72,s2,bo,A,\n"Student, Test",99,,x,A,\n'
        ),
        [("s1", "Holm, Ada"), ("s2", "Lind, Bo")],
        "an export of Canvas",
    ),
    "Google Classroom": (
        "Last Name,First Name,Email Address\nHolm,Ada,ada@example.org\n",
        [("ada@example.org", "Ada Holm")],
        "an export of Google Classroom",
    ),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_a_roster(name: str, write: Write, content: Content) -> None:
    text, people, told = EXPORTS[name]
    found = read_roster(write("export.csv", text), content)
    assert found.participants == tuple(Participant(*person) for person in people)
    assert told in found.told


def test_other_columns_are_mapped_by_name(write: Write, content: Content) -> None:
    path = write("r.csv", "Employee;Full name;Level\n0123;Ada Holm;x\n")
    columns = {"id": "employee", "name": "Full name"}
    found = read_roster(path, content, columns=columns)
    assert found.participants == (Participant("0123", "Ada Holm"),)
    assert found.told == "The roster's columns are mapped: id from 'employee', name from 'Full name'."
    with pytest.raises(RosterError, match=r"has no column 'Staff'"):
        read_roster(path, content, columns={"id": "Staff"})


def test_a_roster_of_our_own_is_left_alone(write: Write, content: Content) -> None:
    found = read_roster(write("r.csv", "id,name\n1,Student Test\n"), content)
    assert (found.told, found.participants) == ("", (Participant("1", "Student Test"),))


def test_people_who_stand_twice_in_an_export_are_told(write: Write, content: Content) -> None:
    path = write("e.csv", "First name,Last name,Email address\nA,B,a@b.c\nC,D,a@b.c\n")
    with pytest.raises(RosterError, match=r"e\.csv:3: id: 'a@b\.c' stands already in line 2"):
        read_roster(path, content)
