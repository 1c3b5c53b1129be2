"""The app in a real browser: one notebook as a page without code, for who has its token, and no word is lost."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from urllib.error import HTTPError
from urllib.request import Request, build_opener

import pytest
from driving import IDLE, App, go, local_page, open_app, saved, skip, violations, write
from playwright.sync_api import Browser, Page, Route, expect

from sample_answer import STRONG

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, app: App) -> Iterator[Page]:
    with local_page(browser) as opened:
        yield opened


def status(app: App, path: str, **headers: str) -> int:
    """The status of an answer to somebody without the browser's cookies, redirections followed."""
    try:
        with build_opener().open(Request(app.url + path, headers=headers), timeout=20) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code


def test_a_case_is_worked_as_a_page_and_comes_back_with_its_words(
    page: Page, app: App, shoot: Callable[..., None]
) -> None:
    source = open_app(page, app)

    assert page.title() == "The ticket sink"
    cells = json.loads((app.workshop / "01-ticket-sink.ipynb").read_text())["cells"]
    code = [line.strip() for cell in cells if cell["cell_type"] == "code" for line in cell["source"]]
    assert "book.studio()" in code
    assert not [line for line in (*code, "Workbook", "Run All") if line in source]
    expect(page.locator(".jp-InputArea-editor")).to_have_count(0)
    shoot(page, "app-1280")
    write(page, STRONG)
    skip(page)
    saved(page)
    expect(page.locator(".sl-overall")).to_have_text(re.compile(r"Level \d\.\d of 5"))
    assert "I decided to sort requests into six lanes" in " ".join(page.locator(".sl-layer mark").all_inner_texts())
    page.locator(".sl-studio").scroll_into_view_if_needed()
    shoot(page, "app-studio-1280")
    assert STRONG["result"] in app.journal_text()

    page.reload()

    for section, text in STRONG.items():
        expect(page.locator(f"textarea[data-section={section}]")).to_have_value(text)


def test_the_workbench_works_in_the_app(page: Page, app: App, shoot: Callable[..., None]) -> None:
    open_app(page, app)
    desk = page.locator(".sl-workbench")
    desk.get_by_role("button", name="workbench").click()
    expect(desk.get_by_role("heading", name="The line", level=3)).to_be_focused(timeout=30_000)
    assert desk.locator("img").first.evaluate("image => image.complete && image.naturalWidth > 0")
    desk.get_by_label("What would you conclude").fill("The line says how much and not what.")
    expect(desk.locator(".sl-saved")).to_have_text("Saved")
    assert "The line says how much and not what." in app.journal_text()
    assert violations(page, ".sl-workbench") == []
    shoot(desk, "app-workbench")


def test_hostile_text_is_shown_as_text(page: Page, app: App) -> None:
    hostile = '<img src=x onerror="window.hacked=1"> <script>window.hacked=1</script> \U0001f600 I decided. \u202eabc.'
    open_app(page, app)
    go(page, "rewrite")
    page.locator("textarea[data-section=task]").fill(hostile)
    saved(page)

    page.reload()

    expect(page.locator("textarea[data-section=task]")).to_have_value(hostile)
    assert page.evaluate("window.hacked") is None
    assert page.locator(".sl-studio img, .sl-studio script").count() == 0


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("900", {"viewport": {"width": 900, "height": 900}}),
        ("zoom-200", {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2}),
        ("dark", {"color_scheme": "dark"}),
    ],
)
def test_the_page_fits_the_reader(
    browser: Browser, app: App, shoot: Callable[..., None], name: str, options: dict[str, object]
) -> None:
    with local_page(browser, **options) as page:
        open_app(page, app)
        shoot(page, f"app-{name}")
        page.locator(".sl-studio").scroll_into_view_if_needed()
        shoot(page, f"app-{name}-studio")

        for step in ("rate", "rewrite", "defend", "keep", "read"):
            go(page, step)
            assert violations(page) == [], step
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"
        assert page.evaluate("document.body.dataset.jpThemeLight") == str(name != "dark").lower()
        if name == "900":
            assert 65 <= page.evaluate(LETTERS_A_LINE) <= 80
        page.keyboard.press("Home")
        page.keyboard.press("PageDown")
        page.wait_for_function("scrollY > 0")


