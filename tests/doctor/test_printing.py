"""Printing: a PDF with all fonts, and what is told when it cannot be had."""

from __future__ import annotations

import pytest

from starlift import typeset
from starlift.doctor.finding import State
from starlift.doctor.printing import Print, judge, look


@pytest.mark.parametrize(
    ("found", "state"),
    [
        (Print(9000), State.GREEN),
        (Print(9000, ("Some Serif",)), State.YELLOW),
        (Print(failure="TypstError: no"), State.RED),
    ],
)
def test_judgement(found: Print, state: State) -> None:
    assert judge(found).state is state


def test_a_page_with_every_font_is_set_here() -> None:
    found = look()

    assert (found.failure, found.missing) == ("", ())
    assert found.size > 1000
    assert {"DejaVu Sans", "Libertinus Serif"} <= set(typeset.families())


def test_a_font_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "families", lambda: ("DejaVu Sans", "No Such Serif"))

    assert look().missing == ("No Such Serif",)


@pytest.mark.parametrize("failure", [RuntimeError("out of order"), ImportError("no typst")])
def test_a_compiler_that_fails_is_told(monkeypatch: pytest.MonkeyPatch, failure: Exception) -> None:
    def fail(*_: object, **__: object) -> bytes:
        raise failure

    monkeypatch.setattr(typeset, "pdf", fail)

    assert str(failure) in look().failure


def test_what_is_no_pdf_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "pdf", lambda *_: b"")

    assert judge(look()).state is State.RED
