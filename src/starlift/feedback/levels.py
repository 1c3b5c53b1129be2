"""From evidence to levels: one table of points, and how much evidence a level takes.

A sentence collects points for a dimension from its marks (`starlift.feedback.features`); points become a strength between 0
and 1, so that one mark alone never carries a sentence. A dimension's level grows with the strength of its few strongest
sentences, each further one adding less, so that length by itself adds nothing. Those sentences are the evidence shown.
The overall level is put together from the nine levels, as the rubric describes it: what a manager changed, and what came of it.

The points were set by hand in whole numbers after a look at a logistic fit on answers rated by three raters. They follow the
rubric: a condition with a norm makes a rule, a choice with its cost makes a decision, another party's change makes a result.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlift.feedback.features import Evidence

CRAFT = ("situation", "task", "action", "result")
SIGNALS = ("intake", "risk_decision", "conflict", "coaching", "operating_system")
DIMENSIONS = CRAFT + SIGNALS

POINTS: Mapping[str, Mapping[str, int]] = {
    "situation": {"start": -9, "opening": 5, "early": 3, "in_situation": 2, "figure": 1, "setting": 1, "stakes": 1,
                  "theirs": 1, "long": 1, "about_risk": 1, "mine": -1, "me": -2, "goal": -2, "late": -2, "closing": -1,
                  "choice": -1, "tiny": -1, "generic": -2},
    "task": {"start": -11, "goal": 5, "early": 3, "in_task": 3, "constraint": 2, "me": 1, "negation": 1, "own_near": 1,
             "long": 1, "late": -2, "theirs": -1, "figure": -1, "closing": -1, "generic": -1},
    "action": {"start": -7, "mine": 2, "choice": 2, "looking": 2, "long": 2, "condition": 1, "norm": 1, "order": 1,
               "spelled_out": 1, "own_near": 1, "me": 1, "about_intake": 1, "about_system": 1, "reason": 1, "opening": -3,
               "closing": -2, "late": -1, "theirs": -1, "generic": -2, "undone": -2, "foggy": -3},
    "result": {"start": -8, "change": 3, "closing": 3, "late": 3, "figure": 2, "in_result": 2, "others": 1, "theirs": 1,
               "me": -2, "soft": -1, "hypothetical": -1, "early": -1, "opening": -1, "own_near": -1, "in_action": -1,
               "condition+norm": -1, "foggy": -2},
    "intake": {"start": -7, "condition": 2, "about_intake": 2, "norm": 1, "choice": 1, "options": 1, "own_near": 1, "long": 1,
               "rhythm": 1, "person": -2, "opening": -3, "early": -1, "closing": -1, "about_risk": -1, "setting": -1,
               "tiny": -1, "hypothetical": -1, "undone": -2, "generic": -2, "foggy": -3},
    "risk_decision": {"start": -7, "about_risk": 2, "choice": 2, "ownership": 2, "cost": 1, "options": 1, "long": 2,
                      "norm": 1, "spelled_out": 1, "stakes": 1, "late": 1, "opening": -3, "early": -2, "closing": -2,
                      "setting": -1, "mine+person": -1, "undone": -2, "generic": -2, "foggy": -3},
    "conflict": {"start": -8, "objection": 2, "hearing": 2, "cost": 1, "about_quarrel": 1, "mine": 1, "me": 1, "theirs": 1,
                 "own_near": 1, "negation": 1, "late": 1, "mine+hearing": 1, "theirs+objection": 1, "opening": -1,
                 "early": -1, "closing": -2, "options": -1, "undone": -2, "generic": -2, "foggy": -3},
    "coaching": {"start": -9, "person": 3, "looking": 2, "showing": 1, "own_near": 2, "mine+showing": 1, "mine+looking": 1,
                 "me": 1, "grown": 1, "norm": 1, "opening": -1, "early": -1, "late": -1, "closing": -1, "stakes": -1,
                 "reason": -1, "about_quarrel": -1, "undone": -2, "generic": -2, "foggy": -3},
    "operating_system": {"start": -6, "lasting": 2, "norm": 2, "rhythm": 1, "about_system": 1, "condition": 1, "choice": 1,
                         "change": 1, "figure": 1, "long": 1, "about_quarrel": 1, "opening": -2, "early": -2, "mine": -1,
                         "person": -1, "about_risk": -1, "own_near": -1, "undone": -2, "generic": -2, "foggy": -3},
}
"""Dimension -> mark -> points; ``a+b`` counts where both marks meet, ``start`` is where every sentence begins."""

NEEDED: Mapping[str, tuple[float, float, float]] = {
    dimension: (0.6, 1.2, 2.0) for dimension in DIMENSIONS
}
SHARES = (1.0, 0.8, 0.6, 0.4, 0.2)


def strength(evidence: Evidence, dimension: str) -> float:
    marks = evidence.marks
    points = POINTS[dimension]["start"]
    for mark, value in POINTS[dimension].items():
        if mark in marks or ("+" in mark and marks.issuperset(mark.split("+"))):
            points += value
    return 1 / (1 + math.exp(-points / 2))
