"""Commands that learn the weights of the feedback and measure it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from starlift.cli.console import out
from starlift.errors import shown_path

app = typer.Typer(help="Learn the weights of the feedback afresh, and measure it.", no_args_is_help=True)


@app.command("fit")
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


@app.command("evaluate")
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
