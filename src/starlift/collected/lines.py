"""Lines: a stream of bytes cut at its line breaks, holding no more than one line of bearable length in memory."""

from __future__ import annotations

from collections.abc import Iterator

from starlift.collected.archives import Readable
from starlift.journal import MAX_LINE_BYTES

_CHUNK = 1 << 18


def lines_of(stream: Readable) -> Iterator[bytes | None]:
    """Each line without its break; None in the place of a line that is longer than an entry may be.

    The last one is empty when the stream ends with a line break, as a whole journal does.

    Raises:
        OSError: When the stream cannot be read on.
    """
    held: list[bytes] = []
    length, too_long = 0, False
    while chunk := stream.read(_CHUNK):
        *whole, rest = chunk.split(b"\n")
        for line in whole:
            fits = not too_long and length + len(line) <= MAX_LINE_BYTES
            yield b"".join((*held, line)) if fits else None
            held, length, too_long = [], 0, False
        length += len(rest)
        too_long = too_long or length > MAX_LINE_BYTES
        if too_long:
            held = []
        elif rest:
            held.append(rest)
    yield None if too_long else b"".join(held)
