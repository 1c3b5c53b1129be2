"""The command for the day before."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from starlift.cli.console import out
from starlift.errors import shown_path

app = typer.Typer()


@app.command()
def doctor(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="A workspace or a learner's set.")] = Path(),
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Also write the findings as a page.")] = None,
    kernels: Annotated[int, typer.Option(min=1, help="Kernels that will run at once on this machine.")] = 1,
    offline_ok: Annotated[bool, typer.Option("--offline-ok", help="Missing optional parts are not wanted.")] = False,
) -> None:
    """Check the day before whether this machine is ready; exit code 1 when something is red."""
    from datetime import UTC, datetime

    from starlift import doctor as library
    from starlift.doctor import page

    chosen = library.checks(folder, kernels=kernels, offline_ok=offline_ok)
    if html is not None:
        page.writable(html)
    findings = []
    for finding in library.examine(chosen):
        findings.append(finding)
        out.print(f"{finding.state.sign} {finding.state.word:<9} {finding.name}: {finding.what}", soft_wrap=True)
        if finding.do:
            out.print(f"            do: {finding.do}", soft_wrap=True)
    out.print(library.summary(findings), soft_wrap=True)
    if html is not None:
        at = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
        page.write(html, page.page(findings, at=at, about=folder.resolve().name))
        out.print(f"page: {shown_path(html)}", soft_wrap=True)
    if library.worst(findings) is library.State.RED:
        raise typer.Exit(1)
