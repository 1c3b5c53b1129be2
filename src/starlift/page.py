"""Page: one HTML file that holds all it needs, fetches nothing, and says so to the browser."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlift.typeset import Paper

if TYPE_CHECKING:
    import jinja2

SHARED = Path(__file__).with_name("front")
"""The frame, the styles and the slides that pages of all kinds share."""
SHEETS = {"a4": "A4", "us-letter": "letter"}
"""Paper as a style sheet names it."""


class Pages:
    """Pages from the templates of one folder, and from those in `SHARED`.

    Args:
        folder: Where a package has templates, styles and scripts of its own; they come before the shared ones.
    """

    def __init__(self, folder: Path) -> None:
        self._folders = (folder, SHARED)

    def page(
        self,
        template: str,
        *,
        styles: Sequence[str],
        scripts: Sequence[str] = (),
        paper: Paper = "a4",
        landscape: bool = False,
        **values: Any,
    ) -> str:
        """The page that a template makes of `values`, with styles and scripts inside.

        Values are escaped. Nothing but these very styles and scripts can run: their checksums stand in the page's
        content security policy, which forbids everything else.

        Args:
            template: Name of the template.
            styles: Names of style sheets.
            scripts: Names of scripts.
            paper: The paper that it prints on.
            landscape: Whether the paper lies.
            values: What the template shows.
        """
        size = f"@page {{ size: {SHEETS[paper]}{' landscape' if landscape else ''}; }}\n"
        style = "".join(self._read(name) for name in styles) + size
        script = "".join(self._read(name) for name in scripts)
        policy = (
            f"default-src 'none'; style-src '{_checksum(style)}'; script-src '{_checksum(script)}'; "
            "base-uri 'none'; form-action 'none'"
        )
        return self.fragment(template, style=style, script=script, policy=policy, **values)

    def fragment(self, template: str, **values: Any) -> str:
        """The piece of a page that a template makes of `values`, which are escaped."""
        return _environment(self._folders).get_template(template).render(**values)

    def _read(self, name: str) -> str:
        return next(path for folder in self._folders if (path := folder / name).is_file()).read_text(encoding="utf-8")


TEMPLATES = Pages(Path(__file__).with_name("templates"))
"""Templates of whole pages that bring their own styles; `Pages.fragment` is enough for these."""


@dataclass(frozen=True)
class Shown:
    """Something that a notebook shows: as HTML, and as text where there is none."""

    html: str
    text: str

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html


def inline_json(data: Any) -> str:
    """`data` as JSON that can stand in a script element: no character in it ends the element or begins a comment."""
    text = json.dumps(data, ensure_ascii=True, sort_keys=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _checksum(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _environment(folders: tuple[Path, ...]) -> jinja2.Environment:
    import jinja2  # noqa: PLC0415 - when a page is wanted

    loader = jinja2.FileSystemLoader(folders)
    return jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
