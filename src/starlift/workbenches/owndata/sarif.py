"""SARIF 2.1: the results of scans, with what their rules say of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlift.workbenches.owndata import severities
from starlift.workbenches.owndata.files import refused
from starlift.workbenches.owndata.formats import Format
from starlift.workbenches.owndata.jsonfile import document, list_at, text_at
from starlift.workbenches.owndata.table import TRUE, Rows

_FIELDS = ("opened", "closed", "severity", "title", "component", "kind", "duplicate", "ended")
_LEVELS = {"error": "high", "warning": "medium", "note": "low", "none": "info"}
"""Levels of SARIF, which knows no critical, for results whose rule has no score."""
_CWE = re.compile(r"cwe[-/: ]?0*([1-9][0-9]*)$", re.IGNORECASE)
_DATES = (("provenance", "firstDetectionTimeUtc"), ("properties", "firstDetectionTimeUtc"), ("properties", "createdAt"))


def read(path: Path, found: Format, scanned: str) -> Rows:
    """The results of a file; those that passed or are suppressed are left out.

    Args:
        path: The file.
        found: What it was recognised as.
        scanned: Date of the scan, for results that the file gives none.

    Raises:
        StarliftError: When the file is not SARIF 2.1, or neither it nor `scanned` says when the scan was.
    """
    import pandas as pd  # noqa: PLC0415

    log = document(path, found.encoding)
    version = text_at(log, "version")
    if not version.startswith("2.1"):
        what = f"is not SARIF 2.1 but says version {version[:20]!r}" if version else "is JSON, but not SARIF 2.1"
        raise refused(path, what, "export it as SARIF 2.1.0", field="version")
    rows: list[tuple[str, ...]] = []
    places: list[int] = []
    passed = suppressed = number = 0
    seen: set[str] = set()
    for run in (_Run.of(one) for one in list_at(log, "runs")):
        for result in run.results():
            number += 1
            if text_at(result, "kind") not in {"", "fail"}:
                passed += 1
            elif _is_suppressed(result):
                suppressed += 1
            else:
                rows.append(_row(result, run, seen, scanned))
                places.append(number)
    if rows and not any(row[0] for row in rows):
        raise refused(path, "names no date of the scan", "say when the scan was run", field="scanned")
    left_out = [("results that are no failures", passed), ("suppressed results", suppressed)]
    told = [found.told, "Severity comes from the rule's score, or else from SARIF's level (error is read as high)."]
    return Rows(
        pd.DataFrame(rows, columns=list(_FIELDS), dtype=object),
        lambda numbers: [places[number] for number in numbers],
        unit="entry",
        left_out=[(what, count) for what, count in left_out if count],
        told=[one for one in told if one],
    )


@dataclass(frozen=True)
class _Run:
    """One run, with its rules by name and by number."""

    run: Any
    date: str
    rules: dict[str, Any]
    ordered: list[Any]

    @classmethod
    def of(cls, run: Any) -> _Run:
        ordered = list_at(run, "tool", "driver", "rules")
        every = [*ordered, *(rule for part in list_at(run, "tool", "extensions") for rule in list_at(part, "rules"))]
        date = (
            text_at(run, "invocations", 0, "startTimeUtc")
            or text_at(run, "invocations", 0, "endTimeUtc")
            or text_at(run, "properties", "startTimeUtc")
            or text_at(run, "properties", "scanDate")
        )
        return cls(run, date, {text_at(rule, "id"): rule for rule in every}, ordered)

    def results(self) -> Iterator[Any]:
        """Those of its results that are objects."""
        return (result for result in list_at(self.run, "results") if isinstance(result, dict))

    def rule_of(self, result: Any) -> Any:
        """The rule behind a result; a rule may be named by its parent's id."""
        name = text_at(result, "ruleId") or text_at(result, "rule", "id")
        index = text_at(result, "ruleIndex") or text_at(result, "rule", "index")
        elsewhere = bool(text_at(result, "rule", "toolComponent", "index"))
        if not elsewhere and index.isdecimal() and len(index) < 10 and int(index) < len(self.ordered):
            return self.ordered[int(index)]
        return self.rules.get(name) or self.rules.get(name.rpartition("/")[0], {})


def _is_suppressed(result: Any) -> bool:
    return any(text_at(one, "status") in {"", "accepted"} for one in list_at(result, "suppressions"))


def _row(result: Any, run: _Run, seen: set[str], scanned: str) -> tuple[str, ...]:
    rule = run.rule_of(result)
    name = text_at(result, "ruleId") or text_at(rule, "id")
    prints = result.get("partialFingerprints") or result.get("fingerprints")
    mark = f"{name} {sorted(map(str, prints.items()))}" if isinstance(prints, dict) and prints else ""
    repeated = mark in seen
    if mark:
        seen.add(mark)
    own = (text_at(result, *steps) for steps in _DATES)
    return (
        next((date for date in own if date), run.date or scanned),
        "",
        _severity(result, rule),
        _title(result, rule) or name,
        _component(result, run),
        _cwe(rule) or name,
        TRUE if repeated else "",
        TRUE if text_at(result, "baselineState") == "absent" else "",
    )


def _severity(result: Any, rule: Any) -> str:
    """By score, in the bands of CVSS; else by level, which is `warning` where none is written."""
    for source in (result, rule):
        written = text_at(source, "properties", "security-severity")
        try:
            score = float(written)
        except ValueError:
            continue
        if 0 <= score <= 10:
            return severities.of_score(score)
    level = text_at(result, "level") or text_at(rule, "defaultConfiguration", "level") or "warning"
    return _LEVELS.get(level, "")


def _title(result: Any, rule: Any) -> str:
    message = text_at(result, "message", "text") or text_at(result, "message", "markdown")
    template = text_at(rule, "messageStrings", text_at(result, "message", "id"), "text")
    return message or template or text_at(rule, "shortDescription", "text")


def _component(result: Any, run: _Run) -> str:
    """The repository where the run names one, else the first two folders of the file."""
    repository = text_at(run.run, "versionControlProvenance", 0, "repositoryUri").rstrip("/")
    if repository:
        return repository.rpartition("/")[2].removesuffix(".git")
    place = ("locations", 0, "physicalLocation", "artifactLocation")
    index, uri = text_at(result, *place, "index"), text_at(result, *place, "uri")
    if not uri and index.isdecimal() and len(index) < 10:
        uri = text_at(run.run, "artifacts", int(index), "location", "uri")
    folders = re.sub(r"^[a-z][a-z0-9+.-]*:/*", "", uri).split("/")[:-1]
    return "/".join([folder for folder in folders if folder not in {"", "."}][:2])


def _cwe(rule: Any) -> str:
    tags = [*list_at(rule, "properties", "tags"), *list_at(rule, "properties", "cwe")]
    match = next((found for tag in tags if isinstance(tag, str) and (found := _CWE.search(tag))), None)
    return f"CWE-{match[1]}" if match else ""
