"""Plan: six weeks of coaching in which the manager's part grows smaller and the engineer's larger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from starlift.workbenches.reframing.content import WEEKS, Reframing, Role, Trade
from starlift.workbenches.reframing.remark import Remark, holding, question
from starlift.workbenches.reframing.words import even, excerpt, hits, tokens


@dataclass(frozen=True)
class Week:
    """One week: what the engineer does, what the manager does, how both would see progress."""

    does: str
    role: Role | None
    sign: str


@dataclass(frozen=True)
class Plan:
    """Six weeks, the engineer's own goal, and what gives way for it."""

    weeks: Sequence[Week]
    goal: str
    trade: Trade | None

    @property
    def begun(self) -> bool:
        """Whether anything is planned."""
        return bool(self.goal.strip()) or any(
            week.role or week.does.strip() or week.sign.strip() for week in self.weeks
        )


def remarks(plan: Plan, content: Reframing) -> list[Remark]:
    """What can be said of the plan; nothing while there is none."""
    if not plan.begun:
        return []
    return [_goal(plan, content), _presence(plan, content), _practice(plan, content), _signs(plan, content),
            _alone(plan, content), _trade(plan, content)]  # fmt: skip


def _goal(plan: Plan, content: Reframing) -> Remark:
    goal = even(plan.goal)
    if len(tokens(goal)) < 4:
        return question("goal", content.asked("plan_goal"))
    if not hits(goal, content.cues.hers) and '"' not in goal:
        return question("goal", content.asked("plan_goal_yours", quote=excerpt(goal)))
    return holding("goal", f"her own goal: “{excerpt(goal)}”")


def _presence(plan: Plan, content: Reframing) -> Remark:
    roles = [week.role for week in plan.weeks]
    for number, role in zip(WEEKS, roles, strict=True):
        if role is None:
            return question("presence", content.asked("plan_roles", n=number))
    steps = [role.presence for role in roles if role]
    for number, (before, after) in enumerate(pairwise(steps), start=1):
        if after > before:
            return question("presence", content.asked("plan_rise", n=number, m=number + 1))
    if steps[-1] > 1 or steps[-1] == steps[0]:
        return question("presence", content.asked("plan_flat"))
    return holding("presence", f"your part falls from “{roles[0].name}” to “{roles[-1].name}”")  # type: ignore[union-attr]


def _practice(plan: Plan, content: Reframing) -> Remark:
    for number, week in zip(WEEKS, plan.weeks, strict=True):
        found = hits(even(week.does), content.cues.practice)
        if found and week.role and week.role.presence and len(tokens(even(week.does))) >= 4:
            return holding("practice", f"practice on real work in week {number}: “{found[0]}”")
    return question("practice", content.asked("plan_practice"))


def _signs(plan: Plan, content: Reframing) -> Remark:
    signs = [even(week.sign) for week in plan.weeks]
    said = [sign.casefold() for sign in signs if len(tokens(sign)) >= 4 and not hits(sign, content.cues.placeholder)]
    if said:
        sign, times = Counter(said).most_common(1)[0]
        if times > 2:
            return question("signs", content.asked("plan_same", quote=excerpt(sign)))
    if len(set(said)) < 3:
        return question("signs", content.asked("plan_evidence", n=len(said)))
    return holding("signs", f"{len(said)} weeks say how progress would be seen")


def _alone(plan: Plan, content: Reframing) -> Remark:
    last = plan.weeks[-1]
    does = even(last.does)
    if len(tokens(does)) < 4 or last.role is None or last.role.presence > 1:
        return question("alone", content.asked("plan_alone"))
    return holding("alone", f"without you by week {WEEKS[-1]}: “{excerpt(does)}”")


def _trade(plan: Plan, content: Reframing) -> Remark:
    if plan.trade is None:
        return question("trade", content.asked("plan_trade"))
    if not plan.trade.told:
        return question("trade", content.asked("plan_trade_nothing"))
    return holding("trade", f"gives way: {plan.trade.told}")
