"""Notebooks: thin, made from one template, and free of what must not ship."""

from __future__ import annotations

import copy
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from starlift.content import OWN_STORY, START, load_content
from starlift.errors import ContentError
from starlift.notebooks import (
    MAX_CODE_LINES,
    all_notebooks,
    case_notebook,
    dump_notebook,
    notebook_for,
    notebook_path,
    parameters_of,
    problems_of,
    read_notebook,
    write_atomic,
    write_case_notebooks,
)

ROOT = Path(__file__).resolve().parents[1]
CONTENT = load_content(ROOT)
SHIPPED = sorted((ROOT / "notebooks").glob("*.ipynb"))
PARAMETERS = {"cohort", "participant", "case", "variant_seed", "minutes", "workspace"}
Notebook = dict[str, Any]


@pytest.fixture
def notebook() -> Notebook:
    return case_notebook(CONTENT.cases["ticket-sink"])


def code(notebook: Notebook, *, tagged: bool = False) -> Notebook:
    """The first code cell that is (not) the one with the parameters."""
    return next(
        cell
        for cell in notebook["cells"]
        if cell["cell_type"] == "code" and ("parameters" in cell["metadata"].get("tags", [])) is tagged
    )


def test_six_notebooks_ship_and_all_are_known() -> None:
    names = ["00-start", "01-ticket-sink", "02-release-conflict", "03-strained-partner", "04-metrics-narrative"]

    assert [path.stem for path in SHIPPED] == [*names, "05-your-story"]
    assert all_notebooks(CONTENT) == list(
        zip([START, *CONTENT.cases, OWN_STORY], [path.name for path in SHIPPED], strict=True)
    )


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_notebook_has_no_fault(path: Path) -> None:
    assert problems_of(path) == []
    assert path.read_text(encoding="utf-8") == dump_notebook(read_notebook(path))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_notebook_declares_its_parameters_as_flat_literals(path: Path) -> None:
    found = parameters_of(read_notebook(path))

    assert set(found) >= PARAMETERS
    assert found["case"] in {START, OWN_STORY, *CONTENT.cases}
    assert all(isinstance(value, str | int) for value in found.values())


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_notebook_is_mostly_prose(path: Path) -> None:
    cells = read_notebook(path)["cells"]

    assert cells[0]["cell_type"] == "markdown"
    assert sum(cell["cell_type"] == "markdown" for cell in cells) >= len(cells) / 3
    assert not any(word in "".join(cell["source"]) for cell in cells for word in ("Output(", "interact(", "tqdm"))


@pytest.mark.parametrize("case", CONTENT.cases)
def test_the_notebook_of_a_shipped_case_is_the_filled_template(case: str) -> None:
    path = notebook_path(CONTENT, case)

    assert dump_notebook(case_notebook(CONTENT.cases[case])) == path.read_text(encoding="utf-8")
    assert notebook_for(CONTENT, case) == read_notebook(path)


def test_the_template_is_filled_with_title_id_and_minutes(notebook: Notebook) -> None:
    story = CONTENT.cases["ticket-sink"].story

    assert "".join(notebook["cells"][0]["source"]) == f"# {story.title}"
    assert parameters_of(notebook)["case"] == "ticket-sink"
    assert parameters_of(notebook)["minutes"] == story.minutes


def test_a_title_with_quotes_and_backslashes_stays_a_title() -> None:
    case = CONTENT.cases["ticket-sink"]
    story = case.story.model_copy(update={"title": 'The "sink" \\ Zoë'})

    made = case_notebook(type(case)(story, case.exercise))

    assert "".join(made["cells"][0]["source"]).startswith('# The "sink" \\ Zoë')


def test_an_edited_notebook_of_the_workspace_comes_before_the_template(tmp_path: Path, notebook: Notebook) -> None:
    content = type(CONTENT)(**{**vars(CONTENT), "root": tmp_path})
    assert notebook_for(content, "ticket-sink") == notebook
    (tmp_path / "notebooks").mkdir()
    notebook["cells"][0]["source"] = ["# Mine"]
    notebook_path(content, "ticket-sink").write_text(dump_notebook(notebook), encoding="utf-8")

    assert notebook_for(content, "ticket-sink")["cells"][0]["source"] == ["# Mine"]


def test_all_case_notebooks_are_written_as_they_ship(tmp_path: Path) -> None:
    (tmp_path / "notebooks").mkdir()

    written = write_case_notebooks(type(CONTENT)(**{**vars(CONTENT), "root": tmp_path}))

    assert [path.name for path in written] == [path.name for path in SHIPPED[1:5]]
    assert [path.read_bytes() for path in written] == [path.read_bytes() for path in SHIPPED[1:5]]


def test_a_missing_notebook_without_template_is_told(tmp_path: Path) -> None:
    content = type(CONTENT)(**{**vars(CONTENT), "root": tmp_path})

    with pytest.raises(ContentError, match=r"00-start.ipynb: cannot be read"):
        notebook_for(content, START)
    with pytest.raises(ContentError, match="no case 'tickets'"):
        notebook_for(content, "tickets")


