"""Workspace: an editable copy of the content, and the working copies of notebooks that a learner opens in it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from starlift.content import PARTS, is_workspace, load_content, shipped_root
from starlift.errors import Problem, StarliftError, shown_path
from starlift.notebooks import all_notebooks, dump_notebook, notebook_for, read_notebook, write_atomic

WORKSHOP = "workshop"
"""Folder of the working copies; what is in `notebooks/` stays as it ships."""
_NUMBERED = re.compile(r"\d+-(.+)\.ipynb")
_LEFT_OUT = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", "journal", "scores")


def create(folder: Path) -> None:
    """Lay out a new workspace: stories, exercises, notebooks and the facilitator's material.

    Raises:
        StarliftError: When `folder` exists and is not empty, or cannot be written.
    """
    name = shown_path(folder)
    try:
        was_there = folder.exists()
        if was_there and (not folder.is_dir() or any(folder.iterdir())):
            raise StarliftError(Problem(name, 0, "", "is there already and is not empty", "choose another name"))
        folder.mkdir(parents=True, exist_ok=True)
        _fill(folder, keep=was_there)
    except OSError as error:
        why = error.args[0][0][2] if isinstance(error, shutil.Error) else error.strerror
        raise StarliftError(Problem(name, 0, "", f"cannot be written: {why}", "choose another folder")) from None


def _fill(folder: Path, *, keep: bool) -> None:
    """Copy the shipped content into an empty folder, all of it or nothing; `keep` spares the folder itself."""
    draft = folder / ".new"
    try:
        draft.mkdir()
        for part in PARTS:
            shutil.copytree(shipped_root() / part, draft / part, ignore=_LEFT_OUT)
        for part in PARTS:
            (draft / part).rename(folder / part)
        draft.rmdir()
    except BaseException:
        for part in (draft.name, *PARTS):
            shutil.rmtree(folder / part, ignore_errors=True)
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)
        raise


def prepare(folder: Path) -> tuple[Path, list[str]]:
    """The folder to open in JupyterLab, and the names of working copies that differ from the workspace's notebooks.

    In a workspace this is its `workshop/` folder, where a working copy of every notebook is made that is not there
    yet; a case without a notebook of its own gets one from the template. A learner's set is opened as it is.

    Raises:
        StarliftError: When `folder` is neither, or its content is broken.
    """
    if not is_workspace(folder):
        if any(folder.glob("*.ipynb")):
            return folder, []
        what = "holds no stories and no notebooks"
        raise StarliftError(Problem(shown_path(folder), 0, "", what, "lay out a workspace: starlift new DIR"))
    content = load_content(folder)
    workshop = folder / WORKSHOP
    changed = []
    try:
        workshop.mkdir(exist_ok=True)
        for case_id, name in all_notebooks(content):
            notebook = notebook_for(content, case_id)
            if not (workshop / name).exists():
                write_atomic(workshop / name, dump_notebook(notebook))
            elif _sources(workshop / name) != _cells(notebook):
                changed.append(name)
    except OSError as error:
        what = f"cannot be written: {error.strerror}"
        raise StarliftError(Problem(shown_path(workshop), 0, "", what, "check its rights")) from None
    return workshop, changed


def learner_folder(folder: Path) -> Path:
    """The folder with a learner's notebooks, beside which the journal is kept.

    Args:
        folder: A workspace, its `workshop/`, a learner's set, or the `journal/` in one of them.

    Raises:
        StarliftError: When `folder` is none of these.
    """
    if is_workspace(folder):
        return folder / WORKSHOP
    if folder.resolve().name == "journal" and any(folder.glob("*.jsonl")):
        return folder.resolve().parent
    if (folder / "journal").is_dir() or any(folder.glob("*.ipynb")):
        return folder
    what = "holds no notebooks and no journal" if folder.is_dir() else "is not a folder"
    raise StarliftError(Problem(shown_path(folder), 0, "", what, "name the folder of your notebooks"))


def find_notebook(folder: Path, case_id: str) -> Path:
    """The notebook of a case in a folder that `prepare` names.

    Args:
        folder: Folder with notebooks.
        case_id: A case's id, ``"start"`` or ``"your-story"``.

    Raises:
        StarliftError: When there is none.
    """
    numbered = ((_NUMBERED.fullmatch(path.name), path) for path in sorted(folder.glob("*.ipynb")))
    found = {match[1]: path for match, path in numbered if match}
    if case_id not in found:
        known = ", ".join(found) or "none"
        what = f"no notebook {case_id!r} in {shown_path(folder)}"
        raise StarliftError(Problem("", 0, "case", what, f"notebooks there: {known}"))
    return found[case_id]


def _sources(path: Path) -> list[str] | None:
    try:
        return _cells(read_notebook(path))
    except StarliftError:
        return None


def _cells(notebook: dict[str, object]) -> list[str]:
    cells = notebook["cells"]
    return ["".join(cell["source"]) for cell in cells] if isinstance(cells, list) else []
