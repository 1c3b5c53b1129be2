"""How fast a cohort is prepared and run, against papermill's own ways, measured on this machine side by side.

    python benchmarks/bench_cohort.py [--out docs/performance.md] [--rounds 3]

The same notebooks of the kit are run in turn by the papermill command line, one process each; by
`papermill.execute_notebook` in a loop; and by `starlift.cohorts.execute` on a cohort. What is compared is seconds a
notebook, round by round, so that a machine whose speed drifts does no harm. The exit code is 1 where a floor is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

from papermill import execute_notebook
from report import machine, write_part

from starlift.cohorts import Manifest, Participant, build, execute
from starlift.cohorts.assignment import Setting
from starlift.cohorts.kernels.engine import COLD, WARM
from starlift.cohorts.normal import as_node, normalised
from starlift.content import ROOT_VARIABLE, Content, load_content, shipped_root
from starlift.notebooks import dump_notebook, write_atomic

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = 6
"""Notebooks that the slow ways run in each round: one set."""
PEOPLE = 30
"""Participants of the cohort that is run: six notebooks each."""
PARTS = ("kernel ready", "cell with the imports", "other cells", "kernel ended", "normal form, written")
OPENING = "open"
"""Id of the cell that imports the kit."""
PREPARED = 1_000
TIMES_CLI, TIMES_LOOP, PREPARE_MOST = 8.0, 6.0, 60.0
"""Floors: the throughput of the command line and of the loop, times so much; seconds for the prepared sets."""


def main() -> int:
    """Measure everything, print the page and write it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "performance.md")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    missed: list[str] = []
    page = "\n".join(_page(missed, options.rounds)) + "\n"
    write_part(options.out, page)
    sys.stdout.write(page)
    for one in missed:
        sys.stderr.write(f"missed: {one}\n")
    return bool(missed)


def _page(missed: list[str], rounds: int) -> Iterator[str]:
    content = load_content(shipped_root())
    os.environ[ROOT_VARIABLE] = str(content.root)
    yield from (*_PREFACE.splitlines(), f"{machine()}.", "")
    with tempfile.TemporaryDirectory(prefix="bench-") as box:
        yield from _running(content, Path(box), rounds, missed)
        yield from _broken_down(Path(box), rounds)
        yield from _preparing(Path(box), missed)


def _running(content: Content, box: Path, rounds: int, missed: list[str]) -> Iterator[str]:
    manifest = build(content, _people(PEOPLE), "bench", box / "cohort")
    files = [box / "cohort" / manifest.sets[0].folder / name for name in sorted(manifest.sets[0].files)][:SAMPLE]
    ways: dict[str, Callable[[], float]] = {
        "papermill command line, one process each": lambda: _each(_command_line, files),
        "papermill.execute_notebook in a loop": lambda: _loop(files),
        "cohort run --cold, 1 worker": lambda: _cohort(box, manifest, content, 1, people=1, cold=True),
        "cohort run, 1 worker": lambda: _cohort(box, manifest, content, 1, people=5),
        "cohort run, 2 workers, 5 people": lambda: _cohort(box, manifest, content, 2, people=5),
        f"cohort run, 2 workers, {PEOPLE} people": lambda: _cohort(box, manifest, content, 2, people=PEOPLE),
    }
    found: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            found[name].append(way())
    *_, whole = ways
    cli, loop = (found[name] for name in list(ways)[:2])
    yield "| way | seconds a notebook, median | range | times the command line | times the loop |"
    yield "|---|---:|---:|---:|---:|"
    for name, seconds in found.items():
        against = [median(a / b for a, b in zip(other, seconds, strict=True)) for other in (cli, loop)]
        times = f"{median(seconds):.2f} | {min(seconds):.2f} to {max(seconds):.2f}"
        yield f"| {name} | {times} | {against[0]:.1f} | {against[1]:.1f} |"
        if name == whole:
            if against[0] < TIMES_CLI:
                missed.append(f"{against[0]:.1f} times the command line is less than {TIMES_CLI}")
            if against[1] < TIMES_LOOP:
                missed.append(f"{against[1]:.1f} times the loop is less than {TIMES_LOOP}")
    yield from (
        "",
        f"Ratios are medians of the ratios of {rounds} rounds; floors {TIMES_CLI:.0f} and {TIMES_LOOP:.0f}.",
        "",
    )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    yield f"The largest single process took {peak:.0f} MB; a worker, its zygote and one kernel share most of theirs."


def _broken_down(box: Path, rounds: int) -> Iterator[str]:
    """Where the time of one notebook goes, for a kernel of papermill's own and for both of the kit's engines."""
    files = sorted(next((box / "cohort").glob("*/[0-9]*.ipynb")).parent.glob("[0-9]*.ipynb"))[:SAMPLE]
    yield from ("", f"| engine | {' | '.join(PARTS)} |", f"|---|{'---:|' * len(PARTS)}")
    for engine in ("nbclient", COLD, WARM):
        found = [parts_of(file, engine) for _ in range(rounds + 1) for file in files][len(files) :]
        yield f"| {engine} | {' | '.join(f'{median(times):.3f}' for times in zip(*found, strict=True))} |"
    yield from (
        "",
        "Seconds, medians; the notebooks are run one after the other in one process, the first round set aside.",
    )


