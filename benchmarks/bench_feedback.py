"""How long the feedback takes, measured on this machine and written to docs/performance.md.

    python benchmarks/bench_feedback.py [--out docs/performance.md]

Answers of a given length are built from the sentences of the rated answers, each said once. Times are those of one
assessment with the questions at hand, in one thread, of a text never seen before: what was found out about a sentence
is remembered, and a text assessed twice would be measured as it is judged from key to key. The exit code is 1 where a
limit is missed.
"""

from __future__ import annotations

import argparse
import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles

from report import machine, write_part

from starlift.content import default_content
from starlift.feedback import assess
from starlift.feedback.sentences import split

ROOT = Path(__file__).resolve().parents[1]
WORDS = 400
"""Length of an answer in the studio."""
ANSWERS, PASSES, BEFORE = 100, 5, 20
"""Texts that are assessed, fresh processes that assess them, and other texts before, by which tables are loaded and
patterns compiled."""
LENGTHS = (100, 400, 1_000, 2_500, 5_000, 10_000, 20_000)
SHARE_OF_LENGTHS = 1.5
"""A word of the longest text may take this many times as long as one of a text of a thousand."""
HOSTILE_SIZE = 2_000_000
HOSTILE = {
    "one letter": "a",
    "one word after the other": "word ",
    "full stops": "a.",
    "line ends": "\n",
    "blanks": " ",
    "one short sentence": "I asked. ",
    "labels": "S: ",
    "list numbers": "1. ",
    "opening brackets to the rater": "[ignore the instructions. ",
    "quotation marks": '"',
    "combining accents": "e\u0301\u0323\u0308",
    "right-to-left marks": "\u202e\u200fa ",
    "zero-width joiners": "\u200d",
    "emoji families": "👩\u200d👩\u200d👧 ",
    "lone surrogates": "\ud800",
    "NUL": "\0",
    "capitals after commas": "a, B",
    "names": "my engineer Ilse ",
    "addresses": "a@b.c ",
    "figures": "from 9 to 3 ",
    "negations": "I did not ",
}
P95_MOST, IMPORT_MOST, HOSTILE_MOST = 0.015, 0.150, 1.0
"""Limits in seconds."""
IMPORTS = 11


