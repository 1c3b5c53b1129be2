"""Lines: cut as `bytes.split` cuts them, whatever the size of the pieces, except that giant ones are left out."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starlift.collected import lines
from starlift.collected.lines import lines_of


@given(st.lists(st.binary(max_size=30).map(lambda data: data.replace(b"\n", b"")), max_size=20), st.integers(1, 9))
def test_lines_are_those_of_split(parts: list[bytes], chunk: int) -> None:
    data = b"\n".join(parts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "_CHUNK", chunk)
        patch.setattr(lines, "MAX_LINE_BYTES", 20)
        found = list(lines_of(io.BytesIO(data)))
    assert found == [part if len(part) <= 20 else None for part in data.split(b"\n")]
