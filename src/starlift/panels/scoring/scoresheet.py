"""The score sheet as a page: evidence before level, the rest of the panel only after the own sheet is complete."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from starlift.errors import JournalError, StarliftError
from starlift.panels.guard import told
from starlift.panels.workbenches.base import Download, Kept, Pages, Part, Values
from starlift.panels.workbenches.blocks import Block, actions, group, prose, radio, remarks, select, table, text, words
from starlift.scoring.comments import LONGEST as LONGEST_COMMENT
from starlift.scoring.comments import add_comment, load_comments
from starlift.scoring.desk import Desk
from starlift.scoring.editions import edition_of, file_name
from starlift.scoring.form import LONGEST, NOT_HEARD, OVERALL, Field, Section
from starlift.scoring.sheet import Sheet
from starlift.workbenches.facts import Fact

BANK = "bank."
"""Before a dimension: the field in which a comment of the bank is chosen."""
_MIMES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html",
    "pdf": "application/pdf",
}
_DOWNLOADS = (
    ("pdf", "PDF on A4"),
    ("pdf-letter", "PDF on Letter"),
    ("html", "Page to print"),
    ("csv", "CSV"),
    ("xlsx", "Spreadsheet"),
)
_TITLES = {
    "ratings": "Rate",
    "conditions": "Probe",
    "compare": "Compare",
    "debrief": "Debrief",
    "synthesis": "Synthesis",
    "keep": "Take along",
}


class ScoreSheetPages(Pages):
    """The sheet of one rater on one answer; everything follows from the values of its fields.

    Attributes:
        desk: Where it is kept and who else rates.
    """

    minutes = 15
    noun = "score sheet"

    def __init__(self, desk: Desk) -> None:
        form = desk.form
        self.desk, self.title = desk, f"Score sheet: {form.candidate}"
        self.lead = f"{form.question.text} Rated by {desk.rater}, for {form.panel.role.title}."
        self._sections = {section.id: section for section in form.sections}
        self._bank = load_comments(form.content, desk.folder)
        self._first = desk.first()

    def parts(self, values: Values) -> Sequence[Part]:
        """Rate, probe, compare, debrief, synthesis, and files to take along."""
        sheet = self._sheet(values)
        rated = {key for key in sheet.form.keys if key in sheet.levels or sheet.chosen(key) == NOT_HEARD}
        open_ones = [gap for gap in (*sheet.gaps, *sheet.mistakes) if gap.field.startswith("no_hire.")]
        done = {
            "ratings": rated == set(sheet.form.keys),
            "conditions": not open_ones,
            "compare": self._first is not None,
            **{name: all(map(sheet.said, self._ids(name))) for name in ("debrief", "synthesis")},
        }
        return [Part(id, title, done.get(id, False)) for id, title in _TITLES.items()]

    def blocks(self, part: str, values: Values) -> Sequence[Block]:
        """What stands on a part."""
        sheet = self._sheet(values)
        if part in ("debrief", "synthesis"):
            return self._asks(self._sections[part])
        made = {"ratings": self._rate, "conditions": self._probe, "compare": self._compare, "keep": self._keep}
        return made[part](sheet, values)

    def facts(self, values: Values) -> Sequence[Fact]:  # noqa: ARG002 - the studio has no use for a rater's sheet
        """None: nothing of a sheet goes elsewhere."""
        return ()

    def act(self, do: str, values: Values) -> Download | Kept:
        """Compare, add a comment to the bank, or make a file; what is refused is told beside the button.

        Raises:
            JournalError: When it cannot be written.
        """
        try:
            return self._done(do, values)
        except JournalError:
            raise
        except StarliftError as error:
            return Kept({}, told(error))

    def _done(self, do: str, values: Values) -> Download | Kept:
        sheet = self._sheet(values)
        if do == "compare" and not sheet.is_complete:
            return Kept({}, "Your own sheet comes first: complete what the list above names, then compare.")
        if do == "compare":
            self.desk.compare(values)
            self._first = self.desk.first()
            return Kept({}, "What you chose so far is kept as your independent rating.")
        if do == "add-comment":
            return self._add_comment(sheet, values)
        edition, _, size = do.partition("-")
        data = edition_of(self._resolved(sheet, values), edition, letter=size == "letter")
        state = "The sheet is complete." if sheet.is_complete else f"The sheet has {len(sheet.gaps)} open fields."
        return Download(file_name(sheet, edition), _MIMES[edition], data, state)

    def _sheet(self, values: Values) -> Sheet:
        return self.desk.sheet(values)

    def _ids(self, section: str) -> list[str]:
        return [field.id for field in self._sections[section].fields]

    def _rate(self, sheet: Sheet, _: Values) -> list[Block]:
        form = self.desk.form
        must = [f"{form.name(one.signal)} from {one.level}" for one in form.panel.must_have]
        target = f"{form.panel.target} ({form.content.rubric.overall_name(form.panel.target)})"
        lane = f" · **Lane:** {form.lane.name}, {form.lane.interviewer}" if form.lane else ""
        found: list[Block] = [
            prose(f"**Level target:** {target} · **Must have:** {', '.join(must)}{lane}"),
            words(form.question.listen_for, title="Listen for"),
            prose(self._sections["ratings"].intro),
        ]
        found += [group(form.name(key), self._rating(key, sheet)) for key in form.keys]
        return [*found, self._remarks(sheet, [f"{key}." for key in form.keys])]

    def _rating(self, key: str, sheet: Sheet) -> list[Block]:
        fields, form = self.desk.form.fields, self.desk.form
        level = fields[f"{key}.level"]
        has_evidence = bool(sheet.evidence(key))
        options = [(value, f"{value}: {meaning}") for value, meaning in level.options]
        if not has_evidence:
            options = [pair for pair in options if pair[0] == NOT_HEARD]
        hint = "" if has_evidence else "The levels appear once there is evidence."
        blocks = [
            text(f"{key}.evidence", "Evidence, in the candidate's words", hint=form.asks(key), rows=3, most=LONGEST),
            radio(level.id, "Level", options, hint=hint) if options else prose(f"*{hint}*"),
        ]
        if key in sheet.levels:
            offered = [
                (f"{sheet.levels[key]}-{number}", comment.about(sheet.evidence(key)))
                for number, comment in enumerate(self._bank.fitting(key, sheet.levels[key]))
            ]
            blocks += [
                select(f"{BANK}{key}", "A comment from the bank", [("", "None"), *offered]),
                text(
                    f"{key}.comment",
                    "Or a comment of your own",
                    hint=fields[f"{key}.comment"].hint,
                    rows=2,
                    most=LONGEST,
                ),
            ]
        return blocks

    def _probe(self, sheet: Sheet, _: Values) -> list[Block]:
        asked, conditions = self._sections["follow_ups"], self._sections["no_hire"]
        return [
            group(asked.title, [prose(asked.intro), *(_entry(field) for field in asked.fields)]),
            group(conditions.title, [prose(conditions.intro), *(_entry(field) for field in conditions.fields)]),
            self._remarks(sheet, ["no_hire."]),
        ]

    def _remarks(self, sheet: Sheet, starts: Collection[str]) -> Block:
        """What is wrong or open here, in the words of the labels."""
        names = self.desk.form.content.rubric.names
        conditions = {f"no_hire.{one.id}": one.text.rstrip(".") for one in self.desk.form.panel.no_hire}
        open_here = [
            f"{conditions.get(one.field) or names.get(one.field.partition('.')[0], 'No-hire conditions')}: {one.what}."
            for one in (*sheet.mistakes, *sheet.gaps)
            if one.field.startswith(tuple(starts))
        ]
        holds = not open_here and OVERALL in sheet.levels
        done = ["Every line has evidence and a level, or was not heard."] if holds else []
        return remarks("open", open_here, done=done, label="Still open")

    def _asks(self, section: Section) -> list[Block]:
        return [prose(section.intro), *(_entry(field) for field in section.fields)]

    def _compare(self, sheet: Sheet, _: Values) -> list[Block]:
        rule = prose(
            "Independent first, then comparison. Others' levels appear once your own sheet is complete and you ask for "
            "them. What you chose until then is kept, and agreement is measured on it; you may still change your mind."
        )
        if self._first is None:
            starts = [f"{key}." for key in self.desk.form.keys] + ["no_hire."]
            return [rule, self._remarks(sheet, starts), actions(("compare", "Compare with the others"))]
        others, begun = self.desk.others()
        standing = [(line.partition(": ")[0], line.partition(": ")[2]) for line in sheet.standing()]
        found = [rule, table(("Agreed on", "Your sheet"), standing, caption="Against what the panel agreed on")]
        note = f"{begun} begun and not complete, so not shown." if begun else ""
        if not others:
            return [*found, prose(f"Nobody else has completed a sheet on this answer yet. {note}")]
        return [*found, *self._side_by_side([self._first, *others]), *([prose(note)] if note else [])]

    def _side_by_side(self, sheets: Sequence[Sheet]) -> list[Block]:
        form = self.desk.form
        raters = [f"{sheet.rater} (you, before comparing)" if not n else sheet.rater for n, sheet in enumerate(sheets)]
        rows, apart = [], []
        for key in form.keys:
            given = [sheet.chosen(key) for sheet in sheets]
            levels = [sheet.levels[key] for sheet in sheets if key in sheet.levels]
            width = max(levels) - min(levels) if levels else 0
            rows.append((form.name(key), *given, "same" if len(set(given)) == 1 else f"{width} apart"))
            if len(set(given)) > 1:
                evidence = [
                    (rater, level, one.evidence(key)) for rater, level, one in zip(raters, given, sheets, strict=True)
                ]
                apart.append((width, table(("Rater", "Level", "Evidence"), evidence, caption=form.name(key))))
        widest = [block for _, block in sorted(apart, key=lambda pair: -pair[0])]
        return [
            table(("", *raters, ""), rows, caption="Levels side by side"),
            group("Where to talk: the evidence before the level", widest)
            if widest
            else prose("All levels are the same. Do you rest on the same evidence?"),
        ]

    def _keep(self, sheet: Sheet, _: Values) -> list[Block]:
        keys = [(key, sheet.form.name(key)) for key in sheet.form.keys]
        levels = [(str(level), str(level)) for level in range(6)]
        return [
            group("This sheet as a file", [prose("The same sheet for paper or a spreadsheet."), actions(*_DOWNLOADS)]),
            group(
                "A comment for the bank",
                [
                    prose(
                        "Kept for your next sheets. It is first looked through for names and other confidential words; "
                        "`{quote}` stands for the candidate's words."
                    ),
                    select("own.key", "Dimension", keys),
                    select("own.level", "Level that it answers to", levels),
                    text("own.text", "One question", rows=2, most=LONGEST_COMMENT),
                    actions(("add-comment", "Check it and add it")),
                ],
            ),
        ]

    def _add_comment(self, sheet: Sheet, values: Values) -> Kept:
        level, key = values.get("own.level", ""), values.get("own.key", "")
        if not level or not key:
            return Kept({}, "Choose the dimension and the level that the comment answers to.")
        add_comment(
            sheet.form.content,
            self.desk.folder,
            key,
            int(level) if level.isdecimal() and len(level) == 1 else -1,
            values.get("own.text", ""),
            candidates=(sheet.form.candidate,),
        )
        self._bank = load_comments(sheet.form.content, self.desk.folder)
        return Kept({}, "Nothing confidential was found; the comment is in the bank.")

    def _resolved(self, sheet: Sheet, values: Values) -> Sheet:
        """The sheet with comments chosen from the bank where the rater wrote none."""
        comments = {f"{key}.comment": self._offered(key, sheet, values) for key in sheet.form.keys}
        return Sheet(sheet.form, sheet.rater, {**comments, **{k: v for k, v in sheet.values.items() if v.strip()}})

    def _offered(self, key: str, sheet: Sheet, values: Values) -> str:
        level, _, number = values.get(f"{BANK}{key}", "").partition("-")
        if key not in sheet.levels or level != str(sheet.levels[key]) or not number.isdecimal():
            return ""
        fitting = self._bank.fitting(key, sheet.levels[key])
        return fitting[int(number)].about(sheet.evidence(key)) if int(number) < len(fitting) else ""


def _entry(field: Field) -> Block:
    if field.kind == "seen":
        return radio(field.id, field.label, [(value, f"{value}: {meaning}") for value, meaning in field.options])
    return text(field.id, field.label, hint=field.hint, rows=2, most=LONGEST)
