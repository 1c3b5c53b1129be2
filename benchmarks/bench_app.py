"""How the app bears many pages at once, measured on this machine and written to docs/performance.md.

    python benchmarks/bench_app.py [--pages 20] [--out docs/performance.md]

Opens one page, then that many pages of one app at the same moment, in one browser. A page is interactive when its
studio stands there. Then all of them type at the same time. The browser runs on the same machine and takes its share
of the processors.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests" / part) for part in ("", "browser")]

import psutil  # noqa: E402
from driving import app_in, chromium  # noqa: E402
from playwright.async_api import BrowserContext, Page, async_playwright  # noqa: E402
from playwright.async_api import TimeoutError as TooLate  # noqa: E402
from report import duration, machine, write_part  # noqa: E402

TEXT = "I decided that requests enter by one door, and said so to nine teams."
KEYS_APART_MS = 200
PATIENCE_MS = 120_000
WATCH = """
(() => {
  // From the first key that has no feedback yet to the feedback that comes next, seen at the page's own socket.
  let since = null;
  window.feedbackTimes = [];
  document.addEventListener("input", () => { since ??= performance.now(); }, true);
  window.WebSocket = class extends WebSocket {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        const text = typeof data === "string" ? data : new TextDecoder().decode(data);
        if (since === null || !text.includes('"feedback"')) return;
        window.feedbackTimes.push((performance.now() - since) / 1000);
        since = null;
      });
    }
  };
})();
"""
TYPE = """
async ([text, apart]) => {
  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  for (const letter of text) {
    document.execCommand("insertText", false, letter);
    await pause(apart);
  }
  await pause(3000);
  return window.feedbackTimes;
}
"""


@dataclass
class Visit:
    """One page.

    Attributes:
        ready: Seconds until the studio stood there; None when it never did.
        openings: How many times the page was opened, by the visitor and by itself.
        feedback: Seconds from key to feedback.
    """

    page: Page
    ready: float | None = None
    openings: int = 0
    feedback: tuple[float, ...] = ()


def main() -> int:
    """Measure, print and write; the exit code is 1 when a page never came up."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "performance.md")
    options = parser.parse_args()
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder, app_in(Path(folder), idle=None) as app:
        text, whole = asyncio.run(_measure(psutil.Process(app.process.pid), app.address, options.pages, load))
    write_part(options.out, text)
    sys.stdout.write(text)
    return 0 if whole else 1


async def _measure(server: psutil.Process, address: str, count: int, load: float) -> tuple[str, bool]:
    """The part of the page, and whether all pages came up."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium() or playwright.chromium.executable_path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        context = await browser.new_context()
        await context.add_init_script(WATCH)
        alone = await _visit(context, address)
        await alone.page.close()
        visits = await asyncio.gather(*(_visit(context, address) for _ in range(count)))
        memory = _memory(server)
        up = [visit for visit in visits if visit.ready is not None]
        await asyncio.gather(*(_type(visit) for visit in up))
        await context.close()
        left = await _until_left(server)
        await browser.close()
    return "\n".join(_part(alone, visits, memory, left, load)) + "\n", len(up) == count


async def _visit(context: BrowserContext, address: str) -> Visit:
    visit = Visit(await context.new_page())
    visit.page.on("domcontentloaded", lambda _: setattr(visit, "openings", visit.openings + 1))
    start = time.perf_counter()
    try:
        await visit.page.goto(address, timeout=PATIENCE_MS, wait_until="commit")
        await visit.page.locator(".sl-studio").wait_for(timeout=PATIENCE_MS)
        visit.ready = time.perf_counter() - start
    except TooLate:
        pass
    return visit


async def _type(visit: Visit) -> None:
    await visit.page.locator("[data-step=rewrite]").click(timeout=PATIENCE_MS)
    await visit.page.locator("textarea[data-section=situation]").focus(timeout=PATIENCE_MS)
    visit.feedback = tuple(await visit.page.evaluate(TYPE, [TEXT, KEYS_APART_MS]))


def _memory(server: psutil.Process) -> tuple[int, list[int]]:
    """Bytes of the server and of each kernel, shared pages divided among those who share them."""

    def used(process: psutil.Process) -> int:
        found: Any = process.memory_full_info()
        return int(getattr(found, "pss", found.rss))

    return used(server), [used(kernel) for kernel in server.children()]


async def _until_left(server: psutil.Process) -> float:
    """Seconds until no kernel is left."""
    start = time.perf_counter()
    while server.children() and time.perf_counter() - start < 300:
        await asyncio.sleep(1)
    return time.perf_counter() - start


def _part(alone: Visit, visits: list[Visit], memory: tuple[int, list[int]], left: float, load: float) -> Iterator[str]:
    yield from _PREFACE.splitlines()
    yield f"{machine()}, which also ran the browser"
    yield f"with its {len(visits)} pages and before that had a load of {load:.1f} from other work."
    yield from ("", "| what | figure |", "|---|---:|")
    ready = [visit.ready for visit in visits if visit.ready is not None]
    feedback = [seconds for visit in visits for seconds in visit.feedback]
    server, each = memory
    rows = {
        "one page alone, until it is interactive": duration(alone.ready) if alone.ready else "never",
        f"{len(visits)} pages at once, interactive": f"{len(ready)} of {len(visits)}",
        "until interactive, median": duration(median(ready)),
        "until interactive, slowest": duration(max(ready)),
        "pages that opened themselves once more": str(sum(visit.openings > 1 for visit in visits)),
        "key to feedback while all type five keys a second, median": duration(median(feedback)),
        "key to feedback, 95th percentile": duration(quantiles(feedback, n=20)[-1]),
        "memory of the server": f"{server / 1e6:.0f} MB",
        "memory of a kernel, median": f"{median(each) / 1e6:.0f} MB",
        f"memory of the server and its {len(each)} kernels": f"{(server + sum(each)) / 1e9:.1f} GB",
        "from closing all pages to the end of the last kernel": duration(left),
    }
    yield from (f"| {name} | {figure} |" for name, figure in rows.items())


_PREFACE = """\
# How the app bears many pages

Written by `make bench-app`. All pages are in one browser, which has opened one page before. All of them stand for one
learner: pages of one app write into one journal. The page that was opened alone has been closed, but its kernel may
still run and counts.
"""

if __name__ == "__main__":
    sys.exit(main())
