"""What a word is by itself: each word is looked up in the tables once, and each sentence asks for several traits.

The traits of a word are one number with a field for each, so that the sum over a sentence holds how many of its words
have which.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from starlift.feedback import verbs
from starlift.feedback.terms import TERMS
from starlift.feedback.words import is_number, word_set

FIELD = 20
"""Bits of a field: more than a sentence can have words."""
VOICE, NUMBER, AMOUNT, GLUE, ABSTRACT, TERM, PAST, BETWEEN, TELLS = (1 << FIELD * place for place in range(9))
"""A word that says who acts; a number in digits or words; a word that tells how much; a little word that sentences hang
together by; an abstract noun; a term of the trade; a past tense; a word that may stand between a before and an after; a
word that alone can make a few words tell something."""

_GLUE = word_set(
    """the a an i we you he they it my our your his their its this that these those me us them was were is are been be
    had have has do did does i'd i've i'm we'd we're they'd he'd there who which what each every to of"""
)
_ABSTRACT = ("tion", "tions", "ment", "ments", "ance", "ence", "ity", "ities", "ship", "ness", "ism", "sion")
_BETWEEN = word_set("to → -> from was were not against instead than before versus vs previously after")
_AMOUNTS = word_set("half none zero one once third quarter no all nobody twice every")
_NONE = word_set("no none nobody nothing not never zero half less fewer more")
_VOICES = verbs.SUBJECTS | verbs.PLURALS | verbs.OTHERS | verbs.PARTIES | verbs.PASSIVE_AUXILIARIES | verbs.SPEAKERS


@cache
def _tables() -> Mapping[str, int]:
    """What the tables say of each word in them."""
    found: dict[str, int] = {}
    for trait, words in (
        (VOICE, _VOICES | {";"}),
        (AMOUNT, _AMOUNTS),
        (GLUE, _GLUE),
        (TERM, TERMS),
        (BETWEEN, _BETWEEN),
        (TELLS, verbs.BASE | verbs.THIRD | _NONE),
    ):
        for word in words:
            found[word] = found.get(word, 0) | trait
    return found


@lru_cache(maxsize=8192)
def traits_of(token: str) -> int:
    """The traits of a token in lower case, as `starlift.feedback.words.tokens_of` gives it."""
    traits = _tables().get(token, 0)
    if is_number(token):
        traits |= NUMBER | AMOUNT
    if verbs.is_past(token):
        traits |= PAST | TELLS | VOICE * verbs.is_act(token)
    if len(token) > 6 and token.endswith(_ABSTRACT):
        traits |= ABSTRACT
    return traits


def how_many(traits: int, trait: int) -> int:
    """How many words have `trait`, where `traits` is the sum over all of them."""
    return traits // trait & (1 << FIELD) - 1
