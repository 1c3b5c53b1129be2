"""Padding: sentences that tell of nothing that happened, by the way in which they try to sound like an answer.

They were written for the fit, which learns from them what earns nothing; nobody rated them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from starlift.feedback.features import Evidence, examine
from starlift.feedback.sentences import split

FILE = Path(__file__).with_name("padding.yaml")


@cache
def padding() -> tuple[Evidence, ...]:
    """The sentences of all paragraphs, examined."""
    ways: dict[str, list[str]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(one for texts in ways.values() for text in texts for one in examine(split(text)))
