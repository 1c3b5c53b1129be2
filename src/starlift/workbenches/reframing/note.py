"""Note: what the manager tells the product team about its own share, and the counts that it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from starlift.workbenches.reframing.content import MONTHS, Reframing
from starlift.workbenches.reframing.remark import Remark, holding, question
from starlift.workbenches.reframing.words import NUMBERS, even, excerpt, hits, meant, sentences, tokens

_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in MONTHS)
_DAY = re.compile(
    rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})|({_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?)\b", re.IGNORECASE
)
_FIGURE = rf"(\d{{1,3}}|{'|'.join(NUMBERS[1:])})"
_COUNT = re.compile(rf"\b{_FIGURE} (?:out )?of (?:the |your |our |these |those )?(?:last )?{_FIGURE}\b", re.IGNORECASE)


@dataclass(frozen=True)
class Share:
    """The product team's share as the papers show it.

    Attributes:
        requests: Requests for a review.
        late: Those of them for the day before a release or the day itself.
        promises: Promises to do something about a finding or about the work together.
        vague: Those of them without a day.
    """

    requests: int
    late: int
    promises: int
    vague: int


def share(content: Reframing) -> Share:
    """Counted in the papers."""
    late, vague = len(content.marked("late request")), len(content.marked("vague promise"))
    return Share(late + len(content.marked("early request")), late,
                 vague + len(content.marked("dated promise")), vague)  # fmt: skip


def remarks(text: str, content: Reframing) -> list[Remark]:
    """What can be said of the note; nothing while it is empty."""
    note = even(text)
    if not tokens(note):
        return []
    accused = meant(note, content.cues.accuse)
    found = [question("blame", content.asked("note_accuse", quote=accused[0]))] if accused else []
    return [*found, _observed(note, content), _ours(note, content), _asked(note, content)]


def _observed(note: str, content: Reframing) -> Remark:
    told = share(content)
    right = {(told.late, told.requests), (told.vague, told.promises),
             (told.requests - told.late, told.requests), (told.promises - told.vague, told.promises)}  # fmt: skip
    counts = [(found.group(), (_value(found[1]), _value(found[2]))) for found in _COUNT.finditer(note)]
    wrong = [quote for quote, figures in counts if figures not in right]
    days = list(_days(note))
    marked = content.marked("late request", "vague promise", "dated promise")
    known = {(entry.date.day, entry.date.month) for entry in marked}
    known |= {day for entry in marked for _, day in _days(entry.text)}
    quotes = [quote for quote, figures in counts if figures in right] + [quote for quote, day in days if day in known]
    if wrong:
        return question("share", content.asked("note_count", quote=wrong[0]))
    if not quotes and days:
        return question("share", content.asked("note_foreign", quote=days[0][0]))
    if not quotes:
        return question("share", content.asked("note_share"))
    beside = next(sentence for sentence in [*sentences(note), note] if quotes[0] in sentence)
    if not hits(beside, content.cues.share):
        return question("share", content.asked("note_bare"))
    return holding("share", f"the team's share: “{excerpt(beside)}”")


def _days(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each day named in an even text: its words, and day and month."""
    for found in _DAY.finditer(text):
        month = (found[2] or found[3])[:3].casefold()
        number = [name[:3].casefold() for name in MONTHS].index(month) + 1
        yield found.group(), (int(found[1] or found[4]), number)


def _value(figure: str) -> int:
    return int(figure) if figure.isdecimal() else NUMBERS.index(figure.casefold())


def _ours(note: str, content: Reframing) -> Remark:
    for sentence in sentences(note):
        if hits(sentence, content.cues.ours) and hits(sentence, content.cues.commits):
            return holding("ours", f"our own part: “{excerpt(sentence)}”")
    return question("ours", content.asked("note_ours"))


def _asked(note: str, content: Reframing) -> Remark:
    asking = [sentence for sentence in sentences(note) if hits(sentence, content.cues.asks)]
    if not asking:
        return question("ask", content.asked("note_ask"))
    if len(asking) > 2:
        return question("ask", content.asked("note_ask_many", n=len(asking), quote=excerpt(asking[0])))
    sized = [sentence for sentence in asking if hits(sentence, (*content.cues.when, "#", "a day", "a name", "a date"))]
    if not sized:
        return question("ask", content.asked("note_ask_when", quote=excerpt(asking[0])))
    return holding("ask", f"one ask: “{excerpt(sized[0])}”")
