"""A whole workshop by script: twelve learners of the sample cohort, and the commands of the guide in their order.

The learners act through the panels, with messages as a browser sends them: at different paces, one late, one who never
comes, one who means harm. The pages that come of it are looked at in a browser.
"""

from __future__ import annotations

import ast
import csv
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from driving import ROOT, local_page
from playwright.sync_api import Browser

from sample_sheet import fill
from starlift.cli import main
from starlift.content import ROOT_VARIABLE, shipped_root
from starlift.journal import Journal, safe_name
from starlift.notebooks import read_notebook
from starlift.panels.workbook import Workbook
from starlift.steps import DEFEND, KEEP, LINES, READ, REPLY, REWRITE, SHARE

TAKEOVER = "document.title='owned'"
HOSTILE = f'<img src=x onerror="{TAKEOVER}"> =HYPERLINK("x") </script><script>{TAKEOVER}</script>'
UNSHARED = "Nobody but me may read this sentence about Marco Rossi."
THIN = {"action": "We managed the backlog and worked closely with all stakeholders to drive alignment across teams."}
BETTER = {
    "situation": "Five of us served nine teams, and each engineer was interrupted eleven times a day.",
    "task": "I had to make our answers predictable with the same five people.",
    "action": "I decided to sort requests into six lanes because they needed different answers. I refused a quota for "
    "each team, since a quota rewards whoever asks most. The head of engineering objected that small questions would "
    "wait a week; I agreed with her that they may, and wrote down who decides when one may not.",
    "result": "A design review went from nineteen days to six. Two teams now bring their questions before they build, "
    "and the lead of one of them runs the weekly hour without me.",
}
DONE, TALKING, LATE, ABSENT, HARMFUL = ("p01", "p02", "p03", "p04", "p05", "p06", "p08"), "p07", "p11", "p10", "p09"
SHARING = ("p01", "p02", "p03", "p04")
READING = "p12"


def say(panel: Any, **content: Any) -> None:
    panel._handle_msg({"content": {"data": {"method": "custom", "content": content}}, "buffers": []})


def type_in(studio: Any, rev: int, sections: dict[str, str]) -> None:
    state = {"draft": {"rev": rev, "sections": {**studio.draft["sections"], **sections}}}
    studio._handle_msg({"content": {"data": {"method": "update", "state": state, "buffer_paths": []}}, "buffers": []})


def sit_down(place: Path) -> Any:
    """The studio of the first case in a learner's set, as the notebook opens it."""
    notebook = read_notebook(next(iter(sorted(place.glob("0[1-4]-*.ipynb")))))
    sources = {cell["id"]: "".join(cell["source"]) for cell in notebook["cells"]}
    given: dict[str, Any] = {}
    for name in ("parameters", "injected-parameters"):
        given |= {line.targets[0].id: ast.literal_eval(line.value) for line in ast.parse(sources[name]).body}  # type: ignore[attr-defined]
    given["seed"] = given.pop("variant_seed")
    book = Workbook(given.pop("case"), **{**given, "workspace": str(place)})
    return book.studio()


def work(place: Path, who: str) -> None:
    """What one learner does in the room."""
    studio = sit_down(place)
    say(studio, do="go", step=READ)
    if who == READING:
        studio.close()
        return
    say(studio, do="go", step=REWRITE)
    say(studio, do="skip")
    if who == TALKING:
        type_in(studio, 1, {"action": UNSHARED})
        studio.close()
        return
    first = {"action": f"{HOSTILE} {UNSHARED}"} if who == HARMFUL else THIN
    for rev, sections in enumerate((first, BETTER), start=1):
        type_in(studio, rev, sections)
        say(studio, do="keep", sections=dict(studio.draft["sections"]))
    say(studio, do="go", step=DEFEND)
    say(studio, do="note", name=f"{REPLY}{studio.defence['id']}", text="I would refuse it again.", rev=1)
    say(studio, do="go", step=KEEP)
    say(studio, do="note", name=LINES, text="Say what it cost.", rev=2)
    if who in SHARING:
        say(studio, do="choose", name=SHARE, value=True)
    studio.close()