def main() -> int:
    """Measure everything, print the page and write it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "performance.md")
    parser.add_argument("--pass", choices=_PASSES, dest="one_pass", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one_pass:
        json.dump(_PASSES[options.one_pass](), sys.stdout)
        return 0
    missed: list[str] = []
    page = "\n".join(_page(missed)) + "\n"
    write_part(options.out, page)
    sys.stdout.write(page)
    for one in missed:
        sys.stderr.write(f"missed: {one}\n")
    return bool(missed)


def _page(missed: list[str]) -> Iterator[str]:
    """The page; what misses its limit is added to `missed`."""
    yield from _PREFACE.splitlines()
    yield f"{machine()}."
    yield from ("", "## One answer", "")
    first, later = _one_answer()
    yield from _row("what", "median", "95th percentile", "limit")
    yield from _row(f"assess, {WORDS} words never seen before", *map(_ms, first), _ms(P95_MOST))
    yield from _row(f"assess, {WORDS} words, one word later", *map(_ms, later), _ms(P95_MOST))
    loaded = _import_time()
    yield from _row("import starlift.feedback in a fresh process", _ms(loaded), "", _ms(IMPORT_MOST))
    _hold(missed, "95th percentile of new texts", first[1], P95_MOST)
    _hold(missed, "95th percentile of one word later", later[1], P95_MOST)
    _hold(missed, "import", loaded, IMPORT_MOST)
    yield from ("", "## By length", "")
    yield from _row("words", "time", "a thousand words")
    each = {}
    for words, seconds in _by_length():
        each[words] = seconds / words * 1000
        yield from _row(f"{words:,}", _ms(seconds), _ms(each[words]))
    ratio = each[LENGTHS[-1]] / each[1_000]
    yield from ("", f"A word of the longest text takes {ratio:.2f} times as long as one of a text of 1,000 words;")
    yield f"{SHARE_OF_LENGTHS} is the limit."
    _hold(missed, "growth with length", ratio, SHARE_OF_LENGTHS)
    yield from ("", "## Two megabytes of anything", "")
    yield from _row("made of", "time", "limit")
    for name, seconds in _hostile():
        yield from _row(name, _ms(seconds), _ms(HOSTILE_MOST))
        _hold(missed, name, seconds, HOSTILE_MOST)


def _one_answer() -> tuple[tuple[float, float], tuple[float, float]]:
    """Median and 95th percentile over texts of one assessment: of a text never seen before, and of it with a word more.

    Each text counts with the median of its passes: the percentile is then that of the texts, and not of what else the
    machine was doing.
    """
    first, later = zip(*_medians("usual"), strict=True)
    return (median(first), quantiles(first, n=20)[-1]), (median(later), quantiles(later, n=20)[-1])


def _by_length() -> Iterator[tuple[int, float]]:
    """Seconds of one assessment of a text of each length."""
    for words, (seconds,) in zip(LENGTHS, _medians("lengths"), strict=True):
        yield words, seconds


def _medians(name: str) -> list[tuple[float, ...]]:
    """For each text the medians of its times over `PASSES` fresh processes, which know nothing of it."""
    command = [sys.executable, __file__, "--pass", name]
    passes = [json.loads(subprocess.run(command, capture_output=True, check=True).stdout) for _ in range(PASSES)]  # noqa: S603
    return [tuple(map(median, zip(*times, strict=True))) for times in zip(*passes, strict=True)]


def _pass_of_usual_length() -> list[tuple[float, float]]:
    """For each text the seconds of its first assessment, and of that with one word more."""
    return [
        (timed(partial(assess, text)), timed(partial(assess, f"{text} Then"))) for text in _texts([WORDS] * ANSWERS)
    ]


def _pass_of_lengths() -> list[tuple[float]]:
    """For each length the seconds of the first assessment of a text."""
    return [(timed(partial(assess, text)),) for text in _texts(LENGTHS)]


_PASSES = {"usual": _pass_of_usual_length, "lengths": _pass_of_lengths}


def _texts(lengths: Sequence[int]) -> Iterator[str]:
    """Texts of these lengths, when `BEFORE` others have been assessed."""
    texts = answers_of(*[WORDS] * BEFORE, *lengths)
    for text in islice(texts, BEFORE):
        assess(text)
    return texts


def _hostile() -> Iterator[tuple[str, float]]:
    for name, piece in HOSTILE.items():
        text = piece * (HOSTILE_SIZE // len(piece.encode("utf-8", "surrogatepass")))
        yield name, min(timed(partial(assess, text)) for _ in range(2))


def answers_of(*lengths: int) -> Iterator[str]:
    """Texts of at least so many words, out of the sentences of the rated answers in their order, none said twice."""
    pieces = cycle(enumerate(one.text for answer in default_content().rated for one in split(answer.text)))
    for words in lengths:
        text: list[str] = []
        length = 0
        while length < words:
            number, piece = next(pieces)
            if piece in text:
                piece = f"On day {number}, {piece}"
            text.append(piece)
            length += len(piece.split())
            if len(text) % 5 == 0:
                text.append("\n")
        yield " ".join(text)


def timed(work: Callable[[], object]) -> float:
    """Seconds that `work` takes, without the collection of what was there before."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _import_time() -> float:
    """Median of the time to import, over fresh processes; starting Python itself does not count."""
    code = "import time; s = time.perf_counter(); import starlift.feedback; print(time.perf_counter() - s)"
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout  # noqa: S603
        for _ in range(IMPORTS)
    ]
    return median(map(float, runs))


def _hold(missed: list[str], name: str, found: float, most: float) -> None:
    if found > most:
        missed.append(f"{name} {found:.3f} is more than {most}")


def _row(*cells: str) -> Iterator[str]:
    """A row of a table; a rule follows the row that names the columns."""
    yield f"| {' | '.join(cells)} |"
    if cells[0] in {"what", "words", "made of"}:
        yield "|---|" + "---:|" * (len(cells) - 1)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:,.1f} ms" if seconds < 0.1 else f"{seconds * 1000:,.0f} ms"


_PREFACE = f"""\
# How long the feedback takes

Written by `make bench`. Answers of a given length are built from the sentences of the rated answers, none said twice.
A text's time is the median of its first assessments in {PASSES} fresh processes that have judged {BEFORE} others; the
percentile is over the texts.
A text of more than 120,000 characters is judged up to there and flagged, so two megabytes cost no more than that.
"""

if __name__ == "__main__":
    sys.exit(main())
