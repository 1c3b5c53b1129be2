"""From evidence to levels, by the fitted figures of `starlift.feedback.weights`.

The marks of a sentence give its strength for each dimension, 0 to 1. A level is a weighted sum of how strong the
dimension's best sentences are and of how many sentences bear which mark, both as a count up to three and as a share. It
never exceeds what the amount of its own evidence supports, nor what the voice allows: what the speaker did not do, or
left to others, is nothing for the speaker (rubric).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from starlift.dimensions import DIMENSIONS, SIGNALS
from starlift.feedback import weak_spots
from starlift.feedback.features import Evidence
from starlift.feedback.weights import START, Weights, load_weights

SHARES = (1.0, 0.7, 0.5, 0.3)
"""What the strongest sentence counts for in the amount of evidence, the next one, and so on."""
COUNTED = 3
"""More sentences with the same mark than these add nothing to its count."""
SHOWN_LEVEL = 0.5
"""The level from which a dimension's sentences are shown; below, nothing has earned it."""
UNSEEN = 0.4
"""The most a dimension can reach of which no sentence can be shown."""
SHOWN_STRENGTH, SHOWN_SHARE = 0.1, 0.35
"""A sentence is shown from this strength, and from this share of the strongest one's."""
FEW, GENERAL = 4, 0.6
"""An answer of at least so many sentences is general when this share of them is a remark without anything specific."""
CAPS: Mapping[str, Mapping[str, float]] = {
    "undone": {"action": 1.0, "result": 1.0, **dict.fromkeys(SIGNALS, 0.5), "overall": 1.5},
    "all_we": {"action": 2.0, "task": 1.0, "overall": 3.0},
    "claim_without_act": {"action": 1.3, "task": 2.0, **dict.fromkeys(SIGNALS, 1.0), "overall": 2.0},
    "general": {"overall": 2.3},
    "blame": {**dict.fromkeys(SIGNALS, 1.0), "overall": 1.6},
    "stuffing": {**dict.fromkeys(SIGNALS, 1.0), "overall": 1.6},
    "figure_without_meaning": {"overall": 2.3},
}
"""Flag -> the most that an answer told like this can reach.

From the rubric: what somebody else did, or what was not done, is 0 for the speaker; a term named without anything else
is at most 1; activity without a mechanism is level 1 or 2 overall.
"""


@dataclass(frozen=True, slots=True)
class Levels:
    """What the evidence adds up to.

    Attributes:
        overall: 1 to 5.
        levels: Dimension -> 0 to 3.
        spans: Dimension -> the indices of its evidence among the sentences weighed, in reading order.
        flags: What held the levels down, names of `CAPS`.
        uncertainty: Half-width around `overall` in which the panel's level lies in eight of ten cases.
    """

    overall: float
    levels: Mapping[str, float]
    spans: Mapping[str, tuple[int, ...]]
    flags: tuple[str, ...]
    uncertainty: float


def weigh(evidence: Sequence[Evidence], weights: Weights | None = None) -> Levels:
    """The levels that the sentences of an answer support."""
    weights = weights or load_weights()
    strengths = {name: [strength(one.marks, weights.sentence[name]) for one in evidence] for name in DIMENSIONS}
    return judge(evidence, strengths, weights)


def judge(evidence: Sequence[Evidence], strengths: Mapping[str, Sequence[float]], weights: Weights) -> Levels:
    """The levels for sentences of known strengths."""
    seen = features(evidence, strengths)
    flags, caps = _held_down(evidence)
    levels, spans = {}, {}
    for name in DIMENSIONS:
        spans[name] = shown(strengths[name])
        most = min(supported(amount(strengths[name]), weights.needed[name]), caps.get(name, 3.0))
        if not spans[name]:
            most = min(most, UNSEEN)
        levels[name] = round(min(max(_sum(weights.level[name], seen), 0.0), most), 2)
    overall = min(max(_sum(weights.level["overall"], seen), 1.0), caps.get("overall", 5.0))
    spans = {name: spans[name] if levels[name] >= SHOWN_LEVEL else () for name in DIMENSIONS}
    return Levels(overall, levels, spans, flags, weights.error[str(int(overall + 0.5))])


