"""Note: the page for the author alone, before a packet is sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from starlift.documents.model import Block, Bullets, Document, Heading, Quoted, Text
from starlift.packets.check import Finding
from starlift.packets.packet import Packet

MOST_LISTED = 40
"""Findings and sentences that are listed one by one."""


def before_you_send(packet: Packet, found: Sequence[Finding], *, redacted: bool) -> Document:
    """What to look at before the packet leaves the house.

    Args:
        packet: The packet as it is written.
        found: What was found in the learner's texts before anything was replaced.
        redacted: Whether it was replaced.
    """
    return Document(
        title=f"Before you send: {packet.title}",
        blocks=tuple(_blocks(packet, found, redacted=redacted)),
        notice="This page is for you alone. Do not send it along.",
    )


def _blocks(packet: Packet, found: Sequence[Finding], *, redacted: bool) -> Iterator[Block]:
    yield Heading("What may be confidential")
    yield Text(_told(len(found), redacted=redacted))
    if found:
        yield Bullets(_listed([str(one) for one in found]))
    gaps = packet.document().gaps
    if gaps:
        yield Heading("What is open")
        count = f"{len(gaps)} open question{'' if len(gaps) == 1 else 's'} stand{'s' if len(gaps) == 1 else ''}"
        yield Text(f"{count} in it. Answer them in your own words, or take them out.")
    if advice := packet.advice():
        yield Heading("What it is for")
        yield Bullets(advice)
    if left := packet.left_out():
        yield Heading("What was left out")
        yield Text("These sentences of yours did not fit its length or its parts. Exchange some if they matter more.")
        yield Quoted(left[:MOST_LISTED])
        if len(left) > MOST_LISTED:
            yield Text(_more(left))


def _told(count: int, *, redacted: bool) -> str:
    again = "Read it once as a stranger would: not everything is recognised."
    if not count:
        return f"Nothing was recognised. {again}"
    places = f"{count} place{'' if count == 1 else 's'}"
    if redacted:
        return f"{places} in your text were replaced by placeholders. {again}"
    return f"{places} in your text may be confidential, and nothing was replaced. {again}"


def _listed(lines: Sequence[str]) -> list[str]:
    return [*lines[:MOST_LISTED], *([_more(lines)] if len(lines) > MOST_LISTED else [])]


def _more(lines: Sequence[str]) -> str:
    return f"and {len(lines) - MOST_LISTED} more"
