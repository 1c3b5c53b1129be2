"""Scoring: score sheets that several raters fill apart from each other, how far they agree, and training to rate alike.

A `Form` says what is asked, a `Sheet` what one rater answered; notebook, paper and spreadsheet show the same form. What
compares raters needs the extra ``facilitator``; filling in and reading back a sheet in CSV needs nothing more.
"""

from __future__ import annotations

from importlib.util import find_spec

from starlift.errors import Problem, StarliftError

AGREEMENT = ("krippendorff", "sklearn")
SPREADSHEET = ("openpyxl",)


def need_extra(use: str, names: tuple[str, ...]) -> None:
    """Make sure that the packages `names` are installed.

    Args:
        use: What needs them, beginning the sentence.
        names: As they are imported.

    Raises:
        StarliftError: When one is not, with what to do.
    """
    missing = [name for name in names if find_spec(name) is None]
    if missing:
        raise StarliftError(
            Problem("", 0, "", f"{use} needs {' and '.join(missing)}", "pip install 'starlift[facilitator]'")
        )