def strength(marks: frozenset[str], weights: Mapping[str, float]) -> float:
    """How strongly a sentence with these marks speaks for a dimension, 0 to 1."""
    points = weights[START] + sum(weights.get(mark, 0.0) for mark in marks)
    return 1 / (1 + math.exp(-points))


def features(evidence: Sequence[Evidence], strengths: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """Everything that levels are computed from, by name.

    ``start``; for each dimension its ``strongest``, ``second``, ``third``, ``amount`` and ``any`` (the chance that at
    least one sentence speaks for it); for each mark ``count:`` (0 to 1, full at three sentences) and ``share:`` (of all
    sentences).
    """
    seen = {START: 1.0}
    for name in DIMENSIONS:
        best = [*sorted(strengths[name], reverse=True)[:4], 0.0, 0.0, 0.0]
        none = math.prod(1 - value for value in best)
        values = {"strongest": best[0], "second": best[1], "third": best[2], "amount": amount(best), "any": 1 - none}
        seen |= {f"{name}.{part}": value for part, value in values.items()}
    counts = Counter(mark for one in evidence for mark in one.marks)
    for mark, count in counts.items():
        seen[f"count:{mark}"] = min(count, COUNTED) / COUNTED
        seen[f"share:{mark}"] = count / len(evidence)
    return seen


def amount(strengths: Sequence[float]) -> float:
    """The evidence of a dimension in one figure: its strongest sentences, each further one counting for less."""
    best = sorted(strengths, reverse=True)
    return sum(share * value for share, value in zip(SHARES, best, strict=False))


def supported(evidence: float, needed: tuple[float, float, float]) -> float:
    """The highest level that an amount of evidence supports: half a level below the first step it misses."""
    for level, step in enumerate(needed):
        if evidence < step:
            return level + 0.5
    return 3.0


def shown(strengths: Sequence[float]) -> tuple[int, ...]:
    """The sentences to show for a dimension, in reading order."""
    order = sorted(range(len(strengths)), key=lambda spot: (-strengths[spot], spot))[: len(SHARES)]
    least = max(SHOWN_STRENGTH, SHOWN_SHARE * strengths[order[0]]) if order else 1.0
    return tuple(sorted(spot for spot in order if strengths[spot] >= least))


def _sum(weights: Mapping[str, float], seen: Mapping[str, float]) -> float:
    return sum(weight * seen.get(name, 0.0) for name, weight in weights.items())


def count(evidence: Sequence[Evidence], mark: str) -> int:
    """Number of sentences that bear `mark`."""
    return sum(mark in one.marks for one in evidence)


def _held_down(evidence: Sequence[Evidence]) -> tuple[tuple[str, ...], dict[str, float]]:
    """Flags for how the answer is told, and the levels that can then not be exceeded."""
    flags = tuple(flag for flag, is_so in _FLAGS.items() if is_so(evidence))
    caps: dict[str, float] = {}
    for flag in flags:
        for name, most in CAPS[flag].items():
            caps[name] = min(most, caps.get(name, most))
    return flags, caps


def _undone(evidence: Sequence[Evidence]) -> bool:
    """Whether more was not done, or left to others, than the speaker did."""
    mine, undone = count(evidence, "mine") + count(evidence, "ours"), count(evidence, "undone")
    return undone >= 2 and undone > mine and count(evidence, "theirs") + count(evidence, "passive") > mine


def _general(evidence: Sequence[Evidence]) -> bool:
    """Whether most sentences stay general."""
    return len(evidence) >= FEW and count(evidence, "thin") >= GENERAL * len(evidence)


def _without_me(evidence: Sequence[Evidence]) -> bool:
    """Whether only a group acts."""
    return not count(evidence, "mine") and count(evidence, "ours") > 0


def _claimed(evidence: Sequence[Evidence]) -> bool:
    """Whether there is activity and nothing that one could have watched."""
    vague = count(evidence, "vague") + count(evidence, "vague_ours")
    return not count(evidence, "mine") and not count(evidence, "ours") and vague > 0


_FLAGS: Mapping[str, Callable[[Sequence[Evidence]], object]] = {
    "undone": _undone,
    "all_we": _without_me,
    "claim_without_act": lambda evidence: _claimed(evidence) or weak_spots.claims(evidence),
    "general": _general,
    "blame": weak_spots.blame,
    "stuffing": weak_spots.stuffed,
    "figure_without_meaning": weak_spots.bare_figures,
}
