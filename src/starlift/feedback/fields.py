"""Several whole numbers kept in one, so that a single sum adds up all of them."""

from __future__ import annotations

from collections.abc import Sequence
from struct import Struct

WIDTH = 32
"""Bits of a number: more than any sum over a text can fill."""


class Fields:
    """A row of so many whole numbers, each between -2**31 and 2**31, as one number."""

    def __init__(self, count: int) -> None:
        self._places = [WIDTH * place for place in range(count)]
        self._signs = sum(1 << WIDTH - 1 << place for place in self._places)
        self._bytes = Struct(f"<{count}i")

    def packed(self, numbers: Sequence[int]) -> int:
        """The numbers as one; sums and multiples of such numbers are those of each by itself."""
        return sum(number << place for number, place in zip(numbers, self._places, strict=True))

    def one(self, place: int) -> int:
        """The row of which the number at `place` is one and the others are zero."""
        return 1 << self._places[place]

    def unpacked(self, packed: int) -> tuple[int, ...]:
        """The numbers of which `packed` is made."""
        unsigned = packed + self._signs ^ self._signs  # a number below 0 no longer borrows from its neighbour
        return self._bytes.unpack(unsigned.to_bytes(self._bytes.size, "little"))
