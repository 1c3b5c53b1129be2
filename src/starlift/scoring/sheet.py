"""Sheet: what one rater put into a form, what is wrong with it, and what is still open.

Evidence comes before the level: a level without evidence is a fault and does not count. So is a no-hire condition that
was seen without a word on what was seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from starlift.errors import Problem
from starlift.scoring.form import LONGEST, NO, NOT_HEARD, OVERALL, YES, Form

_WHOLE = re.compile(r"([0-9])(?:[.,]0+)?")


@dataclass(frozen=True)
class Sheet:
    """A form, filled in by one rater.

    Attributes:
        rater: Who filled it in.
        values: Field id -> text; what was left blank may be missing.
        file: Where it was read from, as the user knows it; may be empty.
        rows: Field id -> row of the file, from 1; empty where there is no file.
        cells: Field id -> name of the cell in a spreadsheet; empty elsewhere.
    """

    form: Form
    rater: str
    values: Mapping[str, str]
    file: str = ""
    rows: Mapping[str, int] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def target(self) -> tuple[str, str]:
        """What was rated: candidate and question; the case of the candidate's name does not matter."""
        return self.form.candidate.casefold(), self.form.question.id

    def said(self, field_id: str) -> str:
        """What stands in a field, without outer blanks."""
        return self.values.get(field_id, "").strip()

    def evidence(self, key: str) -> str:
        """The evidence for a dimension or the whole."""
        return self.said(f"{key}.evidence")

    def chosen(self, key: str) -> str:
        """The level as it stands: a whole number, `NOT_HEARD`, "" or something that is no level."""
        return choice(self.said(f"{key}.level"))

    @cached_property
    def levels(self) -> dict[str, int]:
        """The levels that count: on the scale, with evidence."""
        found = {}
        for key in self.form.keys:
            chosen = self.chosen(key)
            if chosen.isascii() and chosen.isdecimal() and int(chosen) in self.form.scale(key) and self.evidence(key):
                found[key] = int(chosen)
        return found

    @cached_property
    def mistakes(self) -> tuple[Problem, ...]:
        """What stands on the sheet and does not hold."""
        return tuple(self._mistakes())

    @cached_property
    def gaps(self) -> tuple[Problem, ...]:
        """What is still blank and has to be filled in before raters compare."""
        return tuple(self._gaps())

    @property
    def is_complete(self) -> bool:
        """Whether every line is rated, with evidence, and every no-hire condition answered."""
        return not self.mistakes and not self.gaps

    @property
    def no_hire(self) -> tuple[str, ...]:
        """Texts of the no-hire conditions that were seen."""
        return tuple(one.text for one in self.form.panel.no_hire if self._seen(one.id) == YES)

    def standing(self) -> list[str]:
        """How the sheet stands against what the panel agreed on, a line for each thing."""
        panel, levels = self.form.panel, self.levels
        overall = levels.get(OVERALL)
        against = "not rated" if overall is None else f"{overall}, {'reached' if overall >= panel.target else 'below'}"
        lines = [f"Level target {panel.target}: {against}"]
        for must in panel.must_have:
            if must.signal in self.form.keys:
                level = levels.get(must.signal)
                unrated = NOT_HEARD if self.chosen(must.signal) == NOT_HEARD else "not rated"
                state = unrated if level is None else f"{level}, {'shown' if level >= must.level else 'not shown'}"
                lines.append(f"Must have {self.form.name(must.signal)} from {must.level}: {state}")
        return lines + [f"No-hire condition seen: {text}" for text in self.no_hire]

    def problem(self, field_id: str, what: str, fix: str = "") -> Problem:
        """A `Problem` at one field of this sheet."""
        cell = self.cells.get(field_id)
        place = f"{field_id} (cell {cell})" if cell else field_id
        return Problem(self.file, self.rows.get(field_id, 0), place, what, fix)

    def _seen(self, condition: str) -> str:
        return self.said(f"no_hire.{condition}").casefold()

    def _mistakes(self) -> Iterator[Problem]:
        for id, text in self.values.items():
            if id not in self.form.fields:
                yield self.problem(id, "is no field of this sheet", "remove the row, or ask for a fresh sheet")
            elif len(text) > LONGEST:
                yield self.problem(id, f"has more than {LONGEST:,} characters", "shorten it")
        for key in self.form.keys:
            yield from self._mistakes_of(key)
        for one in self.form.panel.no_hire:
            if self._seen(one.id) not in ("", YES, NO):
                yield self.problem(f"no_hire.{one.id}", f"is neither {YES} nor {NO}", f"write {YES} or {NO}")
        if self.no_hire and not self.said("no_hire.evidence"):
            what = "is blank although a no-hire condition was seen"
            yield self.problem("no_hire.evidence", what, "write down what was said, or answer no")

    def _mistakes_of(self, key: str) -> Iterator[Problem]:
        scale, chosen, level = self.form.scale(key), self.chosen(key), f"{key}.level"
        known = {str(step) for step in scale} | ({NOT_HEARD} if key != OVERALL else set())
        if chosen and chosen not in known:
            or_not = f" or {NOT_HEARD}" if key != OVERALL else ""
            yield self.problem(level, f"{chosen[:20]!r} is no level", f"write {scale[0]} to {scale[-1]}{or_not}")
        elif chosen and chosen != NOT_HEARD and not self.evidence(key):
            what = f"has level {chosen} and no evidence"
            yield self.problem(level, what, f"write the candidate's words into {key}.evidence, or clear the level")

    def _gaps(self) -> Iterator[Problem]:
        for key in self.form.keys:
            if not self.chosen(key):
                or_not = "" if key == OVERALL else f", or {NOT_HEARD}"
                yield self.problem(f"{key}.level", "is not rated yet", f"write evidence and then a level{or_not}")
        for one in self.form.panel.no_hire:
            if not self._seen(one.id):
                yield self.problem(f"no_hire.{one.id}", "is not answered yet", f"write {YES} or {NO}")


def choice(text: str) -> str:
    """A level as people and spreadsheets write it, such as ``2.0`` or ``Not heard``, in its one form."""
    whole = _WHOLE.fullmatch(text)
    return whole[1] if whole else " ".join(text.casefold().split())
