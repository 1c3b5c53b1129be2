"""The decision record: one page, the learner's words as text, open gaps at its end."""

from __future__ import annotations

import json

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sample_release import full
from starlift.content import shipped_root
from starlift.typeset import pdf
from starlift.workbenches.release.decision import clean, field, read
from starlift.workbenches.release.record import as_markdown, escaped, record
from starlift.workbenches.release.situation import load_release

CONTENT = load_release(shipped_root() / "exercises" / "workbenches" / "release.yaml")
A = CONTENT.variants[0]
HOSTILE = (
    "#set page(fill: red) $x$ *b* _i_ `c` <script>alert(1)</script> | a \\ [l](http://x) ![i](y) #pagebreak() &lt;"
)
PAPERS = pytest.mark.parametrize("paper", ["a4", "us-letter"])


def sheet(**changed: str):
    values = full(CONTENT, A, "reduce") | {field(A, name.replace("_", "-")): value for name, value in changed.items()}
    return record(CONTENT, A, read(CONTENT, A, values))


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


@PAPERS
def test_a_full_record_is_one_page_and_the_same_at_every_run(paper) -> None:
    data = sheet().as_data()
    one, two = (pdf("decision-record", data, paper=paper) for _ in range(2))

    assert one == two
    assert len(pypdfium2.PdfDocument(one)) == 1
    text = text_of(one)
    assert "Decision record: Quaybell Checkout" in text
    assert "synthetic" in text
    assert "Product director and I read refunds" in text
    assert "Nothing that the checks look for." in text


@PAPERS
def test_answers_twice_as_long_still_fit_and_much_longer_ones_flow_on(paper) -> None:
    twice = {
        f"answer_{item.id}": "Some forty words of answer with 12 figures in it. " * 5 for item in CONTENT.questions
    }
    long = {f"answer_{item.id}": "word " * 600 + "the end" for item in CONTENT.questions}

    assert len(pypdfium2.PdfDocument(pdf("decision-record", sheet(**twice).as_data(), paper=paper))) == 1
    data = pdf("decision-record", sheet(**long).as_data(), paper=paper)
    assert len(pypdfium2.PdfDocument(data)) > 1
    assert text_of(data).count("the end") == len(CONTENT.questions)


@PAPERS
def test_hostile_text_is_text_in_print(paper) -> None:
    found = text_of(pdf("decision-record", sheet(reason=HOSTILE, cost_block=HOSTILE).as_data(), paper=paper))

    assert "#set page(fill: red) $x$ *b* _i_ `c` <script>alert(1)</script>" in found
    assert "#pagebreak()" in found


def test_what_a_browser_can_send_is_set() -> None:
    odd = "é漢字😀 مرحبا \x00 \ud800 \u202e " + "W" * 5_000
    data = pdf("decision-record", sheet(reason=odd, trigger=odd, answer_fix=odd).as_data())

    assert "cut here" in text_of(data)


def test_markdown_holds_everything_in_order() -> None:
    text = as_markdown(sheet(reason=""))
    heads = [line for line in text.splitlines() if line.startswith("## ")]

    assert heads == ["## Facts", "## Six questions", "## Mitigations", "## Options", "## Decision", "## Still open"]
    assert "| 4 | Lead developer | fixed in two days | hoped |" in text
    assert "| Reduce the scope (chosen) |" in text
    assert text.endswith("## Still open\n\n- Why this option, and what is given up for it?\n")


def test_a_mark_that_its_source_does_not_allow_is_shown_with_what_it_allows() -> None:
    assert "verified (source: hoped)" in as_markdown(sheet(mark_4="verified"))


def test_a_waiver_stands_on_the_record_where_one_is_needed() -> None:
    values = full(CONTENT, A, "ship")
    shipped = as_markdown(record(CONTENT, A, read(CONTENT, A, values)))

    assert "**Criterion 3 waived by:** Chief product officer" in shipped
    assert "waived by" not in as_markdown(sheet())


def test_the_record_is_plain_json() -> None:
    data = sheet().as_data()

    assert json.loads(json.dumps(data)) == json.loads(json.dumps(data, ensure_ascii=False))


@given(
    st.text(max_size=60) | st.sampled_from([HOSTILE, "1. a", "- b", "+ c", "# d", "=== e", "https://x.test www.y.test"])
)
def test_any_text_is_literal_in_markdown(text) -> None:
    line = " ".join(clean(text).split())
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    cell = parser.parse(f"| a |\n| --- |\n| {escaped(line)} |\n\n- {escaped(line)}\n")
    inlines = [token for token in cell if token.type == "inline"][1:]

    assert len(inlines) == (2 if line else 1) or not line
    for token in inlines:
        assert {child.type for child in token.children} <= {"text"}
        assert "".join(child.content for child in token.children) == line
    assert not any(token.type in ("html_block", "heading_open", "hr", "blockquote_open") for token in cell)
