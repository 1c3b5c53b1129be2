"""Takeaway: the learner's story as a document to download, once it is said what in it may be confidential."""

from __future__ import annotations

from typing import Any, Literal, cast, get_args

from starlift.documents.forms import FORMS, MIME, Form
from starlift.errors import StarliftError
from starlift.seat import Seat
from starlift.typeset import Paper

Care = Literal["", "redact", "as-is"]
"""What to do with what may be confidential: ask first, replace it, leave it in."""
MOST_LISTED = 20
"""Places that are listed one by one."""


def take(seat: Seat, use: object, form: object, paper: object, care: object) -> tuple[dict[str, Any], list[bytes]]:
    """What the page is told, and the file where there is one.

    Args:
        seat: Whose story; its journal must hold the latest words.
        use: Id of one of the four uses.
        form: One of `FORMS`.
        paper: Size of the pages.
        care: One of `Care`.
    """
    if form not in FORMS or paper not in get_args(Paper) or care not in get_args(Care) or not isinstance(use, str):
        return {}, []
    try:
        return _taken(seat, use, form, cast("Paper", paper), cast("Care", care))
    except StarliftError as error:
        return {"do": "packet", "told": " ".join(f"{one.what}: {one.fix}." for one in error.problems)}, []


def _taken(seat: Seat, use: str, form: Form, paper: Paper, care: Care) -> tuple[dict[str, Any], list[bytes]]:
    from starlift.packets.files import file_name  # noqa: PLC0415 - of use to whoever takes a document alone
    from starlift.packets.making import of_journal  # noqa: PLC0415

    packet = of_journal(seat.content, seat.journal, use, seat.case_id)
    found = [str(one) for one in packet.findings()]
    if found and not care:
        return {"do": "packet", "found": found[:MOST_LISTED], "more": max(len(found) - MOST_LISTED, 0)}, []
    made = packet.redacted() if care == "redact" else packet
    data, gaps = made.file(form, paper), len(made.document().gaps)
    name = f"{file_name(f'{made.name}-{made.story}')}.{form}"
    told = [f"{name} is downloaded."]
    if gaps:
        told.append(f"It asks {gaps} open question{'' if gaps == 1 else 's'}: answer them in your own words.")
    if found:
        places = f"{len(found)} place{'' if len(found) == 1 else 's'}"
        told.append(f"{places} {'replaced' if care == 'redact' else 'left in that may be confidential'}.")
    told += [f"{line.rstrip('.')}." for line in made.advice()]
    told.append("Read it once as a stranger would before you send it: not everything is recognised.")
    return {"do": "packet", "name": name, "type": MIME[form], "told": " ".join(told)}, [data]
