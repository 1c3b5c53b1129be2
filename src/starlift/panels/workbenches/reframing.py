"""The reframing workbench on the page: papers, twelve comments, three rewrites, a note, six weeks, facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Self

from starlift.panels.workbenches import blocks as page
from starlift.panels.workbenches.base import Part, Setting, Values, Workbench
from starlift.panels.workbenches.blocks import Block
from starlift.workbenches.facts import Fact
from starlift.workbenches.reframing import note, pattern, plan, rewrite, takeaway, work
from starlift.workbenches.reframing.content import WEEKS, Comment, Paper, Reframing
from starlift.workbenches.reframing.loading import load_reframing
from starlift.workbenches.reframing.remark import Remark
from starlift.workbenches.reframing.rewrite import Rewrite
from starlift.workbenches.reframing.work import PICKS, Work

_CHOOSE = ("", "Choose")


class ReframingWorkbench(Workbench):
    """The workbench over its content."""

    def __init__(self, content: Reframing) -> None:
        self.content = content
        self.title, self.lead, self.minutes = content.title, content.lead, content.minutes

    @classmethod
    def at(cls, setting: Setting) -> Self:
        """The workbench of one learner; it is the same for all.

        Raises:
            ContentError: When its content is broken.
        """
        return cls(load_reframing(setting.file))

    def parts(self, values: Values) -> Sequence[Part]:
        """Six parts; one is done when nothing in it is left open, and what cannot be told counts as done."""
        done = work.read(values, self.content)
        content = self.content
        marked = len(done.marks) == len(content.comments) and bool(pattern.of_sentence(done.sentence, content))
        rewrites = [remark for item in done.rewrites for remark in rewrite.remarks(item, content)]
        return (
            Part("read", "Read first", len(done.read) == len(content.papers)),
            Part("comments", "Twelve comments", marked),
            Part("rewrites", "Three rewrites", len(done.rewrites) == len(PICKS) and _settled(rewrites)),
            Part("share", "The other side", _settled(note.remarks(done.note, content))),
            Part("weeks", "Six weeks", _settled(plan.remarks(done.plan, content))),
            Part("say", "What I can now say", bool(takeaway.facts(done, content))),
        )

    def blocks(self, part: str, values: Values) -> Sequence[Block]:
        """What stands on a part; nothing on one that is not known."""
        drawn = {
            "read": self._read, "comments": self._comments, "rewrites": self._rewrites,
            "share": self._share, "weeks": self._weeks, "say": self._say,
        }  # fmt: skip
        return drawn[part](work.read(values, self.content)) if part in drawn else []

    def facts(self, values: Values) -> Sequence[Fact]:
        """What the learner can now say."""
        return takeaway.facts(work.read(values, self.content), self.content)

    def _read(self, _: Work) -> list[Block]:
        papers = self.content.papers
        return [
            page.prose("Read what was written before you form a view of anybody. Look at the dates as well."),
            *(page.group(paper.title, [_paper(paper)], open=False) for paper in papers),
            page.words(self.content.synthetic),
            page.checks("read", "What you have read", [(paper.id, paper.title) for paper in papers]),
        ]

    def _comments(self, done: Work) -> list[Block]:
        content = self.content
        intro = "For each comment, choose what keeps the receiver most from acting on it. Some may be good as they are."
        groups = (self._comment(number, comment) for number, comment in enumerate(content.comments, start=1))
        hint = "What is it about the comments, in how many of them? Compare counts once all twelve are marked."
        return [
            page.prose(intro),
            *groups,
            page.words(content.synthetic),
            page.text("pattern", "The pattern in one sentence", hint=hint, rows=2, most=400),
            *self._pattern(done),
        ]

    def _comment(self, number: int, comment: Comment) -> Block:
        inside = [
            page.words(comment.posted, title="As it was posted"),
            page.code(comment.fragment, title=f"What it refers to ({comment.language})"),
            page.select(f"mark_{comment.id}", f"The main lack of comment {number}", pattern.choices(self.content)),
        ]
        return page.group(f"{number}. {comment.title}", inside, open=False)

    def _pattern(self, done: Work) -> list[Block]:
        content = self.content
        left = len(content.comments) - len(done.marks)
        said = pattern.of_sentence(done.sentence, content)
        if left:
            todo = f"{left} of {len(content.comments)} comments have no mark yet. The counts appear when all have one."
            return [page.remarks("on_pattern", [todo], label="Remarks on the pattern")]
        compared = pattern.compared(done.marks, content)
        said = [*([compared] if compared else []), *said, *pattern.apart(done.marks, content)]
        rows = [
            (tally.lack.name, str(tally.marked), str(tally.has), tally.quote)
            for tally in pattern.tallies(done.marks, content)
        ]
        head = ("What is missing", "You marked it as the main lack", "Comments with it, on a second reading", "Such as")
        caption = f"Your marks and a second reading, {len(content.comments)} comments (synthetic)"
        return [page.table(head, rows, caption=caption), _remarks("on_pattern", said, "Remarks on the pattern")]

    def _rewrites(self, done: Work) -> list[Block]:
        content = self.content
        parts = "\n".join(f"{n}. **{part.name}.** {part.hint}" for n, part in enumerate(content.parts, start=1))
        options = [_CHOOSE, *((comment.id, comment.title) for comment in content.comments)]
        picks = (page.select(pick, f"Comment {n} of {len(PICKS)}", options) for n, pick in enumerate(PICKS, start=1))
        intro = "Choose three comments and write each anew in five parts. The severity and the control must survive."
        choice = work.picked(done, content)
        return [
            page.prose(f"{intro}\n\n{parts}"),
            *picks,
            *([_remarks("on_picks", choice, "Remarks on the choice")] if choice else []),
            *(page.group(item.comment.title, self._rewrite(item), open=True) for item in done.rewrites),
            page.words(content.synthetic),
        ]

    def _rewrite(self, item: Rewrite) -> list[Block]:
        comment, content = item.comment, self.content
        sheet = [
            ("The issue", comment.issue),
            ("What must hold in the end", comment.bar),
            ("The receiver", comment.receiver),
            ("Severity", comment.severity),
        ]
        fields = [
            page.text(f"{part.id}_{comment.id}", f"{number}. {part.name}", hint=part.hint, rows=2)
            for number, part in enumerate(content.parts, start=1)
        ]
        rated = [_CHOOSE, *((name, name.capitalize()) for name in content.severities)]
        said = rewrite.remarks(item, content) if item.begun else ()
        names = {part.id: part.name for part in content.parts} | {rewrite.BAR: content.bar}
        return [
            page.words(comment.posted, title="As it was posted"),
            page.code(comment.fragment, title=f"What it refers to ({comment.language})"),
            page.table(("What a second reviewer found", ""), sheet, caption=f"{comment.title}: facts to work with"),
            *fields,
            page.select(f"severity_{comment.id}", "Severity that you post it with", rated),
            _remarks(f"on_{comment.id}", said, f"Remarks on {comment.title}", names),
        ]

    def _share(self, done: Work) -> list[Block]:
        intro = (
            "Go back to the papers and count, then write to the product team: what you saw on its side, "
            "what changes on yours, and one thing that you ask for."
        )
        labels = {
            "late": "Review requests for the day before a release or the day itself",
            "requests": "All review requests",
            "vague": "Promises without a day",
            "promises": "All promises",
        }
        counts = (page.number(f"count_{name}", label, low=0, high=50) for name, label in labels.items())
        wrong = work.counted(done, self.content)
        return [
            page.prose(intro),
            page.group("What the papers show (synthetic)", counts),
            *([_remarks("on_counts", wrong, "Remarks on the counts")] if wrong else []),
            page.text("note", "Note to the product team", rows=8, most=3_000),
            _remarks("on_note", note.remarks(done.note, self.content), "Remarks on the note"),
        ]

    def _weeks(self, done: Work) -> list[Block]:
        content = self.content
        roles = [_CHOOSE, *((role.id, role.name) for role in content.roles)]
        rows = [
            (
                f"Week {n}",
                (
                    page.text(f"does{n}", f"Week {n}: what the engineer does", rows=2, most=400, hide_label=True),
                    page.select(f"role{n}", f"Week {n}: what I do", roles, hide_label=True),
                    page.text(f"sign{n}", f"Week {n}: how we would see progress", rows=2, most=400, hide_label=True),
                ),
            )
            for n in WEEKS
        ]
        columns = ("Week", "What the engineer does", "What I do", "How we would see progress")
        return [
            page.prose("Plan it so that the skill ends up with her. Your part should be smaller at the end."),
            page.text("goal", "What she wants from it, in her own words", rows=2, most=400),
            page.grid("weeks", "Six weeks of coaching", columns, rows),
            page.select("trade", "What gives way", [_CHOOSE, *((trade.id, trade.name) for trade in content.trades)]),
            _remarks("on_plan", plan.remarks(done.plan, content), "Remarks on the plan"),
        ]

    def _say(self, done: Work) -> list[Block]:
        found = takeaway.facts(done, self.content)
        if not found:
            return [
                page.prose(
                    "Nothing yet: facts gather here as you decide. They also appear beside the studio's editors."
                )
            ]
        intro = (
            "Raw material from your own work, not sentences to copy. The same facts appear beside the studio's editors."
        )
        rows = [(fact.kind.capitalize(), fact.text) for fact in found]
        return [page.prose(intro), page.table(("Kind", "What you can say"), rows, caption="From your work (synthetic)")]


def _paper(paper: Paper) -> Block:
    rows = [(entry.day, entry.who, entry.text) for entry in paper.entries]
    return page.table(("Day", "Who or what", "What was written"), rows, caption=f"{paper.title} (synthetic)")


def _remarks(id: str, found: Iterable[Remark], label: str, names: dict[str, str] | None = None) -> Block:
    """Questions first, then what holds; each under the name of what it is about where there is one."""
    told = [
        (
            remark.verdict,
            f"{names[remark.about]}: {remark.text}" if names else remark.text[:1].upper() + remark.text[1:],
        )
        for remark in found
    ]
    items = [text for verdict, text in told if verdict != "holds"]
    return page.remarks(id, items, done=[text for verdict, text in told if verdict == "holds"], label=label)


def _settled(found: Sequence[Remark]) -> bool:
    return bool(found) and all(remark.verdict != "open" for remark in found)
