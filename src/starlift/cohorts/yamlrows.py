"""YAML rows: a roster as a list of mappings, every value of which is text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from starlift.cohorts.rows import COLUMNS, KNOWN_COLUMNS, REQUIRED, Row
from starlift.errors import ContentError, Problem
from starlift.yamlfile import YamlDocument, parse_yaml


def yaml_rows(text: str, file: str, _columns: Mapping[str, str] | None = None) -> Iterator[Row | Problem]:
    """The rows and problems of a roster in YAML: a list, or a mapping with `participants`."""
    if all(line.strip() == "" or line.lstrip().startswith("#") for line in text.splitlines()):
        return
    try:
        document = parse_yaml(text, file)
    except ContentError as error:
        yield from error.problems
        return
    except RecursionError:
        yield Problem(file, 0, "", "is nested too deeply", "write a list of participants")
        return
    data, base = document.data, tuple[str | int, ...]()
    if isinstance(data, dict) and "participants" in data:
        others = [key for key in data if key != "participants"]
        yield from (document.problem((key,), "is not a known field", "remove it") for key in others)
        data, base = data["participants"], ("participants",)
    if not isinstance(data, list):
        yield document.problem(base, "is not a list of participants", "begin each one with '- id:'")
        return
    for index, item in enumerate(data):
        yield from _yaml_row(document, (*base, index), item)


def _yaml_row(document: YamlDocument, path: tuple[str | int, ...], item: Any) -> Iterator[Row | Problem]:
    if not isinstance(item, dict):
        yield document.problem(path, "is not a participant", "write 'id: ...' and 'name: ...'")
        return
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    for key, value in item.items():
        here, name = (*path, key), key.strip().lower()
        if name not in COLUMNS:
            yield document.problem(here, "is not a known field", KNOWN_COLUMNS)
            continue
        if name in lines:
            yield document.problem(here, "stands twice", "keep one")
        lines[name] = document.line_of(here)
        if name == "cases" and isinstance(value, list) and all(isinstance(case, str) for case in value):
            values[name] = " ".join(value)
        elif isinstance(value, str):
            values[name] = value.strip()
        else:
            yield document.problem(here, "is not a plain text", "write it on one line")
    for name in REQUIRED:
        if name not in lines:
            yield document.problem((*path, name), "is missing", "add it")
    yield Row(document.file, values, document.line_of(path), lines)
