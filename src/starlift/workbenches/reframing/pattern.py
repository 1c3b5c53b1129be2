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
        having.sort(key=lambda comment: comment.main[0] != lack.id)
        quote = f"{having[0].title}: “{excerpt(having[0].said.get(lack.id, having[0].posted), 60)}”" if having else ""
        found.append(Tally(lack, marked[lack.id], len(having), quote))
    return sorted(found, key=lambda tally: -tally.has)


def fine(content: Reframing) -> list[Comment]:
    """The comments that lack nothing that matters."""
    return [comment for comment in content.comments if not comment.lacks]


def compared(marks: Mapping[str, str], content: Reframing) -> Remark | None:
    """The lack marked most often beside the one that most comments have; nothing until every comment is marked."""
    if not all(marks.get(comment.id) for comment in content.comments):
        return None
    counted = tallies(marks, content)
    most, top = max(counted, key=lambda tally: tally.marked), counted[0]
    if not most.marked:
        return question("counts", content.asked("pattern_count"))
    slots = {"old": most.lack.name, "n": most.marked, "all": len(content.comments), "new": top.lack.name}
    if most.has == top.has:
        return holding("counts", content.asked("counts_same", **slots, m=most.has, quote=most.quote))
    return question("counts", content.asked("counts_other", **slots, m=top.has, quote=top.quote))


def apart(marks: Mapping[str, str], content: Reframing) -> list[Remark]:
    """Marks that the comment's own words speak against, one question for each, in the order of the comments."""
    names = {lack.id: lack.name for lack in content.lacks}
    found = []
    for comment in content.comments:
        mark = marks.get(comment.id, "")
        if mark == NONE and comment.main:
            text = content.asked("mark_none", other=comment.title, new=names[comment.main[0]])
        elif mark in names and mark not in comment.lacks:
            key = "mark_there" if mark in comment.said else "mark_not"
            text = content.asked(key, other=comment.title, new=names[mark], quote=comment.said.get(mark, ""))
        else:
            continue
        found.append(question(comment.id, text))
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
