"""A sentence as words, numbers and the punctuation that tells something.

Words are read the way the tables write them: in British spelling, without regard to sex, with the commonest
short forms of hurried typing spelt out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from starlift.feedback.memory import remembered


def word_set(words: str) -> frozenset[str]:
    """The words of a text table."""
    return frozenset(words.split())


_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d[\d.,:]*|→|->|[,;:()?!\"“”/=%€$£]")
_TOKEN_OF_ASCII = re.compile(r"[a-z]+(?:'[a-z]+)*|[0-9][0-9.,:]*|->|[,;:()?!\"/=%$]")
"""The same for text in small letters of ASCII alone, in which it is found in half the time."""
PUNCTUATION = word_set('→ -> , ; : ( ) ? ! " “ ” / = % € $ £')

NUMBERS = word_set(
    """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million dozen
    hundreds thousands dozens"""
)

_READ_AS = """
    he: she ; he'd: she'd ; he's: she's ; he'll: she'll ; his: her hers him ; himself: herself
    boss: bosses ; man: woman ; men: women
    because: cos coz cuz bcs bc ; until: til till ; will: gonna ; nobody: noone ; anyone: anybody ; everyone: everybody
    someone: somebody ; while: whilst ; among: amongst ; towards: toward ; learned: learnt ; got: gotten
    didn't: didnt ; wasn't: wasnt ; weren't: werent ; hadn't: hadnt ; haven't: havent ; don't: dont ; can't: cant cannot
    doesn't: doesnt ; won't: wont ; couldn't: couldnt ; isn't: isnt ; aren't: arent ; wouldn't: wouldnt ; i'm: im
    i've: ive ; that's: thats ; week: wk ; weeks: wks ; month: mth ; months: mths ; hours: hrs ; minutes: mins min
    colour: color ; favour: favor ; favours: favors ; honour: honor ; behaviour: behavior ; labour: labor
    neighbour: neighbor ; rumour: rumor ; humour: humor ; endeavour: endeavor ; centre: center ; centres: centers
    theatre: theater ; programme: program ; programmes: programs ; defence: defense ; licence: license
    offence: offense ; judgement: judgment ; grey: gray ; catalogue: catalog ; dialogue: dialog ; ageing: aging
    fulfil: fulfill ; enrol: enroll ; sceptical: skeptical ; practice: practise ; practiced: practised
    practicing: practising ; practices: practises ; cancelled: canceled ; cancelling: canceling
    travelled: traveled ; travelling: traveling ; labelled: labeled ; labelling: labeling ; modelled: modeled
    modelling: modeling ; signalled: signaled ; levelled: leveled ; channelled: channeled ; fuelled: fueled
    holiday: vacation ; holidays: vacations
"""
SAME: Mapping[str, str] = {
    other: first.strip()
    for entry in _READ_AS.replace("\n", ";").split(";")
    if ":" in entry
    for first, others in [entry.split(":")]
    for other in others.split()
}
"""Words read as one: nobody's sex and no side of the Atlantic changes a level; "her" is both "him" and "his"."""

_Z = re.compile(r"(?<=.{3}i)z(?=(?:e|ed|es|er|ers|ing|ation|ations|ational)$)|(?<=aly)z(?=(?:e|ed|es|ing)$)")
_WITH_Z = word_set("seize seized seizes seizing prize prizes prized resize resized capsize")


@remembered
def read_as(word: str) -> str:
    """A word in lower case as the tables write it."""
    word = SAME.get(word, word)
    if "z" in word and word not in _WITH_Z:
        return _Z.sub("s", word)
    return word


def tokens_of(text: str) -> list[str]:
    """Words, numbers and telling punctuation of `text`, in lower case and read as `read_as` has them."""
    plain = text.lower().replace("’", "'")
    return list(map(read_as, (_TOKEN_OF_ASCII if plain.isascii() else _TOKEN).findall(plain)))


def words_of(tokens: Sequence[str]) -> list[str]:
    """The words among `tokens`."""
    return list(filter(_is_word, tokens))


@remembered
def _is_word(token: str) -> bool:
    return token not in PUNCTUATION and not token[0].isdigit()


@remembered
def is_number(token: str) -> bool:
    """Whether `token` is a number in digits or words; "one" is too often a pronoun to count."""
    return token[0].isdigit() or token in NUMBERS


def inflected(word: str) -> tuple[str, ...]:
    """The regular forms of a verb or noun, "refuse" giving refuse, refuses, refused, refusing."""
    if word.endswith("e"):
        return word, word + "s", word + "d", word[:-1] + "ing"
    if word.endswith(("s", "x", "ch", "sh")):
        return word, word + "es", word + "ed", word + "ing"
    return word, word + "s", word + "ed", word + "ing"
