"""Frame-of-reference training as pages: three answers rated, differences and reasons, three more, the change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from starlift.content import Content
from starlift.dimensions import SIGNALS
from starlift.panels.calibration import Calibration
from starlift.panels.page import escape
from starlift.panels.selfrating import asked
from starlift.panels.workbenches.base import Kept, Pages, Part, Values
from starlift.panels.workbenches.blocks import Block, actions, group, prose, select, table, words
from starlift.rated import RatedAnswer
from starlift.scoring.training import ROUNDS, accuracy, change_told, chosen, reasons
from starlift.seat import Seat
from starlift.workbenches.facts import Fact

_ROUNDS = {"first": 0, "second": 1}


@dataclass(frozen=True)
class TrainingSeat(Seat):
    """A rater's seat: six answers to rate, on the whole and on every signal."""

    @cached_property
    def practice(self) -> tuple[RatedAnswer, ...]:
        """The answers of both rounds."""
        return chosen(self.content.rated, cohort=self.journal.cohort, rater=self.journal.participant)

    @property
    def signals(self) -> tuple[str, ...]:
        """All of them."""
        return SIGNALS


class TrainingPages(Pages):
    """The training of one rater; the panel's levels of an answer appear once the rater has rated it."""

    title = "Calibrate yourself"
    lead = "Rate three answers, see where you differ from a panel and why, then rate three more and see what changed."
    minutes = 40
    noun = "training"

    def __init__(self, seat: TrainingSeat) -> None:
        self._seat, self._calibration = seat, Calibration(seat)
        answers = seat.practice
        size = len(answers) // ROUNDS
        self._rounds = tuple(answers[part * size : (part + 1) * size] for part in range(ROUNDS))

    def parts(self, values: Values) -> Sequence[Part]:  # noqa: ARG002 - levels count once they are compared
        """The anchors, two rounds, and the change."""
        done = [all(answer.id in self._calibration.given for answer in part) for part in self._rounds]
        return [
            Part("anchors", "Anchors", done=any(done) or bool(self._calibration.given)),
            Part("first", "Rate three", done=done[0]),
            Part("second", "Rate three more", done=done[1]),
            Part("change", "What changed", done=all(done)),
        ]

    def blocks(self, part: str, values: Values) -> Sequence[Block]:  # noqa: ARG002 - as `parts`
        """What stands on a part."""
        if part == "anchors":
            return self._anchors(self._seat.content)
        if part == "change":
            return self._change()
        if part == "second" and not self._is_done(0):
            return [prose("Rate the first three answers before you go on: the second round shows what you learned.")]
        shown = {one["id"]: one for one in self._calibration.shown()}
        answers = self._rounds[_ROUNDS[part]]
        return [
            block
            for number, answer in enumerate(answers, 1)
            for block in self._answer(shown[answer.id], number, answer)
        ]

    def facts(self, values: Values) -> Sequence[Fact]:  # noqa: ARG002
        """None."""
        return ()

    def act(self, do: str, values: Values) -> Kept:
        """Compare the levels of an answer with the panel's.

        Raises:
            JournalError: When they cannot be written.
        """
        answer = do.removeprefix("rate-")
        given = {
            key: int(values[id]) for key in asked(self._seat) if values.get(id := f"{answer}.{key}", "").isdecimal()
        }
        self._calibration.compare(answer, given)
        problem = next(one["problem"] for one in self._calibration.shown() if one["id"] == answer)
        return Kept({}, problem or "The panel's levels and reasons are below the answer.")

    def _is_done(self, part: int) -> bool:
        return accuracy(self._rounds[part], self._calibration.given) is not None

    def _anchors(self, content: Content) -> list[Block]:
        rubric = content.rubric
        levels = [(f"{n} {anchor.name}", anchor.text) for n, anchor in enumerate(rubric.overall.anchors, start=1)]
        rows = [(rubric[signal].name, *rubric[signal].anchors) for signal in SIGNALS]
        reminders = "\n".join(f"- {text}" for text in rubric.reminders)
        return [
            prose("Read the anchors first: a level means what its anchor says, whoever rates."),
            table(("Overall", "What the answer does"), levels, caption=rubric.overall.asks),
            table(("Signal", "0", "1", "2", "3"), rows, caption="The five signals"),
            group("When you rate", [prose(reminders)], open=False),
        ]

    def _answer(self, shown: dict[str, Any], number: int, answer: RatedAnswer) -> list[Block]:
        head = f"Answer {number}"
        if shown["panel"] is None:
            names = self._seat.content.rubric.names
            fields = [
                select(f"{answer.id}.{key}", names[key], [(str(n), str(n)) for n in scale])
                for key, scale in asked(self._seat).items()
            ]
            go = actions((f"rate-{answer.id}", "Compare with the panel"))
            return [
                group(head, [prose(f"*{shown['question']}*"), words(answer.text), group("Your levels", fields), go])
            ]
        names = self._seat.content.rubric.names
        why = [(names[key], " · ".join(f"“{quote}”" for quote in quotes)) for key, quotes in reasons(answer).items()]
        panel = shown["panel"]
        return [
            group(
                head,
                [
                    prose(f"*{shown['question']}*"),
                    _marked(shown["segments"], self._seat.content),
                    table(("", "You", "Panel", "Difference"), panel["rows"], caption="Your levels beside the panel's"),
                    words(panel["anchor"], title="What the panel's overall level means"),
                    table(("", "Sentences that most of the panel named"), why, caption="Why: the panel's evidence"),
                    words(panel["advice"], title="What would lift the answer most, in a rater's words"),
                ],
            )
        ]

    def _change(self) -> list[Block]:
        given = self._calibration.given
        before, after = (accuracy(part, given) for part in self._rounds)
        if before is None or after is None:
            return [prose("Rate all six answers to see what changed.")]
        rows = [
            ("Mean distance from the panel", f"{before.distance:.2f}", f"{after.distance:.2f}"),
            ("Same level as the panel", f"{before.same:.0%}", f"{after.same:.0%}"),
            ("Severity (below 0 is more severe)", f"{before.severity:+.2f}", f"{after.severity:+.2f}"),
        ]
        return [
            table(("", "First three", "Second three"), rows, caption="You beside the panel"),
            prose("\n".join(f"- {line}" for line in change_told(before, after))),
        ]


def _marked(segments: Sequence[dict[str, Any]], content: Content) -> Block:
    """The answer with the panel's evidence marked; letters name the dimensions."""
    rubric = content.rubric
    pieces = []
    for piece in segments:
        found, text = [rubric[name] for name in piece["dimensions"]], escape(piece["text"])
        groups = {one.group for one in found}
        kind = "both" if len(groups) > 1 else "".join(groups)
        title, letters = escape(", ".join(one.name for one in found)), "".join(one.letter for one in found)
        pieces.append(
            f"<mark class='sl-{kind}' title='{title}' data-letters='{letters}'>{text}</mark>" if found else text
        )
    return {"kind": "html", "html": f"<p class='sl-words sl-answer' dir='auto'>{''.join(pieces)}</p>"}
