"""Editions: blank sheets as files, all or none, and never over what is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from starlift.content import Content
from starlift.errors import ScoringError
from starlift.scoring import editions
from starlift.scoring.editions import EDITIONS, write_blank
from starlift.scoring.panel import load_panel
from starlift.scoring.reading import read_sheets


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_blank_sheet_in_every_edition(content: Content, tmp_path: Path, edition: str) -> None:
    (path,) = write_blank(content, "C. 17", "late-finding", "Rita", tmp_path / "new", edition)

    assert path.suffix == f".{edition}"
    if edition in ("csv", "xlsx"):
        (sheet,) = read_sheets(content, [path])
        assert (sheet.target, sheet.rater, sheet.levels) == (("c. 17", "late-finding"), "Rita", {})


@pytest.mark.parametrize("edition", ["pdf", "html"])
def test_a_sheet_to_print_is_not_taken_for_a_broken_table(content: Content, tmp_path: Path, edition: str) -> None:
    paths = write_blank(content, "C. 17", "late-finding", "Rita", tmp_path, edition)

    with pytest.raises(ScoringError, match=r"a sheet to print.*type what stands on it"):
        read_sheets(content, paths)


def test_a_rater_of_the_panel_gets_the_questions_of_their_lane(content: Content, tmp_path: Path) -> None:
    lane = load_panel(content).lanes[1]

    assert len(write_blank(content, "C. 17", "", lane.interviewer, tmp_path, "csv")) == len(lane.questions)
    with pytest.raises(ScoringError, match="no lane"):
        write_blank(content, "C. 17", "", "somebody", tmp_path, "csv")


def test_a_sheet_that_is_there_stays(content: Content, tmp_path: Path) -> None:
    (path,) = write_blank(content, "C. 17", "late-finding", "Rita", tmp_path, "csv")
    path.write_text("filled in")

    with pytest.raises(ScoringError, match="is there already"):
        write_blank(content, "C. 17", "late-finding", "Rita", tmp_path, "csv")
    assert path.read_text() == "filled in"


@pytest.mark.parametrize("name", ["../../etc/passwd", "CON", "a/b", "שלום", "x" * 80])
def test_names_never_become_paths(content: Content, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "sheets"
    (path,) = write_blank(content, name, "late-finding", name, folder, "csv")

    assert path.resolve().parent == folder.resolve()
    assert [*tmp_path.iterdir()] == [folder]


def test_a_disk_that_fills_up_leaves_none_of_them(
    content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, written = editions.write_whole, []

    def full(path: Path, data: bytes, **rest: str) -> None:
        if written:
            raise OSError(28, "No space left on device", str(path))
        written.append(path)
        real(path, data, **rest)

    monkeypatch.setattr(editions, "write_whole", full)
    with pytest.raises(OSError, match="No space left"):
        write_blank(content, "C. 17", "", load_panel(content).lanes[0].interviewer, tmp_path, "csv")
    assert written
    assert not list(tmp_path.iterdir())
