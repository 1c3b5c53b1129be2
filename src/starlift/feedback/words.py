"""A sentence as words, numbers and the punctuation that tells something."""

from __future__ import annotations

import re
from collections.abc import Sequence

from starlift.feedback.cues import SAME, word_set

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d[\d.,:]*|→|->|[,;:()?!\"“”/=%€$£]")
PUNCTUATION = word_set('→ -> , ; : ( ) ? ! " “ ” / = % € $ £')


def tokens_of(text: str) -> list[str]:
    """Words, numbers and telling punctuation of `text`, in lower case and with words read as `SAME` has them."""
    tokens = (token.replace("’", "'") for token in _TOKEN.findall(text.lower()))
    return [SAME.get(token, token) for token in tokens]


def words_of(tokens: Sequence[str]) -> list[str]:
    """The words among `tokens`."""
    return [token for token in tokens if token not in PUNCTUATION and not token[0].isdigit()]
