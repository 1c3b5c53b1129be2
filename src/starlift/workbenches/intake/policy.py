"""Policy: what a manager decides about requests: lanes, their answers and promises, what is urgent, what gives way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Mode = Literal["live", "written", "owner", "self"]
"""Live review, asynchronous in writing, live with a risk owner, self-service first."""
Interrupts = Literal["everybody", "rota", "nobody"]
"""Whoever is asked; the one who is on duty this week, and only by what is urgent; nobody."""
Rebalance = Literal["nothing", "lowest", "decision"]
"""What gives way: nothing is said, so planned work does in silence; the lowest lane; planned work that is moved."""
EVERYBODY: Interrupts = "everybody"
SEVERITIES = ("critical", "high", "medium", "low")
SEVERE = frozenset(SEVERITIES[:2])


@dataclass(frozen=True)
class LaneRule:
    """How a lane answers.

    Attributes:
        hours: Response expectation, in working hours.
    """

    mode: Mode
    hours: int


@dataclass(frozen=True)
class Policy:
    """A whole set of rules; equal rules are equal policies.

    Attributes:
        lanes: Kind of request -> lane, as sorted pairs; a kind that is missing is taken as it comes.
        rules: Lane -> rule, as sorted pairs.
        urgent_by: Facts of which one is enough: severity, soon, diary, rank.
    """

    lanes: tuple[tuple[str, str], ...]
    rules: tuple[tuple[str, LaneRule], ...]
    urgent_by: frozenset[str]
    interrupts: Interrupts
    rebalance: Rebalance

    @classmethod
    def of(cls, lanes: Mapping[str, str], rules: Mapping[str, LaneRule], *, urgent_by: Iterable[str],
           interrupts: Interrupts, rebalance: Rebalance) -> Policy:  # fmt: skip
        """A policy in its one form; lanes without a rule, and rules without a kind, are left out."""
        kept = {kind: lane for kind, lane in lanes.items() if lane in rules}
        used = {lane: rule for lane, rule in rules.items() if lane in kept.values()}
        return cls(
            tuple(sorted(kept.items())), tuple(sorted(used.items())), frozenset(urgent_by), interrupts, rebalance
        )

    @property
    def rule_of(self) -> dict[str, LaneRule]:
        """Kind of request -> the rule of its lane."""
        rules = dict(self.rules)
        return {kind: rules[lane] for kind, lane in self.lanes}

    @property
    def lowest(self) -> str:
        """The lane that is promised its answer last, or empty; that which gives way to planned work."""
        return max(self.rules, key=lambda pair: pair[1].hours)[0] if self.rules else ""

    def urgent(self, *, severity: str, soon: bool, diary: bool, rank: bool) -> bool:
        """Whether a request goes before all others."""
        facts = {"severity": severity in SEVERE, "soon": soon, "diary": diary, "rank": rank}
        return any(facts[fact] for fact in self.urgent_by if fact in facts)
