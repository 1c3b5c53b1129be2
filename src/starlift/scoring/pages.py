"""Pages: HTML from the templates in `starlift/templates`; every outside text is escaped and nothing is fetched."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import jinja2

_TEMPLATES = Path(__file__).resolve().parents[1] / "templates"


def page(template: str, data: Mapping[str, Any]) -> str:
    """The page that a template makes of `data`; a name that the template wants and the data lacks is an error."""
    return _rules().get_template(f"{template}.html").render(data)


@cache
def _rules() -> jinja2.Environment:
    import jinja2  # noqa: PLC0415 - for pages alone

    loader = jinja2.FileSystemLoader(_TEMPLATES)
    return jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, loader=loader
    )
