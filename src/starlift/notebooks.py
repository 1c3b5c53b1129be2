"""Notebooks: the thin documents a learner opens, made from one template per case and checked for what must not ship."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from starlift.content import OWN_STORY, START, Case, Content
from starlift.errors import ContentError, Problem, shown_path
from starlift.wholefile import write_whole

TEMPLATE = Path(__file__).parent / "templates" / "case.ipynb"
MAX_CODE_LINES = 3
_CELL_ID = re.compile(r"[a-zA-Z0-9-_]{1,64}")
_ALLOWED_METADATA = {"kernelspec", "language_info"}


def case_notebook(case: Case) -> dict[str, Any]:
    """The template with the case's title, id and minutes filled in."""
    fills = {"title": case.story.title, "id": case.id, "minutes": str(case.story.minutes)}
    quoted = {name: json.dumps(value, ensure_ascii=False)[1:-1] for name, value in fills.items()}
    text = TEMPLATE.read_text(encoding="utf-8")
    notebook: dict[str, Any] = json.loads(re.sub(r"\{(title|id|minutes)\}", lambda slot: quoted[slot[1]], text))
    return notebook


def notebook_for(content: Content, case_id: str) -> dict[str, Any]:
    """The notebook of a case, an edited one from `notebooks/` before the template.

    Args:
        content: The workspace's content.
        case_id: A case's id, ``"start"`` or ``"your-story"``.

    Raises:
        ContentError: When the notebook is missing or not valid JSON.
    """
    path = notebook_path(content, case_id)
    if path.is_file() or case_id in FRAME_NOTEBOOKS:
        return read_notebook(path)
    return case_notebook(content.case(case_id))


def notebook_path(content: Content, case_id: str) -> Path:
    """Where the notebook of a case is, or would be, in the workspace.

    Raises:
        ContentError: When there is no such case.
    """
    stem = FRAME_NOTEBOOKS.get(case_id) or content.case(case_id).file_stem
    return content.root / "notebooks" / f"{stem}.ipynb"


FRAME_NOTEBOOKS = {START: "00-start", OWN_STORY: "05-your-story"}
"""The notebooks that are not about a case."""


def all_notebooks(content: Content) -> list[tuple[str, str]]:
    """Case id and file name of every notebook, in the order of the files' names."""
    ids = [*FRAME_NOTEBOOKS, *content.cases]
    return sorted(((i, notebook_path(content, i).name) for i in ids), key=lambda pair: pair[1])


def read_notebook(path: Path) -> dict[str, Any]:
    """A notebook as plain data.

    Raises:
        ContentError: When it cannot be read or is no notebook of format 4.
    """
    file = shown_path(path)
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ContentError(Problem(file, 0, "", f"cannot be read: {error.strerror}")) from None
    except ValueError as error:
        raise ContentError(Problem(file, 0, "", f"is not a notebook: {error}", "restore the file")) from None
    if not isinstance(notebook, dict) or notebook.get("nbformat") != 4 or "cells" not in notebook:
        raise ContentError(Problem(file, 0, "nbformat", "is not a notebook of format 4", "restore the file"))
    if not isinstance(notebook.get("metadata"), dict) or not isinstance(notebook["cells"], list):
        raise ContentError(Problem(file, 0, "", "has no metadata or no list of cells", "restore the file"))
    for index, cell in enumerate(notebook["cells"]):
        if not isinstance(cell, dict) or not isinstance(cell.get("metadata"), dict) or "source" not in cell:
            raise ContentError(Problem(file, 0, f"cells[{index}]", "is not a whole cell", "restore the file"))
    return notebook


def dump_notebook(notebook: dict[str, Any]) -> str:
    """The notebook as text, the same for the same content: sorted keys, one final line break."""
    return json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def write_atomic(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old or the new text and nothing between."""
    write_whole(path, text.encode("utf-8"), prefix=f".{path.name}.", mode=0o644)


def parameters_of(notebook: dict[str, Any]) -> dict[str, Any]:
    """Name -> literal of the cell tagged ``parameters``; empty when there is no such cell."""
    for cell in notebook["cells"]:
        if "parameters" in cell["metadata"].get("tags", []):
            tree = ast.parse("".join(cell["source"]))
            return {
                target.id: ast.literal_eval(node.value)
                for node in tree.body
                if isinstance(node, ast.Assign)
                for target in node.targets
                if isinstance(target, ast.Name)
            }
    return {}


def problems_of(path: Path) -> list[Problem]:
    """What keeps a notebook from being shipped: outputs, run metadata, long or visible code, bad ids."""
    try:
        notebook = read_notebook(path)
    except ContentError as error:
        return list(error.problems)
    file = shown_path(path)
    return [Problem(file, 0, field, what, fix) for field, what, fix in _faults(notebook)]


def _faults(notebook: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    extra = set(notebook["metadata"]) - _ALLOWED_METADATA
    if extra:
        yield "metadata", f"holds {', '.join(sorted(extra))}", "clear it before you commit"
    if notebook["metadata"].get("kernelspec", {}).get("name") != "python3":
        yield "metadata.kernelspec", "is not python3", "choose the kernel Python 3"
    ids = [found if isinstance(found := cell.get("id"), str) else "" for cell in notebook["cells"]]
    for cell_id in sorted({i for i in ids if ids.count(i) > 1 or not _CELL_ID.fullmatch(i)}):
        yield "cells.id", f"{cell_id!r} is missing, malformed or used twice", "give every cell its own id"
    tagged = [cell for cell in notebook["cells"] if "parameters" in cell["metadata"].get("tags", [])]
    if len(tagged) != 1:
        yield "cells", f"{len(tagged)} cells are tagged parameters", "tag exactly one"
    for cell in notebook["cells"]:
        if cell.get("cell_type") == "code":
            yield from _code_faults(cell, is_parameters=cell in tagged)


def _code_faults(cell: dict[str, Any], *, is_parameters: bool) -> Iterator[tuple[str, str, str]]:
    field = f"cells[{cell.get('id', '')}]"
    if cell.get("outputs") or cell.get("execution_count") is not None:
        yield field, "has outputs", "choose Kernel > Restart and Clear Outputs, then save"
    if set(cell["metadata"]) - {"jupyter", "tags"}:
        yield field, "has run metadata", "clear it before you commit"
    if not cell["metadata"].get("jupyter", {}).get("source_hidden"):
        yield field, "shows its code", "collapse the cell"
    source = "".join(cell["source"])
    if is_parameters:
        yield from _parameter_faults(field, source)
    elif len(source.strip().splitlines()) > MAX_CODE_LINES:
        yield field, f"has more than {MAX_CODE_LINES} lines", "move the logic into the package"


def _parameter_faults(field: str, source: str) -> Iterator[tuple[str, str, str]]:
    try:
        body = ast.parse(source).body
    except SyntaxError as error:
        yield field, f"is not Python: {error.msg}", "write one name = literal a line"
        return
    for node in body:
        try:
            value = ast.literal_eval(node.value) if isinstance(node, ast.Assign) else None
        except ValueError:
            value = None
        if not isinstance(value, str | int | float):
            yield field, f"line {node.lineno} is not a flat literal", "write one name = literal a line"


def write_case_notebooks(content: Content) -> list[Path]:
    """Make the notebooks of all cases afresh from the template, as they ship; returns the files."""
    written = []
    for case in content.cases.values():
        path = notebook_path(content, case.id)
        write_atomic(path, dump_notebook(case_notebook(case)))
        written.append(path)
    return written
