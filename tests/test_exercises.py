"""Exercises: thin answers that read naturally in every context, and who gets which."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from starlift.content import load_content
from starlift.errors import ContentError
from starlift.exercises import (
    Context,
    Exercise,
    ThinAnswer,
    choose_variant,
    draw,
    load_contexts,
    load_exercise,
    make_variant,
    render,
    slots_of,
)
from starlift.stories import Story

ROOT = Path(__file__).resolve().parents[1]
CONTENT = load_content(ROOT)
CONTEXTS = CONTENT.contexts
EXERCISES = {case.id: case.exercise for case in CONTENT.cases.values()}
THIN = [pytest.param(exercise, thin, id=f"{exercise.case}: {thin.id}")
        for exercise in EXERCISES.values() for thin in exercise.thin_answers]  # fmt: skip
CONSONANT_VOWELS = ("one", "once", "use", "uni", "eu", "usu")  # written with a vowel, spoken with a consonant
VOWEL_CONSONANTS = ("hour", "honest", "heir", "8", "11", "18", "mfa", "sso", "sla", "sql", "http", "x-ray")
A_OR_AN = re.compile(r"\b(an?)\s+([\w-]+)", re.IGNORECASE)


def faults(text: str) -> list[str]:
    """What a careful reader would stumble over in `text`."""
    found = [f"brace: {part}" for part in re.findall(r"\S*[{}]\S*", text)]
    found += [f"spaces: {part!r}" for part in re.findall(r"\S*(?:[ \t]{2,}| [.,;:!?])\S*", text)]
    found += [f"doubled: {match[0]}" for match in re.finditer(r"\b(\w+) \1\b", text, flags=re.IGNORECASE)]
    for article, word in A_OR_AN.findall(text):
        low = word.lower()
        vowel = (low[0] in "aeiou" and not low.startswith(CONSONANT_VOWELS)) or low.startswith(VOWEL_CONSONANTS)
        if vowel != (article.lower() == "an"):
            found.append(f"article: {article} {word}")
    for sentence in re.split(r"(?<=[.!?])\s+", text.strip()):
        if not re.match(r'"?[A-Z0-9]', sentence):
            found.append(f"start: {sentence}")
        if not re.search(r'[.!?]"?$', sentence):
            found.append(f"end: {sentence}")
        if len(sentence.split()) < 3:
            found.append(f"short: {sentence}")
    return found


def text_of(exercise: Exercise, thin: ThinAnswer, context: Context) -> str:
    return make_variant(exercise, thin, context).text


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("I chose {rule} here.", ["brace"]),
        ("I chose  one rule.", ["spaces"]),
        ("I chose the the rule.", ["doubled"]),
        ("I had a hour left. It was an one-off.", ["article", "article"]),
        ("I ran an unit. It took a 8-hour day.", ["article", "article"]),
        ("It went well. six teams came.", ["start"]),
        ("It went very well", ["end"]),
        ("It went well. Very.", ["short"]),
        ("I had an hour with a unit of 11 people. 18 came.", ["short"]),
        ('"A one-off," she said in an 8-hour call. It was an SSO page.', []),
    ],
)
def test_the_reader_of_this_module_sees_what_it_should(text: str, kinds: list[str]) -> None:
    assert [fault.split(":")[0] for fault in faults(text)] == kinds


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_a_case_has_thin_answers_of_eight_different_kinds(exercise: Exercise) -> None:
    assert len(exercise.thin_answers) >= 6
    assert len({thin.kind for thin in exercise.thin_answers}) == 8
    assert len({thin.id for thin in exercise.thin_answers}) == len(exercise.thin_answers)
    assert len({thin.text for thin in exercise.thin_answers}) == len(exercise.thin_answers)


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_a_case_gives_a_brief_and_evidence_of_every_kind(exercise: Exercise) -> None:
    assert 100 <= len(exercise.brief.split()) <= 300
    assert {item.kind for item in exercise.evidence} == {"figures", "voice", "note"}
    assert not slots_of(exercise.brief + exercise.role + "".join(item.text for item in exercise.evidence))


@pytest.mark.parametrize("case", CONTENT.cases.values(), ids=CONTENT.cases)
def test_every_thin_answer_leaves_the_signals_of_its_case_to_the_learner(case: object) -> None:
    story: Story = case.story  # type: ignore[attr-defined]
    exercise: Exercise = case.exercise  # type: ignore[attr-defined]

    assert all(set(story.signals) <= set(thin.lacks) for thin in exercise.thin_answers)


@pytest.mark.parametrize(("exercise", "thin"), THIN)
def test_a_thin_answer_reads_naturally_in_every_context(exercise: Exercise, thin: ThinAnswer) -> None:
    stumbles = {
        context.label: found for context in CONTEXTS.all() if (found := faults(text_of(exercise, thin, context)))
    }

    assert not stumbles


@pytest.mark.parametrize(("exercise", "thin"), THIN)
def test_a_thin_answer_has_a_like_length_in_every_context(exercise: Exercise, thin: ThinAnswer) -> None:
    lengths = [len(text_of(exercise, thin, context).split()) for context in CONTEXTS.all()]

    assert min(lengths) >= 90
    assert max(lengths) <= 120


@pytest.mark.parametrize(("exercise", "thin"), THIN)
def test_a_thin_answer_is_set_in_its_context(exercise: Exercise, thin: ThinAnswer) -> None:
    assert len(slots_of(thin.text)) >= 3
    assert slots_of(thin.text) & {"company", "product", "the_product"}


def test_contexts_are_many_and_all_different() -> None:
    contexts = list(CONTEXTS.all())

    assert len(contexts) >= 100
    assert len({tuple(option.id for option in context.options) for context in contexts}) == len(contexts)
    assert len({context.fills["company"] for context in contexts}) >= 12
    assert all(set(context.fills) == set(CONTEXTS.slots) for context in contexts)


def test_a_slot_is_filled_once_and_never_read_as_a_template_again() -> None:
    assert render("{a} and {b}", {"a": "{b}", "b": "x"}) == "{b} and x"
    assert slots_of("At {company}, {teams} and {company}.") == {"company", "teams"}
    with pytest.raises(KeyError):
        render("{a}", {})


def test_a_variant_is_frozen_for_one_participant() -> None:
    chosen = {
        case: choose_variant(exercise, CONTEXTS, cohort="spring", participant="p01").id
        for case, exercise in EXERCISES.items()
    }

    assert chosen["ticket-sink"] == "ticket-counter/payments/outpenny/medium/first"
    assert list(islice(draw("spring", "p01"), 2)) == [6137727259869920372, 15753296317714239593]


def test_a_variant_is_the_same_in_another_process() -> None:
    code = (
        "import sys; from pathlib import Path; from starlift.content import load_content\n"
        "from starlift.exercises import choose_variant\n"
        "content = load_content(Path(sys.argv[1]))\n"
        "for case in content.cases.values():\n"
        "    for person in ('p1', 'Zo\\u00eb', ''):\n"
        "        print(choose_variant(case.exercise, content.contexts, cohort='spring', participant=person).id)\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "77", "PYTHONUTF8": "1"}
    run = [sys.executable, "-c", code, str(ROOT)]

    elsewhere = subprocess.run(run, env=environment, capture_output=True, text=True, check=True).stdout.split()

    assert elsewhere == [
        choose_variant(exercise, CONTEXTS, cohort="spring", participant=person).id
        for exercise in EXERCISES.values()
        for person in ("p1", "Zoë", "")
    ]


def test_cohort_participant_and_seed_each_change_the_variant() -> None:
    exercise = EXERCISES["ticket-sink"]
    keys = [("spring", "p1", 0), ("autumn", "p1", 0), ("spring", "p2", 0), ("spring", "p1", 1), ("spring", "p1", 2)]

    ids = {choose_variant(exercise, CONTEXTS, cohort=c, participant=p, seed=s).id for c, p, s in keys}

    assert len(ids) == len(keys)


def test_the_order_of_asking_changes_nothing() -> None:
    def ask(numbers: range) -> dict[int, str]:
        exercise = EXERCISES["ticket-sink"]
        return {n: choose_variant(exercise, CONTEXTS, cohort="c", participant=str(n)).id for n in numbers}

    assert ask(range(20)) == ask(range(19, -1, -1))


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_participants_spread_over_thin_answers_and_contexts(exercise: Exercise) -> None:
    chosen = [choose_variant(exercise, CONTEXTS, cohort="spring", participant=f"p{n:03}").id for n in range(200)]
    parts = [Counter(part) for part in zip(*(variant.split("/") for variant in chosen), strict=True)]

    assert set(parts[0]) == {thin.id for thin in exercise.thin_answers}
    assert max(parts[0].values()) < 200 / len(exercise.thin_answers) * 2
    assert set(parts[1]) == {industry.id for industry in CONTEXTS.industries}
    assert set(parts[2]) == {product.id for industry in CONTEXTS.industries for product in industry.products}
    assert [len(part) for part in parts[3:]] == [len(CONTEXTS.sizes), len(CONTEXTS.seniorities)]


@pytest.mark.parametrize(
    ("field", "place", "value"), [("industry", 1, "schools"), ("size", 3, "large"), ("seniority", 4, "senior")]
)
def test_what_the_roster_prescribes_is_kept_and_the_rest_stays(field: str, place: int, value: str) -> None:
    exercise = EXERCISES["coaching"] if "coaching" in EXERCISES else EXERCISES["strained-partner"]
    for number in range(30):
        person = {"cohort": "spring", "participant": str(number)}
        free = choose_variant(exercise, CONTEXTS, **person).id.split("/")
        held = choose_variant(exercise, CONTEXTS, **person, fixed={field: value}).id.split("/")

        assert held[place] == value
        others = {0, 1, 2, 3, 4} - {place} - ({2} if field == "industry" else set())
        assert all(free[i] == held[i] for i in others)


def test_an_unknown_choice_of_the_roster_is_told_with_the_known_ones() -> None:
    with pytest.raises(ContentError, match=r"industry: 'banks' is not known \(use one of: payments, "):
        choose_variant(EXERCISES["ticket-sink"], CONTEXTS, cohort="c", participant="p", fixed={"industry": "banks"})


def test_an_empty_choice_of_the_roster_leaves_the_draw_alone() -> None:
    person = {"cohort": "c", "participant": "p"}
    exercise = EXERCISES["ticket-sink"]

    assert choose_variant(exercise, CONTEXTS, **person, fixed={"industry": ""}) == choose_variant(
        exercise, CONTEXTS, **person
    )


def test_a_variant_says_what_it_lacks_and_where_it_is_set() -> None:
    exercise = EXERCISES["ticket-sink"]
    thin, context = exercise.thin_answers[0], next(CONTEXTS.all())

    variant = make_variant(exercise, thin, context)

    assert (variant.case, variant.lacks) == ("ticket-sink", thin.lacks)
    assert variant.context.split(" · ") == [
        context.fills["company"], context.industry.name, context.size.name, context.seniority.name
    ]  # fmt: skip
    assert context.fills["company"] in variant.text


GOOD = """\
case: night-build
role: You run the build.
brief: It breaks at night.
evidence:
  - {title: Log, kind: note, text: It broke.}
