"""A fifth case, made of the two files that docs/add-a-case.md shows, appears everywhere without touching Python."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from starlift import check, content, exercises, stories, workspace
from starlift.content import Content, load_content
from starlift.dimensions import DIMENSIONS, SIGNALS
from starlift.errors import ContentError
from starlift.exercises import choose_variant, make_variant
from starlift.journal import Journal
from starlift.notebooks import all_notebooks, case_notebook, notebook_for, parameters_of
from starlift.seat import Seat

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "add-a-case.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"^## The \w+: `((?:stories|exercises)/[^`]+)`\n\n```(?:markdown|yaml)\n(.*?)^```$", re.M | re.S)
FILES = dict(EXAMPLE.findall(PAGE))
CASE = "lost-champions"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with the four cases that ship and the one of the page."""
    for part in content.PARTS:
        shutil.copytree(ROOT / part, tmp_path / part)
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def loaded(root: Path) -> Content:
    return load_content(root)


def test_the_page_shows_two_files() -> None:
    assert sorted(FILES) == [f"exercises/05-{CASE}.yaml", f"stories/05-{CASE}.md"]


def test_the_content_has_a_fifth_case(loaded: Content) -> None:
    assert len(loaded.cases) == 5
    assert list(loaded.cases)[-1] == CASE
    assert loaded.case(CASE).file_stem == f"05-{CASE}"
    assert len(loaded.case(CASE).story.phrases) >= 5


def test_check_has_nothing_to_complain_of(root: Path) -> None:
    assert check.problems(root) == []


def test_participants_get_its_thin_answers(loaded: Content) -> None:
    exercise = loaded.case(CASE).exercise
    chosen = [choose_variant(exercise, loaded.contexts, cohort="spring", participant=f"p{n}") for n in range(20)]

    assert {variant.case for variant in chosen} == {CASE}
    assert {variant.id.split("/")[0] for variant in chosen} == {thin.id for thin in exercise.thin_answers}


def test_its_thin_answers_are_as_long_as_the_page_says_and_use_three_slots(loaded: Content) -> None:
    exercise = loaded.case(CASE).exercise
    for thin in exercise.thin_answers:
        assert len(exercises.slots_of(thin.text)) >= 3
        for context in loaded.contexts.all():
            assert 90 <= len(make_variant(exercise, thin, context).text.split()) <= 120


def test_it_has_a_notebook_from_the_template(loaded: Content) -> None:
    notebook = notebook_for(loaded, CASE)

    assert (CASE, f"05-{CASE}.ipynb") in all_notebooks(loaded)
    assert notebook == case_notebook(loaded.case(CASE))
    assert parameters_of(notebook)["case"] == CASE
    assert parameters_of(notebook)["minutes"] == 30


def test_the_workshop_holds_its_notebook_between_the_others(root: Path) -> None:
    workshop, changed = workspace.prepare(root)

    names = sorted(path.name for path in workshop.glob("*.ipynb"))
    assert names[-2:] == [f"05-{CASE}.ipynb", "05-your-story.ipynb"]
    assert len(names) == 7
    assert changed == []


def test_a_learner_can_sit_down_to_it(loaded: Content, tmp_path: Path) -> None:
    seat = Seat(loaded, CASE, Journal(tmp_path, "spring", "p1"))

    assert seat.variant is not None
    assert seat.signals == ("coaching", "operating_system")
    assert len(seat.practice) == 2
    assert not seat.may_see_reference()


def test_the_page_explains_every_field_and_choice(loaded: Content) -> None:
    models = (stories.FrontMatter, exercises.Exercise, exercises.Evidence, exercises.ThinAnswer)
    fields = {name for model in models for name in model.model_fields}
    kinds = {thin.kind for thin in loaded.case("ticket-sink").exercise.thin_answers}
    explained = set(re.findall(r"`(\w+)`", PAGE))

    assert fields | kinds | set(SIGNALS) | set(DIMENSIONS) | {"figures", "voice", "note"} <= explained


def test_the_page_lists_the_slots_with_true_examples(loaded: Content) -> None:
    rows = re.findall(r"^\| ((?:`\{\w+\}`(?:, )?)+) \| (.+?) \|$", PAGE, flags=re.MULTILINE)
    listed = {
        slot: example
        for slots, examples in rows
        for slot, example in zip(re.findall(r"\w+", slots), examples.split(", "), strict=True)
    }

    assert set(listed) == set(loaded.contexts.slots)
    fills: dict[str, set[str]] = {slot: set() for slot in listed}
    for context in loaded.contexts.all():
        for slot, text in context.fills.items():
            fills[slot].add(text)
    assert all(example in fills[slot] for slot, example in listed.items())


def test_the_page_says_which_slots_may_begin_a_sentence(loaded: Content) -> None:
    (sentence,) = re.findall(r"Only (.*?) may begin a sentence", PAGE)
    upper = {
        slot
        for slot in loaded.contexts.slots
        if not any(context.fills[slot][0].islower() for context in loaded.contexts.all())
    }

    assert set(re.findall(r"\w+(?=\}`)", sentence)) == upper


BREAKS = [
    (f"exercises/05-{CASE}.yaml", None, None, "has no exercise"),
    (f"stories/05-{CASE}.md", None, None, "has no story"),
    (f"stories/05-{CASE}.md", "order: 5", "order: 6", "does not fit the file name"),
    (f"stories/05-{CASE}.md", "title: The", "title: The: ", "is not valid YAML"),
    (f"stories/05-{CASE}.md", "title:", "titel:", "is not a known field"),
    (f"stories/05-{CASE}.md", "reading_level: 5", "reading_level: 12", "says 12, but the text measures"),
    (f"stories/05-{CASE}.md", "## Result", "## Outcome", "## Outcome: is not a section of a story"),
    (f"exercises/05-{CASE}.yaml", "{company}", "{firm}", "the slot {firm} is not declared"),
    (f"exercises/05-{CASE}.yaml", "{company}", "{company", "has a brace without its partner"),
    (f"exercises/05-{CASE}.yaml", "coaching, operating_system]", "coaching]", "leaves out the case's signals"),
    (f"exercises/05-{CASE}.yaml", "id: ownership-culture", "id: badge-counter", "stands twice"),
]


@pytest.mark.parametrize(("name", "old", "new", "message"), BREAKS, ids=[message for *_, message in BREAKS])
def test_the_common_messages_are_the_true_ones(
    root: Path, name: str, old: str | None, new: str | None, message: str
) -> None:
    file = root / name
    if old is None or new is None:
        file.unlink()
    else:
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        load_content(root)

    assert message in str(caught.value)
    table = PAGE.split("## Common messages")[1]
    told = re.sub(r"\d+(\.\d+)?", "N", message)
    assert told in re.sub(r"\d+(\.\d+)?", "N", table)


def test_an_edited_notebook_takes_the_place_of_the_template(root: Path, loaded: Content) -> None:
    notebook = notebook_for(loaded, CASE)
    notebook["cells"][0]["source"] = ["# Ours"]
    (root / "notebooks" / f"05-{CASE}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")

    assert notebook_for(loaded, CASE)["cells"][0]["source"] == ["# Ours"]
