"""Files: a packet and its note in a folder, all of them or none, readable to their owner alone."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from starlift.documents.forms import FORMS, Form, written
from starlift.documents.model import Document
from starlift.errors import Problem, StarliftError, shown_path
from starlift.packets.packet import Packet
from starlift.privatefile import write_private
from starlift.typeset import Paper
from starlift.wholefile import write_together

LONGEST_NAME = 80


def forms_of(text: str) -> tuple[Form, ...]:
    """The forms named in `text`, such as ``docx,pdf``, each once.

    Raises:
        StarliftError: When one is not known, or none is named.
    """
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    wrong = [name for name in names if name not in FORMS]
    if wrong or not names:
        what = f"no form {wrong[0]!r}" if wrong else "names no form"
        raise StarliftError(Problem("", 0, "--format", what, f"choose from: {', '.join(FORMS)}"))
    return tuple(form for form in FORMS if form in names)


def write(
    packet: Packet, note: Document, folder: Path, forms: Sequence[Form], paper: Paper, *, force: bool = False
) -> list[Path]:
    """Write the packet in every form, and the note in the first of them.

    Args:
        packet: The packet.
        note: The page for its author alone.
        folder: Where; it is made when it is missing.
        forms: At least one.
        paper: Size of the pages.
        force: Whether files that are there may be replaced.

    Returns:
        The files, the note last.

    Raises:
        StarliftError: When a file is in the way or cannot be written; nothing was made before all is ready.
    """
    name = file_name(f"{packet.name}-{packet.story}")
    targets = [folder / f"{name}.{form}" for form in forms]
    last = folder / f"{name}.before-you-send.{forms[0]}"
    _look_out([*targets, last], force=force)
    made = [packet.file(form, paper) for form in forms] + [written(note, forms[0], paper)]
    try:
        write_together(dict(zip([*targets, last], made, strict=True)), write_private)
    except OSError as error:
        where = shown_path(Path(error.filename) if error.filename else folder)
        raise StarliftError(
            Problem(where, 0, "", f"cannot be written: {error.strerror}", "choose another folder")
        ) from None
    return [*targets, last]


def file_name(name: str) -> str:
    """`name` as lower-case ASCII letters, digits and hyphens, safe on every system."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_NAME].strip("-")


def _look_out(targets: Sequence[Path], *, force: bool) -> None:
    in_the_way = [path for path in targets if os.path.lexists(path) and not (force and path.is_file())]
    if in_the_way:
        fix = "choose another folder, or replace it with --force; what you changed in it is lost then"
        raise StarliftError(Problem(shown_path(path), 0, "", "is there already", fix) for path in in_the_way)
