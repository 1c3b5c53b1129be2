"""Guard: no exception of a callback gets lost, and every one reaches the learner as a plain sentence."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import ParamSpec

from starlift.errors import StarliftError

P = ParamSpec("P")
_LOG = logging.getLogger("starlift")


def guarded(tell: Callable[[str], None], callback: Callable[P, None]) -> Callable[P, None]:
    """`callback`, but what it raises is logged and told through `tell` instead of vanishing in the front end.

    Args:
        tell: Shows one sentence in the panel.
        callback: Called by ipywidgets, perhaps on another thread.
    """

    @functools.wraps(callback)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            callback(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 - ipywidgets would swallow it
            tell(told(error))

    return run


def told(error: Exception) -> str:
    """What went wrong, in one sentence for the learner; anything unexpected goes to the log in full."""
    if isinstance(error, StarliftError):
        return "; ".join(str(problem) for problem in error.problems)
    _LOG.error("a panel's callback failed", exc_info=error)
    return f"Something went wrong ({type(error).__name__}). Your saved words are safe; run the cell again."