def parts_of(file: Path, engine: str) -> tuple[float, ...]:
    """Seconds of each of `PARTS` for one notebook, run by one of papermill's engines."""
    begun: list[tuple[str, float]] = []
    ended: list[float] = []
    node = as_node(json.loads(file.read_bytes()))
    with tempfile.TemporaryDirectory() as scratch:
        start = time.perf_counter()
        run = execute_notebook(
            node,
            None,
            engine_name=engine,
            kernel_name="python3",
            cwd=scratch,
            progress_bar=False,
            log_output=False,
            request_save_on_cell_execute=False,
            on_cell_execute=lambda cell, cell_index: begun.append((cell["id"], time.perf_counter())),  # noqa: ARG005
            on_cell_executed=lambda **_: ended.append(time.perf_counter()),
        )
        closed = time.perf_counter()
        write_atomic(Path(scratch, "out.ipynb"), dump_notebook(normalised(run, outputs=True)))
        written = time.perf_counter()
    ids = [name for name, _ in begun]
    imported = ended[ids.index(OPENING)] - begun[ids.index(OPENING)][1]
    cells = ended[-1] - begun[0][1]
    return begun[0][1] - start, imported, cells - imported, closed - ended[-1], written - closed


def _preparing(box: Path, missed: list[str]) -> Iterator[str]:
    yield from ("", "| prepared, not run | seconds | sets a second | memory of the process |", "|---|---:|---:|---:|")
    for count in (100, PREPARED):
        out = box / f"prepared-{count}"
        code = (
            "import resource, sys, time\nsys.path.insert(0, sys.argv[1])\nfrom bench_cohort import prepare\n"
            "start = time.perf_counter()\nprepare(int(sys.argv[2]), sys.argv[3])\n"
            "print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
        )
        line = [sys.executable, "-c", code, str(Path(__file__).parent), str(count), str(out)]
        told = subprocess.run(line, capture_output=True, text=True, check=True).stdout  # noqa: S603
        seconds, memory = map(float, told.split())
        what = f"{count:,} sets of 6 notebooks, with keys and paper"
        yield f"| {what} | {seconds:.1f} | {count / seconds:.0f} | {memory:.0f} MB |"
        shutil.rmtree(out)
        if count == PREPARED and seconds > PREPARE_MOST:
            missed.append(f"{seconds:.0f} s for {count:,} sets is more than {PREPARE_MOST:.0f}")
    yield from ("", f"{PREPARED:,} sets may take {PREPARE_MOST:.0f} s.")


def prepare(count: int, out: str) -> None:
    """Build a cohort of `count` participants; called in a process of its own, whose memory is measured."""
    build(load_content(shipped_root()), _people(count), "bench", Path(out), setting=Setting())


def _people(count: int) -> list[Participant]:
    return [Participant(f"p{number:04}", f"Person {number}") for number in range(count)]


def _each(run: Callable[[Path], None], files: Sequence[Path]) -> float:
    start = time.perf_counter()
    for file in files:
        run(file)
    return (time.perf_counter() - start) / len(files)


def _command_line(file: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        line = [
            sys.executable,
            "-m",
            "papermill",
            str(file),
            str(Path(scratch, "out.ipynb")),
            "--cwd",
            str(file.parent),
        ]
        subprocess.run([*line, "--no-progress-bar", "--no-log-output"], check=True, capture_output=True)  # noqa: S603


def _loop(files: Sequence[Path]) -> float:
    """The loop in one process, without the time that its imports take."""
    code = (
        "import sys, time, papermill\nstart = time.perf_counter()\nfor file in sys.argv[1:]:\n"
        "    papermill.execute_notebook(file, '/dev/null', cwd='/', progress_bar=False, log_output=False)\n"
        "print(time.perf_counter() - start)"
    )
    line = [sys.executable, "-c", code, *map(str, files)]
    told = subprocess.run(line, capture_output=True, text=True, check=True).stdout  # noqa: S603
    return float(told) / len(files)


def _cohort(box: Path, manifest: Manifest, content: Content, workers: int, *, people: int, cold: bool = False) -> float:
    """A cohort run from nothing, start of its processes and writing included."""
    shutil.rmtree(box / "cohort" / "executed", ignore_errors=True)
    some = Manifest(manifest.cohort, manifest.sets[:people])
    start = time.perf_counter()
    report = execute(box / "cohort", some, content.root, workers=workers, cold=cold)
    seconds = time.perf_counter() - start
    if report.failures:
        raise SystemExit(f"failed: {report.failures[0]}")
    return seconds / report.executed


_PREFACE = """\
# How fast a cohort is prepared and run

Written by `make bench-cohort`. All ways run the same notebooks of the kit on the same machine, one after the other in
each round. The times of a cohort hold everything: starting the workers, importing, running, writing.
"""

if __name__ == "__main__":
    sys.exit(main())
