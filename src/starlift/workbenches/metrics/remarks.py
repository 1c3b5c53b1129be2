"""Remarks: what a comment or an ask says and what it leaves open, measured on the words and on the view's figures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from starlift.workbenches.metrics.content import WordLists
from starlift.workbenches.metrics.pack import Ask, Entry
from starlift.workbenches.metrics.shown import Shown

SENTENCES_AT_MOST = 3
_WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
          "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
          "seventeen", "eighteen", "nineteen", "twenty"]  # fmt: skip
_FIGURE = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\w]|[.,]\d)")
_MONEY = re.compile(
    r"[£$€]\s?\d[\d,.]*\s?(?:k|m|million|thousand)?\b|\b\d[\d,.]*\s?(?:k|million|pounds|euros|dollars)\b", re.I
)
_DAY = re.compile(
    r"\b\d{4}-\d\d-\d\d\b|\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b|\b\d{1,2}\.\d{1,2}\.\d{2,4}\b|\b(?:19|20)\d\d\b|\b\d{1,2}(?:st|nd|rd|th)\b|\bq[1-4]\b",
    re.I,
)
_BOUND = re.compile(r"\b(?:end of|week \d|by the \d|in \d+ (?:days|weeks|months))\b", re.I)


@dataclass
class Remarks:
    """What is open and what holds, in whole sentences."""

    open: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    def add(self, holds: bool, done: str, open: str) -> None:  # noqa: A002, FBT001 - one or the other is told
        """Tells `done` where it holds and else `open`."""
        (self.done if holds else self.open).append(done if holds else open)


@lru_cache(maxsize=32)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    found = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{found})(?!\w)", re.I)


def found_in(text: str, words: Iterable[str]) -> list[str]:
    """Which of `words` stand in `text`, each once, in its order."""
    return list(dict.fromkeys(match.lower() for match in _any_of(tuple(words)).findall(text)))


def sentences(text: str) -> int:
    """How many sentences `text` has."""
    return len([part for part in re.split(r"(?<=[.!?…])\s+", text.strip()) if any(sign.isalnum() for sign in part)])


def agrees(written: str, figures: Iterable[float]) -> bool:
    """Whether the number, as written, is one of `figures` rounded: 270 stands for 268, and 20 does not stand for 17."""
    plain = written.replace(",", "")
    number = float(plain)
    digits = len(plain.partition(".")[2])
    zeros = 0 if digits else len(plain) - len(plain.rstrip("0"))
    allowed = max(0.5 * 10**-digits, min(10**zeros / 2, 0.05 * number) if zeros else 0)
    return any(abs(figure - number) <= allowed + 1e-9 for figure in figures)


def cited(comment: str, words: WordLists) -> list[str]:
    """The figures written in a comment that speak of the view: dates, sums of money and people asked for are not."""
    months = "|".join(word for word in words.dates)
    people = "|".join(map(re.escape, words.people))
    rest = _MONEY.sub(" ", _DAY.sub(" ", comment))
    rest = re.sub(rf"\b\d{{1,2}} (?:{months})\b|\b(?:{months}) \d{{1,2}}\b", " ", rest, flags=re.I)
    rest = re.sub(rf"\b\d+ (?:{people})\b", " ", rest, flags=re.I)
    return list(dict.fromkeys(_FIGURE.findall(rest)))


def _told_in_words(comment: str, figures: Iterable[float]) -> bool:
    known = {round(figure) for figure in figures}
    return any(_WORDS.index(word) + 1 in known for word in found_in(comment, _WORDS))


def remarks_on_comment(entry: Entry, shown: Shown, words: WordLists) -> Remarks:
    """What a comment says of what moved, why, and what it means; and whether figures and stance agree with the view."""
    told = Remarks()
    comment = entry.comment
    if not comment:
        told.open.append("No comment yet: what moved, why, and what does it mean for the business?")
        return _with_stance(told, entry, shown)
    figures = cited(comment, words)
    strange = [figure for figure in figures if not agrees(figure, shown.figures)]
    good = len(figures) > len(strange) or _told_in_words(comment, shown.figures)
    told.add(good, "It says what moved, with a figure of this view.",
             "What moved, and by how much? No figure in the comment is one of this view's.")  # fmt: skip
    for figure in strange[:4]:
        told.open.append(
            f"The figure {figure[:20]} does not occur in this view, rounded or as a change. Where is it from?"
        )
    told.add(bool(found_in(comment, words.reasons)), "It gives a reason.",
             "Why did it move? I find no word that gives a reason, such as “because” or “since”.")  # fmt: skip
    told.add(bool(found_in(comment, words.business)), "It says what it touches in the business.",
             "What does it mean for the business: which release, customer, date or cost?")  # fmt: skip
    if jargon := found_in(comment, words.jargon):
        shown_words = ", ".join(f"“{word}”" for word in jargon[:4])
        told.open.append(f"A finance colleague would stop at {shown_words}. Is there a plain word?")
    if (count := sentences(comment)) > SENTENCES_AT_MOST:
        told.open.append(f"It has {count} sentences; three are what a reader takes in. Which can go?")
    if comment.endswith("…") and len(comment) >= 600:
        told.open.append("It is longer than the page has room for; the report takes the first 600 characters.")
    return _with_stance(told, entry, shown)


def _with_stance(told: Remarks, entry: Entry, shown: Shown) -> Remarks:
    """Adds whether what the learner calls it agrees with where the figures went."""
    against = {"improving": "worsening", "accumulating": "improving"}
    name = {"improving": "improving", "accumulating": "building up"}.get(entry.stance, "")
    if not entry.stance:
        told.open.append("Is this building up, improving, or does it need a decision?")
    elif entry.stance == "decision":
        told.done.append("You bring it as a decision; what you ask for stands on the next part.")
    elif not shown.trend:
        told.open.append(
            f"You call it {name}. These figures count effort or volume: neither way is better for the business."
        )
    elif shown.trend == against[entry.stance]:
        told.open.append(f"You call it {name}, and the figures go the other way. {shown.key}")
    elif entry.view.worth == "trap":
        told.open.append(f"You call it {name}. That is said of closed findings alone; do the open ones bear it out?")
    elif shown.trend == "steady":
        told.open.append(f"You call it {name}, and it hardly moved. {shown.key}")
    else:
        told.done.append(f"“{name.capitalize()}” agrees with the figures.")
    return told


def remarks_on_ask(ask: Ask, words: WordLists) -> Remarks:
    """Whether an ask has a thing, a price in money or people, one owner and a date."""
    told = Remarks()
    told.add(bool(ask.what), "It says what is asked.", "What exactly should leadership decide?")
    price = bool(_MONEY.search(ask.price) or found_in(ask.price, words.people))
    told.add(price, "It has a price.", "What does it take, in money or in people? “Nothing” is an answer too.")
    vague = ask.whom.lower().strip(" .") in words.vague_owners
    many = bool(re.search(r"\band\b|[,/&+]", ask.whom))
    if ask.whom and vague:
        told.open.append(f"“{ask.whom}” cannot sign. Which one role decides?")
    elif ask.whom and many:
        told.open.append("It is asked of more than one. Who decides if they disagree?")
    else:
        told.add(bool(ask.whom), "It has one owner.", "Of whom is it asked? Name one role.")
    dated = bool(_DAY.search(ask.when) or _BOUND.search(ask.when) or found_in(ask.when, words.dates))
    told.add(dated, "It has a date.", "By when? Name a day, a month or the end of a quarter.")
    return told
