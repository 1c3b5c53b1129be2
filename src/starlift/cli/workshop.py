"""Commands that lay out, open and check a workspace."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from starlift.cli.console import out
from starlift.errors import Problem, StarliftError, shown_path

app = typer.Typer()


@app.command()
def new(folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to create.")]) -> None:
    """Lay out an editable workspace: stories, exercises, notebooks and the facilitator's material."""
    from starlift.workspace import create

    create(folder)
    out.print(f"Workspace ready. Open it with: starlift lab {shown_path(folder)}", soft_wrap=True)


@app.command()
def lab(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="A workspace or a learner's set.")] = Path(),
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port to listen on.")] = None,
    browser: Annotated[bool, typer.Option(help="Open a browser, or only print the address.")] = True,
) -> None:
    """Open the workshop in JupyterLab."""
    from starlift.lab import command, environment

    line = command(_workshop(folder), port=port, browser=browser)
    os.execvpe(line[0], line, environment(os.environ))  # noqa: S606 - our own interpreter, no shell


@app.command("open")
def open_case(
    case: Annotated[str, typer.Argument(metavar="CASE", help="Id of a case, start or your-story.")],
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="A workspace or a learner's set.")] = Path(),
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port to listen on.")] = None,
    browser: Annotated[bool, typer.Option(help="Open a browser, or only print the address.")] = True,
) -> None:
    """Open one case as a page without code."""
    from starlift.app import command, environment
    from starlift.workspace import find_notebook

    line = command(find_notebook(_workshop(folder), case), port=port, browser=browser)
    os.execvpe(line[0], line, environment(os.environ))  # noqa: S606 - our own interpreter, no shell


def _workshop(folder: Path) -> Path:
    """The folder with the notebooks to open; working copies that differ from the workspace's are named."""
    from starlift.workspace import prepare

    if not folder.is_dir():
        raise StarliftError(Problem(shown_path(folder), 0, "", "is not a folder", "starlift new DIR makes one"))
    workshop, changed = prepare(folder.resolve())
    for name in changed:
        out.print(f"note: {name} in workshop/ differs from notebooks/; delete it to get the new one", soft_wrap=True)
    return workshop


@app.command()
def check(
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", help="Workspace; default: found from here.")] = None,
) -> None:
    """Validate all content and report every problem in one run."""
    from starlift.check import problems
    from starlift.content import content_root, load_content

    root = folder or content_root()
    found = problems(root)
    if found:
        raise StarliftError(found)
    content = load_content(root)
    thin = sum(len(case.exercise.thin_answers) for case in content.cases.values())
    contexts = sum(1 for _ in content.contexts.all())
    out.print(f"All good: {len(content.cases)} cases, {thin} thin answers in {contexts} contexts each.")


@app.command()
def questions(
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", help="Workspace; default: found from here.")] = None,
) -> None:
    """Write the interview questions of stories/questions.yaml into the question pack."""
    from starlift.content import content_root, load_content
    from starlift.questionpack import write

    path = write(load_content(folder or content_root()))
    out.print(f"Question pack written to {shown_path(path)}", soft_wrap=True)


@app.command()
def handouts(
    out_dir: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the pages.")],
    case: Annotated[str, typer.Option(help="Id of the session's case.")] = "",
    folder: Annotated[Path | None, typer.Argument(metavar="[DIR]", help="Workspace; default: found from here.")] = None,
) -> None:
    """Write what lies on the tables, to print: rubric, follow-up card, case, ground rules, feedback form."""
    from starlift.content import content_root, load_content
    from starlift.handouts import write

    content = load_content(folder or content_root())
    for path in write(content, case or next(iter(content.cases)), out_dir):
        out.print(f"Page written to {shown_path(path)}", soft_wrap=True)
