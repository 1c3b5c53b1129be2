"""Debrief: figures of a room that tell of nobody, and nothing of whom nobody may tell."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from typer.testing import CliRunner, Result

from sample_cohort import HIDDEN, NAMES, learner, room
from starlift.cli import app
from starlift.collected.reading import read_rows
from starlift.content import Content
from starlift.errors import JournalError
from starlift.reports.debrief import debrief_of
from starlift.reports.debriefing import Debriefing
from starlift.reports.thin import OVERALL, Thin


def starlift(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["cohort", *map(str, words)])


def texts(folder: Path) -> dict[str, str]:
    """Everything that can be read in what was written."""
    found = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.html")}
    pdf = pdfium.PdfDocument(folder / "debrief.pdf")
    pages = "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    return {**found, "debrief.pdf": pages + str(pdf.get_metadata_dict())}


@pytest.fixture
def written(tmp_path: Path, content: Content) -> Path:
    source = room(tmp_path / "room", content)
    Debriefing.open("spring", [source], content, NAMES).write(tmp_path / "out")
    return tmp_path / "out"


def test_no_name_no_id_and_no_text_without_consent_is_in_any_file(written: Path) -> None:
    for name, text in texts(written).items():
        assert HIDDEN not in text, name
        for who, person in NAMES.items():
            assert not re.search(rf"(?<![\w-]){who}(?![\w-])", text, re.IGNORECASE), (name, who)
            for part in person.split():
                assert not re.search(rf"(?<!\w){part}(?!\w)", text), (name, part)


def test_hostile_words_stay_words(written: Path) -> None:
    for name in ("debrief.html", "slides.html"):
        text = (written / name).read_text(encoding="utf-8")
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)" in text
        assert "{{ 7*7 }}" in text
        assert "\u202e" not in text
        assert not re.search(r"https?:|<link|\bsrc=|@import|url\(| style=", text)
        assert "unsafe" not in text


def test_two_who_agreed_are_two_pairs_and_it_is_said(written: Path) -> None:
    text = (written / "debrief.html").read_text(encoding="utf-8")

    assert len(re.findall(r'class="pair"', text)) == 2
    assert "Fewer than 3 pairs: 2 people have agreed." in text
    assert "[participant]" in text


def test_the_figures_are_those_of_the_journals(tmp_path: Path, content: Content) -> None:
    rows = read_rows([room(tmp_path, content)]).rows
    found = debrief_of(rows, content)
    thin = Thin(content)
    starts = [thin.levels("ticket-sink", row.variant)[OVERALL] for row in rows if row.attempt == 1]
    by_name = {one.dimension: one for one in found.spreads}

    assert (found.people, found.answers, found.cases) == (6, 6, (("The ticket sink", 6),))
    assert by_name["intake"].counts == (0, 2, 4, 0)  # 1, 1.25 | 1.5, 1.75, 2, 2.25
    assert by_name["intake"].mean == pytest.approx(1.625)
    assert found.changes.each[0].start == pytest.approx(sum(starts) / 6)
    assert found.changes.each[0].final == pytest.approx(2.625)
    assert found.lack
    assert found.lack.signal in content.cases["ticket-sink"].story.signals
    assert (found.lack.missing, found.lack.of) == (2, 6)
    known = {question.text for question in content.questions.follow_ups[found.lack.signal]}
    assert len(set(found.lack.questions) & known) == 2


def test_a_group_below_five_is_in_no_figure(tmp_path: Path, content: Content) -> None:
    alone = debrief_of(read_rows([room(tmp_path / "a", content)]).rows, content)
    source = room(tmp_path / "b", content)
    for who in list(NAMES)[:4]:
        learner(source, who, content=content, case="release-conflict", levels=(3.0,), shared=True, text=HIDDEN)
    found = debrief_of(read_rows([source]).rows, content)

    assert (found.people, found.answers, found.spreads, found.changes) == (
        alone.people, alone.answers, alone.spreads, alone.changes,
    )  # fmt: skip
    assert [one.title for one in found.pairs.found] == ["The ticket sink"] * 2
    assert found.left_out == ("Nine days before launch: fewer than 5 people, left out.",)


@pytest.mark.parametrize("people", [1, 4])
def test_too_few_people_are_told_of_by_nobody(tmp_path: Path, content: Content, people: int) -> None:
    for who in list(NAMES)[:people]:
        learner(tmp_path, who, content=content)

    with pytest.raises(JournalError, match="5 people or more"):
        Debriefing.open("spring", [tmp_path], content)


def test_five_people_are_enough(tmp_path: Path, content: Content) -> None:
    for who in list(NAMES)[:5]:
        learner(tmp_path, who, content=content)

    assert Debriefing.open("spring", [tmp_path], content).debrief.people == 5


def test_nobody_has_agreed(tmp_path: Path, content: Content) -> None:
    for who in NAMES:
        learner(tmp_path, who, content=content)
    found = Debriefing.open("spring", [tmp_path], content)

    assert found.debrief.pairs.found == ()
    assert "nobody has ticked" in found.pairs.text


def test_a_case_that_is_not_known_shows_neither_name_nor_figure(tmp_path: Path, content: Content) -> None:
    source = room(tmp_path, content)
    for who in NAMES:
        learner(source, who, content=content, case="zoe-adeyemi", levels=(3.0,), shared=True, text=HIDDEN)
    found = debrief_of(read_rows([source]).rows, content)

    assert (found.answers, found.left_out) == (6, ("A case that these materials do not know is left out.",))


def test_the_same_room_gives_the_same_bytes_whoever_is_read_first(tmp_path: Path, content: Content) -> None:
    source = room(tmp_path / "room", content)
    files = sorted((source / "journal").iterdir())
    made = []
    for name, sources in (("one", [source]), ("two", files[::-1])):
        Debriefing.open("spring", sources, content, NAMES).write(tmp_path / name)
        made.append([(tmp_path / name / file).read_bytes() for file in ("debrief.html", "slides.html", "debrief.pdf")])

    assert made[0] == made[1]


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_the_sheet_is_one_page(tmp_path: Path, content: Content, paper: str) -> None:
    source = room(tmp_path / "room", content)
    for case in list(content.cases)[1:]:
        for who in NAMES:
            learner(source, who, content=content, case=case)
    Debriefing.open("spring", [source], content).write(tmp_path / "out", paper=paper)  # type: ignore[arg-type]

    assert len(pdfium.PdfDocument(tmp_path / "out" / "debrief.pdf")) == 1


def test_from_the_tables_it_tells_the_same_levels(
    tmp_path: Path, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    room(tmp_path / "room", content)
    assert starlift("collect", "spring", "room", "--out", "tables", "--anonymous", "--no-parquet").exit_code == 0
    journals = Debriefing.open("spring", ["room"], content).debrief
    tables = Debriefing.open("spring", ["tables"], content).debrief

    assert tables.spreads == journals.spreads
    assert tables.lack == journals.lack
    assert [one.final for one in tables.changes.each] == [one.final for one in journals.changes.each]
    assert [one.source for one in tables.pairs.found] == ["A first attempt"] * 2


def test_the_command_writes_three_private_files(
    tmp_path: Path, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    room(tmp_path / "room", content)
    Path("spring.csv").write_text("id,name\n" + "".join(f"{who},{name or 'N N'}\n" for who, name in NAMES.items()))
    done = starlift("debrief", "spring.csv", "--from", "room", "--out", "out", "--paper", "letter")

    assert done.exit_code == 0, done.output
    assert "People 6, answers 6, pairs 2" in done.output
    assert sorted(path.name for path in Path("out").iterdir()) == ["debrief.html", "debrief.pdf", "slides.html"]
    assert {path.stat().st_mode & 0o777 for path in Path("out").iterdir()} == {0o600}
    assert "size: letter" in Path("out/debrief.html").read_text()


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["spring", "--out", "out"], "does not say where the journals are"),
        (["spring", "--from", "empty", "--out", "out"], "nobody has kept an attempt yet"),
        (["spring", "--from", "gone", "--out", "out"], "gone: cannot be read"),
        (["autumn", "--from", "room", "--out", "out"], "nobody has kept an attempt yet"),
        (["gone.csv", "--from", "room", "--out", "out"], "gone.csv: COHORT: is not there"),
    ],
)
def test_a_mistake_is_told_and_nothing_written(
    tmp_path: Path, content: Content, monkeypatch: pytest.MonkeyPatch, words: list[str], problem: str
) -> None:
    monkeypatch.chdir(tmp_path)
    room(tmp_path / "room", content)
    Path("empty").mkdir()
    done = starlift("debrief", *words)

    assert problem in str(done.exception)
    assert not Path("out").exists()
