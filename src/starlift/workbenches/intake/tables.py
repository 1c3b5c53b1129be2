"""Tables: half years from and to pandas, with the columns that `requests` documents."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from starlift.errors import Problem, StarliftError
from starlift.workbenches.intake.content import Generator, Intake, Kind
from starlift.workbenches.intake.policy import SEVERITIES
from starlift.workbenches.intake.requests import COLUMNS, HalfYear, Request, clock_time, working_hours

if TYPE_CHECKING:
    import pandas as pd

WEEKS = 26
"""The latest weeks of an export that are replayed."""
MOST_REQUESTS = 8_000
"""More than this in half a year is no team's own queue, and would keep a learner waiting."""
_ALIASES = {"info": "low", "informational": "low", "none": "low"}


def from_frame(frame: pd.DataFrame, intake: Intake, seed: int, *, origin: str = "own requests") -> HalfYear:
    """The last six months of an exported table to replay; what it does not know is drawn as for its kind.

    Args:
        intake: The kinds, and how their hours and facts are drawn.
        seed: Of what is drawn.
        origin: What to say of it under each figure.
        frame: With the columns named at the head of this module; rows without `opened` are left out.

    Raises:
        StarliftError: When a column is missing, nothing is left, or six months hold more than `MOST_REQUESTS`.
    """
    import numpy as np  # noqa: PLC0415

    missing = [name for name in ("opened", "kind") if name not in frame.columns]
    if missing:
        raise StarliftError(Problem("", 0, missing[0], "is missing from the table", "name the column"))
    table = (
        frame.assign(opened=_moments(frame["opened"])).dropna(subset=["opened"]).sort_values("opened", kind="stable")
    )
    if table.empty:
        raise StarliftError(Problem("", 0, "opened", "holds no date", "look at the export"))
    last = table["opened"].iloc[-1].date()
    table = table[table["opened"] >= str(last - dt.timedelta(weeks=WEEKS))]
    if len(table) > MOST_REQUESTS:
        what = f"its last six months hold {len(table):,} requests, more than {MOST_REQUESTS:,}"
        raise StarliftError(Problem("", 0, "", what, "export the requests to one team"))
    first = table["opened"].iloc[0].date()
    start = first - dt.timedelta(days=first.weekday())
    weeks = (last - start).days // 7 + 1
    read = kind_reader(intake)
    rng = np.random.default_rng(seed)
    rows = table.to_dict("records")
    luck, normal = rng.random((len(rows), 6)).tolist(), rng.standard_normal(len(rows)).tolist()
    requests = tuple(
        _own(number, {str(key): value for key, value in row.items()}, read, intake.generator, start, luck[number],
             normal[number])
        for number, row in enumerate(rows)
    )  # fmt: skip
    return HalfYear(origin, start, weeks, requests, _closed(table, start))


def _moments(column: pd.Series) -> pd.Series:
    """Dates and times without a zone; what cannot be read is NaT."""
    import pandas as pd  # noqa: PLC0415

    return pd.to_datetime(column, errors="coerce", utc=True, format="mixed").dt.tz_localize(None)


def _closed(table: pd.DataFrame, start: dt.date) -> tuple[float | None, ...]:
    if "closed" not in table.columns:
        return ()
    moments = _moments(table["closed"])
    return tuple(
        None if lost else working_hours(at.to_pydatetime(), start)
        for at, lost in zip(moments, moments.isna(), strict=True)
    )


def _own(number: int, row: dict[str, Any], read: Callable[[str, str], Kind], gen: Generator, start: dt.date,
         u: Sequence[float], normal: float) -> Request:  # fmt: skip
    kind = read(_text(row.get("kind")), _text(row.get("title")))
    level = _text(row.get("severity")).strip().casefold()
    level = _ALIASES.get(level, level)
    level = level if level in SEVERITIES else "medium"
    opened = row["opened"].to_pydatetime()
    hours = row.get("hours")
    known = isinstance(hours, int | float) and 0 < hours < 1_000
    return Request(
        number=number, opened=opened, at=working_hours(opened, start),
        requester=_text(row.get("requester")) or "unknown", team="", kind=kind.id, severity=level,
        soon=u[1] < getattr(gen.soon, level), diary=u[2] < kind.diary, rank=u[3] < kind.rank,
        hours=float(hours) if known else kind.hours * math.exp(kind.spread * normal),  # type: ignore[arg-type]
        tracked=True, interrupt=u[0] < kind.interrupt, duplicate_of=None, reassigned=u[5] < gen.reassigned,
    )  # fmt: skip


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def kind_reader(intake: Intake) -> Callable[[str, str], Kind]:
    """Reads a label and a title as a kind: by id or name, then by the first kind with a word in either, else the most
    frequent kind.
    """  # noqa: D205
    exact = {text.casefold(): kind for kind in intake.kinds for text in (kind.id, kind.name)}
    commonest = max(intake.kinds, key=lambda kind: kind.share)

    def read(label: str, title: str) -> Kind:
        if label.strip().casefold() in exact:
            return exact[label.strip().casefold()]
        for text in (label.casefold(), title.casefold()):
            for kind in intake.kinds:
                if any(word.casefold() in text for word in kind.words):
                    return kind
        return commonest

    return read


def to_frame(half: HalfYear, closed: Sequence[float | None]) -> pd.DataFrame:
    """The requests as a table with `COLUMNS`.

    Args:
        half: The requests.
        closed: Working hour at which each was answered, None for what is still open.
    """
    import pandas as pd  # noqa: PLC0415

    rows = [
        (request.opened, request.requester, request.kind, request.severity,
         None if at is None else max(clock_time(at, half.start), request.opened), f"{request.kind} (synthetic)",
         request.hours, half.origin.startswith("synthetic"))
        for request, at in zip(half.requests, closed, strict=True)
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.assign(opened=pd.to_datetime(table["opened"]), closed=pd.to_datetime(table["closed"]))
