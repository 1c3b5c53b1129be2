"""Who acts in a sentence: the speaker, we, others or nobody, and whether the act could have been watched.

``mine`` the speaker did something one could have watched · ``vague`` the speaker was active · ``ours``,
``vague_ours``, ``theirs``, ``vague_theirs`` the same of others · ``passive`` it was done and nobody did it ·
``undone`` the speaker says it was not done · ``denials`` more than one thing was not done · ``planned`` would, could,
will · ``me`` the speaker is a subject · ``several`` more than one act · ``present``, ``party_now`` an act of the
speaker or of another told in the present · ``party`` a person or group by its noun acts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain, islice, pairwise

from starlift.feedback import verbs
from starlift.feedback.traits import VOICE, traits_of
from starlift.feedback.words import PUNCTUATION, word_set

_VAGUE_ONE = "ensured"
_EMPTY = {
    "made": word_set("sure certain progress efforts contributions connections"),
    "took": word_set("ownership responsibility charge care part full great accountability initiative"),
    "put": word_set("emphasis focus effort great trust"),
    "gave": word_set("support guidance direction my everything"),
    "built": word_set("trust relationships bridges alignment consensus momentum strong"),
    "set": word_set("direction expectations priorities clear"),
    "drew": word_set("on upon"),
    "had": word_set("conversations discussions many constructive"),
    "held": word_set("conversations discussions regular many"),
}
"""Verbs that with these words name no act."""
_JOINTS = word_set(", ; and then but so :")
_FIRST_PERSON = verbs.SUBJECTS | verbs.PLURALS | word_set("my me")
_NO_NAMES = word_set(
    """the this that these those there here what which when where while after before since because one none nothing
    nobody another most many some such all every each few several half it and but for with from access work traffic
    demand security training time trust coverage nothing feedback adoption result outcome"""
)
_OPENED = 2
"""Sentences that a name must open."""
_SUBJECTS = verbs.SUBJECTS | verbs.PLURALS | verbs.OTHERS | verbs.SPEAKERS | {"manager"}
_PRESENT = {"mine": "present", "ours": "present", "theirs": "party_now"}
_NO_PAST = word_set("undone planned present party_now")
"""Marks of a verb that no further verb can go on from."""
_NEITHER = word_set("nor neither")
_REACH = 6
"""Tokens behind a subject within which its verb must stand."""


def told_in_third_person(tokens: Sequence[Sequence[str]]) -> bool:
    """Whether the speaker is spoken of, as promotion and calibration papers do, because nobody says I or we."""
    first = chain.from_iterable(filter(_FIRST_PERSON.__contains__, own) for own in tokens)
    if len(list(islice(first, 2))) > 1:
        return False
    counts = Counter(chain.from_iterable(tokens))
    return sum(counts[word] for word in verbs.SPEAKERS) + counts["manager"] >= 2


def speaker_named(tokens: Sequence[Sequence[str]]) -> str:
    """The name under which a paper speaks of its speaker, "" where it has none or somebody says I or we.

    A name is a word unknown to the tables that opens two sentences and is followed by a verb.
    """
    if any(token in _FIRST_PERSON for own in tokens for token in own):
        return ""
    opening = Counter(
        own[0] for own in tokens if len(own) > 1 and own[0].isalpha() and not _known(own[0]) and _verb(own[1])
    )
    name, times = opening.most_common(1)[0] if opening else ("", 0)
    return name if times >= _OPENED else ""


def _verb(token: str) -> bool:
    """Whether `token` looks like a verb."""
    return verbs.is_past(token) or token in verbs.THIRD


def _known(token: str) -> bool:
    """Whether `token` is no name."""
    tables = (verbs.PARTIES, verbs.HELPERS, verbs.OTHERS, verbs.BASE, verbs.VAGUE, verbs.MENTAL, _NO_NAMES)
    return any(token in table for table in tables) or verbs.is_past(token) or len(token) < 3 or token.endswith("s")


def voices(tokens: Sequence[str], *, third: bool) -> set[str]:
    """Marks of who acts in the sentence and how.

    Args:
        tokens: The sentence.
        third: Whether he, she and the candidate are the speaker, as `told_in_third_person` says.
    """
    tokens = _plain(tokens)
    current = _opening_verb(tokens)
    marks = {current} if current else set()
    for spot in [spot for spot, bits in enumerate(map(traits_of, tokens)) if bits & VOICE]:
        token = tokens[spot]
        actor = _subject(tokens, spot, third=third) if token in _SUBJECTS else ""
        if token in verbs.PARTIES and not actor:
            marks |= _party(tokens, spot)
        if actor:
            verb = _clause(tokens, spot + 1, actor)
            if actor != "theirs" and _causes(tokens[spot + 1 : spot + 4]):
                verb = {actor}
            if "undone" in verb & marks:
                marks.add("denials")
            marks |= verb | ({"me"} if actor == "mine" else set())
            current = actor if verb - _NO_PAST else ""
        elif token == ";":  # noqa: S105 - a semicolon is no secret
            current = ""
        elif token in verbs.PASSIVE_AUXILIARIES:
            if spot + 1 < len(tokens) and verbs.is_act(tokens[spot + 1]):
                marks.add("passive")
        elif spot and verbs.is_act(token) and tokens[spot - 1] not in verbs.PASSIVE_AUXILIARIES:
            marks |= _further_act(tokens[spot - 1], current)
            current = current or "theirs"
    return marks


def _plain(tokens: Sequence[str]) -> Sequence[str]:
    """The tokens with phrases such as "made sure" read as the vague verbs they stand for."""
    if _EMPTY.keys().isdisjoint(tokens):
        return tokens
    behind = (*tokens[1:], "")
    pairs = zip(tokens, behind, strict=True)
    return [_VAGUE_ONE if second in _EMPTY.get(first, ()) else first for first, second in pairs]


def _opening_verb(tokens: Sequence[str]) -> str:
    """The voice of a note that opens with a verb: "Asked four directors" is the speaker's act."""
    for token in tokens[:4]:
        if token in PUNCTUATION or token[0].isdigit() or (token in verbs.HELPERS and not verbs.is_past(token)):
            continue
        if verbs.is_act(token):
            return "mine"
        if verbs.is_vague(token):
            return "vague"
        return "present" if token in verbs.BASE else ""
    return ""


