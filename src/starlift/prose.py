"""Prose: content in Markdown as HTML."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_LINKS = ("link_open", "link_close")


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - for pages alone

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def markdown(text: str, *, links: bool = True) -> str:
    """Content in Markdown as HTML; raw HTML in it is shown as text, and an empty heading of a table is no heading.

    Args:
        text: The Markdown.
        links: Whether links lead somewhere; on paper they stand as words.
    """
    parser = _parser()
    tokens = parser.parse(text)
    for token in tokens if not links else ():
        token.children = [child for child in token.children or () if child.type not in _LINKS]
    return str(parser.renderer.render(tokens, parser.options, {})).replace("<th></th>", "<td></td>")
