"""Dates: a column of texts as times, in whichever of the usual forms a tracker wrote them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

EARLIEST, LATEST = 1980, 2100
"""Years that are believed."""
_LONGEST = 60
_TIME = (
    r"(?:(?:T|,?\s+(?:at\s+|um\s+|à\s+)?)(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})"
    r"(?:[:.](?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?)?(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?"
    r"(?:\s*(?:Z|UTC|GMT|CES?T|[+-][0-9]{2}:?[0-9]{2}))?)?\s*$"
)
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_YEAR_FIRST = r"^\s*(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})" + _TIME
_NUMBERS = r"^\s*(?P<day>[0-9]{1,2})[-/.](?P<month>[0-9]{1,2})[-/.]" + _YEAR + _TIME
_NAMED = r"^\s*(?:[^\W\d_]+\.?,?\s+)?(?P<day>[0-9]{1,2})\.?[-/ ](?P<month>[^\W\d_]{3,12})\.?[-/ ,]\s*" + _YEAR + _TIME
_NAME_FIRST = r"^\s*(?P<month>[^\W\d_]{3,12})\.?\s+(?P<day>[0-9]{1,2}),?\s+(?P<year>[0-9]{4})" + _TIME
_FORMS = (_YEAR_FIRST, _NUMBERS, _NAMED, _NAME_FIRST)
_SHORT = re.compile(r"^\s*([0-9]{1,2})([-/.])([0-9]{1,2})[-/.][0-9]{2}")
_MONTHS = (
    "jan ene gen", "feb fev", "mar maa mae mrt mrz", "apr avr abr", "may mai mag mei", "jun giu", "jul lug juil",
    "aug aou ago", "sep set", "oct okt ott out", "nov", "dec dez dic",
)  # fmt: skip
_MONTH_OF = {start: number for number, starts in enumerate(_MONTHS, 1) for start in starts.split()} | {"juin": 6}


def parsed(texts: pd.Series, *, day_first: bool = True) -> pd.Series:
    """Texts as times.

    Args:
        texts: Any texts.
        day_first: Whether ``03/04/2026`` is in April; dates that say the year or the month first do not care.

    Returns:
        datetime64[ns] without a zone, on the same index: the time on the wall that the text names, its zone dropped;
        NaT where the text is no date between `EARLIEST` and `LATEST`.
    """
    import numpy as np  # noqa: PLC0415
    import pandas as pd  # noqa: PLC0415

    found = np.full(len(texts), np.datetime64("NaT"), dtype="datetime64[ns]")
    open_ones = np.flatnonzero(texts.to_numpy(dtype=object) != "")
    for form in _FORMS:
        if not open_ones.size:
            break
        parts = texts.iloc[open_ones].str.extract(form)
        fits = parts["year"].notna().to_numpy()
        swap = form is _NUMBERS and not day_first
        found[open_ones[fits]] = _times(parts[fits], swap=swap)
        open_ones = open_ones[~fits]
    return pd.Series(found, index=texts.index)


def is_date(text: str) -> bool:
    """Whether a text is a date in one of the forms that `parsed` reads."""
    import pandas as pd  # noqa: PLC0415

    return len(text) <= _LONGEST and bool(parsed(pd.Series([text], dtype=object)).notna().all())


def _times(parts: pd.DataFrame, *, swap: bool) -> np.ndarray:
    import numpy as np  # noqa: PLC0415

    def number(name: str) -> np.ndarray:
        return parts[name].fillna("0").astype(str).astype(int).to_numpy()

    named = parts["month"].fillna("")
    months = {text: int(text) if text.isdigit() else _month(text) for text in named.unique()}
    year, month, day = number("year"), named.map(months).astype(int).to_numpy(), number("day")
    year = np.where(parts["year"].str.len() == 2, year + 2000, year)
    if swap:
        day, month = month, day
    hour, half = number("hour"), parts["half"].fillna("").str.lower()
    hour = np.where((half == "p") & (hour < 12), hour + 12, np.where((half == "a") & (hour == 12), 0, hour))
    minute, second = number("minute"), number("second")
    first = (np.clip(year, EARLIEST, LATEST) - 1970).astype("datetime64[Y]").astype("datetime64[M]") + (month - 1)
    date = first.astype("datetime64[D]") + (day - 1)
    good = (year >= EARLIEST) & (year < LATEST) & (month >= 1) & (month <= 12) & (day >= 1)
    good &= (date.astype("datetime64[M]") == first) & (hour < 24) & (minute < 60) & (second < 61)
    times = date.astype("datetime64[ns]") + (hour * 3600 + minute * 60 + second).astype("timedelta64[s]")
    return np.where(good, times, np.datetime64("NaT", "ns"))


def _month(name: str) -> int:
    bare = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    return _MONTH_OF.get(bare[:4]) or _MONTH_OF.get(bare[:3], 0)


def day_first(columns: Iterable[pd.Series], *, usual: bool = True) -> tuple[bool, str]:
    """Whether dates made of three figures name the day first, judged by all of them together.

    Args:
        columns: Columns of dates of one file.
        usual: What to take where every date can be read either way.

    Returns:
        The order, and what the learner should know of it; nothing where no date is made of three figures.
    """
    day = month = short = points = halves = 0
    example = ""
    for column in columns:
        for text in column:
            match = _SHORT.match(text)
            if match:
                short += 1
                day += int(match[1]) > 12
                month += int(match[3]) > 12
                points += match[2] == "."
                halves += text.rstrip()[-1:] in "mM"
                example = example or text.strip()[:20]
    if not short:
        return usual, ""
    if day or month:
        chosen = day >= month
        both = f" {min(day, month):,} of them can only be read the other way round." if day and month else ""
        return chosen, f"Dates such as {example} name the {'day' if chosen else 'month'} first.{both}"
    if points == short:
        return True, f"Dates such as {example} are read as day first."
    chosen = bool(points) or (usual and not halves)  # 3/4/26 9:41 AM is how it is written in the United States
    return chosen, (
        f"Dates such as {example} could name the day or the month first, and none of the file settles it: "
        f"read as {'day' if chosen else 'month'} first. Say so if it is the other way round."
    )
