"""Workspace: laid out whole or not at all, and working copies that keep what a learner changed."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from starlift.content import PARTS, shipped_root
from starlift.errors import StarliftError
from starlift.notebooks import dump_notebook, parameters_of, read_notebook
from starlift.workspace import create, find_notebook, learner_folder, prepare

ROOT = Path(__file__).resolve().parents[1]
NAMES = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for part in ("stories", "exercises", "notebooks"):
        shutil.copytree(ROOT / part, tmp_path / "ws" / part, ignore=shutil.ignore_patterns("journal", ".ipynb_*"))
    return tmp_path / "ws"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_workspace_is_the_shipped_content_and_nothing_else(tmp_path: Path) -> None:
    create(tmp_path / "deep" / "ws")

    assert names(tmp_path / "deep") == ["ws"]
    assert names(tmp_path / "deep" / "ws") == sorted(PARTS)
    made = {path.relative_to(tmp_path / "deep" / "ws") for path in (tmp_path / "deep" / "ws").rglob("*")}
    assert {
        Path("stories/rubric.yaml"),
        Path("facilitator/sample-roster.csv"),
        Path("notebooks/00-start.ipynb"),
    } <= made
    for path in made:
        if (shipped_root() / path).is_file():
            assert (tmp_path / "deep" / "ws" / path).read_bytes() == (shipped_root() / path).read_bytes()
    assert not [path for path in made if {".ipynb_checkpoints", "__pycache__", "journal"} & set(path.parts)]


def test_learners_files_beside_the_shipped_notebooks_are_left_out(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace / "facilitator").mkdir()
    for name in ("journal", ".ipynb_checkpoints", "__pycache__"):
        (workspace / "notebooks" / name).mkdir()
    monkeypatch.setattr("starlift.workspace.shipped_root", lambda: workspace)

    create(tmp_path / "copy")

    assert names(tmp_path / "copy" / "notebooks") == NAMES


def test_an_empty_folder_is_filled_in_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir(mode=0o750)
    (tmp_path / "link").symlink_to("empty")
    monkeypatch.chdir(tmp_path / "empty")

    create(tmp_path / "link")

    assert names(Path()) == sorted(PARTS)  # still the folder that one stands in
    assert (tmp_path / "empty").stat().st_mode & 0o777 == 0o750


@pytest.mark.parametrize("file", ["ws/notes.txt", "ws/.hidden", "ws"])
def test_what_is_there_already_is_not_touched(tmp_path: Path, file: str) -> None:
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_text("mine")

    with pytest.raises(StarliftError, match=r"ws: is there already and is not empty \(choose another name\)"):
        create(tmp_path / "ws")

    assert [path.read_text() for path in tmp_path.rglob("*") if path.is_file()] == ["mine"]


@pytest.mark.parametrize("was_there", [False, True])
@pytest.mark.parametrize(
    ("fault", "shown"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), StarliftError),
        (shutil.Error([("a", "b", "the disk is on fire")]), StarliftError),
        (KeyboardInterrupt(), KeyboardInterrupt),
    ],
)
def test_a_workspace_that_cannot_be_finished_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, was_there: bool, fault: BaseException, shown: type[BaseException]
) -> None:
    copy = shutil.copytree

    def fail_late(source: str | Path, target: Path, *rest: object, **options: object) -> None:
        copy(source, target, *rest)  # a folder within a part is copied by the same function
        if Path(source).name == PARTS[2]:
            raise fault

    monkeypatch.setattr(shutil, "copytree", fail_late)
    if was_there:
        (tmp_path / "ws").mkdir()

    with pytest.raises(shown) as caught:
        create(tmp_path / "ws")

    assert [path.name for path in tmp_path.rglob("*")] == (["ws"] if was_there else [])
    if isinstance(fault, OSError):
        why = fault.strerror or "the disk is on fire"
        assert f"ws: cannot be written: {why} (choose another folder)" in str(caught.value)


def test_every_notebook_gets_a_working_copy(workspace: Path) -> None:
    before = {path: path.read_bytes() for path in workspace.rglob("*.ipynb")}

    assert prepare(workspace) == (workspace / "workshop", [])

    assert names(workspace / "workshop") == NAMES
    for name in NAMES:
        assert read_notebook(workspace / "workshop" / name) == read_notebook(workspace / "notebooks" / name)
    assert {path: path.read_bytes() for path in before} == before


def test_an_edited_working_copy_is_kept_and_named(workspace: Path) -> None:
    prepare(workspace)
    edited, damaged, lost = (workspace / "workshop" / name for name in NAMES[:3])
    notebook = read_notebook(edited)
    notebook["cells"][0]["source"] = ["My own words"]
    edited.write_text(dump_notebook(notebook), encoding="utf-8")
    damaged.write_text("{")
    lost.unlink()
    kept = {path: path.read_bytes() for path in (edited, damaged)}

    assert prepare(workspace) == (workspace / "workshop", NAMES[:2])

    assert {path: path.read_bytes() for path in kept} == kept
    assert lost.is_file()


def test_a_notebook_that_was_only_run_is_not_named(workspace: Path) -> None:
    prepare(workspace)
    copy = workspace / "workshop" / NAMES[0]
    notebook = read_notebook(copy)
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])  # both forms mean the same
        if cell["cell_type"] == "code":
            cell["execution_count"] = 1
    copy.write_text(dump_notebook(notebook), encoding="utf-8")

    assert prepare(workspace)[1] == []


def test_a_new_edition_of_a_notebook_is_named_and_the_working_copy_kept(workspace: Path) -> None:
    prepare(workspace)
    before = (workspace / "workshop" / "00-start.ipynb").read_bytes()
    notebook = read_notebook(workspace / "notebooks" / "00-start.ipynb")
    notebook["cells"][0]["source"] = ["# Second edition"]
    (workspace / "notebooks" / "00-start.ipynb").write_text(dump_notebook(notebook), encoding="utf-8")

    assert prepare(workspace)[1] == ["00-start.ipynb"]
    assert (workspace / "workshop" / "00-start.ipynb").read_bytes() == before


def test_a_case_without_a_notebook_gets_one_from_the_template(workspace: Path) -> None:
    (workspace / "notebooks" / "02-release-conflict.ipynb").unlink()

    folder, _ = prepare(workspace)

    assert parameters_of(read_notebook(folder / "02-release-conflict.ipynb"))["case"] == "release-conflict"
    assert not (workspace / "notebooks" / "02-release-conflict.ipynb").exists()


def test_a_learners_set_is_opened_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "00-start.ipynb").write_text("{}")

    assert prepare(tmp_path) == (tmp_path, [])
    assert names(tmp_path) == ["00-start.ipynb"]


def test_any_other_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StarliftError, match="holds no stories and no notebooks"):
        prepare(tmp_path)


def test_broken_content_is_told_before_anything_is_made(workspace: Path) -> None:
    (workspace / "exercises" / "rated.jsonl").write_text("{")

    with pytest.raises(StarliftError, match=r"rated\.jsonl"):
        prepare(workspace)

    assert not (workspace / "workshop").exists()


def test_working_copies_that_cannot_be_written_are_told(workspace: Path) -> None:
    (workspace / "workshop").write_text("a file stands in the way")

    with pytest.raises(StarliftError, match="workshop: cannot be written"):
        prepare(workspace)


def test_a_learners_folder_is_found_from_wherever_one_would_name(workspace: Path, tmp_path: Path) -> None:
    workshop = workspace / "workshop"
    assert learner_folder(workspace) == workshop
    (workshop / "journal").mkdir(parents=True)
    assert learner_folder(workshop) == workshop
    (workshop / "journal" / "a.jsonl").touch()
    assert learner_folder(workshop / "journal") == workshop
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "00-start.ipynb").touch()
    assert learner_folder(tmp_path / "set") == tmp_path / "set"


@pytest.mark.parametrize(
    ("name", "problem"), [("empty", "holds no notebooks and no journal"), ("no", "is not a folder")]
)
def test_a_folder_without_a_learner_is_told(tmp_path: Path, name: str, problem: str) -> None:
    (tmp_path / "empty").mkdir()

    with pytest.raises(StarliftError, match=f"{name}: {problem} \\(name the folder of your notebooks\\)"):
        learner_folder(tmp_path / name)


@pytest.mark.parametrize(
    ("case", "name"), [("start", "00-start.ipynb"), ("x", "07-x.ipynb"), ("late", "120-late.ipynb")]
)
def test_a_notebook_is_found_by_its_case(tmp_path: Path, case: str, name: str) -> None:
    for file in ("00-start.ipynb", "07-x.ipynb", "120-late.ipynb", "notes-x.ipynb"):
        (tmp_path / file).touch()

    assert find_notebook(tmp_path, case) == tmp_path / name


@pytest.mark.parametrize("case", ["", "X", "../x", "x.ipynb", "07-x", "[red]\x1b[31m\n"])
def test_a_case_that_is_not_there_is_told_with_those_that_are(tmp_path: Path, case: str) -> None:
    for file in ("07-x.ipynb", "00-start.ipynb"):
        (tmp_path / file).touch()

    with pytest.raises(StarliftError) as caught:
        find_notebook(tmp_path, case)

    assert str(caught.value) == f"case: no notebook {case!r} in {tmp_path} (notebooks there: start, x)"


def test_a_folder_without_notebooks_says_so(tmp_path: Path) -> None:
    with pytest.raises(StarliftError, match="notebooks there: none"):
        find_notebook(tmp_path, "start")
