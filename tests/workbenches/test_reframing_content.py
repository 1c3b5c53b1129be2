from __future__ import annotations

import ast
from pathlib import Path

import pytest
from reframed import FILE, content

from starlift.errors import ContentError
from starlift.workbenches import reframing
from starlift.workbenches.reframing.loading import QUESTIONS, load_reframing
from starlift.workbenches.reframing.note import share
from starlift.workbenches.reframing.pattern import fine, tallies
from starlift.workbenches.reframing.words import even, hits


def test_twelve_comments_of_which_some_are_fine_and_some_lack_one_thing() -> None:
    lacking = [len(comment.lacks) for comment in content().comments]

    assert len(lacking) == 12
    assert lacking.count(0) == 2 == len(fine(content()))
    assert lacking.count(1) == 2
    assert all(2 <= count <= 5 for count in lacking if count > 1)


def test_the_pattern_is_a_majority_and_not_everything() -> None:
    counted = {tally.lack.id: tally.has for tally in tallies({}, content())}

    assert counted["here"] == 9
    assert counted["step"] == 8
    assert all(has >= 2 for has in counted.values())


@pytest.mark.parametrize("comment", content().comments, ids=lambda comment: comment.id)
def test_fragments_are_short_code_in_which_the_place_can_be_named(comment) -> None:
    lines = comment.fragment.splitlines()

    assert 8 <= len(lines) <= 15
    assert max(len(line) for line in lines) <= 80
    assert len(comment.names) >= 3


@pytest.mark.parametrize("comment", content().comments, ids=lambda comment: comment.id)
def test_words_of_a_control_are_in_no_other_comment_by_accident(comment) -> None:
    others = [other for other in content().comments if other is not comment]

    assert hits(even(comment.bar), comment.control)
    assert not [(other.id, found) for other in others if (found := hits(even(other.posted), comment.control))]


def test_at_least_three_languages_and_a_design() -> None:
    assert {"Python", "JavaScript", "Go", "Design"} <= {comment.language for comment in content().comments}


def test_the_papers_show_the_product_teams_share() -> None:
    told = share(content())

    assert (told.late, told.requests, told.vague, told.promises) == (5, 7, 6, 8)
    assert {paper.kind for paper in content().papers} == {"thread", "notes"}


def test_comments_quoted_in_the_papers_are_those_of_the_set() -> None:
    written = " ".join(entry.text for paper in content().papers for entry in paper.entries)
    quoted = [comment.id for comment in content().comments if comment.posted.split(". ")[0] in written]

    assert {"overtime-export", "payroll-callback", "pin-login", "roster-link"} <= set(quoted)


def test_synthetic_is_stated() -> None:
    assert content().synthetic.startswith("Synthetic")


def test_every_question_is_asked_somewhere() -> None:
    modules = Path(reframing.__file__).parent.glob("*.py")
    texts = {
        node.value
        for path in modules
        if path.name != "loading.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }

    assert not QUESTIONS - texts


@pytest.mark.parametrize(
    ("old", "new", "field", "what"),
    [
        ("severity: medium", "severity: grave", "comments[5].severity", "is no severity"),
        ('said: {verdict: "Do not merge."}', 'said: {verdict: "Never."}', "comments[0].said.verdict", "does not stand"),
        ("lacks: [where, leap, here, step]", "lacks: [where, here, step]", "comments[1].said", "'leap' must be both"),
        ("names: [hoursCallback,", "names: [minutesCallback,", "comments[7].names", "does not stand in the fragment"),
        ("control: [signature*,", "control: [json,", "comments[7].control", "stands in comment or fragment"),
        ('  offer: "', '  offers: "', "ask.offers", "is never asked"),
        ("{id: mine,", "{id: tooling,", "trades[2].id", "stands twice"),
        ("has neither a size", "has {neither} a size", "ask.when", "the slot {neither} is not known"),
        ("date: 2025-02-11", "date: 2025-02-31", "papers[0].entries[0].date", "valid date"),
        ("mark: late request", "mark: tardy", "papers[0].entries[0].mark", "should be"),
    ],
)  # fmt: skip
def test_mistakes_in_the_content_name_file_line_and_field(tmp_path, old, new, field, what) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "reframing.yaml"
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        load_reframing(broken)

    problems = [problem for problem in caught.value.problems if problem.field == field]
    assert problems
    assert what in problems[0].what
    assert problems[0].line > 1
    assert problems[0].file.endswith("reframing.yaml")
