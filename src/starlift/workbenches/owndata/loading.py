"""Loading: a file and a mapping in, a tidy table out."""

from __future__ import annotations

from pathlib import Path

from starlift.workbenches.owndata import github, mapping, sarif
from starlift.workbenches.owndata.files import refused
from starlift.workbenches.owndata.formats import Format, recognise
from starlift.workbenches.owndata.mapping import Mapping
from starlift.workbenches.owndata.table import Kind, Loaded, Rows, tidy


def proposed(path: Path, found: Format, kind: Kind) -> tuple[Mapping, frozenset[str]]:
    """The guess for a file, empty for JSON, where all is fixed; and the columns that hold something in its first rows.

    Raises:
        StarliftError: When the file cannot be read.
    """
    if found.layout is None:
        return Mapping(), frozenset()
    sample = mapping.sample_of(path, found)
    filled = {name for at, name in enumerate(found.layout.columns) if (sample[at].str.strip() != "").any()}
    return mapping.guess(found.layout.columns, sample, kind), frozenset(filled)


def load(path: Path, chosen: Mapping | None = None, kind: Kind = "requests") -> Loaded:
    """Read an export.

    Args:
        path: The file; it is read and nothing else is done to it.
        chosen: How to read it; by default as guessed.
        kind: Which table to make of it.

    Raises:
        StarliftError: When it is no known export, is broken, or holds nothing that can be used; with the line and
            the field where they are known.
    """
    found = recognise(path)
    how = proposed(path, found, kind)[0] if chosen is None else chosen
    return tidy(_rows(path, found, how, kind), kind, path, how.order)


def _rows(path: Path, found: Format, how: Mapping, kind: Kind) -> Rows:
    if found.name == "github":
        return github.read(path, found)
    if found.name == "sarif":
        if kind == "requests":
            raise refused(path, "holds results of scans and no requests", "choose an export of a tracker")
        return sarif.read(path, found, how.scanned)
    return mapping.applied(path, found, how, kind)
