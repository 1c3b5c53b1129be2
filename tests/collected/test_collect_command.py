"""The command: what it prints, and that whatever it is fed ends in plain words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from made_journals import as_lines, learner, put
from typer.testing import CliRunner, Result

from starlift import cohorts
from starlift.cli import app
from starlift.cohorts.members import Members, members_of
from starlift.content import load_content, shipped_root
from starlift.errors import RosterError, StarliftError

ROSTER = "id,name\np1,Zoe Adeyemi\np2,=Bo Lind\np3,Ada Byron\n"


def starlift(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["cohort", "collect", *map(str, words)])


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for who in ("p1", "p2", "p9"):
        put(tmp_path / "s" / who, learner(who))
    (tmp_path / "spring.csv").write_text(ROSTER)
    return tmp_path


def test_a_roster_says_who_belongs_and_who_is_missing(room: Path) -> None:
    done = starlift("spring.csv", "s", "--out", "out")
    assert done.exit_code == 0, done.output
    assert "Learners 2, attempts 4, cases begun without one 2; in out: attempts.csv, attempts.parquet, texts." in (
        done.stdout
    )
    assert "no journal of 1 on the roster: p3" in done.stderr
    assert re.search(r"who is not on the\s+│?.*roster|'p9'", done.stderr)


def test_a_built_folder_says_it_too(room: Path) -> None:
    content = load_content(shipped_root())
    cohorts.build(content, cohorts.read_cohort(room / "spring.csv", content).roster, "spring", room / "sets")
    put(next((room / "sets").glob("p1-*")), learner("p1"))
    done = starlift("sets", "sets", "--out", "out", "--no-text", "--no-parquet")
    assert done.exit_code == 0, done.output
    assert "Learners 1," in done.stdout
    assert sorted(path.name for path in (room / "out").iterdir()) == ["attempts.csv"]


def test_nothing_usable_ends_with_code_2(room: Path) -> None:
    done = starlift("autumn", "s", "--out", "out")
    assert done.exit_code != 0
    assert isinstance(done.exception, StarliftError)  # `main` prints it and leaves with 2
    assert "none of these sources holds a journal" in str(done.exception)


def test_anonymous_keeps_the_key_beside_the_folder(room: Path) -> None:
    for number in range(5):
        put(room / "s" / f"more{number}", learner(f"q{number}"))
    done = starlift("spring", "s", "--out", "out", "--anonymous")
    assert done.exit_code == 0, done.output
    assert len((room / "out.key").read_text()) == 65
    assert not list((room / "out").glob("*.key"))
    assert '"p9"' not in (room / "out" / "attempts.csv").read_text()


def test_who_belongs_is_read_from_whatever_names_the_cohort(room: Path) -> None:
    content = load_content(shipped_root())
    assert members_of("spring.csv", content).names == {"p1": "Zoe Adeyemi", "p2": "=Bo Lind", "p3": "Ada Byron"}
    Path("file.yaml").write_text("id: autumn\nroster: spring.csv\n")
    assert members_of("file.yaml", content) == Members("autumn", members_of("spring.csv", content).names)
    assert members_of("autumn-2026", content).names is None
    assert members_of("x" * 5_000, content).names is None
    assert members_of("s", content).cohort == "s", "an id may also be the name of some folder"
    for wrong in ("gone.csv", "./s", " "):
        with pytest.raises(RosterError):
            members_of(wrong, content)


def test_hostile_names_of_files_do_no_harm_to_the_terminal(room: Path) -> None:
    (room / "s" / "a\x1b]0;x\x07.jsonl").write_bytes(json.dumps({"v": 1}).encode())
    (room / "s" / "[red]b.jsonl").write_bytes(as_lines(learner("p1"))[:40])
    done = starlift("spring", "s", "--out", "out")
    assert done.exit_code == 0
    assert "\x1b]" not in done.output
    assert "[red]b" in done.stderr
