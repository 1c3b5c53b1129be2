"""Commands for a whole cohort."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from starlift.cli.console import err, out
from starlift.errors import shown_path

app = typer.Typer(help="Prepare and run the sets of a whole cohort.", no_args_is_help=True)


@app.command("build")
def cohort_build(
    roster: Annotated[Path, typer.Argument(metavar="ROSTER", help="CSV or YAML with id and name.")],
    out_dir: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the sets.")],
    cohort_id: Annotated[str, typer.Option("--cohort", help="Id of the cohort; default: the roster's name.")] = "",
    execute: Annotated[bool, typer.Option(help="Run every notebook and report failures.")] = False,
    workers: Annotated[int, typer.Option(min=1, help="Notebooks to run at the same time.")] = 2,
    timeout: Annotated[int, typer.Option(min=1, help="Seconds that one cell may take.")] = 120,
) -> None:
    """Make one set per participant; the same roster always gives the same bytes."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from starlift import cohorts
    from starlift.content import content_root, load_content

    content = load_content(content_root())
    people = cohorts.read_roster(roster, content)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        step = _steps(bar, "Preparing")
        manifest = cohorts.build(content, people, cohort_id or roster.stem, out_dir, progress=step)
        report = None
        if execute:
            step = _steps(bar, "Running")
            report = cohorts.execute(out_dir, manifest, content.root, workers=workers, timeout=timeout, progress=step)
    out.print(f"{len(manifest.sets)} sets in {shown_path(out_dir)}", soft_wrap=True)
    if report is not None:
        for failure in report.failures:
            err.print(f"failed: {failure}", soft_wrap=True)
        out.print(f"{report.executed} notebooks run, {len(report.failures)} failed")
        if report.failures:
            raise typer.Exit(1)


def _steps(bar: Any, name: str) -> Any:
    """A callback (done, total) that moves one line of the progress bar."""
    task = bar.add_task(name, total=None)
    return lambda done, total: bar.update(task, completed=done, total=total)
