"""The command that shows the cohort wall."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from starlift.cli.console import out
from starlift.errors import Problem, StarliftError, shown_path

app = typer.Typer()


@app.command()
def wall(
    sources: Annotated[list[Path], typer.Argument(metavar="SOURCE...", help="Folders with journals.")],
    cohort: Annotated[str, typer.Option(help="The built cohort's folder, its file or roster, or its id.")] = "",
    names: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Roster or cohort file whose names are shown instead of ids.")
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 for any that is free.")] = 0,
    every: Annotated[float, typer.Option(min=1, max=600, help="Seconds between two looks.")] = 5.0,
    stuck: Annotated[float, typer.Option(min=1, max=240, help="Minutes without any move that mean stuck.")] = 8.0,
    once: Annotated[bool, typer.Option("--once", help="Write a page that stays as it is, and leave.")] = False,
    out_file: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="The page, with --once.")] = None,
) -> None:
    """Show who is where, who is stuck and which signals the room misses; counts and levels, never a text."""
    from starlift.cohorts import read_cohort
    from starlift.cohorts.members import members_of
    from starlift.collected import Expected
    from starlift.content import content_root, load_content
    from starlift.privatefile import write_private
    from starlift.reports.wall import Wall
    from starlift.reports.wallpage import page
    from starlift.reports.wallserver import WallServer

    if once != (out_file is not None):
        raise StarliftError(Problem("", 0, "", "--once goes with --out FILE"))
    content = load_content(content_root())
    members = members_of(cohort, content) if cohort else None
    expected = Expected(members.cohort, members.names) if members else Expected()
    named = {one.id: one.name for one in read_cohort(names, content).roster} if names else None
    shown = Wall(sources, expected, content, named, stuck)
    first = shown.state()
    if out_file is not None:
        write_private(out_file, page(first).encode())
        out.print(f"The wall is in {shown_path(out_file)}", soft_wrap=True)
        return
    with WallServer(shown.state, port=port, every=every) as server:
        out.print(f"The wall is at {server.address}\nOnly this machine can open it. Ctrl+C ends it.", soft_wrap=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            out.print("The wall is closed.")
