"""The command that makes a document of a learner's own words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from starlift.cli.console import err, out
from starlift.cli.papersize import PaperSize
from starlift.errors import Problem, StarliftError, shown_path

if TYPE_CHECKING:
    from starlift.packets.packet import Packet

app = typer.Typer()


@app.command()
def packet(  # noqa: PLR0913, PLR0917 - one argument for each option
    use: Annotated[str, typer.Argument(metavar="USE", help="manager-interview, calibration-packet, promotion-case, "
        "leadership-self-review, or a workbench's decision-record or executive-report.")],
    story: Annotated[str, typer.Argument(metavar="STORY", help="A case, your-story, or a text file.")],
    out_folder: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the files.")],
    folder: Annotated[
        Path, typer.Option("--workspace", metavar="DIR", help="Workspace, or the folder of your notebooks.")
    ] = Path(),
    cohort_id: Annotated[str, typer.Option("--cohort", help="Whose journal, when several are there.")] = "",
    participant: Annotated[str, typer.Option("--participant", help="Whose journal, when several are there.")] = "",
    attempt: Annotated[int, typer.Option(min=0, help="Number of a kept attempt; default: the text as it stands.")] = 0,
    forms: Annotated[str, typer.Option("--format", help="Some of docx, pdf, md, with commas.")] = "docx,pdf,md",
    paper: Annotated[PaperSize, typer.Option(help="Size of the pages.")] = PaperSize.A4,
    redact: Annotated[bool, typer.Option("--redact", help="Replace what may be confidential.")] = False,
    as_is: Annotated[bool, typer.Option("--as-is", help="Leave in what may be confidential.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there already.")] = False,
) -> None:  # fmt: skip
    """Make a document of your own words for one of the four uses, with what is open as questions."""
    from starlift.documents.as_pdf import lacking
    from starlift.packets.files import forms_of, write
    from starlift.packets.note import before_you_send

    if redact and as_is:
        raise StarliftError(Problem("", 0, "", "--redact and --as-is exclude each other", "choose one"))
    wanted = forms_of(forms)
    made = _packet(use, story, folder, cohort_id, participant, attempt)
    found = made.findings()
    if found and not (redact or as_is):
        _print_findings(made, len(found), [str(one) for one in found])
        raise typer.Exit(2)
    chosen = made.redacted() if redact else made
    note = before_you_send(chosen, found, redacted=redact)
    paths = write(chosen, note, out_folder, wanted, paper.paper, force=force)
    for path in paths:
        out.print(shown_path(path), soft_wrap=True)
    if "pdf" in wanted and (signs := lacking(chosen.document())):
        told = f"the fonts of the PDF have no picture of {signs[:40]}"
        out.print(f"note: {told}; DOCX and Markdown leave that to the reader's own fonts", soft_wrap=True)
    if found:
        places = f"{len(found)} place{'' if len(found) == 1 else 's'}"
        told = f"{places} replaced" if redact else f"{places} may be confidential"
        out.print(f"note: {told}; the last file lists them", soft_wrap=True)
    out.print("note: read it before you send it; not everything confidential is recognised", soft_wrap=True)


def _packet(use: str, story: str, folder: Path, cohort_id: str, participant: str, attempt: int) -> Packet:
    """The packet, from the learner's journal or from a text file."""
    from starlift.assessments import read_answer
    from starlift.content import content_root, load_content
    from starlift.packets.making import check_use, in_journal, of_file, of_journal
    from starlift.transfer import choose
    from starlift.workspace import learner_folder

    content = load_content(content_root(folder))
    check_use(content, use)
    if in_journal(content, story):
        return of_journal(content, choose(learner_folder(folder), cohort_id, participant), use, story, attempt)
    if attempt or cohort_id or participant:
        what = f"{story!r} is no story in a journal, and --attempt, --cohort and --participant are about one"
        raise StarliftError(Problem("", 0, "STORY", what, f"choose from: {', '.join(content.cases)}, your-story"))
    if story != "-" and not Path(story).is_file():
        fix = f"choose from: {', '.join(content.cases)}, your-story, or name a text file"
        raise StarliftError(Problem("", 0, "STORY", f"no story {story!r}", fix))
    return of_file(content, use, Path(story), read_answer(Path(story)))


def _print_findings(made: Packet, count: int, lines: list[str]) -> None:
    places = f"{count} place{'' if count == 1 else 's'}"
    err.print(f"{places} may be confidential; nothing is written yet:", soft_wrap=True)
    for line in lines:
        err.print(f"  {line}", soft_wrap=True)
    err.print(f"error: {made.title}: choose --redact to replace them, or --as-is to leave them in", soft_wrap=True)
