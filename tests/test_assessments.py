"""Assessments: answers read from files, and many of them judged into one file."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest

from starlift import assessments
from starlift.assessments import assess_lines, read_answer, shaped
from starlift.dimensions import DIMENSIONS
from starlift.errors import StarliftError
from starlift.feedback import Assessment, assess

JUDGED = Assessment(
    overall=2.456,
    craft={"situation": 1.006, "task": 0.0, "action": 2.999, "result": 3.0},
    signals={"intake": 0.333},
    evidence={"action": [(0, 4), (5, 9)]},
    flags=["all_we"],
    question="Who?",
    question_dimension="task",
)


def judge(text: str) -> Assessment:
    return JUDGED._replace(question=text)


def problems(source: Path, target: Path) -> list[str]:
    with pytest.raises(StarliftError) as caught:
        assess_lines(source, target, judge)
    return [str(problem) for problem in caught.value.problems]


def test_a_mark_at_the_beginning_of_a_file_is_no_part_of_the_answer(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("\ufeffI decided.\r\n🎉".encode())

    assert read_answer(tmp_path / "a.txt") == "I decided.\r\n🎉"


def test_a_line_stands_for_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Zoë".encode()), encoding="ascii"))

    assert read_answer(Path("-")) == "Zoë"


def test_a_file_beyond_all_measure_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assessments, "MAX_BYTES", 1000)
    (tmp_path / "a.txt").write_text("x" * 1000)
    (tmp_path / "b.txt").write_text("x" * 1001)

    assert len(read_answer(tmp_path / "a.txt")) == 1000
    with pytest.raises(StarliftError, match=r"b\.txt: is larger than 1,000 bytes \(split it\)"):
        read_answer(tmp_path / "b.txt")


def test_an_assessment_becomes_plain_json_with_two_decimals() -> None:
    assert shaped(JUDGED) == {
        "overall": 2.46,
        "craft": {"situation": 1.01, "task": 0.0, "action": 3.0, "result": 3.0},
        "signals": {"intake": 0.33},
        "evidence": {"action": [[0, 4], [5, 9]]},
        "flags": ["all_we"],
        "question": "Who?",
    }
    assert shaped(JUDGED._replace(overall=None))["overall"] is None
    assert list(shaped(assess("", questions={}))["evidence"]) == list(DIMENSIONS)


def test_answers_come_out_in_the_order_in_which_they_went_in(tmp_path: Path) -> None:
    lines = [{"id": i, "text": f"answer {i}"} for i in ("007", "\ud800", "b", 3, "a", "007")]
    (tmp_path / "in").write_text("".join(json.dumps(line) + "\n" for line in lines))

    assert assess_lines(tmp_path / "in", tmp_path / "out", judge) == 6

    found = [json.loads(line) for line in (tmp_path / "out").read_text().splitlines()]
    assert [(item["id"], item["question"]) for item in found] == [(line["id"], line["text"]) for line in lines]


def test_no_answers_make_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "in").write_text("\n \n")

    assert assess_lines(tmp_path / "in", tmp_path / "out", judge) == 0
    assert (tmp_path / "out").read_text() == ""


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"id": "a"', "is not JSON: Expecting ',' delimiter at column 11"),
        ("[" * 100_000, "is not JSON: "),
        ('"text"', "is not an object"),
        ("null", "is not an object"),
        ('{"id": null, "text": "x"}', "id: is missing or no text"),
        ('{"id": 1.5, "text": "x"}', "id: is missing or no text"),
        ('{"id": false, "text": "x"}', "id: is missing or no text"),
        ('{"id": ["a"], "text": "x"}', "id: is missing or no text"),
        ('{"id": "a", "text": 5}', "text: is missing or no text"),
        ('{"id": "a", "text": null}', "text: is missing or no text"),
    ],
)
def test_a_bad_line_keeps_what_was_written_before(tmp_path: Path, line: str, problem: str) -> None:
    (tmp_path / "in").write_text('{"id": "a", "text": "x"}\n' + line)
    (tmp_path / "out").write_text("earlier")

    (told,) = problems(tmp_path / "in", tmp_path / "out")

    assert told.startswith(f"{tmp_path / 'in'}:2: {problem}")
    assert (tmp_path / "out").read_text() == "earlier"


def test_a_target_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "in").write_text('{"id": "a", "text": "x"}')
    (tmp_path / "out").mkdir()

    (told,) = problems(tmp_path / "in", tmp_path / "out")

    assert told.startswith(f"{tmp_path / 'out'}: cannot be written: ")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["in", "out"]


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "in").write_text('{"id": "a", "text": "x"}')
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        assess_lines(tmp_path / "in", tmp_path / "pipe", judge)
        received = os.read(reader, 10_000)
    finally:
        os.close(reader)

    assert json.loads(received)["id"] == "a"
    assert (tmp_path / "pipe").is_fifo()


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "in").write_text('{"id": "a", "text": "x"}')
    (tmp_path / "link").symlink_to(tmp_path / "real")

    assess_lines(tmp_path / "in", tmp_path / "link", judge)

    assert (tmp_path / "link").is_symlink()
    assert json.loads((tmp_path / "real").read_text())["id"] == "a"
