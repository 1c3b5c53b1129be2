"""The widget of a workbench: it hands values from the page to a `Workbench` and what that answers back to the page.

The page (`workbench.js`) owns every field. It sends changed values with a revision, at most one message under way at a
time, and gets `page` and `status` back; Python never writes into a field that somebody uses. Nothing costly is loaded
before the learner opens the workbench.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import anywidget
import traitlets

from starlift.autosave import Autosave
from starlift.journal import Journal
from starlift.panels.front import front
from starlift.panels.guard import guarded, told
from starlift.panels.page import escape, plainly
from starlift.panels.workbenches.base import Download, Pages
from starlift.panels.workbenches.blocks import Block
from starlift.progress import FIELD, Progress
from starlift.workbenches.facts import FACTS, Fact, as_choice

PART = "workbench_part"
"""The choice that says on which part the learner was last."""
LONGEST = 20_000
"""Characters that are kept of one field."""
MOST_FIELDS = 2_000
_ID = re.compile(r"[\w.:-]{1,120}")


class Place(Protocol):
    """Whose workbench it is and where their entries are kept: a learner's seat, or a rater's desk."""

    @property
    def case_id(self) -> str:
        """What the journal calls the work."""

    @property
    def journal(self) -> Journal:
        """Where entries go."""

    def progress(self) -> Progress:
        """What is kept so far."""

    def write(self, kind: str, body: Mapping[str, Any]) -> None:
        """Add an entry."""


class WorkbenchPanel(anywidget.AnyWidget):
    """One workbench at one place.

    Attributes:
        workbench: What stands on it.
        frame: What stays: title, lead, minutes, and the key under which a page may keep what could not be written.
        page: ``{"part": id, "parts": [...], "blocks": [...]}``; empty until the learner opens the workbench.
        values: Field id -> value as it is kept in the journal.
        status: ``{"rev": newest message dealt with, "saved": newest one written, "problem": text, "news": text}``.
    """

    _esm, _css = front("workbench")
    frame = traitlets.Dict().tag(sync=True)
    page = traitlets.Dict().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    status = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        seat: Place,
        workbench: Pages,
        on_facts: Callable[[list[Fact]], None] = lambda _: None,
    ) -> None:
        """Show the closed workbench.

        Args:
            seat: Whose it is.
            workbench: What stands on it.
            on_facts: Told what the learner can say now, whenever that changes.
        """
        self._seat, self.workbench, self._on_facts = seat, workbench, on_facts
        self._lock = threading.RLock()
        self._is_open = False
        self._told_facts: list[Fact] | None = None
        self._on_its_way = Autosave(self._write, self._after_write)
        progress = seat.progress()
        journal = seat.journal
        kept = progress.fields
        self._part = str(progress.choices.get(PART, ""))
        super().__init__(
            frame={
                "title": workbench.title,
                "lead": workbench.lead,
                "minutes": workbench.minutes,
                "noun": workbench.noun,
                "begun": bool(kept),
                "key": f"starlift/{journal.cohort}/{journal.participant}/{seat.case_id}/workbench",
            },
            values=kept,
            status={"rev": 0, "saved": 0, "problem": "", "news": ""},
        )
        self.on_msg(guarded(self._tell, self._on_message))

    def _on_message(self, _widget: object, content: Mapping[str, Any], _buffers: object) -> None:
        with self._lock:
            act = getattr(self, f"_do_{content.get('do')}", None)
            rev = content.get("rev")
            rev = rev if isinstance(rev, int) and not isinstance(rev, bool) else 0
            try:
                if act is not None:
                    self._take(content.get("values"), rev)
                    act(content)
                    self._show()
            finally:
                self.status = {**self.status, "rev": max(rev, self.status["rev"])}

    def _do_open(self, _content: Mapping[str, Any]) -> None:
        """The learner opens the workbench."""
        self._is_open = True

    def _do_put(self, _content: Mapping[str, Any]) -> None:
        """Fields have changed."""

    def _do_go(self, content: Mapping[str, Any]) -> None:
        """The learner goes to another part."""
        part = str(content.get("part"))
        if part in {one.id for one in self.workbench.parts(self.values)}:
            self._part = part
            self.status = {**self.status, "news": ""}
            self._seat.write("choice", {PART: part})

    def _do_act(self, content: Mapping[str, Any]) -> None:
        """The learner pressed a button."""
        act = str(content.get("act"))
        if act not in _acts(self.page.get("blocks", ())):
            return
        found = self.workbench.act(act, self.values)
        if isinstance(found, Download):
            self.send({"do": "download", "name": found.name, "mime": found.mime}, buffers=[found.data])
        else:
            self._take(dict(found.values), self.status["saved"])
        self.status = {**self.status, "news": found.told, "problem": ""}

    def _take(self, values: object, rev: int) -> None:
        """Keep changed values."""
        given = values if isinstance(values, dict) else {}
        fresh = {
            id: text[:LONGEST]
            for id, text in given.items()
            if isinstance(text, str) and _ID.fullmatch(id) and self.values.get(id, "") != text[:LONGEST]
        }
        if len(self.values | fresh) <= MOST_FIELDS:
            self.values = {**self.values, **fresh}
            self._on_its_way.offer({FIELD + id: text for id, text in fresh.items()}, rev)

    def _show(self) -> None:
        """Tell the page what stands on it now, and the studio what the learner can say."""
        if not self._is_open:
            return
        workbench = self.workbench
        parts = workbench.parts(self.values)
        if self._part not in {part.id for part in parts}:
            self._part = parts[0].id
        self.page = {
            "part": self._part,
            "parts": [{"id": part.id, "name": part.title, "done": part.done} for part in parts],
            "blocks": list(workbench.blocks(self._part, self.values)),
        }
        facts = list(workbench.facts(self.values))
        if facts != self._told_facts:
            self._on_facts(facts)
            if facts or self._told_facts is not None:
                self._seat.write("choice", {FACTS: as_choice(facts)})
            self._told_facts = facts

    def _write(self, texts: Mapping[str, str]) -> None:
        self._seat.write("note", dict(texts))

    def _after_write(self, rev: int, error: Exception | None) -> None:
        if error is None:
            self.status = {**self.status, "saved": max(rev, self.status["saved"]), "problem": ""}
        else:
            self._tell(f"Your latest entries are not saved yet; they stay in this page. {told(error)}")

    def _tell(self, problem: str) -> None:
        self.status = {**self.status, "problem": problem}

    def close(self) -> None:
        """Write what is pending and leave the page."""
        self._on_its_way.flush()
        super().close()

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        frame = self.frame
        still = (
            f"<h3>{escape(frame['title'])}</h3><p>{escape(frame['lead'])}</p><p>About {frame['minutes']} minutes.</p>"
        )
        return plainly(bundle, f"{frame['noun'].capitalize()}: {frame['title']}", still)


def _acts(blocks: Any) -> set[str]:
    """What the buttons among `blocks` do."""
    found: set[str] = set()
    for block in blocks:
        one: Block = block
        found |= {button["do"] for button in one.get("buttons", ())}
        found |= _acts(one.get("blocks", ()))
        found |= _acts(cell for row in one.get("rows", ()) for cell in row["cells"])
    return found
