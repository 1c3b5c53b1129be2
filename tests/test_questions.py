"""The shipped questions and what the loader refuses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from starlift.dimensions import DIMENSIONS, SIGNALS
from starlift.errors import ContentError
from starlift.questions import FollowUp, Questions, load_questions

FILE = Path(__file__).resolve().parents[1] / "stories" / "questions.yaml"


@pytest.fixture(scope="module")
def questions() -> Questions:
    return load_questions(FILE)


def all_follow_ups() -> list[FollowUp]:
    return [item for items in load_questions(FILE).follow_ups.values() for item in items]


def test_at_least_24_interview_questions_that_reach_every_signal(questions: Questions) -> None:
    assert len(questions.interview) >= 24
    assert len({question.text for question in questions.interview}) == len(questions.interview)
    assert {signal for question in questions.interview for signal in question.signals} == set(SIGNALS)
    assert all(question.listen_for for question in questions.interview)


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_every_dimension_has_a_question_for_each_level_below_the_top(questions: Questions, dimension: str) -> None:
    asked = questions.follow_ups[dimension]

    assert {level for follow_up in asked for level in follow_up.levels} == {0, 1, 2}
    assert len(asked) >= (6 if dimension in SIGNALS else 3)


@pytest.mark.parametrize("follow_up", all_follow_ups(), ids=lambda item: item.id)
def test_a_follow_up_asks_and_supplies_nothing(follow_up: FollowUp) -> None:
    assert follow_up.text.rstrip('"”').endswith("?")
    assert len(set(follow_up.hints)) == 3
    assert not re.search(r"\d", " ".join((follow_up.text, *follow_up.hints)))


def test_no_follow_up_stands_twice() -> None:
    texts = [follow_up.text for follow_up in all_follow_ups()]

    assert len(set(texts)) == len(texts)


def test_four_uses(questions: Questions) -> None:
    assert [use.id for use in questions.uses] == ["interview", "calibration", "promotion", "self_review"]


def test_the_loader_refuses_a_gap_a_repeated_id_and_an_unknown_dimension(tmp_path: Path) -> None:
    text, file = FILE.read_text(encoding="utf-8"), tmp_path / "questions.yaml"
    first, second = re.findall(r"^  - id: (\S+)", text, flags=re.MULTILINE)[:2]
    broken = {
        f"the id '{first}' stands twice": text.replace(f"- id: {second}\n", f"- id: {first}\n", 1),
        "follow_ups.situation has no question for level 0": re.sub(
            r"(?s)(?<=^follow_ups:\n)(.*?)(?=^  task:)", lambda m: re.sub(r"0, ?|\b0\b", "", m[0]), text, flags=re.M
        ).replace("levels: []", "levels: [1]"),
        "'tasks' is not known": text.replace("\n  task:\n", "\n  tasks:\n", 1),
    }

    for what, changed in broken.items():
        assert changed != text
        file.write_text(changed, encoding="utf-8")
        with pytest.raises(ContentError, match=re.escape(what)):
            load_questions(file)


def test_a_missing_hint_is_told_with_its_line(tmp_path: Path) -> None:
    lines, file = FILE.read_text(encoding="utf-8").splitlines(), tmp_path / "questions.yaml"
    place = next(number for number, line in enumerate(lines) if line.strip() == "hints:")
    file.write_text("\n".join(lines[: place + 1] + lines[place + 2 :]), encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        load_questions(file)

    (problem,) = caught.value.problems
    assert (problem.line, problem.field) == (place + 1, "follow_ups.situation[0].hints")
