"""Pattern: what the learner marked as missing in each comment, against what is, and the sentence made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from starlift.workbenches.reframing.content import Comment, Lack, Reframing
from starlift.workbenches.reframing.remark import Remark, holding, question
from starlift.workbenches.reframing.words import NUMBERS, even, excerpt, hits, tokens

NONE = "none"


@dataclass(frozen=True)
class Tally:
    """How often a lack was marked as the main one, and how many comments have it.

    Attributes:
        quote: Words of a comment that has it, with the comment's title.
    """

    lack: Lack
    marked: int
    has: int
    quote: str


def choices(content: Reframing) -> list[tuple[str, str]]:
    """What can be marked, as value and label."""
    return [("", "Choose"), *((lack.id, lack.name) for lack in content.lacks), (NONE, content.none)]


def tallies(marks: Mapping[str, str], content: Reframing) -> list[Tally]:
    """One for each lack, the most frequent first; `marks` are ids of lacks, or `NONE`, by id of the comment."""
    marked = Counter(marks.values())
    found = []
    for lack in content.lacks:
        having = [comment for comment in content.comments if lack.id in comment.lacks]
        quote = f"{having[0].title}: “{excerpt(having[0].said.get(lack.id, having[0].posted), 60)}”" if having else ""
        found.append(Tally(lack, marked[lack.id], len(having), quote))
    return sorted(found, key=lambda tally: -tally.has)


def fine(content: Reframing) -> list[Comment]:
    """The comments that lack nothing that matters."""
    return [comment for comment in content.comments if not comment.lacks]


def apart(marks: Mapping[str, str], content: Reframing) -> list[Remark]:
    """Marks that the comment's own words speak against, one question for each, in the order of the comments."""
    names = {lack.id: lack for lack in content.lacks}
    found = []
    for comment in content.comments:
        mark = marks.get(comment.id, "")
        if mark == NONE and comment.main:
            main = names[comment.main[0]]
            found.append(question(comment.id, f"{comment.title}: you find nothing missing. {main.name}; do you agree?"))
        elif mark in names and mark not in comment.lacks:
            there = comment.said.get(mark)
            shown = f"it does say “{there}”" if there else "I find no words in it that do"
            found.append(question(comment.id, f"{comment.title}: you marked “{names[mark].name}”, and {shown}. Why?"))
    return found


def of_sentence(text: str, content: Reframing) -> list[Remark]:
    """What can be said of the pattern in one sentence; nothing while there is none."""
    sentence, cues = even(text), content.cues
    if not tokens(sentence):
        return []
    if len(tokens(sentence)) < 6:
        return [question("pattern", content.asked("short", quote=excerpt(sentence), n=len(tokens(sentence))))]
    found = [_about(sentence, content)]
    person = hits(sentence, cues.person)
    if person:
        found.insert(0, question("pattern", content.asked("pattern_person", quote=person[0])))
    wide = hits(sentence, cues.always)
    if wide:
        found.append(question("pattern", content.asked("pattern_always", quote=wide[0], n=len(fine(content)))))
    elif not hits(sentence, ("#", "most", "many", "half", "majority", *NUMBERS[1:])):
        found.append(question("pattern", content.asked("pattern_count")))
    return found


def _about(sentence: str, content: Reframing) -> Remark:
    counted = tallies({}, content)
    spoken = {tally.lack.id: hits(sentence, tally.lack.words) for tally in counted}
    most = [tally for tally in counted if spoken[tally.lack.id] and tally.has >= counted[0].has - 1]
    if most:
        top = most[0]
        told = f"“{spoken[top.lack.id][0]}”: {top.has} of {len(content.comments)} comments have this"
        return holding("pattern", told)
    other = [words[0] for words in spoken.values() if words]
    if other:
        return question("pattern", content.asked("pattern_other", quote=other[0]))
    return question("pattern", content.asked("pattern_cannot"))
