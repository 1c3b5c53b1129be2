"""Files: the exports that a learner has put into a folder, and how their bytes become text."""

from __future__ import annotations

import codecs
import os
from dataclasses import dataclass
from pathlib import Path

from starlift.errors import Problem, StarliftError

FOLDER = "own-data"
"""Where a learner puts exports, within the workspace."""
ENDINGS = (".csv", ".json", ".sarif")
MAX_BYTES = 300_000_000
MOST_FILES = 200
_CHUNK = 1 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_KINDS = (
    (b"PK\x03\x04", "is an Excel workbook or a zip archive", "save the sheet as CSV, or unpack the archive"),
    (b"\x1f\x8b", "is compressed with gzip", "unpack it"),
    (b"\xd0\xcf\x11\xe0", "is an old Excel workbook", "save the sheet as CSV"),
    (b"%PDF", "is a PDF", "export the list as CSV or JSON"),
)


@dataclass(frozen=True)
class Encoding:
    """How the bytes of a file are text.

    Attributes:
        name: A codec of Python.
        told: What the learner should know of it; empty for UTF-8.
    """

    name: str
    told: str = ""


def refused(path: Path, what: str, fix: str = "", *, line: int = 0, field: str = "") -> StarliftError:
    """The error that says what is wrong with an export; the file goes by its name alone."""
    return StarliftError(Problem(path.name, line, field, what, fix))


def listed(folder: Path) -> tuple[str, ...]:
    """Names of the exports in `folder`, in order; links, hidden files and what lies in folders below are none."""
    try:
        with os.scandir(folder) as entries:
            names = sorted(
                entry.name
                for entry in entries
                if entry.name.lower().endswith(ENDINGS)
                and not entry.name.startswith(".")
                and entry.name.isprintable()
                and entry.is_file(follow_symlinks=False)
            )
    except OSError:
        return ()
    return tuple(names[:MOST_FILES])


def path_of(folder: Path, name: str) -> Path:
    """The file called `name`.

    Raises:
        StarliftError: When it is not one of those that `listed` names.
    """
    if name not in listed(folder):
        raise StarliftError(Problem("", 0, "file", "is not in the folder", f"choose one that lies in {FOLDER}"))
    return folder / name


def encoding_of(path: Path) -> Encoding:
    """The encoding of a whole file, by its mark or by trying.

    Raises:
        StarliftError: When it is too large, cannot be read, or is no text.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise refused(path, f"is larger than {MAX_BYTES // 1_000_000} MB", "export a shorter time span")
        with path.open("rb") as handle:
            head = handle.read(8)
        for start, what, fix in _OTHER_KINDS:
            if head.startswith(start):
                raise refused(path, what, fix)
        marked = next((name for bom, name in _BOMS if head.startswith(bom)), "")
        bad = _first_undecodable(path, marked or "utf-8")
        if bad is None:
            return Encoding(marked or "utf-8")
        if not marked and _first_undecodable(path, "cp1252") is None:
            return Encoding("cp1252", f"The file is not UTF-8 (line {bad}) and was read as Windows-1252.")
    except OSError as error:
        raise refused(path, f"cannot be read: {error.strerror}", "check that it is still there") from None
    what = f"is not text in {marked.upper().removesuffix('-SIG') or 'UTF-8 or Windows-1252'}"
    raise refused(path, what, "export it again as UTF-8", line=bad)


def _first_undecodable(path: Path, encoding: str) -> int | None:
    """The line at which `path` stops being text in `encoding`, or None.

    Raises:
        StarliftError: When a NUL character is found.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    with path.open("rb") as handle:
        while True:
            chunk = handle.read(_CHUNK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return line + error.object[: error.start].count(b"\n")
            if "\0" in text:
                where = line + text[: text.index("\0")].count("\n")
                raise refused(path, "holds a NUL character", "export it again as plain text", line=where)
            if not chunk:
                return None
            line += text.count("\n")


def text_of(path: Path, encoding: str, most: int = -1) -> str:
    """The text of a file, or its first `most` characters, without a mark and with line ends as they are.

    Raises:
        StarliftError: When it cannot be read any more.
    """
    try:
        with path.open(encoding=encoding, newline="") as handle:
            return handle.read(most)
    except (OSError, UnicodeError):
        raise refused(path, "has changed while it was read", "choose it again") from None
