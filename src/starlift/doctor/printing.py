"""Printing: whether a PDF can be made, with every font that the kit's pages name."""

from __future__ import annotations

from dataclasses import dataclass

from starlift import typeset
from starlift.doctor.finding import Finding, State


@dataclass(frozen=True)
class Print:
    """What came of a trial page.

    Attributes:
        size: Bytes of the PDF.
        missing: Families that a page names and that are not there.
        failure: Why there is no PDF; "" otherwise.
    """

    size: int = 0
    missing: tuple[str, ...] = ()
    failure: str = ""


def look() -> Print:
    """Set a page with every family that the kit's pages name."""
    try:
        missing = typeset.missing_fonts()
        page = typeset.pdf("proof", {"fonts": list(typeset.families())})
    except Exception as error:  # noqa: BLE001 - a compiler of another language; whatever it says is the finding
        return Print(failure=f"{type(error).__name__}: {error}".strip(": ").split("\n")[0][:300])
    return Print(len(page), missing) if page.startswith(b"%PDF") else Print(failure="what came out is no PDF")


def judge(found: Print) -> Finding:
    """Whether packets, sheets and records can be printed."""
    if found.failure:
        do = "pip install --force-reinstall typst matplotlib; until then use the HTML or Markdown editions"
        return Finding("PDF and fonts", State.RED, f"no PDF could be made: {found.failure}", do)
    if found.missing:
        what = f"a PDF was made, without the fonts {', '.join(found.missing)}"
        return Finding("PDF and fonts", State.YELLOW, what, "pip install --force-reinstall typst matplotlib")
    return Finding("PDF and fonts", State.GREEN, "a PDF was made with all fonts; nothing of the system is needed")
