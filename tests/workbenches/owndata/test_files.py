from __future__ import annotations

from pathlib import Path

import pytest

from starlift.errors import StarliftError
from starlift.workbenches.owndata.files import listed, path_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    outside = tmp_path / "outside.csv"
    outside.write_text("secret", encoding="utf-8")
    own = tmp_path / "own-data"
    (own / "below.csv").mkdir(parents=True)
    for name in ("b.csv", "a.JSON", "scan.sarif", ".hidden.csv", "notes.txt", "line\nend.csv"):
        (own / name).write_text("x", encoding="utf-8")
    (own / "link.csv").symlink_to(outside)
    (own / "below.csv" / "deep.csv").write_text("x", encoding="utf-8")
    return own


def test_exports_are_listed_and_nothing_else(folder: Path) -> None:
    assert listed(folder) == ("a.JSON", "b.csv", "scan.sarif")
    assert listed(folder / "missing") == ()
    assert listed(folder / "b.csv") == ()


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../outside.csv", "link.csv", "below.csv", "below.csv/deep.csv", "/etc/passwd", "b.csv\0", "B.CSV"],
)
def test_only_what_is_listed_can_be_chosen(folder: Path, name: str) -> None:
    assert path_of(folder, "b.csv") == folder / "b.csv"
    with pytest.raises(StarliftError, match="is not in the folder"):
        path_of(folder, name)
