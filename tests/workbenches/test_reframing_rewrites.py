from __future__ import annotations

import time

import pytest
from reframed import content, rewrites

from starlift.workbenches.reframing.rewrite import Rewrite, remarks
from starlift.workbenches.reframing.words import even, hits, meant, sentences, tokens


def rewrite(row) -> Rewrite:
    comment = content().comment(row["comment"])
    assert comment
    return Rewrite(comment, row["severity"], {part.id: row.get(part.id, "") for part in content().parts})


def verdicts(row) -> dict[str, str]:
    return {remark.about: remark.verdict for remark in remarks(rewrite(row), content())}


@pytest.mark.parametrize("row", rewrites(), ids=lambda row: row["id"])
def test_verdicts_are_those_of_a_careful_reader_but_for_the_known_differences(row) -> None:
    wanted = dict.fromkeys(("issue", "happen", "matters", "good", "step", "bar"), "holds")

    assert verdicts(row) == wanted | row["expected"] | row["differs"]


def test_differences_are_few_and_named_as_such() -> None:
    differing = [(row["id"], part) for row in rewrites() for part in row["differs"]]

    assert len(rewrites()) >= 50
    assert len(differing) <= 0.02 * 6 * len(rewrites())
    assert all(
        row["differs"][part] != row["expected"].get(part, "holds") for row in rewrites() for part in row["differs"]
    )


def test_a_good_rewrite_is_never_called_open() -> None:
    good = [row for row in rewrites() if row["kind"].startswith("good") and not row["differs"]]

    assert len(good) >= 15
    assert not [row["id"] for row in good if "open" in verdicts(row).values()]


def test_questions_quote_the_learners_own_words() -> None:
    row = next(row for row in rewrites() if row["id"] == "roster-sharp")
    told = {remark.about: remark.text for remark in remarks(rewrite(row), content())}

    assert "“you should have known”" in told["issue"]
    assert "“or else”" in told["step"]


def test_a_watered_down_control_is_quoted() -> None:
    row = next(row for row in rewrites() if row["id"] == "roster-watered")
    told = {remark.about: remark.text for remark in remarks(rewrite(row), content())}

    assert told["bar"].startswith("“Ideally” lets the control fall")


def test_a_lowered_severity_is_named() -> None:
    row = next(row for row in rewrites() if row["id"] == "roster-lowered")

    assert "post it as medium; it was critical" in remarks(rewrite(row), content())[-1].text


def test_each_comment_bars_its_own_words_from_counting_as_a_rewrite() -> None:
    for comment in content().comments:
        parts = {part.id: comment.posted for part in content().parts}
        found = remarks(Rewrite(comment, comment.severity, parts), content())

        assert [remark.verdict for remark in found[:5]] == ["open"] * 5, comment.id


def test_the_sheets_sentences_are_not_taken_for_the_learners() -> None:
    for comment in content().comments:
        found = remarks(Rewrite(comment, comment.severity, {"issue": comment.issue, "good": comment.bar}), content())

        assert (found[0].verdict, found[3].verdict) == ("open", "open"), comment.id


def test_a_large_paste_costs_no_more_than_a_small_one() -> None:
    comment = content().comments[0]
    for piece in ("a ward nurse could ", "not optional ", "``", "   ", "1 of 1 of ", "ab_", "A.b", "?" * 10, "if you "):
        parts = {part.id: piece * (200_000 // len(piece)) for part in content().parts}
        begun = time.perf_counter()
        remarks(Rewrite(comment, "critical", parts), content())

        assert time.perf_counter() - begun < 0.5


def test_phrases_know_endings_numbers_and_denials() -> None:
    assert hits("By Friday, two days", ("fri*", "# days")) == ["Friday", "two days"]
    assert hits("wards and steward", ("ward",)) == []
    assert meant("It is not optional. It isn't really optional.", ("optional",)) == []
    assert meant("It is optional, not required", ("optional",)) == ["optional"]
    assert even("a\0b’s\n “c”") == 'a b\'s "c"'
    assert tokens("sent.filename isn't in list_shifts.") == ["sent.filename", "isn't", "in", "list_shifts"]
    assert sentences("Use v2.1 now. Please! Why?") == ["Use v2.1 now.", "Please!", "Why?"]
