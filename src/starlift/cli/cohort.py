"""Commands for a whole cohort."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from starlift.cli.console import err, out
from starlift.errors import shown_path

app = typer.Typer(help="Prepare and run the sets of a whole cohort.", no_args_is_help=True)
Workers = Annotated[int, typer.Option(min=0, help="Notebooks to run at the same time; 0: as many as fit.")]
Timeout = Annotated[int, typer.Option(min=1, help="Seconds that one cell may take.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Show no progress.")]


@app.command("build")
def cohort_build(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A cohort file, or a roster with id and name.")],
    out_dir: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the sets.")],
    cohort_id: Annotated[str, typer.Option("--cohort", help="Id of the cohort; default: the file's.")] = "",
    execute: Annotated[bool, typer.Option(help="Then run every notebook, as starlift cohort run does.")] = False,
    workers: Workers = 0,
    timeout: Timeout = 120,
    quiet: Quiet = False,
) -> None:
    """Make one set per participant; the same roster always gives the same bytes."""
    from starlift import cohorts
    from starlift.content import content_root, load_content

    content = load_content(content_root())
    found = cohorts.read_cohort(file, content)
    with _bar("Preparing", quiet=quiet) as step:
        manifest = cohorts.build(
            content, found.roster, cohort_id or found.id, out_dir, setting=found.setting, progress=step
        )
    if found.told:
        out.print(found.told, soft_wrap=True)
    out.print(f"{len(manifest.sets)} sets in {shown_path(out_dir)}", soft_wrap=True)
    if execute:
        _run(out_dir, manifest, content.root, {"workers": workers, "timeout": timeout}, quiet=quiet, json_log=None)


@app.command("run")
def cohort_run(  # noqa: PLR0913, PLR0917 - one argument for each option
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that cohort build has made.")],
    workers: Workers = 0,
    timeout: Timeout = 120,
    limit: Annotated[int, typer.Option(min=0, help="Seconds that one notebook may take; 0: no limit.")] = 600,
    cold: Annotated[bool, typer.Option("--cold", help="Start every kernel by itself: slower, same results.")] = False,
    dask: Annotated[
        str, typer.Option("--dask", metavar="ADDRESS", help="Run them on the workers of this dask scheduler.")
    ] = "",
    store: Annotated[
        str, typer.Option("--store", metavar="URL", help="Put executed copies there too, such as s3://bucket/autumn.")
    ] = "",
    quiet: Quiet = False,
    json_log: Annotated[
        Path | None, typer.Option("--json-log", metavar="FILE", help="Add one JSON object a line for what happens.")
    ] = None,
) -> None:
    """Run every notebook of a cohort and name those that fail; what has been run already is left alone."""
    from starlift import cohorts
    from starlift.content import content_root

    how = {"workers": workers, "timeout": timeout, "limit": limit, "cold": cold, "cluster": dask, "store": store}
    _run(folder, cohorts.read_manifest(folder), content_root(), how, quiet=quiet, json_log=json_log)


def _run(folder: Path, manifest: Any, root: Path, how: dict[str, Any], *, quiet: bool, json_log: Path | None) -> None:
    from starlift import cohorts

    total = sum(len(entry.files) for entry in manifest.sets)
    done = 0
    with ExitStack() as stack:
        step = stack.enter_context(_bar("Running", quiet=quiet))
        lines = stack.enter_context(json_log.open("a", encoding="utf-8", buffering=1)) if json_log else None

        def tell(event: cohorts.Event) -> None:
            nonlocal done
            if lines:
                lines.write(json.dumps(vars(event), ensure_ascii=False) + "\n")
            if event.kind != "started":
                done += 1
                step(done, total)

        report = cohorts.execute(folder, manifest, root, log=tell, **how)
        pages = cohorts.write_handouts(folder, manifest)
    for failure in report.failures:
        err.print(f"failed: {failure}", soft_wrap=True)
    before = f", {report.skipped} had been run before" if report.skipped else ""
    out.print(f"{report.executed} notebooks run, {len(report.failures)} failed{before}")
    if pages:
        out.print(
            f"{pages} of them as pages to print in {shown_path(folder / 'facilitator' / 'handouts')}", soft_wrap=True
        )
    if report.failures:
        raise typer.Exit(1)


@contextmanager
def _bar(name: str, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """A line of progress with the time left, on a terminal; what is yielded moves it, told how many of how many."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=quiet or not err.is_terminal) as bar:
        task = bar.add_task(name, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
