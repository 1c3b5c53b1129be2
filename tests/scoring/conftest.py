"""Sheets to test with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from starlift.content import Content, load_content, shipped_root
from starlift.scoring.form import Form, form_for
from starlift.scoring.sheet import Sheet

QUESTION = "whoever-shouts"


@pytest.fixture(scope="session")
def content() -> Content:
    return load_content(shipped_root())


@pytest.fixture(scope="session")
def form(content: Content) -> Form:
    return form_for(content, "C. 17", QUESTION)


@pytest.fixture(scope="session")
def filled(content: Content) -> Callable[..., Sheet]:
    """A complete sheet: each level is the given one, held within its scale."""

    def fill(
        rater: str = "Rita", candidate: str = "C. 17", question: str = QUESTION, level: int = 2, **rest: str
    ) -> Sheet:
        form = form_for(content, candidate, question)
        values = {}
        for key in form.keys:
            scale = form.scale(key)
            values[f"{key}.evidence"] = f"“I said what would wait.” ({rater})"
            values[f"{key}.level"] = str(min(max(level, scale[0]), scale[-1]))
        values |= {f"no_hire.{one.id}": "no" for one in form.panel.no_hire}
        return Sheet(form, rater, values | rest)

    return fill


@pytest.fixture
def save(tmp_path: Path) -> Callable[[Sheet, str], Path]:
    """Write a sheet as a file."""
    from starlift.scoring.editions import edition_of, file_name

    def saved(sheet: Sheet, edition: str = "csv") -> Path:
        path = tmp_path / file_name(sheet, edition)
        path.write_bytes(edition_of(sheet, edition))
        return path

    return saved
