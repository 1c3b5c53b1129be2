"""Whether a capitalised word is a person's name, by the words around it."""

from __future__ import annotations

from starlift.feedback import name_tables as tables
from starlift.feedback.words_in_place import WordsInPlace

SURE = 2
"""Signs that together make a person."""
FULL = 2
"""Words of a first and a last name."""
NEAR = 8
"""Tokens behind a name within which a pronoun is a sign of a person."""
ASIDE = frozenset({",", ".", ";", ")", ":", "?", "!", "(", "–", "—", ""})
"""What closes "one of my engineers, Ilse,"."""


def person_signs(text: WordsInPlace, spot: int, end: int) -> int:
    """How much says that the words from `spot` to `end` name a person; `SURE` is enough."""
    before, behind = text.at(spot - 1), text.at(end)
    if before in tables.TITLES or (before == "." and text.at(spot - 2) in tables.TITLES):
        return SURE
    if _introduced(text, spot, behind) or (behind == "and" and text.at(end + 1) in ("i", "me")):
        return SURE
    if end - spot == FULL and _acts(text, end):
        return SURE
    says = behind in tables.SAYS and not text.at(end - 1).endswith("ing")
    told, beside = before in tables.TOLD, before in tables.BESIDE
    if not (says or told or beside):
        return 0
    opens = text.opens(spot)
    spoken_of = any(text.at(place) in tables.PRONOUNS for place in range(end, end + NEAR))
    signs = (told and not opens) + (beside and not opens and (says or spoken_of)) + says
    return signs + (spoken_of and signs > 0)


def _acts(text: WordsInPlace, end: int) -> bool:
    """Whether what is behind a name says that it is a person's: "agreed", "left us", "from Sales", "from the Legal"."""
    behind, further = text.at(end), text.at(end + 1)
    if behind == "from":
        return (text.at(end + 2) if further in tables.DETERMINERS else further) in tables.HOUSE
    return behind in tables.SPEAKS or (behind in tables.CAME_OR_WENT and further in ("us", "me", "my", "our"))


def _introduced(text: WordsInPlace, spot: int, behind: str) -> bool:
    """Whether a role before says that a person follows: "my engineer Ilse", "a colleague, Ilse,"."""
    before, role = text.at(spot - 1), text.at(spot - 2)
    if before in tables.ROLES:
        return _owned(text, spot - 1)
    if before == ",":
        return behind in ASIDE and role in tables.ROLES | tables.LOOSE_ROLES and _owned(text, spot - 2)
    return before in ("called", "named") and role in tables.ROLES | tables.LOOSE_ROLES


def _owned(text: WordsInPlace, spot: int) -> bool:
    """Whether a determiner stands closely before `spot`."""
    return any(text.at(place) in tables.DETERMINERS for place in range(spot - 4, spot))
