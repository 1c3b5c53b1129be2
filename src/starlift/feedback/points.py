"""The points that evidence earns: every figure by which an answer is rated, in one place.

The points were set by hand in whole numbers after a look at a logistic fit on answers that language models had
written and, three apart, rated; no human panel has judged them yet. They follow the rubric: a condition with a norm
makes a rule, a choice with its cost makes a decision, another party's change makes a result. A point is half a unit
on the logistic scale, so that two points more than double the odds.
"""

from __future__ import annotations

from collections.abc import Mapping

_TABLE = {
    "situation": """start -9  opening 5  early 3  in_situation 2  figure 1  setting 1  stakes 1  theirs 1  long 1
        about_risk 1  mine -1  choice -1  closing -1  tiny -1  thin -1  me -2
        goal -2  late -2  generic -2""",
    "task": """start -11  goal 5  early 3  in_task 3  constraint 2  me 1  negation 1  own_near 1  long 1
        theirs -1  figure -1  closing -1  generic -1  late -2""",
    "action": """start -7  mine 2  choice 2  looking 2  long 1  condition 1  norm 1  order 1  reason 1  spelled_out 1
        own_near 1  me 1  about_intake 1  about_system 1  late -1  theirs -1  thin -1  closing -2  generic -2
        undone -2  opening -3  foggy -3""",
    "result": """start -8  change 3  closing 3  late 3  figure 2  in_result 2  others 1  theirs 1  soft -1
        hypothetical -1  early -1  opening -1  own_near -1  in_action -1  condition+norm -1  thin -2  me -2
        foggy -2""",
    "intake": """start -7  condition 2  about_intake 2  norm 1  choice 1  options 1  rhythm 1  own_near 1  long 1
        early -1  closing -1  about_risk -1  setting -1  tiny -1  hypothetical -1  thin -1  person -2  generic -2
        undone -2  opening -3  foggy -3""",
    "risk_decision": """start -7  choice 2  ownership 2  about_risk 2  long 2  cost 1  options 1  norm 1  stakes 1
        spelled_out 1  late 1  setting -1  thin -1  mine+person -1  early -2  closing -2  generic -2  undone -2
        opening -3  foggy -3""",
    "conflict": """start -8  objection 2  hearing 2  cost 1  about_quarrel 1  negation 1  mine 1  me 1  theirs 1
        own_near 1  late 1  mine+hearing 1  theirs+objection 1  options -1  opening -1  early -1  thin -1
        closing -2  generic -2  undone -2  foggy -3""",
    "coaching": """start -9  person 3  looking 2  own_near 2  showing 1  grown 1  norm 1  me 1  mine+looking 1
        mine+showing 1  reason -1  stakes -1  about_quarrel -1  opening -1  early -1  late -1  closing -1  thin -1
        generic -2  undone -2  foggy -3""",
    "operating_system": """start -6  lasting 2  norm 2  rhythm 1  condition 1  choice 1  change 1  figure 1  long 1
        about_system 1  about_quarrel 1  mine -1  own_near -1  person -1  about_risk -1  thin -1  opening -2
        early -2  generic -2  undone -2  foggy -3""",
}


def _points(row: str) -> dict[str, int]:
    """One row of the table as mark -> points."""
    cells = row.split()
    return {mark: int(value) for mark, value in zip(cells[::2], cells[1::2], strict=True)}


POINTS: Mapping[str, Mapping[str, int]] = {dimension: _points(row) for dimension, row in _TABLE.items()}
"""Dimension -> mark -> points; ``a+b`` counts where both marks meet, ``start`` is where every sentence begins."""

NEEDED: Mapping[str, tuple[float, float, float]] = {
    "situation": (0.3, 1.1, 1.5),
    "task": (0.15, 0.35, 0.8),
    "action": (0.05, 0.45, 1.1),
    "result": (0.1, 0.8, 1.3),
    "intake": (0.4, 0.65, 0.9),
    "risk_decision": (0.5, 0.75, 1.3),
    "conflict": (0.4, 0.7, 1.0),
    "coaching": (0.25, 0.45, 0.8),
    "operating_system": (0.4, 0.65, 1.1),
}
"""Dimension -> the amount of evidence that levels 1, 2 and 3 take; between them a level rises evenly."""

SHARES = (1.0, 0.7, 0.5, 0.3)
"""What the strongest sentence of a dimension counts for, the next one, and so on; all others count for nothing."""
WEAKEST = 0.05
"""A sentence below this strength is no evidence."""
WEAKEST_SHARE = 0.2
"""Nor is one with less than this share of the strength of the strongest."""
SHOWN = 0.5
"""The level from which its sentences are shown as evidence; below, it reads as 0 and nothing has earned it."""
DENSITY = 0.2
"""How far an answer that is evidence from end to end lifts its levels, and one that is mostly talk lowers them."""

OVERALL: Mapping[str, float] = {
    "start": -0.38,
    "situation": 0.25,
    "task": 0.1,
    "action": 0.2,
    "result": 0.7,
    "best": 0.3,
    "second": 0.2,
    "third": 0.35,
    "cost_borne": 0.3,
    "habit": -0.2,
    "soft": -0.15,
}
"""Points of the overall level: for each level of craft and of the three best signals, and for each sentence (at
most three) that accepts a cost, preaches instead of telling, or reports only praise."""
