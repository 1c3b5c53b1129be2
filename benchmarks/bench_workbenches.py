"""How fast the workbenches are: opening, one run of the intake simulation, a learner's own file, a page of print."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from report import duration, machine, write_part

from starlift.content import shipped_root, workbench_file
from starlift.panels.workbenches import workbench_of
from starlift.panels.workbenches.base import Setting
from starlift.workbenches.intake.content import load_intake
from starlift.workbenches.intake.outcomes import Experiment
from starlift.workbenches.intake.simulation import run
from starlift.workbenches.owndata.loading import load

ROOT = Path(__file__).resolve().parents[1]
RUN_MOST, ROWS = 1.0, 200_000
"""Seconds that one run may take, and rows of a large export."""
OPEN = """
import time
from pathlib import Path
from starlift.content import shipped_root, workbench_file
start = time.perf_counter()
from starlift.panels.workbenches import workbench_of
from starlift.panels.workbenches.base import Setting
bench = workbench_of("{kind}").at(Setting(workbench_file(shipped_root(), "{kind}"), Path("own-data")))
bench.blocks(bench.parts({{}})[0].id, {{}})
print(time.perf_counter() - start)
"""


def main() -> int:
    """Measure, print the part of the page and write it."""
    rows = list(_rows())
    intake = load_intake(workbench_file(shipped_root(), "intake"))
    experiment = Experiment(intake)
    policy, seed = intake.references[0].policy, experiment.seeds[0]
    half = experiment.half(seed)
    once = statistics.median(timed(lambda: run(intake, half, policy, seed)) for _ in range(9))
    rows.append(("intake: one run of six months, median", once))
    fresh = Experiment(intake)
    specs = (intake.old_way, *intake.references)
    rows.append((
        f"intake: {len(specs)} policies over {len(fresh.seeds)} half years, data drawn",
        timed(lambda: [fresh.draws(spec.policy) for spec in specs]),
    ))  # fmt: skip
    page = "\n".join([
        "# Performance of the workbenches", "", f"{machine()}.", "",
        "| what | time |", "|---|---:|", *(f"| {name} | {duration(seconds)} |" for name, seconds in rows), "",
        f"One run may take {duration(RUN_MOST)}.", "",
    ])  # fmt: skip
    write_part(ROOT / "docs" / "performance.md", page)
    sys.stdout.write(page)
    return int(once > RUN_MOST)


def _rows() -> Iterator[tuple[str, float]]:
    for kind in ("intake", "release", "reframing", "metrics"):
        line = [sys.executable, "-c", OPEN.format(kind=kind)]
        out = subprocess.run(line, capture_output=True, text=True, check=True)  # noqa: S603 - our own line
        yield f"{kind}: opened in a fresh process, first part drawn", float(out.stdout)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "export.csv"
        line = "REQ-{0},Look at service {1},2026-03-{2:02d} 09:41,,High,person {1},Review\n"
        head = "Key,Summary,Created,Resolved,Priority,Reporter,Issue Type\n"
        file.write_text(head + "".join(line.format(n, n % 300, n % 28 + 1) for n in range(ROWS)), encoding="utf-8")
        yield f"own data: CSV of {ROWS:,} requests", timed(lambda: load(file, None, "requests"))
    setting = Setting(workbench_file(shipped_root(), "release"), Path("own-data"))
    bench = workbench_of("release").at(setting)
    bench.act("pdf-a4", {})
    yield "release: the decision record as PDF", timed(lambda: bench.act("pdf-a4", {}))


def timed(work: Callable[[], object]) -> float:
    """Seconds that `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
