"""Markdown: a document as plain text that shows every text as it was put in, wherever it is rendered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from starlift.documents.model import (
    HINT,
    OPEN,
    Block,
    Break,
    Bullets,
    Card,
    Document,
    Figure,
    Gap,
    Heading,
    Own,
    Quoted,
    Table,
    Text,
    clean,
    one_line,
)

_MARKUP = re.compile(r"([\\`*_{}\[\]<>|~!&@#$^])")
_ADDRESS = re.compile(r"://|\bwww\.", re.IGNORECASE)
_LEADING = re.compile(r"^([-+=:]|\d+(?=[.)]))")


def as_markdown(document: Document) -> bytes:
    """The document as UTF-8."""
    top = [f"# {escaped(document.title)}"]
    top += [escaped(document.subtitle)] if document.subtitle else []
    top += [f"*{escaped(document.notice)}*"] if document.notice else []
    body = (part for block in document.blocks for part in _block(block))
    return ("\n\n".join([*top, *body]) + "\n").encode()


def escaped(text: str) -> str:
    """One line of Markdown that shows `text` literally."""
    line = _MARKUP.sub(r"\\\1", one_line(clean(text)))
    line = _ADDRESS.sub(lambda found: "\\".join((found[0][:-1], found[0][-1])), line)
    return _LEADING.sub(lambda found: f"{found[1]}\\" if found[1].isdigit() else f"\\{found[1]}", line)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; every cell shows its text literally."""
    lines = [head, ["---"] * len(head), *([escaped(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _block(block: Block) -> list[str]:  # noqa: C901, PLR0911 - one line for each kind of block
    match block:
        case Heading():
            return [f"{'#' * (block.level + 1)} {escaped(block.text)}"]
        case Text():
            return [escaped(block.text)]
        case Own():
            return [escaped(block.text)]
        case Quoted():
            return ["\n>\n".join(f"> {escaped(line)}" for line in block.lines)] if block.lines else []
        case Card():
            return ["\n".join(f"- **{escaped(label)}:** {escaped(words)}" for label, words in block.cues)]
        case Bullets():
            return ["\n".join(f"- {escaped(line)}" for line in block.lines)] if block.lines else []
        case Gap():
            return [_gap(block)]
        case Table():
            return [table([escaped(cell) for cell in block.head], block.rows)]
        case Figure():
            return [f"*Picture: {escaped(block.told)}*"]
        case Break():
            return ["---"]


def _gap(gap: Gap) -> str:
    lines = [
        f"**❓ {OPEN}: {escaped(gap.question)}**",
        *(f"{HINT} {n}: {escaped(hint)}" for n, hint in enumerate(gap.hints, 1)),
    ]
    return "\n".join(f"- {line}" if not n else f"  - {line}" for n, line in enumerate(lines))
