"""Commands for what is told of a cohort afterwards: the debrief of one, and the comparison of several."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from starlift.cli.console import err, out
from starlift.cli.papersize import PaperSize
from starlift.errors import Problem, StarliftError, shown_path

app = typer.Typer()
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the files.")]
Paper = Annotated[PaperSize, typer.Option(help="Size of the paper.")]


@app.command("debrief")
def cohort_debrief(
    cohort: Annotated[
        str, typer.Argument(metavar="COHORT", help="The built cohort's folder, its file or roster, or its id.")
    ],
    out_dir: Out,
    sources: Annotated[
        list[Path] | None,
        typer.Option(
            "--from", metavar="SOURCE", help="Journals or a collected folder; again for more. Default: COHORT."
        ),
    ] = None,
    paper: Paper = PaperSize.A4,
) -> None:
    """Write what a room showed: a page, slides and one sheet; figures of the room, and texts that may be shown."""
    from starlift.cohorts.members import members_of
    from starlift.content import content_root, load_content
    from starlift.reports.debriefing import Debriefing

    content = load_content(content_root())
    members = members_of(cohort, content)
    if not sources and not Path(cohort).is_dir():
        what = f"{cohort!r} is no folder, so it does not say where the journals are"
        raise StarliftError(Problem("", 0, "--from", what, "name folders, zips or the collected folder with --from"))
    names = None if members.names is None else dict(members.names)
    found = Debriefing.open(members.cohort, sources or [Path(cohort)], content, names)
    for finding in found.findings:
        err.print(f"passed over: {finding}", soft_wrap=True)
    files = found.write(out_dir, paper=paper.paper)
    told = found.debrief
    out.print(f"People {told.people}, answers {told.answers}, pairs {len(told.pairs.found)}")
    _print_left_out(told.left_out)
    _print_files(files)


@app.command("compare")
def cohort_compare(
    tables: Annotated[list[Path], typer.Argument(metavar="TABLE...", help="Collected folders, or their tables.")],
    out_dir: Out,
    sheet: Annotated[
        str, typer.Option(help="Run sheet that times are held against; default: the notebooks' plan.")
    ] = "",
    paper: Paper = PaperSize.A4,
) -> None:
    """Compare cohorts: levels, change with intervals, and time against the plan; no names, no small groups."""
    from starlift.content import content_root, load_content
    from starlift.reports.comparing import compare, write_comparison
    from starlift.runsheets import find_run_sheet, load_run_sheet

    content = load_content(content_root())
    plan = load_run_sheet(find_run_sheet(content.root, sheet)) if sheet else None
    found = compare(tables, content, plan)
    files = write_comparison(found, content, out_dir, sheet=plan, paper=paper.paper)
    out.print(f"Cohorts {len(found.changes)}, cases with times {len(found.overruns)}")
    _print_left_out(found.left_out)
    _print_files(files)


def _print_left_out(lines: Sequence[str]) -> None:
    for line in lines:
        err.print(line, soft_wrap=True, markup=False)


def _print_files(files: Sequence[Path]) -> None:
    for file in files:
        out.print(shown_path(file), soft_wrap=True)