thin_answers:
  - id: counter
    kind: ticket_counter
    lacks: [task]
    note: Ask why.
    text: At {company} I closed it.
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "what"),
    [
        ("{company}", "{firm}", 11, "thin_answers[0].text", "the slot {firm} is not declared"),
        ("{company}", "{}", 11, "thin_answers[0].text", "the slot {} is not declared"),
        ("{company}", "{ company }", 11, "thin_answers[0].text", "the slot { company } is not declared"),
        ("{company}", "{company", 11, "thin_answers[0].text", "has a brace without its partner"),
        ("{company}", "{{company}}", 11, "thin_answers[0].text", "has a brace without its partner"),
        ("kind: ticket_counter", "kind: dull", 8, "thin_answers[0].kind", "should be 'ticket_counter'"),
        ("[task]", "[tasks]", 9, "thin_answers[0].lacks[0]", "'tasks' is not known"),
        ("kind: note", "kind: chart", 5, "evidence[0].kind", "should be 'figures', 'voice' or 'note'"),
        ("role: You run the build.", "role: ' '", 2, "role", "at least 1 character"),
        ("    note: Ask why.\n", "", 7, "thin_answers[0].note", "is missing"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_field(
    tmp_path: Path, old: str, new: str, line: int, field: str, what: str
) -> None:
    file = tmp_path / "07-night-build.yaml"
    file.write_text(GOOD.replace(old, new), encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        load_exercise(file, CONTEXTS)

    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.field) == (str(file), line, field)
    assert what in problem.what


def test_two_thin_answers_of_one_id(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(GOOD + GOOD.split("thin_answers:\n")[1], encoding="utf-8")

    with pytest.raises(ContentError, match=r":12: thin_answers\[1\].id: 'counter' stands twice"):
        load_exercise(file, CONTEXTS)


PLACES = """\
slots: {company: its name, teams: how many}
industries:
  - id: mills
    fills: {company: Oatbarrow}
    products:
      - {id: one, fills: {}}
sizes:
  - id: small
    fills: {teams: six}
  - id: large
    fills: {teams: forty}
seniorities:
  - {id: first, fills: {}}
"""


def test_a_small_file_of_contexts(tmp_path: Path) -> None:
    file = tmp_path / "contexts.yaml"
    file.write_text(PLACES, encoding="utf-8")

    assert [context.fills for context in load_contexts(file).all()] == [
        {"company": "Oatbarrow", "teams": "six"},
        {"company": "Oatbarrow", "teams": "forty"},
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "what"),
    [
        ("fills: {teams: forty}", "fills: {}", 1, "slots.teams", "is not filled in the context mills / one / large"),
        ("{id: one, fills: {}}", "{id: one, fills: {teams: ten}}", 1, "slots.teams", "is filled more than once in the"),
        ("{company: Oatbarrow}", "{company: Oatbarrow, boss: CTO}", 4, "industries[0].fills.boss", "not a declared"),
        ("{id: one, fills: {}}", "{id: one, fills: {a: b}}", 6, "industries[0].products[0].fills.a", "not a declared"),
        ("id: large", "id: small", 10, "sizes[1].id", "'small' stands twice"),
        ("      - {id: one, fills: {}}", "      []", 5, "industries[0].products", "at least 1"),
    ],
)
def test_a_mistake_in_the_contexts_is_told_once_with_its_place(
    tmp_path: Path, old: str, new: str, line: int, field: str, what: str
) -> None:
    file = tmp_path / "contexts.yaml"
    assert PLACES.count(old) == 1
    file.write_text(PLACES.replace(old, new), encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        load_contexts(file)

    (problem,) = caught.value.problems
    assert (problem.line, problem.field) == (line, field)
    assert what in problem.what
