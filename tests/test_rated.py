"""Rated answers: the shipped ones, the pair for practice, and the place of every mistake."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from starlift.dimensions import DIMENSIONS
from starlift.errors import ContentError
from starlift.rated import RatedAnswer, Revision, load_rated, load_revisions, practice_pair
from starlift.stories import load_story

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "exercises" / "rated.jsonl"
REVISIONS = ROOT / "exercises" / "revisions.json"
CASES = [load_story(path).id for path in sorted((ROOT / "stories").glob("[0-9][0-9]-*.md"))]
GOOD: dict[str, Any] = {
    "id": "X-1",
    "case": "",
    "kind": "plain",
    "genre": "note form",
    "practice": True,
    "question": "What did you change?",
    "text": "I chose one rule.",
    "overall": 2,
    "levels": dict.fromkeys(DIMENSIONS, 1),
    "evidence": {"action": [[0, 17, 3]]},
    "advice": "Say what came of it.",
}


@pytest.fixture(scope="module")
def rated() -> tuple[RatedAnswer, ...]:
    return load_rated(FILE)


@pytest.fixture(scope="module")
def revisions() -> tuple[Revision, ...]:
    return load_revisions(REVISIONS)


def test_shipped_answers_span_the_scale(rated: tuple[RatedAnswer, ...]) -> None:
    assert len(rated) >= 300
    assert {answer.case for answer in rated} <= {"", *CASES}
    for name in DIMENSIONS:
        assert {answer.levels[name] for answer in rated} == {0, 1, 2, 3}
    assert {answer.overall for answer in rated} == {1, 2, 3, 4, 5}


def test_shipped_answers_are_of_many_kinds_and_genres(rated: tuple[RatedAnswer, ...]) -> None:
    kinds = {answer.kind for answer in rated}
    assert {"plain", "short_strong", "plain_strong", "stuffed", "negated", "blame", "offtopic", "injected"} <= kinds
    assert len({answer.genre for answer in rated}) >= 50


def test_learners_practise_on_ordinary_answers_to_every_case(rated: tuple[RatedAnswer, ...]) -> None:
    practice = [answer for answer in rated if answer.practice]
    assert len(practice) >= 24
    assert all(answer.advice for answer in practice)
    for case in CASES:
        assert {answer.overall <= 2 for answer in practice if answer.case == case} == {True, False}


def test_spans_cut_pieces_of_sentences_out_of_the_text(rated: tuple[RatedAnswer, ...]) -> None:
    """Some answers were rated as a whole: neither evidence nor advice."""
    for answer in rated:
        assert answer.evidence or answer.overall <= 2 or not answer.advice, answer.id
        for spans in answer.evidence.values():
            assert len(spans) == len(set(spans))
            for start, end, raters in spans:
                piece = answer.text[start:end]
                assert piece == piece.strip(), (answer.id, piece)
                assert start == 0 or not (answer.text[start - 1].isalnum() and piece[0].isalnum()), (answer.id, piece)
                assert end == len(answer.text) or not (answer.text[end].isalnum() and piece[-1].isalnum()), answer.id
                assert 1 <= raters <= 3


def test_named_is_what_most_raters_named() -> None:
    answer = RatedAnswer.model_validate(
        {**GOOD, "evidence": {"action": [[0, 8, 1], [2, 9, 2], [10, 17, 3]], "task": [[0, 17, 1]]}}
    )
    assert answer.named("action") == ((2, 9), (10, 17))
    assert answer.named("task") == answer.named("coaching") == ()


def test_revisions_are_versions_of_shipped_answers(
    rated: tuple[RatedAnswer, ...], revisions: tuple[Revision, ...]
) -> None:
    kinds = {answer.id: answer.kind for answer in rated}
    assert len({chain.id for chain in revisions}) == len(revisions) >= 10
    for chain in revisions:
        versions = range(len(chain.edits))
        assert [kinds[f"{chain.id}.v{number}"] for number in versions] == [f"version:{edit}" for edit in chain.edits]
        pairs = [*chain.better, *chain.same]
        assert len(pairs) == len(set(pairs))
        assert {number for pair in pairs for number in pair} == set(versions)


def test_the_panel_rates_better_versions_higher_and_the_others_alike(
    rated: tuple[RatedAnswer, ...], revisions: tuple[Revision, ...]
) -> None:
    level = {answer.id: answer.overall for answer in rated}
    for chain in revisions:
        assert all(level[f"{chain.id}.v{old}"] <= level[f"{chain.id}.v{new}"] for old, new in chain.better), chain.id
        assert all(level[f"{chain.id}.v{new}"] - level[f"{chain.id}.v{old}"] <= 1 for old, new in chain.same), chain.id


@pytest.mark.parametrize(
    ("text", "field", "what"),
    [
        ('[{"id": "E-1", "edits": ["thin"], "better": [[0]], "same": []}]', "[0].better[0][1]", "is missing"),
        ('[{"id": "E-1", "edits": [""], "better": [], "same": []}]', "[0].edits[0]", "at least 1 character"),
        ('[{"id": "E-1", "edits": [], "better": [], "same": [], "worse": []}]', "[0].worse", "is not a known field"),
        ("{}", "", ""),
        ("[torn", "", ""),
    ],
)
def test_a_mistake_in_the_revisions_is_told(tmp_path: Path, text: str, field: str, what: str) -> None:
    file = tmp_path / "revisions.json"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        load_revisions(file)

    (problem,) = caught.value.problems
    assert problem.file.endswith("revisions.json")
    assert problem.field == field
    assert what in problem.what


@pytest.mark.parametrize("case", ["", *CASES, "unheard-of"])
def test_a_pair_is_one_weaker_and_one_stronger_answer_to_the_case(rated: tuple[RatedAnswer, ...], case: str) -> None:
    pairs = [practice_pair(rated, case, cohort="spring", participant=f"p{number}") for number in range(40)]

    for pair in pairs:
        weak, strong = sorted(pair, key=lambda answer: answer.overall)
        assert weak.overall <= 2
        assert strong.overall >= 4
        assert weak.practice
        assert strong.practice
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
    for other in ({"overall": 3}, {"practice": False}):
        assert practice_pair((only.model_copy(update=other),), "", cohort="c", participant="p") == ()


@pytest.mark.parametrize(
    ("change", "field", "what"),
    [
        ({"overall": 6}, "overall", "less than or equal to 5"),
        ({"evidence": {"action": [[0, 18, 3]]}}, "", "evidence.action points outside the text"),
        ({"evidence": {"action": [[5, 5, 3]]}}, "", "evidence.action points outside the text"),
        ({"evidence": {"action": [[-1, 5, 3]]}}, "", "evidence.action points outside the text"),
        ({"evidence": {"action": [[0, 17]]}}, "evidence.action[0][2]", "is missing"),
        ({"kind": ""}, "kind", "at least 1 character"),
        ({"practice": "maybe"}, "practice", "valid boolean"),
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
