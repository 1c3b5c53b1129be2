"""What speaks to the rater is found as fast as its stems, and no slower search would find more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starlift.feedback import raters
from starlift.feedback.raters import Wording

WORDINGS = {name: wording for name, wording in vars(raters).items() if isinstance(wording, Wording)}


@pytest.mark.parametrize("name", WORDINGS)
@given(data=st.data())
def test_a_stem_stands_in_everything_that_fits(name: str, data: st.DataObject) -> None:
    wording = WORDINGS[name]
    text = data.draw(st.from_regex(wording.pattern))

    assert any(stem in text for stem in wording.stems)
    assert wording.stands_in(text)


def test_what_holds_a_stem_alone_does_not_fit() -> None:
    assert "ai" in WORDINGS["_AUDIENCE"].stems
    assert not WORDINGS["_AUDIENCE"].stands_in("he said again that it failed")
