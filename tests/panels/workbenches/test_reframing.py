from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from fields import fields_of
from hypothesis import given, settings
from hypothesis import strategies as st

from starlift.panels.workbenches.blocks import code
from starlift.panels.workbenches.reframing import ReframingWorkbench
from starlift.workbenches.reframing.content import WEEKS
from starlift.workbenches.reframing.loading import load_reframing

CONTENT = load_reframing(Path(__file__).resolve().parents[3] / "exercises" / "workbenches" / "reframing.yaml")
BENCH = ReframingWorkbench(CONTENT)
PICKED = {f"pick{n}": comment.id for n, comment in enumerate(CONTENT.comments[:3], start=1)}
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def drawn(values) -> dict[str, list]:
    return {part.id: list(BENCH.blocks(part.id, values)) for part in BENCH.parts(values)}


def fields(values) -> set[str]:
    return {id for blocks in drawn(values).values() for id in set(fields_of(blocks))}


FIELDS = sorted(fields(PICKED))


def all_marked() -> dict[str, str]:
    return {f"mark_{comment.id}": (*comment.main, "none")[0] for comment in CONTENT.comments}


def worked() -> dict[str, str]:
    """The fields of somebody who did everything."""
    values = {**PICKED, **all_marked(), "read": " ".join(paper.id for paper in CONTENT.papers)}
    values["pattern"] = "Nine of twelve leave out what a ward would notice."
    for comment in CONTENT.comments[:3]:
        values[f"severity_{comment.id}"] = comment.severity
        values[f"issue_{comment.id}"] = f"What stands in `{comment.names[0]}` is open to more people than we meant."
        values[f"happen_{comment.id}"] = "Somebody who left us last year could still read all of it."
        values[f"matters_{comment.id}"] = "A ward manager would hear about it from the night shift, too late to help."
        values[f"good_{comment.id}"] = (
            f"With the {comment.control[0].strip('*')} in place, a test that tries it gets a 403."
        )
        values[f"step_{comment.id}"] = "Could you add the first half by Thursday? I can send ten lines for it today."
    values |= {"count_late": "5", "count_requests": "7", "count_vague": "2", "count_promises": "8"}
    values["note"] = (
        "Five of seven requests reached us the day before a release. From now on we answer within two days. "
        "Could you send designs four days ahead?"
    )
    roles = ("model", "together", "together", "watch", "review", "alone")
    for n, role in zip(WEEKS, roles, strict=True):
        values |= {
            f"role{n}": role,
            f"does{n}": f"writes {n} comments of her own",
            f"sign{n}": f"{n} came back as clear now",
        }
    return values | {"goal": "She said: I want to be asked early.", "trade": "screens"}


def test_six_parts_and_none_done_at_first() -> None:
    assert [part.title for part in BENCH.parts({})] == [
        "Read first", "Twelve comments", "Three rewrites", "The other side", "Six weeks", "What I can now say",
    ]  # fmt: skip
    assert not [part.id for part in BENCH.parts({}) if part.done]
    assert BENCH.facts({}) == []


def test_everything_done_is_told_as_facts() -> None:
    values = worked()

    assert [part.id for part in BENCH.parts(values) if not part.done] == []
    told = [fact.text for fact in BENCH.facts(values)]
    assert "12 review comments read, 2 found to lack nothing that matters (synthetic data)" in told
    assert "3 synthetic comments rewritten; 15 of 15 parts left no question" in told
    assert "Severity kept in 3 of 3 rewrites" in told
    assert "5 of 7 review requests a day before release or later (synthetic data)" in told
    assert not [text for text in told if "6 of 8" in text], "the learner did not count these"
    assert "Time for coaching in exchange for fewer reviews of low-risk screens" in told
    assert "My part, weeks 1 to 6: show how, together, together, watch, review, leave alone" in told
    assert {fact.kind for fact in BENCH.facts(values)} == {"number", "decision", "trade-off"}
    assert max(len(text.split()) for text in told) <= 20


def test_facts_follow_the_decisions() -> None:
    values = worked() | {f"severity_{PICKED['pick1']}": "low"}

    assert "Severity kept in 2 of 3 rewrites" in [fact.text for fact in BENCH.facts(values)]


def test_field_ids_are_unique_and_comments_keep_their_words_when_another_is_picked() -> None:
    assert len(FIELDS) == 1 + 12 + 1 + 3 + 3 * 6 + 4 + 1 + 18 + 2
    again = PICKED | {"pick1": CONTENT.comments[5].id}
    assert f"issue_{CONTENT.comments[5].id}" in fields(again)


def test_the_same_comment_twice_is_drawn_once_and_asked_about() -> None:
    values = dict.fromkeys(PICKED, "noticeboard")
    told = json.dumps(drawn(values)["rewrites"])

    assert told.count('"id": "issue_noticeboard"') == 1
    assert "is chosen twice" in told
    assert "lacks nothing that matters" in told


def test_synthetic_is_stated_on_every_part_with_data() -> None:
    for part, blocks in drawn(worked()).items():
        assert part == "weeks" or "synthetic" in json.dumps(blocks).lower(), part


def test_counts_stay_hidden_until_all_comments_are_marked() -> None:
    marks = all_marked()
    part = dict(list(marks.items())[:11])

    assert "second reading" not in json.dumps(drawn(part)["comments"])
    assert "second reading" in json.dumps(drawn(marks)["comments"])


def test_code_is_escaped_and_can_be_scrolled_by_keyboard() -> None:
    block = code("if a < b:\n    pass", title="<b>")

    assert block["html"] == (
        "<h4>&lt;b&gt;</h4><pre class='sl-code' tabindex=\"0\"><code>if a &lt; b:\n    pass</code></pre>"
    )


def test_hostile_text_is_never_markup() -> None:
    values = worked() | {id: HOSTILE for id in FIELDS if id not in PICKED}

    def markup(block) -> str:
        rows = block["rows"] if block["kind"] == "grid" else ()
        inner = [*block.get("blocks", ()), *(cell for row in rows for cell in row["cells"])]
        return block.get("html", "") + "".join(markup(one) for one in inner)

    for blocks in drawn(values).values():
        for block in blocks:
            assert "<script" not in markup(block)
            assert "<img" not in markup(block)


ODD = ("\0", "roster-link", "critical", "model", "none", "\uff15", "²", "-1", "1e9", "27 February", "five of seven")


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from([*FIELDS, "unknown"]), st.text(max_size=300) | st.sampled_from(ODD)))
def test_any_values_are_drawn(values) -> None:
    for blocks in drawn(values).values():
        json.dumps(blocks)
    BENCH.facts(values)


@pytest.mark.parametrize("piece", ["a ward nurse could ", "5 of 7 ", "\n", "\0", "1 March ", "e.g.", "not ", "“", "x"])
def test_a_huge_paste_everywhere_is_answered_in_time(piece) -> None:
    values = {id: piece * (200_000 // len(piece)) for id in FIELDS} | PICKED
    begun = time.perf_counter()
    drawn(values)

    assert time.perf_counter() - begun < 2.5, "all six parts, all fields"


def test_an_unknown_part_is_empty() -> None:
    assert BENCH.blocks("elsewhere", {}) == []
