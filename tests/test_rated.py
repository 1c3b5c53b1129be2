"""Rated answers: the shipped ones, the pair for practice, and the place of every mistake."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from starlift.dimensions import DIMENSIONS
from starlift.errors import ContentError
from starlift.rated import RatedAnswer, load_rated, practice_pair
from starlift.stories import load_story

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "exercises" / "rated.jsonl"
CASES = [load_story(path).id for path in sorted((ROOT / "stories").glob("[0-9][0-9]-*.md"))]
GOOD: dict[str, Any] = {
    "id": "X-1",
    "case": "",
    "question": "What did you change?",
    "text": "I chose one rule.",
    "overall": 2,
    "levels": dict.fromkeys(DIMENSIONS, 1),
    "evidence": {"action": [[0, 17]]},
    "advice": "Say what came of it.",
}


@pytest.fixture(scope="module")
def rated() -> tuple[RatedAnswer, ...]:
    return load_rated(FILE)


def test_shipped_answers_span_the_scale(rated: tuple[RatedAnswer, ...]) -> None:
    assert len(rated) >= 24
    assert {answer.case for answer in rated} <= {"", *CASES}
    assert {2, 4, 5} <= {answer.overall for answer in rated}


@pytest.mark.parametrize("answer", load_rated(FILE), ids=lambda answer: answer.id)
def test_spans_cut_whole_sentences_out_of_the_text(answer: RatedAnswer) -> None:
    assert answer.evidence or answer.overall == 1
    for spans in answer.evidence.values():
        for start, end in spans:
            piece = answer.text[start:end]
            assert piece == piece.strip()
            assert start == 0 or not answer.text[start - 1].isalnum()
            assert end == len(answer.text) or not answer.text[end].isalnum()
            assert len(piece.split()) >= 2


@pytest.mark.parametrize("case", ["", *CASES, "unheard-of"])
def test_a_pair_is_one_weaker_and_one_stronger_answer_to_the_case(rated: tuple[RatedAnswer, ...], case: str) -> None:
    pairs = [practice_pair(rated, case, cohort="spring", participant=f"p{number}") for number in range(40)]

    for pair in pairs:
        weak, strong = sorted(pair, key=lambda answer: answer.overall)
        assert weak.overall <= 2
        assert strong.overall >= 4
        if case in CASES:
            assert {weak.case, strong.case} == {case}
    assert {pair[0].overall >= 4 for pair in pairs} == {True, False}


def test_a_pair_depends_on_cohort_participant_and_seed_alone(rated: tuple[RatedAnswer, ...]) -> None:
    def ids(**changed: Any) -> list[str]:
        key = {"cohort": "spring", "participant": "p1", "seed": 0, **changed}
        return [answer.id for case in CASES for answer in practice_pair(rated, case, **key)]

    assert ids() == ids()
    assert len({tuple(ids(**{name: value})) for name, value in
                [("cohort", "spring"), ("cohort", "autumn"), ("participant", "p2"), ("seed", 1)]}) == 4  # fmt: skip


def test_a_pair_is_as_large_as_the_answers_allow() -> None:
    only = RatedAnswer.model_validate(GOOD)

    assert practice_pair((only,), "", cohort="c", participant="p") == (only,)
    middling = only.model_copy(update={"overall": 3})
    assert practice_pair((middling,), "", cohort="c", participant="p") == ()


@pytest.mark.parametrize(
    ("change", "field", "what"),
    [
        ({"overall": 6}, "overall", "less than or equal to 5"),
        ({"evidence": {"action": [[0, 18]]}}, "", "evidence.action points outside the text"),
        ({"evidence": {"action": [[5, 5]]}}, "", "evidence.action points outside the text"),
        ({"evidence": {"action": [[-1, 5]]}}, "", "evidence.action points outside the text"),
        ({"levels": {"action": 1}}, "", "levels must hold exactly"),
        ({"levels": {**GOOD["levels"], "action": 4}}, "levels.action", "less than or equal to 3"),
        ({"text": ""}, "text", "at least 1 character"),
        ({"rater": "me"}, "rater", "is not a known field"),
    ],
)
def test_a_mistake_is_told_with_line_and_field(tmp_path: Path, change: dict[str, Any], field: str, what: str) -> None:
    file = tmp_path / "rated.jsonl"
    file.write_text("\n".join(map(json.dumps, [{**GOOD, "id": "X-0"}, {**GOOD, **change}])), encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        load_rated(file)

    (problem,) = caught.value.problems
    assert (problem.line, problem.field) == (2, field)
    assert what in problem.what


def test_all_bad_lines_are_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "rated.jsonl"
    lines = [json.dumps(GOOD), "", "{torn", "[]", json.dumps(GOOD)]
    file.write_text("\n".join(lines), encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        load_rated(file)

    assert [(p.line, p.field) for p in caught.value.problems] == [(0, "id"), (3, ""), (4, "")]


@pytest.mark.parametrize("text", ["One.\u2028Two.", "One.\x85Two.", " One. Two.", "One.\r\nTwo.\n"])
def test_a_text_keeps_every_character_so_that_spans_keep_their_place(tmp_path: Path, text: str) -> None:
    file = tmp_path / "rated.jsonl"
    file.write_text(json.dumps({**GOOD, "text": text, "evidence": {}}, ensure_ascii=False), encoding="utf-8")

    (answer,) = load_rated(file)

    assert answer.text == text
