"""What a word is by itself: each word is looked up in the tables once, and each sentence asks for several traits.

The traits of a word are one number with a field for each, so that the sum over a sentence holds how many of its words
have which.
"""

from __future__ import annotations

from functools import lru_cache

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


@lru_cache(maxsize=8192)
def traits_of(token: str) -> int:
    """The traits of a token in lower case, as `starlift.feedback.words.tokens_of` gives it."""
    past, number = verbs.is_past(token), is_number(token)
    bits = NUMBER * number
    bits |= AMOUNT * (number or token in _AMOUNTS)
    bits |= GLUE * (token in _GLUE)
    bits |= ABSTRACT * (len(token) > 6 and token.endswith(_ABSTRACT))
    bits |= TERM * (token in TERMS)
    bits |= PAST * past
    bits |= BETWEEN * (token in _BETWEEN)
    bits |= TELLS * (past or token in verbs.BASE or token in verbs.THIRD or token in _NONE)
    bits |= VOICE * (token in _VOICES or token == ";" or verbs.is_act(token))  # noqa: S105 - a semicolon is no secret
    return bits


def how_many(traits: int, trait: int) -> int:
    """How many words have `trait`, where `traits` is the sum over all of them."""
    return traits // trait & (1 << FIELD) - 1
