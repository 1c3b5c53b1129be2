"""Mask: the cohort's own people are hidden, and everyday words stay."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starlift.reports.mask import PLACEHOLDER, Mask

MASK = Mask(["p01", "7", "4711", "emp.9"], ["Zoë Adeyemi", "Mark Will", ""])


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("zoë  ADEYEMI agreed", "[participant] agreed"),
        ("I asked Adeyemi's team", "I asked [participant]'s team"),
        ("Will said yes, I will too", "[participant] said yes, I will too"),
        ("P01 and EMP.9 wrote 4711", "[participant] and [participant] wrote [participant]"),
        ("we closed 7 of 47110 in p010", "we closed 7 of 47110 in p010"),
        (unicodedata.normalize("NFD", "Zoë left"), "[participant] left"),
    ],
)
def test_names_and_ids_are_hidden(text: str, hidden: str) -> None:
    assert MASK.hide(text) == hidden


@given(st.text(), st.text(min_size=1))
def test_no_name_is_left_whatever_it_is(text: str, name: str) -> None:
    shown = Mask([], [name]).hide(f"{text} {name} {text}")
    plain = " ".join(unicodedata.normalize("NFC", name).split())

    assert not plain or f" {plain} " not in shown.replace(PLACEHOLDER, "").replace("\n", " ") or plain == "participant"


def test_nobody_known_changes_nothing() -> None:
    assert Mask([], []).hide("I decided.") == "I decided."