Change = Callable[[Notebook], object]
FAULTS: list[tuple[str, Change, str, str]] = [
    ("widget state", lambda nb: nb["metadata"].update(widgets={}), "metadata", "holds widgets"),
    ("papermill", lambda nb: nb["metadata"].update(papermill={}), "metadata", "holds papermill"),
    ("kernel", lambda nb: nb["metadata"]["kernelspec"].update(name="mine"), "metadata.kernelspec", "is not python3"),
    ("no kernel", lambda nb: nb["metadata"].pop("kernelspec"), "metadata.kernelspec", "is not python3"),
    ("no id", lambda nb: nb["cells"][0].pop("id"), "cells.id", "'' is missing"),
    ("bad id", lambda nb: nb["cells"][0].update(id="a b"), "cells.id", "'a b' is missing, malformed"),
    ("id with line break", lambda nb: nb["cells"][0].update(id="a\n"), "cells.id", "malformed"),
    ("id no text", lambda nb: nb["cells"][0].update(id=None), "cells.id", "'' is missing"),
    ("same id", lambda nb: nb["cells"][0].update(id=nb["cells"][1]["id"]), "cells.id", "used twice"),
    ("no tag", lambda nb: code(nb, tagged=True)["metadata"].pop("tags"), "cells", "0 cells are tagged parameters"),
    ("two tags", lambda nb: code(nb)["metadata"].update(tags=["parameters"]), "cells", "2 cells are tagged"),
    ("output", lambda nb: code(nb).update(outputs=[{}]), "cells[open]", "has outputs"),
    ("count", lambda nb: code(nb).update(execution_count=1), "cells[open]", "has outputs"),
    ("times", lambda nb: code(nb)["metadata"].update(execution={}), "cells[open]", "has run metadata"),
    ("visible", lambda nb: code(nb)["metadata"].pop("jupyter"), "cells[open]", "shows its code"),
    ("long", lambda nb: code(nb).update(source=["a\n"] * (MAX_CODE_LINES + 1)), "cells[open]", "has more than 3 lines"),
    ("list", lambda nb: code(nb, tagged=True)["source"].append("\na = [1]"), "cells[parameters]", "no flat literal"),
    ("call", lambda nb: code(nb, tagged=True)["source"].append("\nprint()"), "cells[parameters]", "no flat literal"),
    ("none", lambda nb: code(nb, tagged=True)["source"].append("\na = None"), "cells[parameters]", "no flat literal"),
    ("syntax", lambda nb: code(nb, tagged=True)["source"].append("\na = "), "cells[parameters]", "is not Python"),
    ("null", lambda nb: code(nb, tagged=True)["source"].append("\n\x00"), "cells[parameters]", "is not Python"),
    ("no metadata", lambda nb: nb["cells"][1].pop("metadata"), "cells[1]", "is not a whole cell"),
    ("no source", lambda nb: nb["cells"][1].pop("source"), "cells[1]", "is not a whole cell"),
    ("no cell", lambda nb: nb["cells"].append("text"), "cells[", "is not a whole cell"),
    ("cells", lambda nb: nb.update(cells={}), "", "no list of cells"),
    ("format", lambda nb: nb.update(nbformat=3), "nbformat", "is not a notebook of format 4"),
]


@pytest.mark.parametrize(
    ("change", "field", "what"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS]
)
def test_each_fault_is_found(tmp_path: Path, notebook: Notebook, change: Change, field: str, what: str) -> None:
    file = tmp_path / "a.ipynb"
    write_atomic(file, dump_notebook(notebook))
    assert problems_of(file) == []
    change(notebook)
    write_atomic(file, dump_notebook(notebook))

    found = problems_of(file)

    fitting = [p for p in found if p.field.startswith(field) and what.replace("no flat", "is not a flat") in p.what]
    assert fitting, found
    assert fitting[0].file == str(file)
    assert fitting[0].fix


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"nbformat": 4}', "\x00"])
def test_what_is_no_notebook_is_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.ipynb"
    file.write_text(text, encoding="utf-8")

    (problem,) = problems_of(file)

    assert problem.what.startswith("is not a notebook")


def test_a_notebook_that_is_missing_or_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "b.ipynb").write_bytes(b"\xff\xfe")

    assert [problems_of(tmp_path / name)[0].what[:17] for name in ("a.ipynb", "b.ipynb")] == [
        "cannot be read: N", "is not a notebook"
    ]  # fmt: skip


def test_parameters_are_literals_and_nothing_is_run(notebook: Notebook) -> None:
    code(notebook, tagged=True)["source"] = ["a = '007'\n", "b = -1\n", "c = 1.5\n", "d = True\n", "# e = 2"]

    assert parameters_of(notebook) == {"a": "007", "b": -1, "c": 1.5, "d": True}
    assert parameters_of({**notebook, "cells": notebook["cells"][:1]}) == {}


def test_a_negative_number_is_a_flat_literal(tmp_path: Path, notebook: Notebook) -> None:
    code(notebook, tagged=True)["source"].append("\nshift = -1")
    write_atomic(tmp_path / "a.ipynb", dump_notebook(notebook))

    assert problems_of(tmp_path / "a.ipynb") == []


def test_the_same_notebook_gives_the_same_text(notebook: Notebook) -> None:
    turned = json.loads(json.dumps(copy.deepcopy(notebook)), object_pairs_hook=lambda pairs: dict(reversed(pairs)))

    assert dump_notebook(turned) == dump_notebook(notebook)
    assert dump_notebook(notebook).endswith("}\n")


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    write_atomic(file, "old\n")

    with pytest.raises(UnicodeEncodeError):
        write_atomic(file, "new" * 10_000 + "\ud800")

    def refuse(*_: object) -> None:
        raise OSError("no")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="no"):
        write_atomic(file, "new")

    assert file.read_bytes() == b"old\n"
    assert list(tmp_path.iterdir()) == [file]


def test_a_written_file_has_unix_line_ends_and_common_rights(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    write_atomic(file, "one\ntwo\n")

    assert file.read_bytes() == b"one\ntwo\n"
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o644


def test_a_missing_folder_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_atomic(tmp_path / "none" / "a.txt", "text")
