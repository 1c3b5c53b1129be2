"""Page: one HTML file that holds all it needs, fetches nothing, and says so to the browser."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlift.typeset import Paper

if TYPE_CHECKING:
    import jinja2

FRONT = Path(__file__).with_name("front")
SHEETS = {"a4": "A4", "us-letter": "letter"}
"""Paper as a style sheet names it."""


def page(
    template: str,
    *,
    styles: Sequence[str],
    scripts: Sequence[str] = (),
    paper: Paper = "a4",
    landscape: bool = False,
    **values: Any,
) -> str:
    """The page that a template of `front/` makes of `values`, with styles and scripts inside.

    Values are escaped. Nothing but these very styles and scripts can run: their checksums stand in the page's content
    security policy, which forbids everything else.

    Args:
        template: Name of the template.
        styles: Names of style sheets.
        scripts: Names of scripts.
        paper: The paper that it prints on.
        landscape: Whether the paper lies.
        values: What the template shows.
    """
    size = f"@page {{ size: {SHEETS[paper]}{' landscape' if landscape else ''}; }}\n"
    style = "".join(_read(name) for name in styles) + size
    script = "".join(_read(name) for name in scripts)
    policy = (
        f"default-src 'none'; style-src '{_checksum(style)}'; script-src '{_checksum(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return _environment().get_template(template).render(style=style, script=script, policy=policy, **values)


def fragment(template: str, **values: Any) -> str:
    """The piece of a page that a template of `front/` makes of `values`, which are escaped."""
    return _environment().get_template(template).render(**values)


def inline_json(data: Any) -> str:
    """`data` as JSON that can stand in a script element: no character in it ends the element or begins a comment."""
    text = json.dumps(data, ensure_ascii=True, sort_keys=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _read(name: str) -> str:
    return (FRONT / name).read_text(encoding="utf-8")


def _checksum(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _environment() -> jinja2.Environment:
    import jinja2  # noqa: PLC0415 - when a page is wanted

    loader = jinja2.FileSystemLoader(FRONT)
    return jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
