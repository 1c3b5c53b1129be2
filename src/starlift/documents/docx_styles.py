"""Styles of a DOCX: python-docx's own template made readable, and six styles of ours."""

from __future__ import annotations

import unicodedata
from typing import Any

from starlift.documents.model import LANGUAGE
from starlift.typeset import Paper

OWN, CUE, CELL = "Own Words", "Cue", "Cell"
GAP, NOTICE, DETAIL = "Open Question", "Notice", "Detail"
SIZES_MM = {"a4": (210.0, 297.0), "us-letter": (215.9, 279.4)}
_MARGIN_MM, _TIGHT_MM = 20.0, 16.0
_BLUE, _SOFT, _BROWN = "1F5FA8", "4A5563", "7A4300"
"""Each has at least 5 to 1 against white paper."""
_FONT = "Calibri"
_SIDES = ("top", "left", "bottom", "right")
"""In the order that the format wants them."""


def prepare(made: Any, paper: Paper, *, tight: bool) -> None:
    """Set paper, language and styles of a new document; a tight one has less air, for one page."""
    from docx.shared import Mm  # noqa: PLC0415

    section = made.sections[0]
    section.page_width, section.page_height = (Mm(length) for length in SIZES_MM[paper])
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", Mm(_TIGHT_MM if tight else _MARGIN_MM))
    _language(made)
    _existing(made)
    _ours(made)
    _modern(made)
    if tight:
        _tighten(made)


def write(paragraph: Any, text: str, *, bold: bool = False) -> None:
    """Add `text` as a run; where it begins in a script that runs from right to left, the paragraph does too."""
    run = paragraph.add_run(text)
    run.bold = bold or None
    if not bold and _right_to_left(text):
        _append(paragraph._p.get_or_add_pPr(), "w:bidi")
        _append(run._r.get_or_add_rPr(), "w:rtl")


def text_width(made: Any) -> int:
    """Width between the margins, in EMU."""
    section = made.sections[0]
    return int(section.page_width - section.left_margin - section.right_margin)


def keep_rows(table: Any) -> None:
    """Mark the first row as the headings of the columns, and let no row break over two pages."""
    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        _append(properties, "w:cantSplit")
        if number == 0:
            _append(properties, "w:tblHeader")


def _language(made: Any) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415

    for language in made.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)


def _existing(made: Any) -> None:
    """The template's styles: one font, dark enough, with less air."""
    styles = made.styles
    _shape(styles["Normal"], size=11, after=6)
    _shape(styles["Title"], size=20, colour="1B2430", after=4)
    _border(styles["Title"], {"bottom": ("single", _BLUE)})
    _shape(styles["Subtitle"], size=12.5, colour=_SOFT, after=6, italic=False)
    _shape(styles["Heading 1"], size=13.5, colour=_BLUE, before=12, after=4)
    _shape(styles["Heading 2"], size=11.5, colour=_BLUE, before=9, after=3)
    _shape(styles["List Bullet"], size=11, after=3)
    _shape(styles["Quote"], size=11, colour="1B2430", after=5, italic=False, indent=12)
    _border(styles["Quote"], {"left": ("single", "B9C1CC")})


def _ours(made: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415

    for name in (OWN, CUE, CELL, GAP, NOTICE, DETAIL):
        style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.quick_style = made.styles["Normal"], True
    styles = made.styles
    _shape(styles[OWN], size=11, after=6)
    _shape(styles[CELL], size=10, before=2, after=2)
    _shape(styles[CUE], size=11, after=0, indent=6)
    _border(styles[CUE], dict.fromkeys(_SIDES, ("single", "1B2430")))
    _shape(styles[NOTICE], size=10.5, colour=_SOFT, after=6, italic=True)
    _shape(styles[DETAIL], size=10, colour=_SOFT, after=5)
    _shape(styles[GAP], size=10.5, colour=_BROWN, before=5, after=8, italic=True, indent=6)
    _border(styles[GAP], dict.fromkeys((*_SIDES, "between"), ("dashed", _BROWN)))
    styles[GAP].paragraph_format.keep_together = True
    styles[GAP].next_paragraph_style = styles[OWN]


def _shape(
    style: Any,
    *,
    size: float,
    colour: str = "",
    before: float = 0,
    after: float = 0,
    italic: bool | None = None,
    indent: float = 0,
) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    font, form = style.font, style.paragraph_format
    font.size, font.name, font.italic = Pt(size), _FONT, italic
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    if colour:
        font.color.rgb = RGBColor.from_string(colour)
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.line_spacing = 1.08
    if indent:
        form.left_indent = form.right_indent = Pt(indent)


def _tighten(made: Any) -> None:
    """Two thirds of the air between paragraphs, and half a point less for text."""
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    for style in made.styles:
        if style.type != WD_STYLE_TYPE.PARAGRAPH or not style.font.size:
            continue
        form = style.paragraph_format
        form.space_before, form.space_after = (
            Pt(round((air or 0) / Pt(1.5))) for air in (form.space_before, form.space_after)
        )
        if style.font.size == Pt(11):
            style.font.size = Pt(10.5)


def _border(style: Any, sides: dict[str, tuple[str, str]]) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    borders = OxmlElement("w:pBdr")
    for side in (*_SIDES, "between"):
        if side in sides:
            line, colour = sides[side]
            edge = OxmlElement(f"w:{side}")
            for name, value in (("val", line), ("sz", "8"), ("space", "5"), ("color", colour)):
                edge.set(qn(f"w:{name}"), value)
            borders.append(edge)
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:bidi", "w:spacing", "w:ind", "w:contextualSpacing",
        "w:jc", "w:outlineLvl",
    )  # fmt: skip


def _modern(made: Any) -> None:
    """Ask for the layout of today's word processors and not for that of 2007."""
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    for compat in made.settings.element.iter(qn("w:compat")):
        for old in compat.findall(qn("w:compatSetting")):
            compat.remove(old)
        setting = OxmlElement("w:compatSetting")
        for name, value in (
            ("name", "compatibilityMode"),
            ("uri", "http://schemas.microsoft.com/office/word"),
            ("val", "15"),
        ):
            setting.set(qn(f"w:{name}"), value)
        compat.append(setting)


def _append(parent: Any, tag: str) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415

    parent.append(OxmlElement(tag))


def _right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left (rule P2 of Unicode's UAX 9)."""
    strong = (unicodedata.bidirectional(sign) for sign in text)
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"
