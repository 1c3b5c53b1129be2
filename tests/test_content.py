"""Content: everything of one workspace, loaded and held against each other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from starlift import content as module
from starlift.content import content_root, default_content, is_workspace, load_content, shipped_root
from starlift.errors import ContentError, Problem

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for part in ("stories", "exercises"):
        shutil.copytree(ROOT / part, tmp_path / part)
    return tmp_path


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(root: Path) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        load_content(root)
    return caught.value.problems


def test_the_shipped_content() -> None:
    content = load_content(ROOT)

    assert list(content.cases) == ["ticket-sink", "release-conflict", "strained-partner", "metrics-narrative"]
    assert [case.file_stem for case in content.cases.values()] == sorted(
        path.stem for path in (ROOT / "stories").glob("*.md")
    )
    assert all(case.exercise.case == case.id == case_id for case_id, case in content.cases.items())
    assert content.root == ROOT


def test_cases_stand_in_the_order_that_their_stories_give(workspace: Path) -> None:
    for part, ending in (("stories", "md"), ("exercises", "yaml")):
        (workspace / part / f"01-ticket-sink.{ending}").rename(workspace / part / f"09-ticket-sink.{ending}")
    edit(workspace / "stories" / "09-ticket-sink.md", "order: 1", "order: 9")

    assert list(load_content(workspace).cases)[-1] == "ticket-sink"


def test_an_unknown_case_is_told_with_the_known_ones() -> None:
    with pytest.raises(ContentError, match=r"case: no case 'tickets' in .*\(cases here: ticket-sink, "):
        load_content(ROOT).case("tickets")


def test_mistakes_of_several_files_are_told_in_one_go(workspace: Path) -> None:
    edit(workspace / "stories" / "01-ticket-sink.md", "minutes: 35", "minutes: long")
    edit(workspace / "stories" / "02-release-conflict.md", "## Result", "## Outcome")
    edit(workspace / "stories" / "rubric.yaml", "letter: S", "letter: s")
    edit(workspace / "stories" / "questions.yaml", "listen_for:", "listens_for:")
    edit(workspace / "exercises" / "03-strained-partner.yaml", "kind: hero", "kind: heroic")
    edit(workspace / "exercises" / "04-metrics-narrative.yaml", "{company}", "{firm}")
    edit(workspace / "exercises" / "contexts.yaml", "- id: small", "- ident: small")
    (workspace / "exercises" / "rated.jsonl").write_text("{", encoding="utf-8")

    assert {Path(problem.file).name for problem in problems(workspace)} == {
        "01-ticket-sink.md",
        "02-release-conflict.md",
        "rubric.yaml",
        "questions.yaml",
        "03-strained-partner.yaml",
        "contexts.yaml",
        "rated.jsonl",
    }  # slots are held against the contexts once these can be read
    edit(workspace / "exercises" / "contexts.yaml", "- ident: small", "- id: small")
    assert any("{firm}" in problem.what for problem in problems(workspace))


def test_a_story_without_exercise_and_the_reverse(workspace: Path) -> None:
    (workspace / "stories" / "02-release-conflict.md").unlink()
    (workspace / "exercises" / "03-strained-partner.yaml").unlink()

    found = problems(workspace)

    assert [(Path(p.file).name, p.what) for p in found] == [
        ("02-release-conflict.yaml", "has no story"),
        ("03-strained-partner.md", "has no exercise"),
    ]
    assert all(p.fix.startswith("write ") for p in found)


@pytest.mark.parametrize(
    ("file", "old", "new", "field", "what", "fix"),
    [
        ("stories/01-ticket-sink.md", "order: 1", "order: 6", "id", "does not fit the file name",
         "rename it 06-ticket-sink.md"),
        ("exercises/01-ticket-sink.yaml", "case: ticket-sink", "case: tickets", "case",
         "is 'tickets', but the story's id is 'ticket-sink'", "make them the same"),
        ("exercises/01-ticket-sink.yaml", "result, intake, operating_system]", "result, intake]",
         "thin_answers[0].lacks", "leaves out the case's signals operating_system", "add them"),
    ],
)  # fmt: skip
def test_files_that_do_not_belong_together(
    workspace: Path, file: str, old: str, new: str, field: str, what: str, fix: str
) -> None:
    edit(workspace / file, old, new)

    (problem,) = problems(workspace)
    assert problem == Problem(str(workspace / file), problem.line, field, what, fix)
    name = field.rpartition(".")[2]
    assert (workspace / file).read_text(encoding="utf-8").splitlines()[problem.line - 1].strip().startswith(f"{name}:")


def test_an_id_that_stands_in_two_stories_is_told_once(workspace: Path) -> None:
    for part, ending in (("stories", "md"), ("exercises", "yaml")):
        shutil.copy(workspace / part / f"01-ticket-sink.{ending}", workspace / part / f"08-ticket-sink.{ending}")
    edit(workspace / "stories" / "08-ticket-sink.md", "order: 1", "order: 8")

    (problem,) = problems(workspace)

    assert problem.what == "'ticket-sink' stands in two stories"


@pytest.mark.parametrize("name", ["start", "your-story"])
def test_a_case_cannot_take_the_name_of_a_notebook_without_case(workspace: Path, name: str) -> None:
    for part, ending in (("stories", "md"), ("exercises", "yaml")):
        file = workspace / part / f"01-{name}.{ending}"
        (workspace / part / f"01-ticket-sink.{ending}").rename(file)
        edit(file, ": ticket-sink", f": {name}")

    (problem,) = problems(workspace)

    assert problem.what == f"'{name}' is reserved"


def test_an_empty_folder_tells_what_it_needs(tmp_path: Path) -> None:
    found = problems(tmp_path)

    assert {Path(p.file).name for p in found} == {"rubric.yaml", "questions.yaml", "contexts.yaml", "rated.jsonl"}
    assert all(p.what.startswith("cannot be read") and p.fix for p in found)


def test_the_content_is_found_from_a_nested_folder(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nested = workspace / "notebooks" / "mine"
    nested.mkdir(parents=True)
    monkeypatch.delenv(module.ROOT_VARIABLE, raising=False)
    monkeypatch.chdir(nested)

    assert is_workspace(workspace)
    assert not is_workspace(nested)
    assert content_root(nested) == content_root() == workspace.resolve()
    assert default_content().root == workspace.resolve()


def test_away_from_any_workspace_the_shipped_content_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "stories").mkdir()
    monkeypatch.delenv(module.ROOT_VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)

    assert content_root() == shipped_root()
    assert is_workspace(shipped_root())


def test_a_variable_of_the_environment_names_the_content(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv(module.ROOT_VARIABLE, str(workspace))

    assert content_root() == workspace.resolve()
    assert content_root(ROOT) == ROOT


def test_content_is_loaded_once_for_each_workspace(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(module.ROOT_VARIABLE, str(workspace))
    first = default_content()

    assert default_content() is first
    monkeypatch.setenv(module.ROOT_VARIABLE, str(ROOT))
    assert default_content().root == ROOT
