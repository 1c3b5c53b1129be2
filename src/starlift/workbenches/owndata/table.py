"""Table: the two tidy tables, made of the texts that a reader found, with what was left out and assumed on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from starlift.workbenches.owndata import dates, severities
from starlift.workbenches.owndata.files import refused

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["requests", "findings"]
COLUMNS: dict[Kind, tuple[str, ...]] = {
    "requests": ("opened", "requester", "kind", "severity", "closed", "title", "ended"),
    "findings": ("opened", "closed", "severity", "title", "component", "kind", "duplicate", "ended"),
}
"""The columns of each table, in order."""
FIELDS: dict[Kind, tuple[str, ...]] = {
    "requests": COLUMNS["requests"],
    "findings": (*COLUMNS["findings"], "false_positive"),
}
"""What a reader looks for."""
MAX_TEXT = 300
"""Characters that are kept of a title or a name."""
TRUE = "true"
_SHOWN_PLACES = 3


@dataclass(frozen=True)
class Rows:
    """What a reader found, all of it text.

    Attributes:
        texts: One column for each field of `FIELDS` that the export has; flags (`duplicate`, `ended`,
            `false_positive`) hold `TRUE` or nothing.
        places: Where in the file some rows stand, by their numbers in `texts`; may know fewer.
        unit: What a place counts.
        torn: Numbers of rows that do not fit the header.
        left_out: What the reader left out already, and how many of it.
        told: What it assumed.
        month_first: Whether the export is known to write the month before the day.
    """

    texts: pd.DataFrame
    places: Callable[[Sequence[int]], Sequence[int]]
    unit: Literal["line", "entry"] = "line"
    torn: Sequence[int] = ()
    left_out: Sequence[tuple[str, int]] = ()
    told: Sequence[str] = ()
    month_first: bool = False


@dataclass(frozen=True)
class Loaded:
    """An export as a tidy table. Whoever is given one changes nothing in it.

    Attributes:
        table: The columns of `COLUMNS`, in the order of opening. `opened` and `closed` are datetime64[ns] without a
            zone, the time on the wall as exported; `closed` is never before `opened`, and NaT while open or unknown;
            `severity` is one of `SEVERITIES` or None; `ended` says whether a row is closed, at a known time or not;
            other texts are empty where missing. Names of people stand in `requester` and nowhere else.
        told: Sentences: rows read and left out, assumptions, time span, what is missing.
    """

    table: pd.DataFrame
    told: tuple[str, ...]


def tidy(rows: Rows, kind: Kind, path: Path, order: str = "") -> Loaded:
    """The table that `rows` make.

    Args:
        rows: What the reader found.
        kind: Which table.
        path: The file, for its name in errors.
        order: ``"day"`` or ``"month"`` when the learner said which comes first in dates such as 03/04/2026.

    Raises:
        StarliftError: When there are no rows, or none with a date of opening.
    """
    import pandas as pd  # noqa: PLC0415

    texts = rows.texts
    if not len(texts):
        why = "".join(f"; left out: {what} ({count:,})" for what, count in rows.left_out)
        raise refused(path, f"holds no rows{why}", "check the filter of the export")
    if "opened" not in texts:
        raise refused(path, "has no column with the date of opening", "choose the column that holds it", field="opened")
    blank = pd.Series("", index=texts.index, dtype=object)
    written = [texts[name] for name in ("opened", "closed") if name in texts]
    first, told_order = dates.day_first(written, usual=not rows.month_first)
    if order in {"day", "month"}:
        first, told_order = order == "day", ""
    opened = dates.parsed(texts["opened"], day_first=first)
    closed = dates.parsed(texts.get("closed", blank), day_first=first)
    level, told_level = severities.levels_of(texts.get("severity", blank))

    def flag(name: str) -> pd.Series:
        return texts.get(name, blank) == TRUE

    closed = closed.mask(closed.between(opened.dt.normalize(), opened), opened)  # a day without its time
    table = pd.DataFrame({"opened": opened, "closed": closed, "severity": level}, index=texts.index)
    for name in ("requester", "kind", "title", "component"):
        table[name] = clean(texts.get(name, blank))
    table["duplicate"], table["ended"] = flag("duplicate"), flag("ended") | closed.notna()
    bad, left_out = _left_out(rows, table, flag("false_positive") & (kind == "findings"))
    if bad.all():
        example = (
            f", such as “{clean(texts['opened'])[bad & opened.isna()].iloc[0][:40]}”" if opened.isna().any() else ""
        )
        raise refused(path, f"has no row that can be used: {left_out[0]}{example}", "choose another column of dates",
                      field="opened")  # fmt: skip
    kept = table.loc[~bad, list(COLUMNS[kind])].sort_values("opened", kind="stable", ignore_index=True)
    unread = texts.get("closed", blank)[~bad & closed.isna()].str.strip()
    told = [
        f"Rows used: {len(kept):,} of {len(texts) + sum(count for _, count in rows.left_out):,}.",
        *(f"Left out: {one}." for one in left_out),
        *rows.told,
        *(one for one in (told_order, told_level) if one),
        *_gaps(kept, texts["severity"][~bad] if "severity" in texts else blank[~bad]),
    ]
    if (unread != "").any():
        told.append(f"Closing dates that cannot be read and count as missing: {int((unread != '').sum()):,}.")
    return Loaded(kept, tuple(told))


def _left_out(rows: Rows, table: pd.DataFrame, false_positive: pd.Series) -> tuple[pd.Series, list[str]]:
    """Which rows are left out, and why, the first reason counting."""
    import pandas as pd  # noqa: PLC0415

    reasons = {
        "with more cells than there are column names": pd.Series(table.index.isin(list(rows.torn)), index=table.index),
        "marked as false positive": false_positive,
        "without a date of opening that can be read": table["opened"].isna(),
        "closed on a day before it was opened": table["closed"] < table["opened"].dt.normalize(),
    }
    bad = pd.Series(data=False, index=table.index)
    told = []
    for what, found in reasons.items():
        new = found & ~bad
        if new.any():
            numbers = [int(number) for number in new.to_numpy().nonzero()[0][:_SHOWN_PLACES]]
            told.append(f"{_rows(int(new.sum()))} {what}{_where(rows, numbers, int(new.sum()))}")
        bad |= new
    return bad, [*told, *(f"{what} ({count:,})" for what, count in rows.left_out)]


def _where(rows: Rows, numbers: Sequence[int], count: int) -> str:
    places = [f"{place:,}" for place in rows.places(numbers)]
    if not places:
        return ""
    unit = rows.unit if count == 1 else {"line": "lines", "entry": "entries"}[rows.unit]
    return f" ({'first ' if count > len(places) else ''}{unit} {', '.join(places)})"


def _rows(count: int) -> str:
    return f"{count:,} row" if count == 1 else f"{count:,} rows"


def _gaps(table: pd.DataFrame, written: pd.Series) -> list[str]:
    """Time span, and what is missing from the rows that are used."""
    first, last = table["opened"].min(), table["opened"].max()
    told = [f"Opened between {first.day} {first:%B %Y} and {last.day} {last:%B %Y}."]
    undated = int((table["ended"] & table["closed"].isna()).sum())
    if undated:
        told.append(f"Closed without a date: {_rows(undated)}; the day of closing counts as missing.")
    missing = table["severity"].isna().to_numpy()
    if missing.any():
        strange = Counter(word for word in clean(written[missing]) if word).most_common(_SHOWN_PLACES)
        unknown = f", among them {', '.join(f'“{word[:30]}”' for word, _ in strange)}" if strange else ""
        told.append(f"{missing.mean():.0%} of the rows have no severity that is known{unknown}.")
    if "duplicate" in table and table["duplicate"].any():
        told.append(f"Marked as duplicate: {_rows(int(table['duplicate'].sum()))}.")
    if "requester" in table:
        names = table.loc[table["requester"] != "", "requester"].nunique()
        told.append(f"Different requesters: {names:,}.")
    return told


def clean(texts: pd.Series) -> pd.Series:
    """Texts on one line, at most `MAX_TEXT` characters long, without anything that does not print."""
    return texts.map(_clean).astype(object)


def _clean(text: str) -> str:
    short = " ".join(text[: 4 * MAX_TEXT].split())[:MAX_TEXT]
    return short if short.isprintable() else "".join(char for char in short if char.isprintable())
