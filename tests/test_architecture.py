"""The layout of docs/architecture.md, held against the code."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "starlift"
MODULES = sorted(PACKAGE.rglob("*.py"))

FLOORS: tuple[tuple[str, ...], ...] = (
    (
        "starlift",
        "dimensions",
        "errors",
        "readability",
        "lockedfile",
        "wholefile",
        "privatefile",
        "typeset",
        "prose",
        "page",
    ),
    ("yamlfile",),
    ("rubric", "stories", "questions"),
    (
        "exercises",
        "rated",
        "content",
        "notebooks",
        "journal",
        "autosave",
        "answers",
        "progress",
        "steps",
        "workbenches",
        "runsheets",
        "documents",
    ),
    ("exportfile",),
    ("merging",),
    ("feedback",),
    ("seat", "drafts", "fitting", "redaction", "transfer", "collected", "scoring"),
    ("packets",),
    (
        "panels",
        "cohorts",
        "reports",
        "sessions",
        "doctor",
        "assessments",
        "check",
        "questionpack",
        "handouts",
        "lab",
        "app",
        "appserver",
        "workspace",
    ),
    ("cli",),
)
"""From the ground up. Modules and packages import from their own floor and the floors before it."""
ROOMS = {"panels", "cohorts", "reports", "sessions"}
"""Packages of one floor that know nothing of each other."""
ONLY_IN = {
    "ipywidgets": {"panels"},
    "anywidget": {"panels"},
    "IPython": {"panels"},
    "traitlets": {"panels", "cohorts"},
    "papermill": {"cohorts"},
    "nbformat": {"cohorts"},
    "nbclient": {"cohorts"},
    "distributed": {"cohorts"},
    "fsspec": {"cohorts"},
    "obstore": {"cohorts"},
    "docx": {"documents"},
    "krippendorff": {"scoring"},
    "openpyxl": {"scoring"},
    "pyarrow": {"collected"},
    "numpy": {"fitting", "workbenches", "scoring", "reports", "collected"},
    "scipy": {"workbenches", "scoring", "reports"},
    "simpy": {"workbenches"},
    "typst": {"typeset"},
    "sklearn": {"fitting", "scoring"},
    "rich": {"cli"},
    "typer": {"cli"},
    "voila": {"appserver"},
    "pandas": {"workbenches", "cohorts", "reports", "collected", "scoring"},
    "matplotlib": {"workbenches", "cohorts", "reports", "typeset"},
}
HEAVY = ("numpy", "pandas", "matplotlib", "scipy", "simpy", "typst", "IPython", "ipywidgets", "anywidget", "traitlets",
         "nbformat", "papermill", "rich", "typer", "voila", "docx")  # fmt: skip
LEARNERS_PATH = (
    "content",
    "exercises",
    "journal",
    "autosave",
    "answers",
    "progress",
    "feedback",
    "seat",
    "notebooks",
    "steps",
    "drafts",
)
MAX_LINES = 400
WORKERS_OWN = PACKAGE / "cohorts" / "kernels"
"""What only a process that runs notebooks imports; it may import at once what is heavy."""


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def unit(path: Path) -> str:
    """The module or package directly below `starlift` that `path` belongs to."""
    first = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "starlift" if first == "__init__" else first


def names(node: ast.AST) -> Iterator[str]:
    """Dotted names of the modules that one node imports."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute"
        for alias in node.names:
            yield f"{node.module}.{alias.name}"


def imports(path: Path) -> set[str]:
    return {name for node in ast.walk(tree(path)) for name in names(node)}


def own_units(path: Path) -> set[str]:
    """Units of this package that `path` imports, its own left out."""
    known = {name for floor in FLOORS for name in floor} | {unit(module) for module in MODULES}
    found = set()
    for name in imports(path):
        first, *rest = name.split(".")
        if first == "starlift":
            found.add(rest[0] if rest and rest[0] in known else "starlift")
    return found - {unit(path)}


def floor_of(name: str) -> int:
    found = [number for number, floor in enumerate(FLOORS) if name in floor]
    assert found, f"{name} has no floor yet: choose one in FLOORS here and in docs/architecture.md"
    return found[0]


def ids(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_a_module_imports_only_from_its_own_floor_and_those_before_it(path: Path) -> None:
    too_high = {name for name in own_units(path) if floor_of(name) > floor_of(unit(path))}

    assert not too_high


@pytest.mark.parametrize("path", [path for path in MODULES if unit(path) in ROOMS], ids=ids)
def test_rooms_of_one_floor_know_nothing_of_each_other(path: Path) -> None:
    assert not own_units(path) & ROOMS


def test_no_two_units_import_each_other() -> None:
    graph: dict[str, set[str]] = {}
    for path in MODULES:
        graph.setdefault(unit(path), set()).update(own_units(path))

    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_outside_packages_stay_in_their_rooms(path: Path) -> None:
    roots = {name.split(".")[0] for name in imports(path)}

    assert not {root for root in roots & set(ONLY_IN) if unit(path) not in ONLY_IN[root]}


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_heavy_packages_are_imported_only_when_used(path: Path) -> None:
    outside_functions = {name.split(".")[0] for node in _at_import(tree(path)) for name in names(node)}
    allowed = {name for name, units in ONLY_IN.items() if unit(path) in units} - {"papermill", "nbclient"}
    if path.parent == WORKERS_OWN:
        allowed |= {"papermill", "traitlets"}

    assert not outside_functions & (set(HEAVY) | {"nbclient"}) - allowed


@pytest.mark.parametrize("path", [path for path in MODULES if path.parent != WORKERS_OWN], ids=ids)
def test_what_runs_kernels_is_imported_only_by_who_runs_one(path: Path) -> None:
    at_import = {name for node in _at_import(tree(path)) for name in names(node)}

    assert not [name for name in at_import if name.startswith("starlift.cohorts.kernels")]


def _at_import(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that run when the module is imported."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) and not _is_typing(child):
            yield child
            yield from _at_import(child)


def _is_typing(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


@pytest.mark.parametrize("path", [path for path in MODULES if unit(path) != "cli"], ids=ids)
def test_only_the_command_line_prints(path: Path) -> None:
    calls = [node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]

    assert not [call.lineno for call in calls if isinstance(call, ast.Name) and call.id == "print"]


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_no_module_changes_folder_or_draws_from_the_global_random_state(path: Path) -> None:
    attributes = {node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}

    assert "chdir" not in attributes
    assert not {name.split(".")[0] for name in imports(path)} & {"random"}


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_no_module_is_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES


def loaded(*modules: str) -> set[str]:
    """Top-level names in `sys.modules` of a fresh process that imports `modules`."""
    code = f"import sys, {', '.join(modules)}\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_the_learners_path_loads_nothing_heavy() -> None:
    found = loaded(*(f"starlift.{name}" for name in LEARNERS_PATH))

    assert "pydantic" in found
    assert not found & set(HEAVY)


def test_the_command_line_starts_light() -> None:
    assert not loaded("starlift.cli") & (set(HEAVY) - {"rich", "typer"} | {"pydantic"})


def test_no_case_is_named_in_python() -> None:
    cases = {path.stem[3:] for path in (PACKAGE.parents[1] / "stories").glob("[0-9][0-9]-*.md")}
    texts = {
        (node.value, ids(path))
        for path in MODULES
        if unit(path) != "workbenches"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }

    assert cases
    assert not {(text, path) for text, path in texts if text in cases}
