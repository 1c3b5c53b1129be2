"""Finding: what one check says, in a word, a sign and a sentence, with what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class State(Enum):
    """How it stands: a word and a sign, so that colour is never needed to tell."""

    GREEN = ("green", "✓")
    YELLOW = ("yellow", "!")
    RED = ("red", "✗")
    NOT_TRIED = ("not tried", "–")

    def __init__(self, word: str, sign: str) -> None:
        self.word, self.sign = word, sign


@dataclass(frozen=True)
class Finding:
    """What one check says.

    Attributes:
        name: What was looked at.
        state: How it stands.
        what: What was seen, a sentence without final full stop.
        do: What to do, a sentence without final full stop; "" where there is nothing to do.
    """

    name: str
    state: State
    what: str
    do: str = ""


def worst(findings: Iterable[Finding]) -> State:
    """The state of the whole: red before yellow before green; what was not tried leaves it as it is."""
    found = {finding.state for finding in findings}
    return next((state for state in (State.RED, State.YELLOW) if state in found), State.GREEN)


def summary(findings: Iterable[Finding]) -> str:
    """The whole in one sentence."""
    listed = list(findings)
    counts = {state: sum(finding.state is state for finding in listed) for state in State}
    advice = {
        State.GREEN: "ready for tomorrow",
        State.YELLOW: "it will run; read what is marked !",
        State.RED: "not ready; do what is marked ✗ and run it again",
    }[worst(listed)]
    told = ", ".join(f"{count} {state.word}" for state, count in counts.items() if count)
    return f"{worst(listed).word.capitalize()}: {advice} ({told})"
