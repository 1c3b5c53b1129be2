"""GitHub issues, as its REST interface lists them or as its command line writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from starlift.workbenches.owndata import severities
from starlift.workbenches.owndata.formats import Format
from starlift.workbenches.owndata.jsonfile import items, list_at, text_at
from starlift.workbenches.owndata.table import TRUE, Rows

_FIELDS = ("opened", "closed", "title", "requester", "severity", "kind", "component", "duplicate", "ended")
_KIND = re.compile(r"^(?:type|kind|category)\s*[:/]\s*(.+)$", re.IGNORECASE)
_PART = re.compile(r"^(?:component|area|service|team|module|product)\s*[:/]\s*(.+)$", re.IGNORECASE)


def read(path: Path, found: Format) -> Rows:
    """The issues of a file; pull requests are left out.

    Raises:
        StarliftError: When the file is not JSON from its beginning to its end.
    """
    import pandas as pd  # noqa: PLC0415

    rows: list[tuple[str, ...]] = []
    places: list[int] = []
    pulls = others = 0
    for number, issue in enumerate(_issues(path, found.encoding), 1):
        if not isinstance(issue, dict):
            others += 1
        elif "pull_request" in issue or "/pull/" in text_at(issue, "url") or issue.get("isPullRequest") is True:
            pulls += 1
        else:
            rows.append(_row(issue))
            places.append(number)
    left_out = [("pull requests", pulls), ("entries that are no issues", others)]
    return Rows(
        pd.DataFrame(rows, columns=list(_FIELDS), dtype=object),
        lambda numbers: [places[number] for number in numbers],
        unit="entry",
        left_out=[(what, count) for what, count in left_out if count],
        told=[one for one in (found.told, "Severity, kind and component come from the labels; times are UTC.") if one],
    )


def _issues(path: Path, encoding: str) -> Iterator[Any]:
    """Members of lists, and those of a search's answer."""
    for item in items(path, encoding):
        listed = list_at(item, "items") or list_at(item, "issues")
        yield from listed or [item]


def _row(issue: dict[str, Any]) -> tuple[str, ...]:
    labels = _labels(issue)
    levels = [severities.of_label(label) for label in labels]
    other = [label for label, level in zip(labels, levels, strict=True) if not level]
    parts = [match[1] for label in other if (match := _PART.match(label))]
    reason = (text_at(issue, "state_reason") or text_at(issue, "stateReason")).casefold()
    duplicate = reason == "duplicate" or any(label.casefold() == "duplicate" for label in labels)
    repository = text_at(issue, "repository", "name") or text_at(issue, "repository_url").rpartition("/")[2]
    return (
        text_at(issue, "created_at") or text_at(issue, "createdAt"),
        text_at(issue, "closed_at") or text_at(issue, "closedAt"),
        text_at(issue, "title"),
        text_at(issue, "user", "login") or text_at(issue, "author", "login"),
        next((level for level in severities.SEVERITIES if level in levels), ""),
        _kind(issue, other),
        parts[0] if parts else repository,
        TRUE if duplicate else "",
        TRUE if text_at(issue, "state").casefold() == "closed" else "",
    )


def _labels(issue: dict[str, Any]) -> list[str]:
    names = [label if isinstance(label, str) else text_at(label, "name") for label in list_at(issue, "labels")]
    return [name.strip() for name in names if name.strip()]


def _kind(issue: dict[str, Any], labels: Sequence[str]) -> str:
    """The issue's type; without one, the label that says so or the first that says nothing else."""
    named = [match[1] for label in labels if (match := _KIND.match(label))]
    rest = [label for label in labels if not _PART.match(label) and label.casefold() != "duplicate"]
    return text_at(issue, "type", "name") or text_at(issue, "issueType", "name") or next(iter([*named, *rest]), "")
