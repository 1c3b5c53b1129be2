"""Outcomes: what came of a policy over several half years, and where it does worse than another one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from starlift.workbenches.intake.content import Intake
from starlift.workbenches.intake.policy import SEVERE, Policy
from starlift.workbenches.intake.requests import HalfYear, Request, generate
from starlift.workbenches.intake.simulation import Answered, run
from starlift.workbenches.intake.tables import from_frame

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    Floats = np.ndarray[Any, np.dtype[np.float64]]

_REMEMBERED = 12


@dataclass(frozen=True)
class Range:
    """A figure over several half years: the middle one, and the bounds of the middle four fifths."""

    low: float
    mid: float
    high: float


@dataclass(frozen=True)
class Draw:
    """One half year under one policy, as far as it is compared.

    Attributes:
        waits: Working hours that each request waited; NaN for what was settled without the team.
        kept: Share answered within the expectation, of what has one and came to the team; NaN without any.
    """

    half: HalfYear
    waits: Floats
    starved: float
    moved: float
    deflected: float
    owned: float
    kept: float
    open: float
    returned: float
    interruptions: float


@dataclass(frozen=True)
class Measure:
    """Something to compare policies by.

    Attributes:
        better: Which end is; "" where it depends on what was meant.
        unit: "hours" of waiting, a "share" or a "number".
        margin: What is too little to speak of.
        told: Whether it is worth a note of its own; shares always are.
    """

    name: str
    better: Literal["low", "high", ""]
    unit: Literal["hours", "share", "number"]
    of: Callable[[Draw], float]
    margin: float
    told: bool = False


def _severe(quantile: float) -> Callable[[Draw], float]:
    return lambda draw: _wait(draw, lambda request: request.severity in SEVERE, quantile)


def _soon(quantile: float) -> Callable[[Draw], float]:
    return lambda draw: _wait(draw, lambda request: request.soon, quantile)


def _others(quantile: float) -> Callable[[Draw], float]:
    return lambda draw: _wait(draw, lambda request: request.severity not in SEVERE, quantile)


MEASURES = (
    Measure("Wait where a loss is days away: the middle one", "low", "hours", _soon(0.5), 1, told=True),
    Measure("Wait where a loss is days away: 9 of 10 within", "low", "hours", _soon(0.9), 2, told=True),
    Measure("Wait, critical and high: the middle one", "low", "hours", _severe(0.5), 1),
    Measure("Wait, critical and high: 9 of 10 within", "low", "hours", _severe(0.9), 2, told=True),
    Measure("Wait, medium and low: the middle one", "low", "hours", _others(0.5), 2),
    Measure("Wait, medium and low: 9 of 10 within", "low", "hours", _others(0.9), 4),
    Measure("Planned work starved: lost without a decision", "low", "share", lambda draw: draw.starved, 0.02),
    Measure("Planned work moved by a decision", "", "share", lambda draw: draw.moved, 0.02),
    Measure("Calendar owned: hours without interruption or meeting", "high", "share", lambda draw: draw.owned, 0.02),
    Measure("Answered within the expectation", "high", "share", lambda draw: draw.kept, 0.02),
    Measure("Settled without the team (deflected)", "", "share", lambda draw: draw.deflected, 0.02),
    Measure("Severe, sent away by a page, and back worse", "low", "number", lambda draw: draw.returned, 2),
    Measure("Still open at the end", "low", "number", lambda draw: draw.open, 10),
    Measure("Interruptions, for each engineer and day", "low", "number", lambda draw: draw.interruptions, 0.1),
)


LEAST_DRAWS, OWN_WORK = 3, 20_000
"""Half years run of a learner's own requests: at least so many, fewer than usual from this many requests on."""


