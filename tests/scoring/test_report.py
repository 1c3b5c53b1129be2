"""The report: self-contained, escaped, and with every rater's evidence where they differ."""

from __future__ import annotations

import re
from collections.abc import Callable

from starlift.scoring.report import MOST_DIFFERENCES, report
from starlift.scoring.sheet import Sheet

Fill = Callable[..., Sheet]


def test_it_fetches_nothing_and_escapes_everything(filled: Fill) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    sheets = [
        filled(f"Rita {hostile}", hostile, level=3, **{"intake.evidence": hostile}),
        filled("Sven", hostile, level=0),
    ]
    html = report(sheets)

    assert "<img" not in html
    assert "&lt;img src=x" in html
    assert "default-src 'none'" in html
    assert not re.search(r"(?:src|href)=\"|url\(|<script", html.replace("src=x", ""))


def test_evidence_stands_beside_levels_where_raters_differ(filled: Fill) -> None:
    html = report([filled("Rita", level=3), filled("Sven", level=1)])

    assert "(Rita)" in html
    assert "(Sven)" in html
    assert "2 apart" in html


def test_small_samples_carry_no_interval(filled: Fill) -> None:
    html = report([filled("Rita", level=3), filled("Sven", level=1)])

    assert "they carry no interval" in html
    assert "1 answer is few" in html


def test_many_differences_are_told_in_part_and_mapped_in_full(filled: Fill) -> None:
    sheets = [filled(rater, f"C. {n}", level=level) for n in range(6) for rater, level in (("Rita", 3), ("Sven", 1))]
    html = report(sheets)

    assert html.count('class="one"') == MOST_DIFFERENCES
    assert f"{6 * 5 - MOST_DIFFERENCES} more" in html
    assert html.count('class="h2"') >= 6 * 4


def test_raters_who_agree_on_everything(filled: Fill) -> None:
    html = report([filled("Rita"), filled("Sven")])

    assert "No two raters differ" in html
    assert "cannot tell" in html or "carry no interval" in html


def test_the_same_sheets_give_the_same_page(filled: Fill) -> None:
    sheets = [filled(rater, f"C. {n}", level=n % 4) for n in range(6) for rater in ("Rita", "Sven")]

    assert report(sheets) == report(sheets)
