from __future__ import annotations

from datetime import datetime

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from starlift.workbenches.owndata.dates import day_first, is_date, parsed


def column(*texts: str) -> pd.Series:
    return pd.Series(texts, dtype=object)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-13 09:41", "2026-03-13T09:41:00Z", "2026-03-13T09:41:00.123+01:00", "2026/03/13 09:41:00",
        "13/Mar/26 9:41 AM", "13/März/26 09:41", "13.03.2026 09:41", "13. März 2026, 09:41", "Mar 13, 2026 9:41 AM",
        "March 13, 2026, 9:41 a.m.", "Fri, 13 Mar 2026 09:41:00 +0000", "13 mars 2026 à 09:41", "13/03/26 09:41",
        "13-Mar-2026 09:41", " 2026-03-13 09:41 UTC ", "13/Mar/26 9:41\u202fAM",
    ],
)  # fmt: skip
def test_usual_forms_keep_the_time_on_the_wall(text: str) -> None:
    assert parsed(column(text)).iloc[0] == pd.Timestamp("2026-03-13 09:41")


@pytest.mark.parametrize(
    "text",
    ["", "soon", "12", "1.5", "2026-02-30", "2026-13-01", "0001-01-01", "9999-01-01", "31/Foo/26", "2026-01-01 25:00",
     "2026-01-01 and more", "1.2.3", "13/13/2026"],
)  # fmt: skip
def test_anything_else_is_no_date(text: str) -> None:
    assert not is_date(text)


def test_midday_and_midnight() -> None:
    times = parsed(column("1/Jan/26 12:05 AM", "1/Jan/26 12:05 PM", "1/Jan/26 1:05 PM"))

    assert list(times.dt.hour) == [0, 12, 13]


@settings(deadline=None, max_examples=60)
@given(time=st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)))  # noqa: DTZ001 - times on the wall
def test_what_is_written_is_read_back(time: datetime) -> None:
    time = time.replace(second=0, microsecond=0)
    month = "JanFebMarAprMayJunJulAugSepOctNovDec"[time.month * 3 - 3 : time.month * 3]
    texts = [
        f"{time:%Y-%m-%dT%H:%M}",
        f"{time.day}/{month}/{time.year} {time:%I:%M} {'PM' if time.hour >= 12 else 'AM'}",
        f"{time.day}.{time.month}.{time.year} {time:%H:%M}",
    ]

    assert list(parsed(column(*texts))) == [pd.Timestamp(time)] * 3
    assert parsed(column(f"{time:%m/%d/%Y %H:%M}"), day_first=False).iloc[0] == pd.Timestamp(time)


@pytest.mark.parametrize(
    ("texts", "usual", "first", "said"),
    [
        (["2026-03-04", "13/Mar/26"], True, True, ""),
        (["03/04/26", "25/04/26"], False, True, "name the day first"),
        (["03/04/26", "04/25/26"], True, False, "name the month first"),
        (["25/04/26", "26/04/26", "04/25/26"], True, True, "1 of them can only be read the other way round"),
        (["03/04/26"], True, True, "none of the file settles it"),
        (["03/04/26 9:41 AM"], True, False, "read as month first"),
        (["03.04.26"], False, True, "are read as day first"),
    ],
)
def test_the_whole_file_says_which_comes_first(texts: list[str], usual: bool, first: bool, said: str) -> None:
    found, told = day_first([column(*texts)], usual=usual)

    assert found is first
    assert said in told
    assert bool(told) == bool(said)
