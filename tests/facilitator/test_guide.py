"""The facilitator's guide: its links, commands, cases, keys and minutes are those of the kit."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml

from starlift.cli import app
from starlift.content import Content, load_content

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "facilitator"
PAGES = sorted([*GUIDE.glob("*.md"), *GUIDE.glob("companion/*.md")])
SESSION = GUIDE / "run-sheets" / "120-minutes.yaml"
NUMBERS = {
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
    "eleven": "11",
    "twelve": "12",
    "thirteen": "13",
    "fourteen": "14",
    "fifteen": "15",
    "sixteen": "16",
    "seventeen": "17",
    "eighteen": "18",
    "nineteen": "19",
    "twenty": "20",
    "thirty": "30",
}


@cache
def content() -> Content:
    return load_content(ROOT)


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def name(path: Path) -> str:
    return path.relative_to(GUIDE).as_posix()


def anchors(path: Path) -> set[str]:
    """The anchors that a forge makes of a page's headings."""
    headings = re.findall(r"^#{1,6} (.+)$", text(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def sections(path: Path) -> dict[str, str]:
    """Heading of the second level -> what stands below it."""
    pieces = re.split(r"^## (.+)$", text(path), flags=re.MULTILINE)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def rows(table: str) -> Iterator[list[str]]:
    for line in re.findall(r"^\|(.+)\|$", table, re.MULTILINE):
        yield [cell.strip() for cell in line.split("|")]


def commands() -> list[str]:
    """Every command that the guide names, with its options."""
    code = re.compile(r"`(starlift [^`]+)`|^(?:\.venv/bin/)?(starlift .+)$", re.MULTILINE)
    found = {
        " ".join(match.group(match.lastindex or 0).split()) for page in PAGES for match in code.finditer(text(page))
    }
    return sorted(line for line in found if not line.startswith(("starlift ...", "starlift COMMAND")))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_local_link_resolves(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", text(page)):
        place, _, anchor = target.partition("#")
        assert not place.startswith(("http", "/")), "the guide works offline"
        there = (page.parent / place).resolve() if place else page
        assert there.exists(), target
        assert not anchor or anchor in anchors(there), target


def test_every_page_is_reached_from_the_guide() -> None:
    reached, waiting = set(), [GUIDE / "guide.md"]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        links = re.findall(r"\]\(([^)#\s]+\.md)", text(page))
        waiting += [
            there for link in links if (there := (page.parent / link).resolve()) in PAGES and there not in reached
        ]

    assert reached == set(PAGES)


@pytest.mark.parametrize("line", commands())
def test_every_command_is_there_with_its_options(line: str) -> None:
    command: Any = typer.main.get_command(app)
    words = shlex.split(line)[1:]
    while words and hasattr(command, "commands"):
        assert words[0] in command.commands, f"no command {words[0]!r}"
        command = command.commands[words.pop(0)]
    assert not hasattr(command, "commands"), "a group is no command"
    options = {flag: option for option in command.params for flag in (*option.opts, *option.secondary_opts)}
    places = [option.nargs for option in command.params if option.param_type_name == "argument"]
    given = 0
    while words:
        word = words.pop(0)
        if not word.startswith("-"):
            given += 1
            continue
        assert word in options or word == "--help", f"{word} is no option"
        if word in options and not options[word].is_flag:
            assert words, f"{word} wants a value"
            words.pop(0)
    assert -1 in places or given <= sum(places), "too many words"


@pytest.mark.parametrize("case_id", sorted(load_content(ROOT).cases))
def test_every_case_has_its_section_with_its_own_signals_and_questions(case_id: str) -> None:
    case = content().case(case_id)
    section = sections(GUIDE / "exercises.md")[f"Case {case_id}"]

    assert f"**{case.story.title}**" in section
    told = re.search(r"signals: ([^·]+) ·", section)
    assert told
    assert told[1].split(", ") == [content().rubric.names[signal].lower() for signal in case.story.signals]
    asked = set(re.findall(r"^- \*(.+)\*$", section, re.MULTILINE))
    about = {question.text for signal in case.story.signals for question in content().questions.follow_ups[signal]}
    assert len(asked) >= 4
    assert asked <= about


@pytest.mark.parametrize("case_id", sorted(load_content(ROOT).cases))
def test_figures_that_a_case_expects_are_those_of_story_and_exercise(case_id: str) -> None:
    case = content().case(case_id)
    known = " ".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "stories" / f"{case.file_stem}.md", ROOT / "exercises" / f"{case.file_stem}.yaml")
    )
    told = figures(sections(GUIDE / "exercises.md")[f"Case {case_id}"])

    assert len(told) > 5
    assert told <= figures(known)


def figures(words: str) -> set[str]:
    """Numbers from 4 up, in digits or in words."""
    spelled = {NUMBERS[word] for word in re.findall(r"[a-z]+", words.lower()) if word in NUMBERS}
    digits = {found.rstrip(",.") for found in re.findall(r"\d[\d,.]*", words)}
    return {one for one in spelled | digits if not one.isdecimal() or int(one) > 3}


def test_all_kinds_of_thin_answers_are_told() -> None:
    table = list(rows(sections(GUIDE / "exercises.md")["The eight thin kinds"]))
    told = [re.sub("[ -]", "_", row[0]) for row in table[2:]]
    kinds = {thin.kind for case in content().cases.values() for thin in case.exercise.thin_answers}

    assert sorted(told) == sorted(kinds)


def test_the_key_of_the_opening_calibration_is_the_raters() -> None:
    answers = {a.id: a for a in content().rated if a.practice and not a.case}
    ids = {content().rubric.names[one].lower(): one for one in next(iter(answers.values())).levels}
    seen = set()
    for begins, overall, *marks in list(rows(sections(GUIDE / "exercises.md")["Rate"]))[2:]:
        (answer,) = [a for a in answers.values() if a.text.startswith(begins.strip('"').rstrip("."))]
        seen.add(answer.id)
        assert int(overall) == answer.overall
        for level_name, level in re.findall(r"([a-z][a-z ]*) (\d)", " ".join(marks).replace("all signals 0", "")):
            assert answer.levels[ids[level_name.removeprefix("and ").strip()]] == int(level), begins

    assert seen == set(answers)


def test_questions_on_the_follow_up_card_are_the_kits() -> None:
    section = sections(GUIDE / "exercises.md")["How to help without rewriting"]
    asked = set(re.findall(r"\*([A-Z][^*]+\?)\*", section.partition("Questions that open")[2]))
    known = {question.text for questions in content().questions.follow_ups.values() for question in questions}

    assert asked
    assert asked <= known


def test_every_block_of_the_session_is_covered_with_its_minutes() -> None:
    if not SESSION.is_file():
        pytest.fail("facilitator/run-sheets/120-minutes.yaml is not there yet")
    blocks = yaml.safe_load(text(SESSION))["blocks"]
    planned = {block["id"]: block["exercise"] + block.get("debrief", 0) for block in blocks}
    by_hand = {row[1]: row[0] for row in rows(sections(GUIDE / "guide.md")["Two hours on one page"])}
    after = {
        row[0]: row[1]
        for row in rows(sections(GUIDE / "after-action.md")["What was meant to happen, and what happened"])
    }

    assert [word for word in map(str.lower, sections(GUIDE / "exercises.md")) if word in planned] == list(planned)
    assert {one: int(by_hand[one]) for one in planned} == planned
    assert {one: int(after[one]) for one in planned} == planned


def test_facts_from_elsewhere_carry_their_source() -> None:
    for page in PAGES:
        for line in text(page).split("\n\n"):
            if re.search(r"(?<![\d.])\.\d\d\b|\bg = ", line):
                assert re.search(r"\([A-Z][^()]*(19|20)\d\d\)", line), f"{name(page)}: {line[:80]}"


def test_companions_for_learners_give_no_case_away() -> None:
    products = {case.story.product for case in content().cases.values()}
    for page in GUIDE.glob("companion/*.md"):
        assert not [product for product in products if product in text(page)]
        assert "exercises.md" not in text(page)


def test_the_lanes_of_the_panel_packet_are_those_that_sheets_are_made_from() -> None:
    lanes = yaml.safe_load(text(GUIDE / "scoring" / "panel.yaml"))["lanes"]
    names = content().rubric.names
    told = list(rows(sections(GUIDE / "companion" / "panel-packet.md")["Lanes"]))[2:]

    expected = [
        [lane["name"], {names[signal].lower().removesuffix(" and priorities") for signal in lane["signals"]}]
        for lane in lanes
    ]
    assert [[name, set(signals.split(", "))] for name, signals, _ in told] == expected
