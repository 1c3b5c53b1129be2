"""The command line: each command checks its options, calls one library function and prints what came of it."""

from __future__ import annotations

import io
import sys
from typing import Annotated

import typer

from starlift.cli import (
    answers,
    cohort,
    collect,
    doctor,
    feedback,
    journal,
    packet,
    reports,
    score,
    session,
    wall,
    workshop,
)
from starlift.cli.console import err, out
from starlift.errors import StarliftError

__all__ = ["app", "main"]

app = typer.Typer(
    help="Starlift: from thin answers to manager-level stories, in a Jupyter workshop.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for commands in (workshop.app, doctor.app, answers.app, session.app, wall.app, packet.app):
    app.add_typer(commands)
cohort.app.add_typer(collect.app)
cohort.app.add_typer(reports.app)
for name, group in (("cohort", cohort.app), ("journal", journal.app), ("feedback", feedback.app), ("score", score.app)):
    app.add_typer(group, name=name)


def main() -> None:
    """Run the command line; a user's mistake ends with one line per problem and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without UTF-8 shows ? for what it lacks
    try:
        app()
    except StarliftError as error:
        for problem in error.problems:
            err.print(f"error: {problem}", soft_wrap=True)
        raise SystemExit(2) from None
    except OSError as error:
        err.print(f"error: {error.filename or 'starlift'}: {error.strerror or error}", soft_wrap=True)
        raise SystemExit(2) from None


def _version(wanted: bool) -> None:
    if wanted:
        from starlift import __version__

        out.print(f"starlift {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Starlift: from thin answers to manager-level stories, in a Jupyter workshop."""
