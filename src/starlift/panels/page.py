"""Page: a piece of the workbook that is only read, as HTML for the notebook and as plain text for everything else."""

from __future__ import annotations

import html as markup
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

STYLE = Path(__file__).with_name("studio.css")


@dataclass(frozen=True)
class Page:
    """Shows `html`; `plain` is what a front end without HTML shows.

    Attributes:
        html: Trusted markup: made by this package, with every outside text escaped.
        plain: One line of text, the same at every run.
    """

    html: str
    plain: str

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002
        return {"text/html": inline(self.html), "text/plain": self.plain}


@cache
def style_tag() -> str:
    """The kit's style sheet as a tag; shown once in a notebook, it serves all pages."""
    return f"<style>{STYLE.read_text(encoding='utf-8')}</style>"


def escape(text: str) -> str:
    """Any text as HTML that shows it literally."""
    return markup.escape(text)


def inline(*parts: str) -> str:
    """Markup in the kit's typography, for a page or for an HTML widget within a panel."""
    return f'<div class="sl-page">{"".join(parts)}</div>'


def card(*parts: str) -> str:
    """Markup on a card."""
    return f'<div class="sl-card">{"".join(parts)}</div>'


def plainly(bundle: Any, text: str, html: str = "") -> dict[str, Any]:
    """A widget's mime bundle with `text` as its plain form, and `html` for exports, where a widget cannot be drawn."""
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    still = {"text/html": inline(html)} if html else {}
    return {**(data or {}), **still, "text/plain": text}


def table(header: Sequence[str], rows: Iterable[Sequence[str]], *, caption: str = "") -> str:
    """A table of plain texts, all escaped; the first cell of a row is its heading."""
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    head = "".join(f'<th scope="col">{escape(text)}</th>' if text else "<td></td>" for text in header)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(text)}</td>" for text in rest)}</tr>'
        for first, *rest in rows
    )
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
