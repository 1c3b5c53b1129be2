"""The desk: independent first, then comparison; and what was chosen before comparing is what counts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from starlift.content import Content
from starlift.errors import ScoringError
from starlift.progress import FIELD
from starlift.scoring.desk import Desk
from starlift.scoring.form import Form
from starlift.scoring.reading import complete_sheets, read_sheets
from starlift.scoring.sheet import Sheet

Fill = Callable[..., Sheet]


@pytest.fixture
def desk(form: Form, tmp_path: Path) -> Callable[[str], Desk]:
    return lambda rater: Desk(form, rater, tmp_path)


def keep(desk: Desk, sheet: Sheet) -> None:
    desk.write("note", {FIELD + id: text for id, text in sheet.values.items()})


def test_others_are_hidden_until_the_own_sheet_is_complete(desk: Callable[[str], Desk], filled: Fill) -> None:
    rita, sven = desk("Rita"), desk("Sven")
    keep(sven, filled("Sven"))
    lower = filled("Uma", "c. 17")
    keep(Desk(lower.form, "Uma", rita.folder), lower)
    open_sheet = filled("Rita", **{"result.level": ""})

    with pytest.raises(ScoringError, match=r"result\.level"):
        rita.compare(open_sheet.values)
    with pytest.raises(ScoringError, match="own sheet comes first"):
        rita.others()
    assert rita.first() is None

    rita.compare(filled("Rita").values)
    assert [sheet.rater for sheet in rita.others()[0]] == ["Sven", "Uma"]


def test_incomplete_sheets_of_others_are_counted_and_not_shown(desk: Callable[[str], Desk], filled: Fill) -> None:
    keep(desk("Sven"), filled("Sven", **{"intake.level": ""}))
    elsewhere = filled("Uma", "C. 99")
    keep(Desk(elsewhere.form, "Uma", desk("Uma").folder), elsewhere)
    desk("Rita").compare(filled("Rita").values)

    assert desk("Rita").others() == ([], 1)


def test_what_was_chosen_first_counts_for_ever(desk: Callable[[str], Desk], filled: Fill, content: Content) -> None:
    rita = desk("Rita")
    keep(rita, filled("Rita", level=1))
    rita.compare(filled("Rita", level=1).values)
    keep(rita, filled("Rita", level=3))
    rita.compare(filled("Rita", level=3).values)

    first = rita.first()
    assert first is not None
    assert first.levels["intake"] == 1
    (read,) = complete_sheets(content, [rita.journal.path])
    assert read.levels["intake"] == 1


def test_long_evidence_is_kept_whole(desk: Callable[[str], Desk], filled: Fill) -> None:
    sheet = filled("Rita")
    long = {id: "long words " * 900 for id in sheet.values if id.endswith(".evidence")}
    desk("Rita").compare({**sheet.values, **long})

    first = desk("Rita").first()
    assert first is not None
    assert first.is_complete


def test_a_journal_without_sheets_is_refused(desk: Callable[[str], Desk], content: Content) -> None:
    rita = desk("Rita")
    rita.journal.append("note", "no-such-question:C. 17", {f"{FIELD}intake.level": "2"})

    with pytest.raises(ScoringError, match="holds no score sheet"):
        read_sheets(content, [rita.journal.path])


def test_opening_writes_nothing(desk: Callable[[str], Desk], tmp_path: Path) -> None:
    assert desk("Rita").first() is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_killed_rater_loses_nothing_that_was_saved(
    desk: Callable[[str], Desk], content: Content, tmp_path: Path
) -> None:
    code = f"""
from pathlib import Path
from starlift.content import load_content, shipped_root
from starlift.scoring.desk import Desk
from starlift.scoring.form import form_for
desk = Desk(form_for(load_content(shipped_root()), "C. 17", "whoever-shouts"), "Rita", Path({str(tmp_path)!r}))
n = 0
while True:
    n += 1
    desk.write("note", {{"workbench.intake.evidence": f"sentence {{n}}"}})
    print(n, flush=True)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = 0
        while said < 5:
            said = int(process.stdout.readline())
        os.kill(process.pid, signal.SIGKILL)
        said = int(([str(said), *process.stdout.read().split()])[-1])

    (sheet,) = read_sheets(content, [desk("Rita").journal.path])
    assert int(sheet.evidence("intake").removeprefix("sentence ")) >= said
