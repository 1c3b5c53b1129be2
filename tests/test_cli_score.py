"""The commands for score sheets, from blank sheets to the comparison."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sample_sheet import fill
from starlift.cli import main
from starlift.scoring.form import OVERALL


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Run a command as the shell does: exit code, and what it said."""

    def starlift(*words: object) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["starlift", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        return int(end.value.code or 0), said.out + said.err

    return starlift


def test_from_blank_sheets_to_the_comparison(run: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    sheets, page = tmp_path / "sheets", tmp_path / "report.html"
    for rater in ("Rita", "Sven"):
        code, said = run("score", "sheet", "C. 17", "--question", "late-finding", "--rater", rater, "--out", sheets)
        assert (code, "Sheet written" in said) == (0, True)
    paths = sorted(sheets.glob("*.csv"))
    assert len(paths) == 2

    code, said = run("score", "compare", *paths, "--out", page)
    assert code == 2
    assert "overall.level: is not rated yet" in said
    assert not page.exists()

    for path, level in zip(paths, "13", strict=True):
        fill(path, level)
    code, said = run("score", "read", *paths)
    assert (code, said.count(": complete")) == (0, 2), said
    assert "Level target 4: 1, below" in said
    code, said = run("score", "compare", *paths, "--out", page)
    assert code == 0, said
    assert "2 apart" in page.read_text()


def test_reading_names_every_problem_with_row_and_field(run: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    run("score", "sheet", "C. 17", "--question", "late-finding", "--rater", "Rita", "--out", tmp_path)
    (path,) = tmp_path.glob("*.csv")
    fill(path, "7")

    code, said = run("score", "read", path)
    assert code == 2
    assert ":7: risk_decision.level: '7' is no level" in said.replace("\n", " ")
    assert f"{OVERALL}.level: '7' is no level" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("edition", ["xlsx", "html", "pdf"])
def test_other_editions(run: Callable[..., tuple[int, str]], tmp_path: Path, edition: str) -> None:
    code, _ = run(
        "score", "sheet", "C", "--question", "late-finding", "--out", tmp_path, "--format", edition, "--paper", "letter"
    )

    assert code == 0
    assert len([*tmp_path.glob(f"*.{edition}")]) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("sheet", "C", "--question", "nope", "--out", "{}"), "there is no question 'nope'"),
        (("sheet", "", "--question", "late-finding", "--out", "{}"), "candidate: is no name"),
        (("sheet", "C", "--rater", "somebody", "--out", "{}"), "has no lane"),
        (("read", "{}/none.csv"), "cannot be read"),
        (("compare", "{}/none.csv", "--out", "{}/r.html"), "cannot be read"),
        (("comment", "charm", "2", "Who?", "--scores", "{}"), "no dimension"),
        (("comment", "intake", "2", "Why, Zoë?", "--scores", "{}", "--candidate", "Zoë"), "candidate's name"),
    ],
)
def test_mistakes_end_with_a_plain_line(
    run: Callable[..., tuple[int, str]], tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    code, said = run("score", *(word.format(tmp_path) for word in words))

    assert code == 2
    assert told in said
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


def test_a_comment_is_kept(run: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    code, said = run("score", "comment", "intake", "2", "Who decided on {quote}?", "--scores", tmp_path)

    assert (code, "Nothing confidential found" in said) == (0, True)
    assert "Who decided on {quote}?" in (tmp_path / "comments.yaml").read_text()


def test_without_the_extra_it_says_what_to_install(
    run: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("starlift.scoring.find_spec", lambda _: None)

    code, said = run("score", "compare", tmp_path / "a.csv", "--out", tmp_path / "r.html")
    assert code == 2
    assert "pip install 'starlift[facilitator]'" in said
