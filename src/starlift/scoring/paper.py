"""Paper edition of a score sheet: a page to rate on and one for the debrief, as HTML and PDF from the same data."""

from __future__ import annotations

from typing import Any

from starlift.page import TEMPLATES
from starlift.scoring.form import OVERALL, Form
from starlift.scoring.sheet import Sheet
from starlift.typeset import Paper, pdf


def as_html(sheet: Sheet) -> str:
    """The sheet as a page to print on A4 or Letter; what is blank has room to write."""
    return TEMPLATES.fragment("score-sheet.html", **sheet_data(sheet))


def as_pdf(sheet: Sheet, *, paper: Paper = "a4") -> bytes:
    """The sheet as PDF."""
    return pdf("score-sheet", sheet_data(sheet), paper=paper)


def sheet_data(sheet: Sheet) -> dict[str, Any]:
    """What both editions are made of, in plain JSON types."""
    form, panel = sheet.form, sheet.form.panel
    lane = form.lane
    return {
        "title": "Score sheet",
        "role": panel.role.title,
        "summary": panel.role.summary,
        "candidate": form.candidate,
        "rater": sheet.rater,
        "question": form.question.text,
        "listen_for": form.question.listen_for,
        "lane": f"{lane.name} ({lane.interviewer})" if lane else "",
        "target": f"{panel.target} {form.content.rubric.overall_name(panel.target)}",
        "must_have": [
            {"name": form.name(one.signal), "level": str(one.level), "why": one.why} for one in panel.must_have
        ],
        "rules": _intro(form, "ratings"),
        "ratings": [_rating(sheet, key) for key in form.keys],
        "follow_ups": [
            {"name": form.name(key), "asks": form.follow_up(key).text, "reply": sheet.said(f"reply.{key}")}
            for key in form.keys
            if key != OVERALL
        ],
        "no_hire_intro": _intro(form, "no_hire"),
        "no_hire": [{"text": one.text, "seen": sheet.said(f"no_hire.{one.id}").casefold()} for one in panel.no_hire],
        "no_hire_evidence": sheet.said("no_hire.evidence"),
        "after": [
            {
                "title": section.title,
                "intro": section.intro,
                "asks": [{"asks": field.label, "said": sheet.said(field.id)} for field in section.fields],
            }
            for section in form.sections
            if section.id in ("debrief", "synthesis")
        ],
    }


def _rating(sheet: Sheet, key: str) -> dict[str, Any]:
    form = sheet.form
    return {
        "id": key,
        "name": form.name(key),
        "asks": form.asks(key),
        "must": next((str(one.level) for one in form.panel.must_have if one.signal == key), ""),
        "evidence": sheet.evidence(key),
        "level": sheet.chosen(key),
        "comment": sheet.said(f"{key}.comment"),
        "anchors": [{"level": level, "text": text} for level, text in form.anchors(key)],
        "may_be_unheard": key != OVERALL,
    }


def _intro(form: Form, section: str) -> str:
    return next(one.intro for one in form.sections if one.id == section)
