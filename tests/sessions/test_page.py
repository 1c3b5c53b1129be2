"""A page: whole in itself, and nothing in its data can become markup or code."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plans import HOSTILE, hostile_table, table

from starlift.page import inline_json
from starlift.sessions.agenda import agenda_page
from starlift.sessions.clockpage import clock_page
from starlift.sessions.printed import run_sheet_page
from starlift.sessions.slides import slides_page

PAGES = [clock_page, run_sheet_page, agenda_page, slides_page]


@pytest.mark.parametrize("make", PAGES)
def test_the_policy_names_the_very_script_and_style_and_nothing_is_fetched(make: object) -> None:
    text = make(table("120"))  # type: ignore[operator]
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', unescape(text))

    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    for inside in re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", text, re.DOTALL):
        checksum = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"sha256-{checksum}" in policy
    assert not re.search(r"https?:|<link|\bsrc=|@import|url\(|style=", text)


@pytest.mark.parametrize("make", PAGES)
def test_hostile_texts_stay_text(make: object) -> None:
    text = make(hostile_table())  # type: ignore[operator]

    assert "<img" not in text
    assert "<script>document" not in text
    assert "49" not in re.findall(r"<h1>(.*?)</h1>", text)[0]
    assert text.count("</script>") == text.count("<script")


@settings(deadline=None)
@given(st.dictionaries(st.text(max_size=20), st.text(max_size=40), max_size=4))
def test_inline_json_reads_back_and_holds_no_markup(data: dict[str, str]) -> None:
    told = inline_json(data | {"hostile": HOSTILE})

    assert json.loads(told) == data | {"hostile": HOSTILE}
    assert not set("<>&\u2028\u2029") & set(told)
