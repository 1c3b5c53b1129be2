"""Severities: the five levels of the tables, out of the many words and figures that trackers use for them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

SEVERITIES = ("critical", "high", "medium", "low", "info")
_WORDS = {
    "critical": "critical crit blocker highest urgent immediate kritisch dringend critique bloquant critica critico",
    "high": "high major important severe hoch eleve elevee haute majeur alta alto hoog",
    "medium": "medium moderate normal mittel moyen moyenne media medio media gemiddeld",
    "low": "low minor niedrig gering basse faible mineur baja bajo bassa basso baixa laag",
    "info": "info information informational informative trivial lowest note none negligible hinweis",
}
_LEVEL_OF = {word: level for level, words in _WORDS.items() for word in words.split()}
_TOKEN = re.compile(r"[^\W\d_]+")
_RANK = re.compile(r"^(?:p|s|prio|priority|sev|severity)?[\s_-]*([0-5])$")
_SCORE = re.compile(r"^(?:10(?:\.0+)?|[0-9](?:\.[0-9]+)?)$")
_LABEL = re.compile(
    r"^(?:(?:severity|sev|priority|prio|risk|security|urgency|impact)[\s:/_-]*)?"
    r"([a-z]+|p[0-4]|[0-4])(?:[\s_-]+(?:severity|priority|risk))?$"
)
_NOT_ALONE = {"note", "none", "information", "normal", "important", "major", "minor", "0", "1", "2", "3", "4"}
"""Words that as a whole label mean something else."""


def of_score(score: float) -> str:
    """The level of a CVSS score, in the bands of CVSS 3.1 and 4.0; 0 has no severity there and is `info` here."""
    return next(
        (level for level, low in zip(SEVERITIES, (9.0, 7.0, 4.0, 0.1), strict=False) if score >= low), SEVERITIES[-1]
    )


def of_label(label: str) -> str:
    """The level that a label such as ``severity: high`` or ``P1`` names; empty for any other label."""
    text = label.casefold().strip()
    match = _LABEL.match(text)
    if not match or (match[1] == text and text in _NOT_ALONE):
        return ""
    if match[1] in _LEVEL_OF:
        return _LEVEL_OF[match[1]]
    return SEVERITIES[int(match[1][-1])] if match[1][-1].isdigit() else ""


def levels_of(texts: pd.Series) -> tuple[pd.Series, str]:
    """A column of words or figures as levels.

    Figures from 1 to 5 are ranks, the first the gravest; with a P0 among them the count starts there. A column with
    decimals or figures over 5 holds CVSS scores.

    Returns:
        Levels on the same index, None where there is none; and what was assumed, which may be nothing.
    """
    found, told = _read(texts.unique())
    return texts.map(found).astype(object).where(lambda level: level != "", None), told


def share(texts: pd.Series) -> float:
    """Which share of the texts that are not empty names a level."""
    filled = texts[texts.str.strip() != ""]
    found, _ = _read(filled.unique())
    return float((filled.map(found) != "").mean()) if len(filled) else 0.0


def _read(values: Iterable[str]) -> tuple[dict[str, str], str]:
    bare = {value: _bare(value) for value in values}
    figures = [text for text in bare.values() if _SCORE.match(text)]
    scores = any("." in text or float(text) > 5 for text in figures)
    ranks = {int(match[1]) for text in bare.values() if (match := _RANK.match(text))}
    base = 0 if 0 in ranks else 1
    found = {}
    ranked = scored = False
    for value, text in bare.items():
        level = next((_LEVEL_OF[word] for word in _TOKEN.findall(text) if word in _LEVEL_OF), "")
        if not level and scores and _SCORE.match(text):
            level, scored = of_score(float(text)), True
        elif not level and (match := _RANK.match(text)):
            level, ranked = SEVERITIES[min(int(match[1]) - base, 4)], True
        found[value] = level
    told = "Severities given as figures are read as CVSS scores." if scored else ""
    if ranked:
        told = f"Severities given as ranks are read as {base} for critical, {base + 1} for high, and so on."
    return found, told


def _bare(value: str) -> str:
    text = unicodedata.normalize("NFKD", value[:80].strip().casefold())
    return "".join(char for char in text if not unicodedata.combining(char))