def _party(tokens: Sequence[str], spot: int) -> set[str]:
    """Marks of a noun for people that is followed by its verb: "the sales director objected"."""
    for token in tokens[spot + 1 : spot + 4]:
        if verbs.is_act(token) and token not in verbs.PASSIVE_AUXILIARIES:
            return {"party", "theirs"}
        if token in verbs.THIRD or token in verbs.BASE:
            return {"party", "party_now"}
        if token not in verbs.HELPERS or token in verbs.PASSIVE_AUXILIARIES or token == "and":  # noqa: S105
            break
    return set()


def _subject(tokens: Sequence[str], spot: int, *, third: bool) -> str:
    """The voice of the token at `spot` where it is a subject: mine, ours or theirs, else ""."""
    token = tokens[spot]
    named = token in verbs.SPEAKERS or (token == "manager" and spot > 0 and tokens[spot - 1] == "the")  # noqa: S105
    if token in verbs.SUBJECTS or (third and named):
        return "mine"
    if token in verbs.PLURALS:
        return "ours"
    return "theirs" if token in verbs.OTHERS else ""


def _further_act(before: str, current: str) -> set[str]:
    """Marks of a verb without a pronoun of its own that follows the word `before` while `current` acts."""
    if not current:
        return {"theirs"}
    if before not in _JOINTS or current == "vague":
        return set()
    return {"mine", "several"} if current == "mine" else {current}


def _causes(tokens: Sequence[str]) -> bool:
    """Whether others are made to act: "had them write"."""
    if verbs.CAUSING.isdisjoint(tokens):
        return False
    return any(verb in verbs.CAUSING and whom in verbs.OBJECTS for verb, whom in pairwise(tokens))


def _clause(tokens: Sequence[str], spot: int, actor: str) -> set[str]:
    """Marks of the verb that follows a subject: its actor, vague activity, or that it was not done."""
    own = actor != "theirs"
    negated = not _NEITHER.isdisjoint(tokens[max(0, spot - 3) : spot - 1])
    suffered = False
    for token in tokens[spot : spot + _REACH]:
        if token in verbs.NEGATORS:
            negated = True
        elif token in verbs.MODALS:
            return {"planned"} if own else set()
        elif token in verbs.PASSIVE_AUXILIARIES:
            suffered = True
        elif verbs.is_past(token) and token not in verbs.MENTAL:
            if negated:
                break
            if suffered and verbs.is_act(token):
                return {"passive"}
            return {actor} if verbs.is_act(token) else {"vague" if actor == "mine" else "vague_" + actor}
        elif verbs.is_present(token) and not negated:
            return {_PRESENT[actor]}
        elif token not in verbs.HELPERS and token not in PUNCTUATION:
            break
    return {"undone"} if negated and own else set()
