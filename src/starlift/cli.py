"""The command line: every command is one call of the library, and nothing heavy is imported before it is needed."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from starlift.errors import Problem, StarliftError, shown_path

app = typer.Typer(
    help="Starlift: from thin answers to manager-level stories, in a Jupyter workshop.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
cohort = typer.Typer(help="Prepare and run the sets of a whole cohort.", no_args_is_help=True)
app.add_typer(cohort, name="cohort")
journal = typer.Typer(help="Take your journal to another machine, as a single file.", no_args_is_help=True)
app.add_typer(journal, name="journal")
feedback = typer.Typer(help="Learn the weights of the feedback afresh, and measure it.", no_args_is_help=True)
app.add_typer(feedback, name="feedback")
out = Console(markup=False, emoji=False, highlight=False)
err = Console(stderr=True, markup=False, emoji=False, highlight=False)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


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
def assess(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="A text file, or - for standard input.")] = None,
    case: Annotated[str, typer.Option(help="Case whose signals the question should be about.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the assessment as JSON.")] = False,
    jsonl: Annotated[Path | None, typer.Option(metavar="IN", help="Objects with id and text, one a line.")] = None,
    out_file: Annotated[Path | None, typer.Option("--out", metavar="OUT", help="Where to write for --jsonl.")] = None,
) -> None:
    """Rate an answer, quoting its own sentences; or rate many with --jsonl IN --out OUT."""
    from starlift.assessments import assess_lines, read_answer, shaped
    from starlift.content import default_content
    from starlift.feedback import assess as assess_text

    content = default_content()
    focus = content.case(case).story.signals if case else ()
    questions = content.questions.follow_ups
    if jsonl is not None:
        if out_file is None or file is not None:
            raise StarliftError(Problem("", 0, "", "--jsonl IN goes with --out OUT and no FILE"))
        count = assess_lines(jsonl, out_file, lambda text: assess_text(text, focus=focus, questions=questions))
        out.print(f"{count} answers assessed into {shown_path(out_file)}", soft_wrap=True)
        return
    if file is None or out_file is not None:
        raise StarliftError(Problem("", 0, "", "name one FILE, or use --jsonl IN --out OUT"))
    text = read_answer(file)
    found = assess_text(text, focus=focus, questions=questions)
    if as_json:
        sys.stdout.write(json.dumps(shaped(found), ensure_ascii=True) + "\n")
    else:
        _print_assessment(text, found)


def _print_assessment(text: str, found: Any) -> None:
    from rich.table import Table
    from rich.text import Text

    from starlift.content import default_content
    from starlift.feedback.flags import flag_text

    rubric = default_content().rubric
    if found.overall is None:
        out.print(Text("Cannot tell.", style="bold"))
    else:
        level = (f"Level {found.overall:.1f} of 5", "bold")
        out.print(Text.assemble(level, f" · {rubric.overall_name(found.overall)}"))
        table = Table("", "0-3", "Your sentences that earned it")
        for dimension in rubric.dimensions:
            quotes = [
                _CONTROL.sub("\N{REPLACEMENT CHARACTER}", " ".join(text[a:b].split()))
                for a, b in found.evidence.get(dimension.id, ())
            ]
            table.add_row(dimension.name, f"{found.levels[dimension.id]:.1f}", Text("\n".join(quotes)))
        out.print(table)
    for flag in found.flags:
        out.print(Text(f"Note: {flag_text(flag)}"))
    if found.question:
        out.print(Text(f"One question: {found.question}"))


@app.command()
def redact(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A text file, or - for standard input.")],
    out_file: Annotated[Path | None, typer.Option("--out", metavar="OUT", help="Default: standard output.")] = None,
) -> None:
    """Replace what may be confidential: people, companies, addresses, amounts, health."""
    from starlift.assessments import read_answer, write_out
    from starlift.redaction import redact as redacted

    found = redacted(read_answer(file))
    if out_file is None:
        sys.stdout.write(found.text)
    else:
        write_out(out_file, found.text)
    for change in found.changes:
        err.print(f"{change.kind}: replaced by {change.placeholder}", soft_wrap=True)


Folder = Annotated[
    Path, typer.Option("--workspace", metavar="DIR", help="Workspace, or the folder of your notebooks; default: here.")
]


@journal.command("export")
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


@journal.command("import")
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


@feedback.command("fit")
def feedback_fit(
    out_file: Annotated[
        Path | None, typer.Option("--out", metavar="OUT", help="Default: the weights of this installation.")
    ] = None,
) -> None:
    """Learn the weights from exercises/rated.jsonl; the same answers give the same weights."""
    from starlift.assessments import write_out
    from starlift.content import default_content
    from starlift.feedback.weights import FILE
    from starlift.fitting import need_extra

    need_extra()
    from starlift.fitting.fit import fit
    from starlift.fitting.padding import padding
    from starlift.fitting.samples import samples

    target = out_file or FILE
    write_out(target, fit(samples(default_content().rated), padding()).dump())
    out.print(f"Weights written to {shown_path(target)}", soft_wrap=True)


@feedback.command("evaluate")
def feedback_evaluate(
    out_file: Annotated[Path, typer.Option("--out", metavar="OUT", help="The page to write.")],
) -> None:
    """Measure the feedback on writers it was not fitted on, as a page of Markdown."""
    from starlift.assessments import write_out
    from starlift.content import default_content
    from starlift.fitting import need_extra
    from starlift.rated import load_revisions

    need_extra()
    from starlift.fitting.evaluation import Evaluation
    from starlift.fitting.padding import padding
    from starlift.fitting.samples import samples

    content = default_content()
    revisions = load_revisions(content.root / "exercises" / "revisions.json")
    write_out(out_file, Evaluation.run(samples(content.rated), padding(), revisions).report())
    out.print(f"Evaluation written to {shown_path(out_file)}", soft_wrap=True)


@cohort.command("build")
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


if __name__ == "__main__":
    main()
