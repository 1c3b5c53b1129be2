"""What a word is by itself: each word is looked up in the tables once, and each sentence asks for several traits.

The traits of a word are `Fields` in one number, so that the sum over a sentence holds how many of its words have which.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from starlift.feedback import verbs
from starlift.feedback.fields import Fields
from starlift.feedback.memory import remembered
from starlift.feedback.terms import TERMS
from starlift.feedback.words import is_number, word_set


class Traits(NamedTuple):
    """How many words of a sentence are what.

    Attributes:
        voices: Words that say who acts.
        numbers: Numbers in digits or words.
        amounts: Words that tell how much, numbers among them.
        glue: Little words that sentences hang together by.
        abstract: Abstract nouns.
        terms: Terms of the trade.
        past: Past tenses.
        between: Words that may stand between a before and an after.
        telling: Words that alone can make a few words tell something.
    """

    voices: int
    numbers: int
    amounts: int
    glue: int
    abstract: int
    terms: int
    past: int
    between: int
    telling: int


_FIELDS = Fields(len(Traits._fields))
VOICE, NUMBER, AMOUNT, GLUE, ABSTRACT, TERM, PAST, BETWEEN, TELLS = map(_FIELDS.one, range(len(Traits._fields)))
"""One word of each kind, in the order of `Traits`."""

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


@remembered
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


def traits_in(tokens: Iterable[str]) -> Traits:
    """How many of the tokens are what."""
    return Traits._make(_FIELDS.unpacked(sum(map(traits_of, tokens))))
