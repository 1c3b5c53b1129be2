"""Commands for the day itself: the clock, and what is printed and shown."""

from __future__ import annotations

import sys
import webbrowser
from pathlib import Path
from typing import Annotated, Any

import typer

from starlift.cli.console import out
from starlift.cli.papersize import PaperSize
from starlift.errors import shown_path

app = typer.Typer()
Sheet = Annotated[
    str, typer.Argument(metavar="SHEET", help="A run sheet: 60, 90, 120, 240, five-days or a file; none lists them.")
]
Start = Annotated[str, typer.Option(metavar="HH:MM", help="When the session begins.")]


@app.command()
def run(
    sheet: Sheet = "",
    start: Start = "",
    out_file: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where to write the page.")] = None,
    text: Annotated[bool, typer.Option("--text", help="Print the plan here instead.")] = False,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser, or only write it.")] = True,
) -> None:
    """Open the clock of a session: where the room should be, and what to drop when it is late."""
    session = _session(sheet, start)
    if text:
        sys.stdout.write(session.text)
        return
    file = out_file or session.folder() / "clock.html"
    session.write_clock(file)
    out.print(f"The clock is {shown_path(file)}; it needs no network and goes on after a reload.", soft_wrap=True)
    if browser and not webbrowser.open(file.resolve().as_uri()):
        out.print("No browser could be opened here: open the file yourself.")


@app.command("print")
def print_session(
    sheet: Sheet = "",
    start: Start = "",
    out_dir: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Where to write the files.")] = None,
    paper: Annotated[PaperSize, typer.Option(help="Size of the paper.")] = PaperSize.A4,
) -> None:
    """Write the run sheet, the learner's agenda and the slides of a session, to print and to show."""
    session = _session(sheet, start)
    for file in session.write_prints(out_dir or session.folder(), paper=paper.paper):
        out.print(shown_path(file), soft_wrap=True)


def _session(sheet: str, start: str) -> Any:
    """The session; without a run sheet the command lists them and ends."""
    from starlift.content import content_root
    from starlift.sessions.session import Session, listed

    if not sheet:
        out.print(listed(content_root()), soft_wrap=True)
        raise typer.Exit
    return Session.open(sheet, start)
