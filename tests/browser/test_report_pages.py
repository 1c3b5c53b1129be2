"""Debrief and comparison in a browser: usable by everybody, on screen and on paper, with hostile words in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from driving import local_page, violations
from playwright.sync_api import Browser, Locator, Page, expect

from sample_cohort import NAMES, room
from starlift.collected import Choices, Expected, collect
from starlift.content import load_content
from starlift.reports.comparing import compare, write_comparison
from starlift.reports.debriefing import Debriefing

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
Shoot = Callable[[Page | Locator, str], None]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, content = tmp_path_factory.mktemp("reports"), load_content(ROOT)
    source = room(folder / "room", content)
    Debriefing.open("spring", [source], content, NAMES).write(folder)
    collect([source], folder / "tables", Expected("spring"), Choices(parquet=False))
    write_comparison(compare([folder / "tables"], content), content, folder)
    return folder


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["debrief", "slides", "comparison"])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    browser: Browser, reports: Path, shoot: Shoot, scheme: str, name: str
) -> None:
    with local_page(browser, viewport={"width": 1024, "height": 768}, color_scheme=scheme) as page:
        page.goto((reports / f"{name}.html").as_uri())
        shoot(page, f"{name}-{scheme}")
        assert violations(page, "html") == []
        page.set_viewport_size({"width": 512, "height": 384})
        assert page.evaluate("document.documentElement.scrollWidth") <= 512


def test_every_slide_fits_a_projector(browser: Browser, reports: Path) -> None:
    for size in ({"width": 1024, "height": 768}, {"width": 1280, "height": 720}):
        with local_page(browser, viewport=size) as page:
            page.goto((reports / "slides.html").as_uri())
            count = page.locator(".slide").count()
            assert count == 6
            for number in range(1, count + 1):
                expect(page.locator("#count")).to_have_text(f"{number} of {count}")
                assert page.evaluate("document.documentElement.scrollHeight") <= size["height"], (size, number)
                page.keyboard.press("ArrowRight")
