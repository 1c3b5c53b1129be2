from __future__ import annotations

import pytest
from reframed import content

from starlift.workbenches.reframing import note, pattern, plan
from starlift.workbenches.reframing.content import Role
from starlift.workbenches.reframing.plan import Plan, Week

TRUE_MARKS = {comment.id: (*comment.main, pattern.NONE)[0] for comment in content().comments}

GOOD_NOTE = (
    "I went through two months of threads with one question: what makes this so hard for both of us. "
    "Of your requests, five of seven reached us for the day before a release, such as the PIN login on 27 February. "
    "Our comments were often too short to act on, and that is ours to change: from now on we name the place and a next "
    "step, and we answer questions within two days. "
    "Could you send us a design four days before the release?"
)


def test_true_marks_are_spoken_against_by_no_comment() -> None:
    assert pattern.apart(TRUE_MARKS, content()) == []


def test_marks_against_the_words_are_asked_about_with_a_quote() -> None:
    marks = {"noticeboard": "where", "roster-link": pattern.NONE, "approvals": "sarcasm"}
    told = [remark.text for remark in pattern.apart(marks, content())]

    assert "it says “In `renderNote` the text" in told[1]
    assert "Do you agree?" in told[0]
    assert "Which of its words show that?" in told[2]


def test_counts_are_compared_once_all_are_marked() -> None:
    marks = dict.fromkeys(TRUE_MARKS, "verdict")
    compared = pattern.compared(marks, content())

    assert compared
    assert "in 12 of 12" in compared.text
    assert ": 9 (Agency feed: “Full takeover" in compared.text
    assert compared.verdict == "open"
    assert pattern.compared({**marks, "act-as": ""}, content()) is None
    same = pattern.compared(dict.fromkeys(TRUE_MARKS, "here"), content())
    assert same
    assert same.verdict == "holds"


@pytest.mark.parametrize(
    ("sentence", "verdicts"),
    [
        ("", []),
        ("No context.", ["open"]),
        ("Nine of twelve never get to what the ward would notice.", ["holds", "open"]),
        ("Nine of twelve leave out what a ward would notice.", ["holds"]),
        ("Most comments offer nothing to do next.", ["holds"]),
        ("She is arrogant, and most of the comments show no consequence for a ward.", ["open", "holds"]),
        ("The comments are sarcastic and the tone is off.", ["open", "open"]),
        ("Purple elephants are mostly found in the garden today.", ["cannot tell", "open"]),
    ],
)
def test_the_sentence(sentence, verdicts) -> None:
    assert [remark.verdict for remark in pattern.of_sentence(sentence, content())] == verdicts


def about(text: str) -> dict[str, str]:
    return {remark.about: remark.verdict for remark in note.remarks(text, content())}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GOOD_NOTE, {"share": "holds", "ours": "holds", "ask": "holds"}),
        (GOOD_NOTE.replace("five of seven", "six of seven"), {"share": "open", "ours": "holds", "ask": "holds"}),
        (GOOD_NOTE.replace("five of seven", "5 of your 7").replace("27 February", "a Thursday"),
         {"share": "holds", "ours": "holds", "ask": "holds"}),
        ("The request on 11 February came late. We will name places in our comments. Please give us four days.",
         {"share": "holds", "ours": "holds", "ask": "holds"}),
        ("The request on March 30 came late. We will name places. Please give us four days.",
         {"share": "open", "ours": "holds", "ask": "holds"}),
        ("Six of eight. We will answer within two days. Please send designs earlier.",
         {"share": "cannot tell", "ours": "holds", "ask": "open"}),
        ("You never plan and you ignore us. Please do better.",
         {"blame": "open", "share": "open", "ours": "open", "ask": "open"}),
        ("Requests come late.", {"share": "open", "ours": "open", "ask": "open"}),
        ("Could you plan? Could you ask earlier? Could you name a day? On 5 March the review was left for the end.",
         {"share": "holds", "ours": "open", "ask": "open"}),
        ("", {}),
    ],
)  # fmt: skip
def test_the_note(text, expected) -> None:
    assert about(text) == expected


def role(id: str) -> Role:
    return next(role for role in content().roles if role.id == id)


def six(*roles: str, does: str = "rewrites two of her own comments", signs: int = 3) -> Plan:
    weeks = [
        Week(
            does, role(id) if id else None, f"{number} comments sent without a question back" if number < signs else ""
        )
        for number, id in enumerate(roles)
    ]
    return Plan(weeks, 'She said: "I want an answer without copying anyone in."', content().trades[0])


@pytest.mark.parametrize(
    ("made", "open_"),
    [
        (six("model", "model", "together", "watch", "review", "alone"), set()),
        (six("together", "together", "watch", "watch", "review", "review"), set()),
        (six("model", "watch", "model", "watch", "review", "alone"), {"presence"}),
        (six("watch", "watch", "watch", "watch", "watch", "watch"), {"presence", "alone"}),
        (six("model", "model", "together", "watch", "", "alone"), {"presence"}),
        (six("model", "model", "together", "watch", "review", "alone", signs=2), {"signs"}),
        (
            six("model", "model", "together", "watch", "review", "alone", does="goes to a course on writing"),
            {"practice"},
        ),
        (six("model", "model", "together", "watch", "review", "alone", does=""), {"practice", "alone"}),
    ],
)
def test_the_plan(made, open_) -> None:
    found = {remark.about: remark.verdict for remark in plan.remarks(made, content())}

    assert {about for about, verdict in found.items() if verdict != "holds"} == open_


def test_a_goal_that_may_be_the_managers_and_coaching_for_nothing_are_asked_about() -> None:
    made = six("model", "model", "together", "watch", "review", "alone")
    made = Plan(made.weeks, "To be more polite in reviews", content().trades[-1])
    found = {remark.about: remark.verdict for remark in plan.remarks(made, content())}

    assert found["goal"] == "cannot tell"
    assert found["trade"] == "open"


def test_nothing_planned_is_not_remarked_on() -> None:
    assert plan.remarks(Plan([Week("", None, "")] * 6, "", None), content()) == []
