"""Commands for an answer in a file: its levels, and what must not leave."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from starlift.cli.console import err, out
from starlift.errors import Problem, StarliftError, shown_path

app = typer.Typer()
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


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
