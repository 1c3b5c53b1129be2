"""Typesetting: a page of print from a template and data, as PDF; no network, no fonts but those that come with it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

Paper = Literal["a4", "us-letter"]
_TEMPLATES = Path(__file__).with_name("typst")
_PPI = 200.0
"""Points an inch of a picture, enough for print."""
_FONT = re.compile(r"font:\s*(\([^)]*\)|\"[^\"]*\")")


def pdf(template: str, data: Mapping[str, Any], *, paper: Paper = "a4") -> bytes:
    """The PDF that `template` makes of `data`; the same data gives the same bytes.

    Text in the data is set as text: nothing in it is read as markup.

    Args:
        template: Name of a file in ``starlift/typst``, without its ending. It reads `data` as
            ``json(bytes(sys.inputs.data))`` and the paper as ``sys.inputs.paper``; it sets no date.
        data: Plain JSON types; a figure is the text of an SVG.
        paper: Size of the page.
    """
    import typst  # noqa: PLC0415 - a compiler, loaded when a page is wanted

    source = (_TEMPLATES / f"{template}.typ").read_bytes()
    inputs = {"data": json.dumps(data, ensure_ascii=False), "paper": paper}
    return bytes(typst.compile(source, sys_inputs=inputs, font_paths=_fonts()))


def png(svg: str) -> bytes:
    """A drawing as a picture of points, for where SVG is not understood."""
    import typst  # noqa: PLC0415

    source = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
    return bytes(typst.compile(source, format="png", ppi=_PPI, sys_inputs={"svg": svg}, font_paths=_fonts()))


def fonts_lack(text: str) -> str:
    """The signs of `text` that the widest of the fonts has no picture for, each once, in their order."""
    from matplotlib import font_manager, ft2font  # noqa: PLC0415

    there = ft2font.FT2Font(font_manager.findfont("DejaVu Sans")).get_charmap()
    return "".join(sign for sign in dict.fromkeys(text) if ord(sign) not in there and not sign.isspace())


def families() -> tuple[str, ...]:
    """The font families that templates name, sorted."""
    named = (found for path in sorted(_TEMPLATES.glob("*.typ")) for found in _FONT.findall(path.read_text("utf-8")))
    return tuple(sorted({family for found in named for family in re.findall(r'"([^"]+)"', found)}))


def missing_fonts() -> tuple[str, ...]:
    """The families that templates name and that did not come with what is installed."""
    there = {family.casefold() for family in _fonts().families()}
    return tuple(family for family in families() if family.casefold() not in there)


def _fonts() -> Any:
    """Typst's own fonts, and the sans serif that matplotlib brings and figures are set in; none of the system's."""
    import matplotlib as mpl  # noqa: PLC0415
    import typst  # noqa: PLC0415

    return typst.Fonts(include_system_fonts=False, font_paths=[str(Path(mpl.get_data_path(), "fonts", "ttf"))])
