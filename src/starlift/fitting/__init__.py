"""Fitting: learns the weights of the feedback from rated answers, and measures it on writers that it has not seen.

Needs the extra ``fit`` (numpy and scikit-learn); judging an answer needs neither.
"""

from __future__ import annotations

from importlib.util import find_spec

from starlift.errors import Problem, StarliftError


def need_extra() -> None:
    """Make sure that what fitting needs is installed.

    Raises:
        StarliftError: When it is not, with what to do.
    """
    missing = [name for name in ("numpy", "sklearn") if find_spec(name) is None]
    if missing:
        fix = "pip install 'starlift[fit]'"
        raise StarliftError(Problem("", 0, "", f"fitting needs {' and '.join(missing)}", fix))
