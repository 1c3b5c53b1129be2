"""Commands that take a learner's journal to another machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from starlift.cli.console import out
from starlift.errors import shown_path

app = typer.Typer(help="Take your journal to another machine, as a single file.", no_args_is_help=True)
Folder = Annotated[
    Path, typer.Option("--workspace", metavar="DIR", help="Workspace, or the folder of your notebooks; default: here.")
]


@app.command("export")
def journal_export(
    out_file: Annotated[Path, typer.Option("--out", metavar="FILE", help="The file to write.")],
    folder: Folder = Path(),
    cohort_id: Annotated[str, typer.Option("--cohort", help="Whose journal, when several are there.")] = "",
    participant: Annotated[str, typer.Option("--participant", help="Whose journal, when several are there.")] = "",
    redacted: Annotated[bool, typer.Option("--redact", help="Replace what may be confidential.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there already.")] = False,
) -> None:
    """Write your journal as a single plain file, to read, to keep or to import elsewhere."""
    from starlift.transfer import choose, export_journal
    from starlift.workspace import learner_folder

    chosen = choose(learner_folder(folder), cohort_id, participant)
    count = export_journal(chosen, out_file, redacted=redacted, force=force)
    out.print(f"{count} entries of {_learner(chosen)} in {shown_path(out_file)}", soft_wrap=True)
    if redacted:
        out.print("note: read it before you pass it on; not everything confidential is recognised", soft_wrap=True)


@app.command("import")
def journal_import(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file made by starlift journal export.")],
    folder: Folder = Path(),
) -> None:
    """Add what an exported file holds to your journal here; what is here already is kept."""
    from starlift.exportfile import read_export
    from starlift.transfer import import_export
    from starlift.workspace import learner_folder

    target = learner_folder(folder)
    export = read_export(file)
    chosen, count = import_export(export, target)
    there = len(export.entries) - count
    out.print(f"{count} entries added to the journal of {_learner(chosen)}; {there} were there already", soft_wrap=True)


def _learner(journal: Any) -> str:
    return f"participant {journal.participant!r} of cohort {journal.cohort!r}"
