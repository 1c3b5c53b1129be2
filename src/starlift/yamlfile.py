"""YAML read into pydantic models, with the file, line and field of every mistake.

Every scalar is read as text and converted by the model that wants it. So an id like ``0123``, a time like ``9:30`` and
the word ``no`` stay what the author typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from starlift.errors import ContentError, Problem, shown_path

ModelT = TypeVar("ModelT", bound=BaseModel)
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_SUBJECT = re.compile(r"^(?:Input|Tuple|String|Dictionary) (?=should )")
_FIELDS = "should hold fields, each with its name and a colon"
_PLAIN = {
    "model_type": _FIELDS,
    "dict_type": _FIELDS,
    "tuple_type": "should be a list, each item after a hyphen",
    "string_type": "should be a text",
    "int_parsing": "should be a whole number",
}
"""Kind of a pydantic mistake -> what an author of content is told instead of words for programmers."""
MAX_BYTES = 2_000_000


class Model(BaseModel):
    """Base of all content models: immutable, trimmed, and strict about unknown fields."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


@dataclass(frozen=True)
class YamlDocument:
    """A parsed document that remembers where each value stood.

    Attributes:
        file: The file as shown to a user.
        data: Plain dicts, lists and strings.
        lines: Path of keys and indices -> line number from 1.
    """

    file: str
    data: Any
    lines: Mapping[tuple[str | int, ...], int]

    def line_of(self, path: Sequence[str | int]) -> int:
        """Line of the value at `path`, or of its nearest known parent."""
        for size in range(len(path), -1, -1):
            line = self.lines.get(tuple(path[:size]))
            if line is not None:
                return line
        return 1

    def problem(self, path: Sequence[str | int], what: str, fix: str = "") -> Problem:
        """A `Problem` that points at the value at `path`."""
        return Problem(self.file, self.line_of(path), dotted(path), what, fix)

    def into(self, model: type[ModelT], *checks: Callable[[YamlDocument, ModelT], Iterable[Problem]]) -> ModelT:
        """The document as a validated `model`.

        Args:
            model: What it must fit.
            checks: Each gives what the parts of the model do not hold against each other.

        Raises:
            ContentError: With one problem for each field that does not fit, or else all that the checks give.
        """
        try:
            found = model.model_validate(self.data)
        except ValidationError as error:
            raise ContentError(self.problem(*mistake) for mistake in mistakes(error)) from None
        if problems := [problem for check in checks for problem in check(self, found)]:
            raise ContentError(problems)
        return found

    def repeated(self, path: Sequence[str | int], ids: Iterable[str]) -> Iterator[Problem]:
        """A problem for each id of the list at `path` that stands further up already."""
        seen: set[str] = set()
        for index, one in enumerate(ids):
            if one in seen:
                yield self.problem((*path, index, "id"), f"{one!r} stands twice", "give each its own id")
            seen.add(one)


def dotted(path: Sequence[str | int]) -> str:
    """``("evidence", 0, "title")`` as ``evidence[0].title``."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


def read_text(path: Path) -> str:
    """The text of a content file.

    Raises:
        ContentError: When it is missing, too large or not UTF-8.
    """
    name = shown_path(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ContentError(Problem(name, 0, "", f"file is larger than {MAX_BYTES:,} bytes", "split it"))
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ContentError(
            Problem(name, 0, "", f"byte {error.start} is not UTF-8 text", "save the file as UTF-8")
        ) from None
    except OSError as error:
        raise ContentError(
            Problem(name, 0, "", f"cannot be read: {error.strerror}", "create it or check its rights")
        ) from None


def read_yaml(path: Path) -> YamlDocument:
    """Read one YAML file.

    Raises:
        ContentError: When the file cannot be read or is not well-formed YAML.
    """
    return parse_yaml(read_text(path), shown_path(path))


def parse_yaml(text: str, file: str, first_line: int = 1) -> YamlDocument:
    """Parse `text`, which begins at line `first_line` of `file`.

    Raises:
        ContentError: When it is not well-formed, repeats a key or uses an alias.
    """
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + first_line if mark else 0
        raise ContentError(
            Problem(file, line, "", f"is not valid YAML: {error.problem}", "check indentation, quotes and colons")
        ) from None
    except yaml.YAMLError as error:
        what = f"is not valid YAML: {str(error).splitlines()[0]}"
        raise ContentError(Problem(file, 0, "", what, "save it as plain text")) from None
    except RecursionError:
        raise _too_deep(file) from None
    if node is None:
        raise ContentError(Problem(file, first_line, "", "is empty", "see docs/add-a-case.md for an example"))
    lines: dict[tuple[str | int, ...], int] = {}
    try:
        data = _plain(node, (), _Reading(file, first_line, lines, set()))
    except RecursionError:
        raise _too_deep(file) from None
    return YamlDocument(file, data, lines)


def _too_deep(file: str) -> ContentError:
    return ContentError(Problem(file, 0, "", "is nested too deeply", "check indentation and brackets"))


@dataclass(frozen=True)
class _Reading:
    file: str
    first_line: int
    lines: dict[tuple[str | int, ...], int]
    seen: set[int]


def _plain(node: yaml.Node, path: tuple[str | int, ...], reading: _Reading) -> Any:
    """The node as dicts, lists and strings; aliases are refused, so no file can blow up or loop."""
    if id(node) in reading.seen:  # the node knows only the line of its anchor
        where = YamlDocument(reading.file, None, reading.lines)
        raise ContentError(where.problem(path, "is a YAML alias", "write the value out"))
    reading.lines.setdefault(path, node.start_mark.line + reading.first_line)
    reading.seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, index), reading) for index, item in enumerate(node.value)]
    mapping: dict[str, Any] = {}
    for key, value in node.value:
        key_line = key.start_mark.line + reading.first_line
        if not isinstance(key, yaml.ScalarNode):
            raise ContentError(
                Problem(reading.file, key_line, dotted(path), "has a field name that is no plain text", "use one word")
            )
        here = (*path, key.value)
        if key.value in mapping:
            raise ContentError(Problem(reading.file, key_line, dotted(here), "stands twice", "keep one of the two"))
        reading.lines[here] = key_line
        mapping[key.value] = _plain(value, here, reading)
    return mapping


def mistakes(error: ValidationError) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Path, what is wrong and what to do, for each mistake that is not merely the echo of one inside it."""
    found = error.errors(include_url=False)
    for item in found:
        path = item["loc"]
        inside = any(other["loc"][: len(path)] == path and other is not item for other in found)
        if not (item["type"] == "too_short" and inside):
            yield path, *_advice(item["msg"], item["type"])


def _advice(message: str, kind: str) -> tuple[str, str]:
    """A pydantic message in the words of a content author: what is wrong, what to do."""
    if kind == "missing":
        return "is missing", "add it"
    if kind == "extra_forbidden":
        return "is not a known field", "check the spelling or remove it"
    if kind in _PLAIN:
        return _PLAIN[kind], ""
    if kind == "value_error":
        return message.removeprefix("Value error, "), ""
    return _SUBJECT.sub("", message).replace(" after validation", ""), ""
