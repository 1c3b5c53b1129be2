"""Format: which export a file is, seen from its content and never from its name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from starlift.workbenches.owndata import delimited
from starlift.workbenches.owndata.files import encoding_of, refused, text_of
from starlift.workbenches.owndata.headers import plain

Name = Literal["jira", "defectdojo", "csv", "github", "sarif"]
LABELS: dict[Name, str] = {
    "jira": "a Jira-style CSV",
    "defectdojo": "DefectDojo's generic findings CSV",
    "csv": "a CSV table",
    "github": "GitHub issues in JSON",
    "sarif": "scan results in SARIF 2.1",
}
_HEAD = 1_000_000
_KNOWN = "Known are a Jira-style CSV, GitHub issues JSON, DefectDojo's generic findings CSV and SARIF 2.1"
_JIRA = {"issue key", "issue id", "issue type", "vorgangstyp", "vorgangsschlussel", "type de ticket"}
_DEFECTDOJO = {"date", "title", "severity"}
_DEFECTDOJO_MORE = {"cweid", "mitigation", "impact", "references", "active", "verified", "falsepositive", "duplicate"}


@dataclass(frozen=True)
class Format:
    """What a file was recognised as.

    Attributes:
        name: Which of the known exports.
        encoding: A codec of Python.
        told: What the learner should know of the encoding; may be empty.
        layout: How its table is laid out, for the three that are CSV.
    """

    name: Name
    encoding: str
    told: str = ""
    layout: delimited.Layout | None = None

    @property
    def label(self) -> str:
        """What it is, in words."""
        return LABELS[self.name]


def recognise(path: Path) -> Format:
    """Which export `path` is; reads it once to be sure of the encoding and looks at its beginning.

    Raises:
        StarliftError: When it is none that is known, empty, too large or no text.
    """
    encoding = encoding_of(path)
    head = text_of(path, encoding.name, _HEAD)
    start = head.lstrip()[:1]
    if not start:
        raise refused(path, "is empty", "export it again")
    if start in "[{":
        return Format(_json_kind(path, encoding.name, head), encoding.name, encoding.told)
    layout = delimited.layout_of(path, head)
    return Format(_table_kind(layout.columns), encoding.name, encoding.told, layout)


def _json_kind(path: Path, encoding: str, head: str) -> Name:
    if "".join(head[:1000].split()) in {"[]", "{}"}:
        raise refused(path, "holds no rows", "check the filter of the export")
    issues = '"created_at"' in head or '"createdAt"' in head
    if head.lstrip().startswith("{") and '"runs"' in (head if len(head) < _HEAD else text_of(path, encoding)):
        return "sarif"
    if issues:
        return "github"
    raise refused(path, "is JSON, but neither GitHub issues with their dates nor SARIF", _KNOWN)


def _table_kind(columns: tuple[str, ...]) -> Name:
    names = {plain(column) for column in columns}
    if names >= _DEFECTDOJO and len(names & _DEFECTDOJO_MORE) >= 2:
        return "defectdojo"
    return "jira" if names & _JIRA else "csv"
