"""The command that collects the journals of a cohort."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from starlift.cli.console import err, out
from starlift.errors import Problem, shown_path

app = typer.Typer()


@app.command("collect")
def cohort_collect(  # noqa: PLR0913, PLR0917 - options of a command are passed by name
    cohort: Annotated[
        str, typer.Argument(metavar="COHORT", help="The built cohort's folder, its file or roster, or its id.")
    ],
    sources: Annotated[list[Path], typer.Argument(metavar="SOURCE...", help="Folders, zips, exported journals.")],
    out_dir: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the tables.")],
    text: Annotated[bool, typer.Option(help="Write the texts, in a table of their own, and keep the journals.")] = True,
    anonymous: Annotated[bool, typer.Option(help="Pseudonyms; no small groups; only texts that are shared.")] = False,
    key: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Key of the pseudonyms; default: DIR.key beside DIR.")
    ] = None,
    assess: Annotated[bool, typer.Option("--assess", help="Rate every attempt afresh.")] = False,
    pause: Annotated[float, typer.Option(min=0.1, max=1440, help="Minutes of silence that are no work.")] = 10.0,
    parquet: Annotated[bool, typer.Option(help="Write Parquet beside CSV.")] = True,
) -> None:
    """Gather everybody's journals into one table; the same sources give the same bytes, further ones add to it."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from starlift.cohorts.members import members_of
    from starlift.collected import Choices, Disguise, Expected, collect
    from starlift.collected.pseudonyms import Pseudonyms, key_in
    from starlift.collected.rating import rater
    from starlift.content import content_root, load_content

    content = load_content(content_root())
    members = members_of(cohort, content)
    choices = Choices(
        text=text,
        disguise=Disguise(lambda: Pseudonyms(key_in(key or _beside(out_dir), out_dir))) if anonymous else None,
        parquet=parquet,
        pause=pause,
        rate=rater(content) if assess else None,
    )
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("Collecting", total=None)
        report = collect(
            sources,
            out_dir,
            Expected(members.cohort, members.names),
            choices,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    _print_findings(report.findings)
    if report.missing:
        shown = ", ".join(report.missing[:30]) + (" …" if len(report.missing) > 30 else "")
        err.print(f"no journal of {len(report.missing)} on the roster: {shown}", soft_wrap=True)
    counts = f"Learners {report.learners}, attempts {report.attempts}, cases begun without one {report.begun}"
    out.print(f"{counts}; in {shown_path(out_dir)}: {', '.join(file.name for file in report.files)}", soft_wrap=True)


def _beside(folder: Path) -> Path:
    """Where the key is kept by default: beside the folder, so that passing the folder on does not pass it on."""
    real = folder.resolve()
    return real.with_name(f"{real.name}.key")


def _print_findings(findings: Iterable[Problem]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table("File", "What was found", "What to do")
    for one in findings:
        place = one.file + (f":{one.line}" if one.line else "")
        table.add_row(Text(place, overflow="fold"), Text(one.what), Text(one.fix))
    if table.row_count:
        err.print(table)
