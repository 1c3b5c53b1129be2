"""A session as files and in a notebook."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from plans import ROOT, content, table

from starlift.errors import StarliftError
from starlift.sessions import session as module
from starlift.sessions.clockpage import clock_page
from starlift.sessions.session import Session, listed

FILES = ["run-sheet.html", "run-sheet.pdf", "agenda.html", "agenda.pdf", "slides.html"]


def test_the_papers_are_written_where_they_were_asked_for(tmp_path: Path) -> None:
    made = Session.open("60", "9:30", content()).write_prints(tmp_path / "a" / "b")

    assert made == [tmp_path / "a" / "b" / name for name in FILES]
    assert sorted(path.name for path in (tmp_path / "a" / "b").iterdir()) == sorted(FILES)
    assert "09:30" in (tmp_path / "a" / "b" / "agenda.html").read_text(encoding="utf-8")


def test_nothing_is_written_when_one_of_them_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*args: object, **options: object) -> bytes:
        raise RuntimeError("typesetting failed")

    monkeypatch.setattr(module, "agenda_pdf", fails)
    with pytest.raises(RuntimeError):
        Session.open("60", "", content()).write_prints(tmp_path / "new")

    assert not (tmp_path / "new").exists()


def test_a_plan_of_days_has_no_clock_and_leaves_no_file(tmp_path: Path) -> None:
    days = Session.open("five-days", "14:00", content())

    with pytest.raises(StarliftError, match="has no clock"):
        days.write_clock(tmp_path / "clock.html")
    assert list(tmp_path.iterdir()) == []
    assert days.table.start is None


def test_a_notebook_shows_the_plan_as_a_table_and_the_clock_in_a_frame() -> None:
    shown = Session.open("120", "14:00", content())
    frame = shown.clock._repr_html_()

    assert shown.plan._repr_html_().count("<tr>") == 9
    assert "14:40–15:15" in shown.plan._repr_html_()
    assert repr(shown.plan) == shown.text
    assert unescape(re.findall(r'srcdoc="([^"]*)"', frame)[0]) == clock_page(table("120"))


def test_the_list_names_every_run_sheet_from_short_to_long(tmp_path: Path) -> None:
    assert [line.split()[0] for line in listed(ROOT).splitlines()][:4] == [
        "60-minutes",
        "90-minutes",
        "120-minutes",
        "240-minutes",
    ]
    assert listed(tmp_path).startswith("No run sheets in")
