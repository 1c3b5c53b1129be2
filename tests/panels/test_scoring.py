"""The score sheet and the training of raters as widgets, with messages as a browser sends them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from messages import message

from starlift import panels
from starlift.content import START, Content
from starlift.journal import Journal
from starlift.panels import scoring
from starlift.panels.scoring.scoresheet import BANK, ScoreSheetPages
from starlift.panels.scoring.training import TrainingPages, TrainingSeat
from starlift.panels.selfrating import asked
from starlift.panels.workbench import WorkbenchPanel
from starlift.rated import RatedAnswer
from starlift.scoring.desk import Desk
from starlift.scoring.form import form_for
from starlift.scoring.reading import read_sheets
from starlift.scoring.training import panel_level

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def desk(content: Content, tmp_path: Path) -> Callable[..., Desk]:
    def at(rater: str = "Rita", candidate: str = "C. 17") -> Desk:
        return Desk(form_for(content, candidate, "whoever-shouts"), rater, tmp_path)

    return at


def opened(desk: Desk) -> WorkbenchPanel:
    panel = WorkbenchPanel(desk, ScoreSheetPages(desk))
    message(panel, do="open", rev=1)
    return panel


def complete(desk: Desk, level: str = "2") -> dict[str, str]:
    values = {f"{key}.evidence": f"“I said, {desk.rater}”" for key in desk.form.keys}
    values |= {f"{key}.level": level for key in desk.form.keys}
    return values | {f"no_hire.{one.id}": "no" for one in desk.form.panel.no_hire}


def block(panel: WorkbenchPanel, id: str) -> dict[str, Any]:
    """The field with this id, wherever it stands."""

    def walk(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [one for item in blocks for one in (item, *walk(item.get("blocks", [])))]

    return next(one for one in walk(panel.page["blocks"]) if one.get("id") == id)


def words(panel: WorkbenchPanel) -> str:
    return str(panel.page["blocks"])


def test_levels_appear_once_there_is_evidence(desk: Callable[..., Desk]) -> None:
    panel = opened(desk())
    assert [value for value, _ in block(panel, "intake.level")["options"]] == ["not heard"]

    message(panel, do="put", rev=2, values={"intake.evidence": "We agreed on what would wait."})
    assert [value for value, _ in block(panel, "intake.level")["options"]] == ["0", "1", "2", "3", "not heard"]


def test_a_level_left_without_evidence_is_named(desk: Callable[..., Desk]) -> None:
    panel = opened(desk())
    message(panel, do="put", rev=2, values={"intake.evidence": " ", "intake.level": "3"})

    assert "Intake and priorities: has level 3 and no evidence." in block(panel, "open")["items"]


def test_nothing_of_others_leaves_the_kernel_before_the_own_sheet_is_complete(desk: Callable[..., Desk]) -> None:
    sven = opened(desk("Sven"))
    message(sven, do="put", rev=2, values=complete(desk("Sven"), "1"))
    sven.close()
    panel = opened(desk())
    values = complete(desk())
    message(panel, do="put", rev=2, values=values | {"result.level": ""})
    message(panel, do="go", rev=3, part="compare")
    message(panel, do="act", rev=4, act="compare")
    assert "own sheet comes first" in panel.status["news"]
    assert "Sven" not in words(panel)

    message(panel, do="put", rev=5, values=values)
    assert "Sven" not in words(panel)
    message(panel, do="act", rev=6, act="compare")
    assert "Sven" in words(panel)
    assert "1 apart" in words(panel)


def test_a_level_changed_after_comparing_does_not_change_what_was_rated_alone(
    desk: Callable[..., Desk], content: Content
) -> None:
    panel = opened(desk())
    message(panel, do="put", rev=2, values=complete(desk()))
    message(panel, do="go", rev=3, part="compare")
    message(panel, do="act", rev=4, act="compare")
    message(panel, do="put", rev=5, values={"intake.level": "3"})
    panel.close()

    (sheet,) = read_sheets(content, [desk().journal.path])
    assert sheet.levels["intake"] == 2
    again = opened(desk())
    assert again.values["intake.level"] == "3", "the rater sees what they think now"
    assert {part["id"]: part["done"] for part in again.page["parts"]}["compare"]


def test_a_failed_write_shows_no_comparison(desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    panel = opened(desk())
    message(panel, do="put", rev=2, values=complete(desk()))
    message(panel, do="go", rev=3, part="compare")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Journal, "_write", full)
    message(panel, do="act", rev=4, act="compare")
    assert "No space left" in panel.status["problem"]
    assert "side by side" not in words(panel)


def test_outside_text_stays_text(desk: Callable[..., Desk]) -> None:
    other = opened(desk(HOSTILE, HOSTILE))
    hostile = {name: HOSTILE if name.endswith("evidence") else text for name, text in complete(desk()).items()}
    message(other, do="put", rev=2, values=hostile)
    other.close()
    panel = opened(desk("Rita", HOSTILE))
    message(panel, do="put", rev=2, values=complete(desk()))
    message(panel, do="go", rev=3, part="compare")
    message(panel, do="act", rev=4, act="compare")

    assert "&lt;img src=x" in words(panel)
    assert HOSTILE not in "".join(one.get("html", "") for one in panel.page["blocks"])
    assert HOSTILE not in panel._repr_mimebundle_()["text/html"]


def test_comments_are_offered_for_the_level_and_reach_the_file(
    desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    panel, sent = opened(desk()), []
    monkeypatch.setattr(panel, "send", lambda content, buffers: sent.append((content, buffers)))
    message(panel, do="put", rev=2, values=complete(desk()))
    offered = block(panel, f"{BANK}intake")["options"]
    assert "“I said, Rita”" in offered[1][1]

    message(panel, do="put", rev=3, values={f"{BANK}intake": offered[1][0]})
    message(panel, do="go", rev=4, part="keep")
    message(panel, do="act", rev=5, act="csv")
    ((content, (data,)),) = sent
    assert content["name"].endswith(".csv")
    assert offered[1][1].replace('"', '""') in data.decode("utf-8-sig")
    assert "complete" in panel.status["news"]


@pytest.mark.parametrize("act", ["pdf", "pdf-letter", "html", "xlsx"])
def test_every_file_can_be_taken_along(desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch, act: str) -> None:
    panel, sent = opened(desk()), []
    monkeypatch.setattr(panel, "send", lambda content, buffers: sent.append((content, buffers)))
    message(panel, do="go", rev=2, part="keep")
    message(panel, do="act", rev=3, act=act)

    assert len(sent) == 1
    assert "open fields" in panel.status["news"]


def test_a_comment_is_checked_before_it_is_kept(desk: Callable[..., Desk]) -> None:
    panel = opened(desk(candidate="Zoë Lindqvist"))
    message(panel, do="go", rev=2, part="keep")
    own = {"own.key": "intake", "own.level": "2", "own.text": "Who decided, Zoë?"}
    message(panel, do="act", rev=3, act="add-comment", values=own)
    assert "candidate's name" in panel.status["news"]

    message(panel, do="act", rev=4, act="add-comment", values={"own.text": "Who decided on {quote}?"})
    assert "in the bank" in panel.status["news"]
    message(panel, do="go", rev=5, part="ratings")
    message(panel, do="put", rev=6, values=complete(desk()))
    assert "Who decided on “I said, Rita”?" in str(block(panel, f"{BANK}intake")["options"])


def test_opening_a_sheet_writes_nothing(desk: Callable[..., Desk], tmp_path: Path) -> None:
    opened(desk()).close()

    assert list(tmp_path.iterdir()) == []


def test_running_a_cell_again_closes_the_earlier_panel(tmp_path: Path) -> None:
    first = scoring.score_sheet(candidate="C", question="whoever-shouts", rater="Rita", workspace=str(tmp_path))
    message(first, do="open", rev=1)
    message(first, do="put", rev=2, values={"intake.evidence": "kept"})
    second = scoring.score_sheet(candidate="C", question="whoever-shouts", rater="Rita", workspace=str(tmp_path))

    assert first.comm is None
    assert second.values["intake.evidence"] == "kept"
    assert "Score sheet: Score sheet: C" in second._repr_mimebundle_()["text/plain"]
    assert panels.scoring is scoring


def test_the_panel_is_summed_up() -> None:
    html = scoring.panel_summary()._repr_mimebundle_()["text/html"]

    assert "No-hire conditions" in html
    assert "First interviewer" in html


# ---- training


@pytest.fixture
def seat(content: Content, tmp_path: Path) -> TrainingSeat:
    return TrainingSeat(content, START, Journal(tmp_path, "rater-training", "Rita"))


def rate(panel: WorkbenchPanel, seat: TrainingSeat, answer: RatedAnswer, by: int = 0) -> None:
    levels = {
        f"{answer.id}.{key}": str(min(max(panel_level(answer, key) + by, scale[0]), scale[-1]))
        for key, scale in asked(seat).items()
    }
    message(panel, do="act", rev=panel.status["rev"] + 1, act=f"rate-{answer.id}", values=levels)


def test_the_panels_reasons_appear_only_for_answers_that_were_rated(seat: TrainingSeat) -> None:
    panel = WorkbenchPanel(seat, TrainingPages(seat))
    message(panel, do="open", rev=1)
    message(panel, do="go", rev=2, part="first")
    first, second = seat.practice[:2]
    assert first.advice not in words(panel)

    rate(panel, seat, first)
    assert "Why: the panel" in words(panel)
    assert words(panel).count("Why: the panel") == 1
    message(panel, do="act", rev=9, act=f"rate-{second.id}")
    assert "First choose a level" in panel.status["news"]


def test_the_second_round_waits_for_the_first_and_the_change_for_both(seat: TrainingSeat) -> None:
    panel = WorkbenchPanel(seat, TrainingPages(seat))
    message(panel, do="open", rev=1)
    message(panel, do="go", rev=2, part="second")
    assert "Rate the first three" in words(panel)
    for part, answers, by in (("first", seat.practice[:3], -1), ("second", seat.practice[3:], 0)):
        message(panel, do="go", rev=panel.status["rev"] + 1, part=part)
        for answer in answers:
            rate(panel, seat, answer, by)
    message(panel, do="go", rev=panel.status["rev"] + 1, part="change")

    assert "nearer to the panel" in words(panel).replace("&#x27;", "'")
    assert all(part["done"] for part in panel.page["parts"])
    panel.close()
    again = WorkbenchPanel(seat, TrainingPages(seat))
    message(again, do="open", rev=1)
    assert "You beside the panel" in words(again), "it comes back where it was left"