@dataclass
class Workshop:
    """Where everything is."""

    place: Path

    def set_of(self, who: str) -> Path:
        return self.place / "sets" / safe_name(who)


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """The whole day, once; each command's name is looked for in the guide before it is given."""
    place = tmp_path_factory.mktemp("workshop")
    guide = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "facilitator").glob("*.md"))
    found = Workshop(place)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        patch.setenv(ROOT_VARIABLE, str(shipped_root()))

        def starlift(*words: str, code: int = 0) -> None:
            name = " ".join(words[: 2 if words[0] in ("cohort", "score", "journal") else 1])
            assert f"starlift {name}" in guide, f"the guide does not name {name}"
            patch.setattr("sys.argv", ["starlift", *words])
            with pytest.raises(SystemExit) as end:
                main()
            assert int(end.value.code or 0) == code, words

        day(found, starlift)
        yield found


def day(workshop: Workshop, starlift: Callable[..., None]) -> None:
    """The commands and the learners in the order of the day."""
    roster, place = Path("roster.csv"), workshop.place
    sample = (ROOT / "facilitator" / "sample-roster.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    roster.write_text("".join(line for line in sample if not line.startswith(LATE)), encoding="utf-8")
    starlift("cohort", "build", "roster.csv", "--out", "sets")
    starlift("print", "120", "--start", "14:00", "--out", "print")
    starlift("handouts", "--case", "ticket-sink", "--out", "print")
    starlift("run", "120", "--out", "clock.html")
    before = {path: path.read_bytes() for path in (place / "sets").rglob("0*.ipynb")}
    for who in (*DONE, TALKING, HARMFUL, READING):
        work(workshop.set_of(who), who)
    starlift("wall", "sets", "--cohort", "sets", "--once", "--out", "wall-early.html")

    roster.write_text("".join(sample), encoding="utf-8")
    starlift("cohort", "build", "roster.csv", "--out", "sets")
    assert all(path.read_bytes() == data for path, data in before.items())
    work(workshop.set_of(LATE), LATE)
    forge(workshop)
    starlift("wall", "sets", "--cohort", "sets", "--once", "--out", "wall.html")
    starlift("cohort", "collect", "sets", "sets", "--out", "tables")
    starlift("cohort", "collect", "sets", "sets", "--out", "unnamed", "--anonymous")
    starlift("cohort", "debrief", "sets", "--from", "tables", "--out", "debrief")
    starlift("cohort", "compare", "unnamed", "--out", "compared")
    for rater in ("Rater one", "Rater two"):
        starlift("score", "sheet", "volunteer", "--question", "late-finding", "--rater", rater, "--out", "scores")
    sheets = sorted(place.glob("scores/*.csv"))
    for sheet, level in zip(sheets, "23", strict=True):
        fill(sheet, level)
    starlift("score", "compare", *map(str, sheets), "--out", "raters.html")
    shutil.copytree(workshop.set_of("p01"), "home")
    case = next(iter(sorted(Path("home").glob("0[1-4]-*.ipynb")))).stem[3:]
    starlift("packet", "manager-interview", case, "--workspace", "home", "--out", "packets")


def forge(workshop: Workshop) -> None:
    """What a harmful learner leaves in a journal by hand: a torn line, no JSON, somebody else's name."""
    path = Journal(workshop.set_of(HARMFUL), "roster", HARMFUL).path
    assert path.exists()
    stolen = json.loads(path.read_bytes().splitlines()[-1]) | {"participant": "p01"}
    with path.open("ab") as file:
        file.write(b"not a line\n" + json.dumps(stolen).encode() + b"\n" + b'{"kind": "draft", "case": "ti')


def table(file: Path) -> list[dict[str, str]]:
    """The rows of a table that was collected."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


def learners_on(page: Path) -> dict[str, dict[str, Any]]:
    """What a page of the wall was told of each learner."""
    data = page.read_text(encoding="utf-8").split('id="data">', 1)[1].split("</script>", 1)[0]
    return {one["name"]: one for one in json.loads(data)["state"]["learners"]}


def test_the_wall_tells_who_is_where_and_shows_no_text(workshop: Workshop) -> None:
    early, late = (learners_on(workshop.place / name) for name in ("wall-early.html", "wall.html"))
    assert LATE not in early
    assert late[LATE]["state"] == "done"
    assert {who for who, one in late.items() if one["state"] == "absent"} == {ABSENT}
    assert {who for who, one in late.items() if one["state"] == "done"} == {*DONE, HARMFUL, LATE}
    assert (late[READING]["step"], late[TALKING]["step"]) == ("Read", "Rewrite")
    assert {who for who, one in late.items() if one["shared"]} == {*SHARING}
    for page in ("wall-early.html", "wall.html"):
        text = (workshop.place / page).read_text(encoding="utf-8")
        assert not [words for words in ("Marco", "six lanes", "backlog", "HYPERLINK") if words in text]


def test_everybody_is_collected_and_nobody_twice(workshop: Workshop) -> None:
    rows = table(workshop.place / "tables" / "attempts.csv")
    assert [row["participant"] for row in rows if row["attempt"] == "0"] == [TALKING, READING]
    assert [(row["participant"], row["attempt"]) for row in rows if row["attempt"] != "0"] == [
        (who, number) for who in sorted((*DONE, HARMFUL, LATE)) for number in "12"
    ]
    assert all(float(row["overall"]) > 3 for row in rows if row["attempt"] == "2" and row["participant"] in DONE)
    assert all(float(row["overall"]) < 2 for row in rows if row["attempt"] == "1" and row["participant"] in DONE)
    told = "\n".join(row["action"] for row in table(workshop.place / "tables" / "texts.csv"))
    assert HOSTILE[:20] in told
    cells = (workshop.place / "tables" / "texts.csv").read_text(encoding="utf-8-sig")
    assert not [cell for cell in cells.split('","') if cell.startswith(("=", "+", "@"))]


def test_unnamed_tables_hold_no_name_and_no_text_that_is_not_shared(workshop: Workshop) -> None:
    everything = "".join(file.read_text(encoding="utf-8-sig") for file in (workshop.place / "unnamed").glob("*.csv"))
    assert not [who for who in (*DONE, HARMFUL, LATE, "Adaeze", "Marco") if f'"{who}"' in everything]
    assert UNSHARED not in everything
    assert BETTER["task"] in everything


def test_the_debrief_shows_what_was_shared_and_names_nobody(workshop: Workshop) -> None:
    pages = [*workshop.place.glob("debrief/*.html"), *workshop.place.glob("compared/*")]
    assert len(pages) >= 3
    texts = {page.name: page.read_text(encoding="utf-8") for page in pages}
    assert BETTER["task"] in texts["debrief.html"]
    everything = "".join(texts.values())
    assert not [words for words in ("Adaeze", "Okonkwo", "Marco", "p01", UNSHARED, "HYPERLINK") if words in everything]
    assert (workshop.place / "debrief" / "debrief.pdf").read_bytes().startswith(b"%PDF")


def test_the_packet_holds_the_learners_own_words(workshop: Workshop) -> None:
    (packet,) = (file for file in (workshop.place / "packets").glob("*.md"))
    assert "I refused a quota for each team" in packet.read_text(encoding="utf-8")


@pytest.mark.browser
def test_every_page_opens_and_nobody_takes_it_over(workshop: Workshop, browser: Browser) -> None:
    found = [
        workshop.place.glob(f"{folder}*.html")
        for folder in ("", "print/", "sets/facilitator/", "debrief/", "compared/")
    ]
    pages = [*chain.from_iterable(found), *sorted(workshop.place.glob("sets/facilitator/paper/*.html"))[:1]]
    assert len(pages) >= 16
    for path in pages:
        with local_page(browser) as page:
            page.goto(path.as_uri())
            assert page.title() not in ("", "owned"), path
            assert page.get_by_role("heading", level=1).first.is_visible(), path
            assert page.locator("img[src=x]").count() == 0, path
