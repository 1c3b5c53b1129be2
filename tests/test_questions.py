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


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_three_questions_or_more_can_take_in_the_learners_words(questions: Questions, dimension: str) -> None:
    quoting = [item for item in questions.follow_ups[dimension] if item.quoting]

    assert len(quoting) >= 3
    for item in quoting:
        assert item.quoting.count("{quote}") == 1
        assert item.quoting.endswith("?")
        assert not re.search(r"\d", item.quoting)


@pytest.mark.parametrize("signal", SIGNALS)
def test_every_signal_has_harder_questions_about_cost_or_what_lasts(questions: Questions, signal: str) -> None:
    assert sum(item.harder for item in questions.follow_ups[signal]) >= 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("quoting: Take {quote}.", "quoting: Take that."),
        ("quoting: Take {quote}.", "quoting: Take {quotes}."),
        ("quoting: Take {quote}.", "quoting: Take {quote} and {quote}."),
        ("quotes: vague", "quotes: vaguer"),
        ("text: Where are we", "text: Where is {quote}"),
    ],
)
def test_a_question_that_could_not_be_filled_is_refused(tmp_path: Path, old: str, new: str) -> None:
    text, file = FILE.read_text(encoding="utf-8"), tmp_path / "questions.yaml"
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        load_questions(file)

    assert caught.value.problems[0].line > 0
