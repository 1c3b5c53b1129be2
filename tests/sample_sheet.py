"""A blank score sheet, filled in a spreadsheet."""

from __future__ import annotations

import csv
from pathlib import Path


def fill(path: Path, level: str) -> None:
    """Fill a blank CSV the way a rater does."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    for row in rows:
        name, kind = row[0].partition(".")[::2]
        if kind == "level":
            row[2] = level
        elif kind == "evidence":
            row[2] = "" if name == "no_hire" else "said so"
        elif name == "no_hire":
            row[2] = "no"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
