from __future__ import annotations

import html.parser
from itertools import pairwise

import pypdfium2
import pytest

from metrics_pack import GOOD, VAIN, content, programme
from starlift.errors import StarliftError
from starlift.workbenches.metrics.pack import read_pack
from starlift.workbenches.metrics.report import as_html, as_pdf, report_data

HOSTILE = '</title></p><script>alert(1)</script> " onload=\'x\' #import "x" $y$ *b* _i_ \\ @ref {{ 7*7 }} &amp; \u202e'


class Reader(html.parser.HTMLParser):
    """Tags with their attributes, and text."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def page(values: dict[str, str]) -> Reader:
    return Reader(as_html(read_pack(values, content()), programme(), content()))


def printed(values: dict[str, str], paper: str) -> tuple[int, str, tuple[float, float]]:
    document = pypdfium2.PdfDocument(as_pdf(read_pack(values, content()), programme(), content(), paper))  # type: ignore[arg-type]
    text = " ".join(document[0].get_textpage().get_text_bounded().split())
    return len(document), text, document[0].get_size()


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_comments_stand_below_the_question_that_they_answer() -> None:
    data = report_data(read_pack(GOOD, content()), programme(), content())

    assert [(section["title"], len(section["entries"])) for section in data["sections"]] == [
        ("Where does risk build up?", 1),
        ("What improves?", 2),
        ("What needs a decision from you?", 3),
    ]
    assert [ask["whom"] for ask in data["asks"]] == ["CTO", "CPO", "CFO"]
    assert data["gaps"] == ""
    assert "Synthetic data" in data["notes"]


def test_gaps_stand_on_the_page() -> None:
    data = report_data(read_pack(VAIN, content()), programme(), content())

    assert data["gaps"] == (
        "Not covered on this page: coverage, ageing, design review, secrets, exceptions, blockers, asks."
    )
    assert data["sections"][0]["title"] == "Not sorted yet"
    assert data["asks"] == []


def test_the_page_stands_alone_and_can_be_read_by_all() -> None:
    found = page(GOOD)
    tags = [tag for tag, _ in found.tags]
    images = [given for tag, given in found.tags if tag == "img"]

    assert found.tags[0] == ("html", {"lang": "en-GB"})
    assert tags.count("h1") == 1
    assert len(images) == 6
    assert all(image["alt"] and str(image["src"]).startswith("data:image/svg+xml;base64,") for image in images)
    assert not {"script", "link", "iframe", "object"} & set(tags)
    assert not [given for _, given in found.tags if any(name.startswith("on") for name in given)]
    levels = [int(tag[1]) for tag in tags if tag in ("h1", "h2", "h3")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert found.text.count("Synthetic data") >= 7
    assert contrast("#4a5665", "#ffffff") >= 4.5


def test_hostile_text_is_text_on_both() -> None:
    hostile = {id: HOSTILE if not id.startswith(("picks", "stance")) else text for id, text in GOOD.items()}
    found = page(hostile)
    _, text, _ = printed(hostile, "a4")

    assert "script" not in [tag for tag, _ in found.tags]
    assert found.text.count("<script>alert(1)</script>") >= 8
    assert "{{ 7*7 }}" in found.text
    assert not [given for _, given in found.tags if "onload" in given]
    assert "<script>alert(1)</script>" in text
    assert '#import "x" $y$ *b* _i_ \\ @ref' in text


@pytest.mark.parametrize(("paper", "width"), [("a4", 595), ("us-letter", 612)])
@pytest.mark.parametrize("times", [1, 30])
def test_print_is_one_page_however_long_the_comments(paper: str, width: int, times: int) -> None:
    values = {id: text if id.startswith(("picks", "stance")) else f"{text} " * times for id, text in GOOD.items()}
    pages, text, size = printed(values, paper)

    assert pages == 1
    assert int(size[0]) == width
    assert "What needs a decision from you?" in text
    assert "Synthetic data, made up for practice" in text


def test_the_same_pack_gives_the_same_bytes() -> None:
    given = read_pack(GOOD, content()), programme(), content()

    assert as_pdf(*given, "a4") == as_pdf(*given, "a4")
    assert as_html(*given) == as_html(*given)


def test_no_view_is_no_report() -> None:
    with pytest.raises(StarliftError, match="no view is chosen"):
        as_html(read_pack({}, content()), programme(), content())