class Experiment:
    """The same half years under one policy after another; what was run is remembered.

    Args:
        own: Requests to replay instead of synthetic ones; what they do not tell is drawn afresh each time.
        engineers: How many people answer them; by default as many as the content says.
    """

    def __init__(self, intake: Intake, own: pd.DataFrame | None = None, *, engineers: int | None = None) -> None:
        self._intake, self._own, self._engineers = intake, own, engineers
        self._count = intake.generator.draws
        if own is not None:
            self._count = max(LEAST_DRAWS, min(self._count, OWN_WORK // max(len(own), 1)))
        self._halves: dict[int, HalfYear] = {}
        self._done: dict[Policy, tuple[Draw, ...]] = {}
        self._first: Answered | None = None

    @property
    def seeds(self) -> range:
        """Seeds of the half years; the first is the one that is shown."""
        seed = self._intake.generator.seed
        return range(seed, seed + self._count)

    def half(self, seed: int) -> HalfYear:
        """The half year of this seed."""
        if seed not in self._halves:
            own = self._own
            self._halves[seed] = generate(self._intake, seed) if own is None else from_frame(own, self._intake, seed)
        return self._halves[seed]

    def history(self) -> Answered:
        """The half year that is shown, the old way."""
        if self._first is None:
            seed = self.seeds[0]
            self._first = self._run(self._intake.old_way.policy, seed)
        return self._first

    def _run(self, policy: Policy, seed: int) -> Answered:
        return run(self._intake, self.half(seed), policy, seed, engineers=self._engineers)

    def closed(self) -> tuple[float | None, ...]:
        """When each request of the half year that is shown was answered: as exported, or else as the old way has it."""
        past = self.history()
        return past.half.closed or past.answered

    def draws(self, policy: Policy) -> tuple[Draw, ...]:
        """What came of `policy` in each half year."""
        if policy not in self._done:
            found = tuple(_draw(self._run(policy, seed), policy) for seed in self.seeds)
            while len(self._done) >= _REMEMBERED:
                del self._done[next(iter(self._done))]
            self._done[policy] = found
        return self._done[policy]


def _draw(result: Answered, policy: Policy) -> Draw:
    import numpy as np  # noqa: PLC0415

    requests, rules = result.half.requests, policy.rule_of
    count = max(len(requests), 1)
    waits = np.array(
        [np.nan if way.deflected else result.wait(number) for number, way in enumerate(result.routes)], dtype=float
    )
    promised = np.array([rules[item.kind].hours if item.kind in rules else np.nan for item in requests], dtype=float)
    judged = ~np.isnan(promised) & ~np.isnan(waits)
    return Draw(
        half=result.half,
        waits=waits,
        starved=result.starved / max(result.planned, 1e-9),
        moved=result.moved / max(result.planned, 1e-9),
        deflected=sum(way.deflected for way in result.routes) / count,
        owned=result.owned,
        kept=float((waits[judged] <= promised[judged]).mean()) if judged.any() else float("nan"),
        open=float(sum(at is None for at in result.answered)),
        returned=float(sum(way.returned for way in result.routes)),
        interruptions=result.interruptions,
    )


def _wait(draw: Draw, belongs: Callable[[Request], bool], quantile: float) -> float:
    """A quantile of the waits of the requests that belong; NaN where there are none."""
    import numpy as np  # noqa: PLC0415

    chosen = np.array([belongs(item) for item in draw.half.requests], dtype=bool)
    waits = draw.waits[chosen & ~np.isnan(draw.waits)]
    return float(np.quantile(waits, quantile)) if len(waits) else float("nan")


def ranged(draws: tuple[Draw, ...], of: Callable[[Draw], float]) -> Range | None:
    """A figure over all draws; None where no draw has it."""
    import numpy as np  # noqa: PLC0415

    values = np.array([of(draw) for draw in draws])
    values = values[~np.isnan(values)]
    if not len(values):
        return None
    low, mid, high = np.quantile(values, (0.1, 0.5, 0.9))
    return Range(float(low), float(mid), float(high))


def waits_by_lane(draws: tuple[Draw, ...], lanes: Mapping[str, str], quantile: float) -> dict[str, Range | None]:
    """Lane -> wait, with the requests sorted by `lanes`, kind -> lane, whatever the policy's own lanes were."""
    found = {}
    for lane in dict.fromkeys(lanes.values()):
        kinds = {kind for kind, own in lanes.items() if own == lane}
        found[lane] = ranged(draws, partial(_wait, belongs=partial(_is_of, kinds), quantile=quantile))
    return found


def _is_of(kinds: set[str], request: Request) -> bool:
    return request.kind in kinds


def waits_by_severity(draws: tuple[Draw, ...], severity: str, quantile: float) -> Range | None:
    """The wait of one severity."""
    return ranged(draws, lambda draw: _wait(draw, lambda request: request.severity == severity, quantile))


def worse(mine: tuple[Draw, ...], other: tuple[Draw, ...]) -> list[Measure]:
    """Where `mine` does worse than `other`: in at least nine of ten half years, and by more than the margin.

    The half years are compared in pairs, since both policies met the same requests.
    """
    import numpy as np  # noqa: PLC0415

    found = []
    for measure in MEASURES:
        sign = {"low": 1, "high": -1, "": 0}[measure.better]
        gaps = np.array([sign * (measure.of(a) - measure.of(b)) for a, b in zip(mine, other, strict=True)])
        gaps = gaps[~np.isnan(gaps)]
        if len(gaps) and (gaps > 0).mean() >= 0.9 and np.median(gaps) > measure.margin:
            found.append(measure)
    return found
