"""Names of people, companies and customers in a text about work, found by the words around them.

There is no list of names: it would know some countries' people and not others'. A capitalised word is a name when its
surroundings say so, by a title or a role before it (`people`), a legal form behind it or an employer's "at" before it
(`companies`). Once known, a name is found wherever it stands in the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from starlift.feedback.companies import company_kind, end_of_company
from starlift.feedback.name_tables import SUFFIXES
from starlift.feedback.people import SURE, person_signs
from starlift.feedback.words_in_place import WordsInPlace, bare, places, read

Name = tuple[str, ...]


def find_names(text: str, known: Collection[str] = ()) -> list[tuple[str, int, int]]:
    """The names in `text` as (kind, start, end) in reading order; the kinds are person, company and customer.

    Args:
        text: Any text; a run of `MASK` stands for what was set aside before.
        known: Names that are no secret, such as the case's own product.
    """
    words = read(text, known)
    firms = dict(_firms(words))
    people = _people(words, {word for name in firms for word in name})
    spots = list(_everywhere(words, firms, people)) if firms or people else []
    spans = places(text) if spots else []
    return [(kind, spans[first][0], spans[last - 1][1] - _ending(words, last - 1)) for kind, first, last in spots]


def _firms(words: WordsInPlace) -> Iterator[tuple[Name, str]]:
    """The names of companies and customers, each with its kind."""
    for spot in words.large:
        end = end_of_company(words, spot)
        if end > spot and spot - 1 not in words.nameable:
            kind = company_kind(words, spot, end)
            if kind:
                yield words.name(spot, end), kind


def _people(words: WordsInPlace, firms: Collection[str]) -> set[str]:
    """The words of which people's names consist."""
    signs: Counter[Name] = Counter()
    for spot in words.large:
        if spot in words.nameable and spot - 1 not in words.nameable:
            end = words.end_of_name(spot)
            signs[words.name(spot, end)] += person_signs(words, spot, end)
    return {word for name, sign in signs.items() if sign >= SURE for word in name if word not in firms}


def _everywhere(
    words: WordsInPlace, firms: Mapping[Name, str], people: Collection[str]
) -> Iterator[tuple[str, int, int]]:
    """Every place at which one of the names stands, as kind, first token and the token behind."""
    sizes = sorted({len(name) for name in firms}, reverse=True)
    behind = 0
    for spot in words.large:
        if spot < behind:
            continue
        size = next((size for size in sizes if words.name(spot, spot + size) in firms), 0)
        if size:
            behind = spot + size + _has_form(words, spot + size)
            yield firms[words.name(spot, spot + size)], spot, behind
        elif bare(words.words[spot]) in people:
            behind = spot + 1
            while behind < len(words.words) and bare(words.words[behind]) in people:
                behind += 1
            yield "person", spot, behind


def _has_form(words: WordsInPlace, spot: int) -> bool:
    """Whether the legal form of a company stands at `spot`."""
    return spot < len(words.words) and words.words[spot] in SUFFIXES


def _ending(words: WordsInPlace, spot: int) -> int:
    """Characters of the ending of a possessive at `spot`."""
    return len(words.words[spot]) - len(bare(words.words[spot]))
