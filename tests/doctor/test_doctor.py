"""Doctor: the examination as a whole, its page and its command."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from starlift import doctor
from starlift.cli import app
from starlift.doctor import Check, Finding, State, checks, examine, page, summary, worst
from starlift.errors import StarliftError

ROOT = Path(__file__).resolve().parents[2]
GREEN = Finding("Kernel", State.GREEN, "started in 2.0 s")
YELLOW = Finding("File locks", State.YELLOW, "this disk knows no locks", "let nobody import")
RED = Finding("Disk <b>space</b>", State.RED, "7 MB free & shrinking", "free <i>some</i>")
UNTRIED = Finding("Widgets", State.NOT_TRIED, "not tried: no Chromium", "try it by hand")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for part in ("stories", "exercises", "notebooks"):
        shutil.copytree(ROOT / part, tmp_path / "w" / part)
    return tmp_path / "w"


def found(*findings: Finding) -> tuple[Check, ...]:
    return (Check("made up", lambda: None, [lambda _, one=one: one for one in findings]),)


@pytest.mark.parametrize(
    ("findings", "state"),
    [
        ([GREEN, UNTRIED], State.GREEN),
        ([GREEN, YELLOW, UNTRIED], State.YELLOW),
        ([YELLOW, RED, GREEN], State.RED),
        ([], State.GREEN),
    ],
)
def test_the_worst_decides_and_what_was_not_tried_does_not(findings: list[Finding], state: State) -> None:
    assert worst(findings) is state
    assert summary(findings).startswith(state.word.capitalize())


def test_every_state_has_a_word_and_a_sign_of_its_own() -> None:
    assert len({state.word for state in State}) == len({state.sign for state in State}) == len(State)


def test_a_check_that_breaks_is_red_and_the_others_go_on() -> None:
    def broken() -> None:
        raise ZeroDivisionError("oh")

    listed = list(examine([Check("Ports", broken, []), *found(GREEN)]))

    assert [one.state for one in listed] == [State.RED, State.GREEN]
    assert listed[0].what == "could not be checked: ZeroDivisionError: oh"


def test_all_checks_are_there_for_a_workspace_and_looking_at_them_changes_nothing(workspace: Path) -> None:
    before = sorted(workspace.rglob("*"))

    names = [check.name for check in checks(workspace)]

    assert names == ["Versions", "Content", "Kernel", "Disk space", "Journals", "Loopback and ports", "Memory",
                     "PDF and fonts", "Offline", "Widgets in a browser"]  # fmt: skip
    quick = [check for check in checks(workspace) if check.name not in ("Kernel", "Offline", "Widgets in a browser")]
    assert State.RED not in {one.state for one in examine(quick)}
    assert sorted(workspace.rglob("*")) == before


def test_broken_content_is_red(workspace: Path) -> None:
    (workspace / "stories" / "rubric.yaml").write_text("dimensions: [")
    (content,) = [check for check in checks(workspace) if check.name == "Content"]

    assert [one.state for one in examine([content])] == [State.RED]


def test_a_folder_that_is_no_workspace_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StarliftError, match="no notebooks"):
        checks(tmp_path)


def test_the_page_escapes_says_states_in_words_and_fetches_nothing() -> None:
    text = page.page([GREEN, RED, YELLOW, UNTRIED], at="2026-03-01 17:00 UTC", about="workshop <x>")

    assert "<b>" not in text
    assert "7 MB free &amp; shrinking" in text
    assert not re.search(r"https?://|src=|<script|<link", text)
    states = re.findall(r"</span> (red|yellow|green|not tried)</td>", text)
    assert states == ["red", "yellow", "not tried", "green"], "what to do comes first"


def test_the_page_replaces_only_its_own(tmp_path: Path) -> None:
    file, other = tmp_path / "doctor.html", tmp_path / "notes.html"
    other.write_text("<p>mine</p>")

    page.write(file, page.page([RED], at="", about=""))
    page.write(file, page.page([GREEN], at="", about=""))

    assert "Green: ready" in file.read_text(encoding="utf-8")
    for place in (other, tmp_path, tmp_path / "no" / "folder.html"):
        with pytest.raises(StarliftError):
            page.write(place, "x")
    assert other.read_text() == "<p>mine</p>"


@pytest.mark.parametrize(("findings", "code"), [([GREEN, UNTRIED], 0), ([YELLOW], 0), ([GREEN, RED], 1)])
def test_the_command_ends_with_one_when_something_is_red(
    monkeypatch: pytest.MonkeyPatch, workspace: Path, findings: list[Finding], code: int
) -> None:
    monkeypatch.setattr(doctor, "checks", lambda *_, **__: found(*findings))
    file = workspace / "doctor.html"

    done = CliRunner().invoke(app, ["doctor", str(workspace), "--html", str(file)])

    assert done.exit_code == code
    assert file.is_file()
    for one in findings:
        assert f"{one.state.sign} {one.state.word}" in done.output
        assert one.do in done.output


def test_a_page_that_cannot_be_written_is_told_before_the_checks(
    monkeypatch: pytest.MonkeyPatch, workspace: Path
) -> None:
    monkeypatch.setattr(doctor, "examine", lambda _: pytest.fail("checks ran"))
    (workspace / "mine.html").write_text("mine")

    done = CliRunner().invoke(app, ["doctor", str(workspace), "--html", str(workspace / "mine.html")])

    assert isinstance(done.exception, StarliftError)