LETTERS_A_LINE = """() => {
  const letters = [...document.querySelectorAll(".jp-RenderedMarkdown p")].map((p) => [
    p.textContent.length, Math.round(p.offsetHeight / parseFloat(getComputedStyle(p).lineHeight))
  ]).filter(([, lines]) => lines > 2);
  return letters.reduce((sum, [count]) => sum + count, 0) / letters.reduce((sum, [, lines]) => sum + lines, 0);
}"""


def test_without_the_token_there_is_a_door_and_nothing_behind_it(browser: Browser, app: App) -> None:
    kernels = set(app.kernels())
    for query in ("", "?token=wrong"):
        with local_page(browser) as page:
            page.goto(app.url + query)
            assert "/login" in page.url
            assert "ticket" not in page.content()
    some_kernel = "0123abcd-0123-0123-0123-0123456789ab"
    assert status(app, f"api/kernels/{some_kernel}") == 403
    assert status(app, f"api/kernels/{some_kernel}/channels") == 403
    assert status(app, f"?token={app.token}", Host="elsewhere.example") == 403
    assert not set(app.kernels()) - kernels, "somebody without the token got a kernel"


def test_no_file_is_served_even_with_the_token(page: Page, app: App) -> None:
    (app.workshop / "journal").mkdir(exist_ok=True)
    (app.workshop / "journal" / "other.jsonl").write_text("words of somebody")
    (app.workshop / "roster.csv").write_text("id,name")
    (app.workshop / "photo.png").write_bytes(b"\x89PNG")
    for name in ("journal/other.jsonl", "roster.csv", "photo.png", "00-start.ipynb", "../stories/rubric.yaml"):
        for path in (f"voila/files/{name}", f"files/{name}", f"static/{name}", f"voila/static/{name}"):
            assert status(app, f"{path}?token={app.token}") in (403, 404), path
    for path in ("voila/tree", "api/contents", "voila/api/contents", "voila/render/00-start.ipynb", "00-start.ipynb"):
        assert status(app, f"{path}?token={app.token}") in (403, 404), path


def test_a_kernel_stays_with_its_page_and_no_longer(browser: Browser, app: App) -> None:
    with local_page(browser) as page:
        others = set(app.kernels())
        open_app(page, app)
        (own,) = set(app.kernels()) - others
        time.sleep(IDLE + 5)
        assert own in app.kernels(), "an open page lost its kernel"
        write(page, {"situation": "x"})
        saved(page)
    deadline = time.monotonic() + IDLE + 15
    while own in app.kernels() and time.monotonic() < deadline:
        time.sleep(0.5)
    assert own not in app.kernels(), "a closed page left its kernel behind"


def test_a_page_that_did_not_come_up_is_opened_once_more(page: Page, app: App) -> None:
    refused: list[str] = []

    def refuse_first(route: Route) -> None:
        if refused:
            route.fallback()
        else:
            refused.append(route.request.url)
            route.abort()

    page.route(re.compile(r"widgets-manager8/static/remoteEntry"), refuse_first)
    open_app(page, app)

    assert refused
    expect(page.locator(".sl-app-alert")).to_have_count(0)
    page.wait_for_function("sessionStorage.length === 0")


def test_a_page_that_never_comes_up_says_so(page: Page, app: App) -> None:
    page.route(re.compile(r"widgets-manager8/static/remoteEntry"), lambda route: route.abort())
    page.goto(app.address)

    expect(page.get_by_role("alert")).to_contain_text("did not come up", timeout=60_000)
