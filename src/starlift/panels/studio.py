"""Studio: the panel in which a learner reads, rates, rewrites, defends and keeps.

The page (`studio.js`) owns every text and sends each new version of the answer as `draft`; this side assesses it, keeps
it in the journal, and answers with `feedback` and `status`. It never writes into an editor. What the page is told is
put together in `framing` (what stays) and `showing` (what follows the text). The steps are in `starlift.steps`, the way
of a text to the journal in `starlift.drafts`, and what one step does on its own in `calibration`, `selfrating`,
`holding`, `defence`, `keepsake` and `takeaway`.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import anywidget
import traitlets

from starlift.answers import Answer
from starlift.autosave import Autosave
from starlift.drafts import Drafts, answer_in
from starlift.feedback.coaching import choose_harder
from starlift.feedback.quoting import Told
from starlift.panels import framing, showing
from starlift.panels.calibration import Calibration
from starlift.panels.defence import Defence
from starlift.panels.front import front
from starlift.panels.guard import guarded, told
from starlift.panels.holding import HeldQuestion
from starlift.panels.keepsake import Keepsake, as_markdown
from starlift.panels.page import plainly
from starlift.panels.selfrating import CHOICE, SKIPPED, SelfRating, accepted, asked, unrated
from starlift.panels.takeaway import take
from starlift.progress import Progress
from starlift.seat import Seat
from starlift.steps import CHOICE as STEP
from starlift.steps import DEFEND, LINES, REPLY, SHARE, done, resume, steps_of
from starlift.workbenches.facts import FACTS, Fact, as_choice, from_choice


class Studio(anywidget.AnyWidget):
    """The steps of one seat.

    Attributes:
        frame: What stays the same: title, steps, brief, thin answer, sections, dimensions, what a learner rates.
        place: The step that opens and the ids of the steps that are done.
        draft: ``{"rev": int, "base": int, "tab": str, "sections": {section: text}}``, written by the page.
        feedback: The assessment of the draft with the same ``rev``.
        rating: Where the learner's own rating stands; while it is ``waiting``, `feedback` and `attempts` hold no level.
        status: ``{"saved": rev, "noted": rev of the notes, "problem": text, "news": text}``.
        attempts: Saved versions, oldest first, each with its change against the one before.
        practice: The answers to rate; with the panel's levels where the learner has given theirs.
        defence: The question at hand with its reply, and the earlier ones.
        keepsake: The reference story once it was revealed.
        facts: What the learner can say after working at the workbench, each with its kind.
        notes: Replies and lines to remember by name, as they were typed last.
    """

    _esm, _css = front("studio")
    frame = traitlets.Dict().tag(sync=True)
    place = traitlets.Dict().tag(sync=True)
    draft = traitlets.Dict().tag(sync=True)
    feedback = traitlets.Dict().tag(sync=True)
    rating = traitlets.Dict().tag(sync=True)
    status = traitlets.Dict().tag(sync=True)
    attempts: traitlets.List[Any] = traitlets.List().tag(sync=True)
    practice: traitlets.List[Any] = traitlets.List().tag(sync=True)
    defence = traitlets.Dict().tag(sync=True)
    keepsake = traitlets.Dict().tag(sync=True)
    facts: traitlets.List[Any] = traitlets.List().tag(sync=True)
    notes = traitlets.Dict().tag(sync=True)

    _texts: tuple[Drafts | Autosave, ...] = ()

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self._lock = threading.RLock()
        progress = seat.progress()
        self._steps = steps_of(seat.case_id, seat.minutes)
        self._drafts = Drafts(seat, self._after_save, self._on_rescued)
        self._notes_on_their_way = Autosave(lambda texts: seat.write("note", dict(texts)), self._after_note)
        self._texts = (self._drafts, self._notes_on_their_way)
        self._held = HeldQuestion()
        self._harder: list[str] = []
        self._rating = SelfRating.read(progress)
        self._calibration, self._defence, self._keepsake = Calibration(seat), Defence(seat), Keepsake(seat)
        super().__init__(
            frame=framing.frame(seat, self._steps, progress),
            place={"step": resume(self._steps, progress)},
            draft={"rev": 0, "sections": progress.draft.sections},
            facts=as_choice(from_choice(progress.choices.get(FACTS))),
            notes=dict(progress.notes),
            status={"saved": 0, "noted": 0, "problem": "", "news": ""},
        )
        if self.place["step"] == DEFEND:
            self._defence.enter(progress.draft)
        self._show()
        self.observe(guarded(self._tell, self._on_draft), "draft")
        self.on_msg(guarded(self._tell, self._on_message))

    def take_facts(self, facts: Iterable[Fact]) -> None:
        """Show beside the editors what the learner can say now."""
        self.facts = as_choice(facts)

    def _on_draft(self, change: Any) -> None:
        with self._lock:
            taken = self._drafts.take(change["new"])
            if taken is None:
                return  # a newer text has come in meanwhile
            rev, answer = taken
            self.feedback = self._feedback(rev, answer)
        self._drafts.save()

    def _on_message(self, _widget: object, content: Mapping[str, Any], _buffers: object) -> None:
        act = getattr(self, f"_do_{content.get('do')}", None)
        if act is not None:
            act(content)

    def _do_go(self, content: Mapping[str, Any]) -> None:
        """The learner enters a step."""
        step = content.get("step")
        if step not in {one.id for one in self._steps}:
            return
        if step == DEFEND:
            self._defence.enter(self._drafts.answer)
            self.defence = self._defence.shown()
        self.place = {**self.place, "step": step}  # tells the page that the question stands
        self.status = {**self.status, "news": ""}
        self._choose(STEP, step)
        self._show_place()

    def _do_choose(self, content: Mapping[str, Any]) -> None:
        """The learner chooses one text or four sections, a use, or whether the room may see the answer."""
        name, value = content.get("name"), content.get("value")
        if (name in (framing.FORM, "use") and isinstance(value, str)) or (name == SHARE and isinstance(value, bool)):
            self.frame = {**self.frame, name: value}
            self._choose(name, value)

    def _do_compare(self, content: Mapping[str, Any]) -> None:
        """The learner has rated a practice answer."""
        try:
            self._calibration.compare(str(content.get("answer")), content.get("levels"))
        finally:
            self.practice = self._calibration.shown()
        self._show_place()

    def _do_keep(self, content: Mapping[str, Any]) -> None:
        """The learner keeps a version."""
        answer = answer_in(content)
        self._drafts.put(answer)
        if answer.text.strip():
            self._seat.keep_attempt(answer)
            if not self._rating.waiting:
                self._rating = replace(self._rating, number=len(self._seat.progress().attempts) + 1)
            self._show_around()

    def _do_rescue(self, content: Mapping[str, Any]) -> None:
        """A text is about to be replaced, or was found in the browser: it becomes an attempt unless it is one."""
        self._seat.keep_other(answer_in(content))
        self._show_around()

    def _do_restore(self, content: Mapping[str, Any]) -> None:
        """The learner wants an attempt back; what stands there now is kept first, and the page puts the text in."""
        attempts = self._seat.progress().attempts
        number = content.get("number")
        if isinstance(number, int) and 1 <= number <= len(attempts):
            self._seat.keep_other(answer_in(content))
            self._show_around()
            self.send({"do": "restored", "number": number, "sections": attempts[number - 1].answer.sections})

    def _do_rate(self, content: Mapping[str, Any]) -> None:
        """Take the learner's own levels for their text, and show the feedback's beside them."""
        scales, found = asked(self._seat), self._seat.assess(answer_in(content).text)
        own = accepted(content.get("levels"), scales)
        problem = unrated(own, self._seat)
        if not self._rating.waiting or problem or found.overall is None:
            if found.overall is None:
                problem = "There is too little to compare with yet. Write some sentences first."
            self.rating = showing.rating(self._rating, self._seat, problem)
            return
        feedback = {key: round({**found.levels, "overall": found.overall}[key], 2) for key in scales}
        number = self._rating.number
        self._settle(
            SelfRating(number, waiting=False, rated=number, own=own, found=feedback), {"own": own, "feedback": feedback}
        )

    def _do_skip(self, _content: Mapping[str, Any]) -> None:
        """The learner wants to see the levels at once."""
        if self._rating.waiting:
            self._settle(replace(self._rating, waiting=False), SKIPPED)

    def _do_ask(self, _content: Mapping[str, Any]) -> None:
        """The learner wants to rate this version."""
        self._rating = replace(SelfRating.read(self._seat.progress()), waiting=True)
        self._show()

    def _do_harder(self, content: Mapping[str, Any]) -> None:
        """The learner wants a question about cost or durability."""
        text = answer_in(content).text
        found = self._seat.assess(text)
        quotes = {name: [text[start:end] for start, end in spans] for name, spans in found.evidence.items()}
        questions = self._seat.content.questions.follow_ups
        wanted = choose_harder(found.levels, self._seat.signals, questions, Told((), quotes), self._harder)
        if wanted.question:
            self._harder.append(wanted.question_id)
            self._held.ask(wanted, found, text)
            self._show()

    def _do_another(self, _content: Mapping[str, Any]) -> None:
        """The learner wants another question of the panel."""
        self._defence.another(self._drafts.answer)
        self.defence = self._defence.shown()

    def _do_note(self, content: Mapping[str, Any]) -> None:
        """A reply or the lines to remember, as they are typed."""
        name, text = content.get("name"), content.get("text")
        if isinstance(name, str) and isinstance(text, str) and (name == LINES or name.startswith(REPLY)):
            self._defence.reply(name.removeprefix(REPLY), text)
            self.notes = {**self.notes, name: text[: self.frame["longest"]]}
            self._notes_on_their_way.offer({name: self.notes[name]}, int(content.get("rev", 0)))

    def _do_reveal(self, _content: Mapping[str, Any]) -> None:
        """The learner wants to see the reference story."""
        self._keepsake.reveal()
        self.keepsake = self._keepsake.shown()

    def _do_export(self, content: Mapping[str, Any]) -> None:
        """The learner takes the story along."""
        names = {section["id"]: section["name"] for section in self.frame["sections"]}
        text = as_markdown(self.frame["title"], answer_in(content), names, str(content.get("lines", "")))
        self.send({"do": "exported", "text": text, "name": f"{self._seat.case_id}.md"})

    def _do_packet(self, content: Mapping[str, Any]) -> None:
        """The learner takes the story along as a document for a use."""
        self._drafts.put(answer_in(content))
        for texts in self._texts:
            texts.flush()
        told, files = take(self._seat, *map(content.get, ("use", "form", "paper", "care")))
        if told:
            self.send(told, files)

    def _settle(self, rating: SelfRating, choice: object) -> None:
        """Let the levels through, then keep why; a full disk does not hold them back."""
        name = f"{CHOICE}{self._rating.number}"
        self._rating = replace(rating, number=max(rating.number, len(self._seat.progress().attempts) + 1))
        self._show()
        self._choose(name, choice)

    def _choose(self, name: str, value: object) -> None:
        self._seat.write("choice", {name: value})
        if self.status["problem"]:
            self._tell("")  # what is still not written says so again by itself

    def _show(self) -> None:
        """Tell the page everything afresh."""
        with self._lock:
            self.feedback = self._feedback(int(self.draft.get("rev", 0)), answer_in(self.draft))
        self.practice = self._calibration.shown()
        self.defence = self._defence.shown()
        self.keepsake = self._keepsake.shown()
        self._show_around()

    def _show_around(self) -> None:
        self.rating = showing.rating(self._rating, self._seat)
        hidden_from = self._rating.number if self._rating.waiting else None
        progress = self._seat.progress()
        self.attempts = showing.history(progress.attempts, self._seat, hidden_from)
        self._show_place(progress)

    def _show_place(self, progress: Progress | None = None) -> None:
        progress = progress or self._seat.progress()
        variant, practice = self._seat.variant, [answer.id for answer in self._seat.practice]
        thin = variant.text if variant else ""
        self.place = {**self.place, "done": list(done(self._steps, progress, practice=practice, thin=thin))}

    def _feedback(self, rev: int, answer: Answer) -> dict[str, Any]:
        found = self._seat.assess(answer.text)
        question = self._held.follow(found, answer.text)
        return {"rev": rev, **showing.feedback(found, answer, question, self._seat, waiting=self._rating.waiting)}

    def _after_save(self, rev: int, error: Exception | None) -> None:
        if error is None:
            self.status = {**self.status, "saved": rev, "problem": ""}
        else:
            self._tell(f"Your latest words are not saved yet; they stay in this page. {told(error)}")

    def _after_note(self, rev: int, error: Exception | None) -> None:
        if error is None:
            self.status = {**self.status, "noted": rev, "problem": ""}
            self._show_place()
        else:
            self._tell(f"Your latest words are not saved yet; they stay in this page. {told(error)}")

    def _on_rescued(self) -> None:
        self.status = {
            **self.status,
            "news": "This answer was also changed in another window. The newer text stands here; "
            "the other is kept among your attempts.",
        }
        self._show_around()

    def _tell(self, problem: str) -> None:
        self.status = {**self.status, "problem": problem}

    def close(self) -> None:
        """Write what is pending and leave the page."""
        for texts in self._texts:
            texts.flush()
        super().close()

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        return plainly(bundle, f"Studio: {self.frame['title']}", framing.still(self._seat, self._steps))
