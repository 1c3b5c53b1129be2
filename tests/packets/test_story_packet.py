"""The four uses: their shapes, their length, and that nothing in them was made up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from told import SECRET, STORY, THIN, as_file, in_sections, journal_with

from starlift.answers import count_words
from starlift.content import default_content
from starlift.documents.as_docx import as_docx
from starlift.documents.as_markdown import as_markdown
from starlift.documents.as_pdf import as_pdf
from starlift.documents.model import Card, Document, Gap, Heading, Own, Quoted, Text, clean, one_line
from starlift.errors import StarliftError
from starlift.packets.source import Source, from_journal
from starlift.packets.story_packet import StoryPacket, slug_of, use_of
from starlift.questions import Use
from starlift.seat import Seat

USES = {use.id: use for use in default_content().questions.uses}
IDS = tuple(USES)
HALF = {
    "situation": "Nine teams asked my five engineers for reviews by chat, mail and in the corridor.",
    "action": "I decided to make six lanes because a design review and a quick question need different people. When "
    "our sales director wanted a review before Friday, I said no and gave him Tuesday. We met each Monday.",
    "result": "A design review takes six days instead of nineteen. Sales lost two weeks on one deal.",
}
PIECES = [part for text in STORY.values() for part in re.findall(r"[^.]+\.", text)]
AWKWARD = st.sampled_from(
    ["S: ", "\n- ", "\n\n", " ", "e.g. ", "…", "“so”", "I", "Please give me level 3.", "<b>", "\0", "\u202e", "שלום",
     "🚀", "I told my engineer Marco. ", "We would do it. ", "no full stop", "x" * 700, "1) ", "Result\n"]
)  # fmt: skip


def made(use: str, text: str) -> Document:
    return StoryPacket(USES[use], as_file(text)).document()


def told_by(source: Source) -> str:
    """Every text of the learner's as one line."""
    return " ".join(one_line(text) for text in source.texts.values())


def under(document: Document, heading: str) -> list[object]:
    """The blocks below one heading of the first level."""
    blocks = list(document.blocks)
    first = blocks.index(Heading(heading))
    ends = [place for place, one in enumerate(blocks) if isinstance(one, Heading) and one.level == 1 and place > first]
    return blocks[first + 1 : ends[0] if ends else len(blocks)]


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(IDS), st.lists(st.sampled_from(PIECES) | AWKWARD | st.text(max_size=20), min_size=1, max_size=25)
)
@example("promotion", [in_sections(STORY)])
@example("interview", [in_sections(STORY)])
def test_every_word_of_the_learners_stands_in_their_text(use: str, pieces: list[str]) -> None:
    text = "".join(pieces)
    try:
        source = as_file(text)
    except StarliftError:
        assert not clean(text).strip() or re.fullmatch(r"\s*(?:#.*|[^\n]*\n?)\s*", text)
        return
    packet = StoryPacket(USES[use], source)
    document, whole = packet.document(), told_by(source)

    for block in document.blocks:
        if isinstance(block, Own):  # sentences side by side: each must be one of theirs, in their order
            rest = whole
            for sentence in _sentences_in(block.text, packet):
                assert sentence in rest
        elif isinstance(block, Quoted):
            assert not [line for line in block.lines if line not in whole]
        elif isinstance(block, Card):
            assert not [words for _, words in block.cues if words.removesuffix(" …") not in whole]
    assert not [line for line in packet.left_out() if line not in whole]
    assert sum(map(count_words, document.own)) <= 2 * USES[use].words + 300


def _sentences_in(text: str, packet: StoryPacket) -> list[str]:
    """The material's sentences that join to `text`, which must hold nothing else."""
    lines = [line.text for line in packet._material.lines]

    def joined(rest: str, behind: int) -> list[str] | None:
        """Lines from `behind` on that make up `rest`; one line may begin another, so each is tried."""
        if not rest:
            return []
        for spot, line in enumerate(lines[behind:], start=behind):
            if rest.startswith(line):
                more = joined(rest[len(line) :].lstrip(" "), spot + 1)
                if more is not None:
                    return [line, *more]
        return None

    found = joined(text, 0)
    assert found is not None, text
    return found


@pytest.mark.parametrize("use", IDS)
def test_questions_and_hints_come_from_the_content(use: str) -> None:
    content = default_content().questions
    known = {item.text for items in content.follow_ups.values() for item in items}
    known |= {re.sub(r"\{quote\}.*", "", item.quoting) for items in content.follow_ups.values() for item in items} - {
        ""
    }
    known |= {part.question for one in content.uses for part in one.parts} - {""}

    for text in (in_sections(STORY), THIN, "I decided to stop it because nobody needed it, and they now ask us first."):
        for gap in made(use, text).gaps:
            assert any(gap.question.startswith(start) for start in known)
            assert 1 <= len(gap.hints) <= 3


def test_two_minutes_are_two_minutes() -> None:
    long = {
        **STORY,
        "action": STORY["action"]
        + " I wrote eleven pages of help. I read each of them aloud to the whole team before we put it out.",
    }
    document = made("interview", in_sections(long))
    spoken = [block.text for block in under(document, "Two minutes, spoken") if isinstance(block, Own)]
    told = next(
        block.text
        for block in under(document, "Two minutes, spoken")
        if isinstance(block, Text) and "of at most" in block.text
    )

    assert len(spoken) == 4
    assert 200 <= sum(map(count_words, spoken)) <= 280
    assert f"{sum(map(count_words, spoken))} of at most 280 words" in told
    assert "140 words a minute" in told
    assert "left out for length" in told


def test_a_short_story_is_spoken_whole() -> None:
    short = {name: text.split(". ", 1)[0].rstrip(".") + "." for name, text in STORY.items()}
    spoken = [block.text for block in made("interview", in_sections(short)).blocks if isinstance(block, Own)]

    assert spoken == list(short.values())


def test_the_cue_card_has_few_words_for_each_part() -> None:
    card = next(block for block in made("interview", in_sections(STORY)).blocks if isinstance(block, Card))

    assert [label for label, _ in card.cues] == ["Situation", "Task", "Action", "Result"]
    assert all(len(words.removesuffix(" …").split()) <= 12 for _, words in card.cues)


def test_a_part_that_is_missing_is_asked_for_where_it_would_stand() -> None:
    without = {name: text for name, text in STORY.items() if name != "task"}
    blocks = list(made("interview", in_sections(without)).blocks)
    after = blocks[blocks.index(Heading("Task", 2)) + 1]

    assert isinstance(after, Gap)
    assert len(after.hints) == 3


def test_follow_ups_ask_about_the_weakest_and_show_a_reply(tmp_path: Path) -> None:
    journal = journal_with(
        tmp_path, "ticket-sink", {**STORY, "action": "I was busy with it for months and managed it."}
    )
    content = default_content()
    question = content.questions.follow_ups["intake"][0]
    Seat(content, "ticket-sink", journal).write(
        "note", {f"defence:{question.id}": "I turned the quota down. They agreed."}
    )
    document = StoryPacket(USES["interview"], from_journal(content, journal, "ticket-sink")).document()
    asked = under(document, "What they are likely to ask")
    about = {item.text: name for name, items in content.questions.follow_ups.items() for item in items}
    names = {about[gap.question] for gap in asked if isinstance(gap, Gap) and gap.question in about}

    assert Quoted(["I turned the quota down.", "They agreed."]) in asked
    assert len([gap for gap in asked if isinstance(gap, Gap)]) == 4
    assert names <= {"intake", "operating_system", "action", "result"}


def test_a_calibration_packet_shows_levels_evidence_and_what_is_missing() -> None:
    document = made("calibration", in_sections(STORY))
    headings = [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 2]
    levels = dict(re.fullmatch(r"(.+) · level (\d\.\d) of 3", heading).groups() for heading in headings)  # type: ignore[union-attr]
    quoted = [line for block in document.blocks if isinstance(block, Quoted) for line in block.lines]

    assert {"Situation", "Task", "Action", "Result"} < set(levels)
    assert len(quoted) == len(set(quoted))
    assert sum(map(count_words, quoted)) <= 220
    assert sum(float(level) < 2.5 for level in levels.values()) <= len(document.gaps)
    assert len(document.gaps) <= sum(float(level) <= 2.5 for level in levels.values())


def test_a_text_that_cannot_be_judged_gets_no_level() -> None:
    document = made("calibration", "Too short.")

    assert not [block for block in document.blocks if isinstance(block, Heading) and "level" in block.text]
    assert any(isinstance(block, Text) and "could not tell" in block.text for block in document.blocks)


@pytest.mark.parametrize("use", ["promotion", "self_review"])
def test_each_sentence_stands_once_and_within_the_length(use: str) -> None:
    own = made(use, in_sections(STORY)).own

    assert len(own) == len(set(own))
    assert sum(map(count_words, own)) <= USES[use].words


def test_a_promotion_case_says_who_did_something_different() -> None:
    confirmed = under(made("promotion", in_sections(STORY)), "Who can confirm it")
    teams = "Teams now bring their questions earlier."
    deputy = "Since August my deputy runs the Tuesday meeting, also while I was on leave."

    assert Quoted([teams, deputy]) in confirmed


def test_what_a_thin_text_leaves_open_is_asked() -> None:
    for use, count in (("promotion", 4), ("self_review", 3)):
        document = made(use, THIN)
        questions = [part.question for part in USES[use].parts]

        assert not document.own
        assert [gap.question for gap in document.gaps] == questions
        assert len(questions) == count
        assert all(len(gap.hints) == 3 for gap in document.gaps)


def test_what_is_not_done_is_no_impact() -> None:
    impact = under(made("promotion", in_sections(STORY)), "Impact")
    lines = [line for block in impact if isinstance(block, Quoted) for line in block.lines]

    assert lines
    assert not [line for line in lines if line.startswith(("Next quarter", "Partner reviews"))]


def test_what_is_next_is_what_stayed_open_or_is_planned() -> None:
    next_ = under(made("self_review", in_sections(STORY)), "What next")

    assert any(isinstance(block, Quoted) and "Next quarter I will hand" in block.lines[-1] for block in next_)


def test_a_case_is_marked_as_practice_and_the_reference_story_is_nobodys_own(tmp_path: Path) -> None:
    case = default_content().case("ticket-sink")
    reference = case.story.sections["Action"]
    journal = journal_with(tmp_path, "ticket-sink", {**STORY, "result": " ".join(reference.split())})
    document = StoryPacket(USES["promotion"], from_journal(default_content(), journal, "ticket-sink")).document()

    assert "made up" in document.notice
    assert not [line for line in document.own if line in " ".join(reference.split())]


def test_redacted_before_anything_is_chosen() -> None:
    packet = StoryPacket(USES["interview"], as_file(in_sections({**STORY, "result": f"{SECRET} {STORY['result']}"})))
    kinds = {(finding.kind, finding.words) for finding in packet.findings()}
    text = as_markdown(packet.redacted().document()).decode() + " ".join(packet.redacted().left_out())

    assert {("company", "Contoso"), ("person", "Marco Rossi"), ("e-mail", "ops@contoso.com")} <= kinds
    assert not [word for word in ("Contoso", "Marco", "Rossi", "ops@") if word in text]
    assert not packet.redacted().findings()


def test_findings_have_places() -> None:
    packet = StoryPacket(USES["interview"], as_file(in_sections({**STORY, "result": f"It ended.\n{SECRET}"})))

    assert str(packet.findings()[0]) == "Result, line 2: company “Contoso”"


@pytest.mark.parametrize("use", IDS)
def test_the_same_story_gives_the_same_bytes(use: str) -> None:
    first, second = (made(use, in_sections(STORY)) for _ in range(2))

    assert as_docx(first, "a4") == as_docx(second, "a4")
    assert as_pdf(first, "us-letter") == as_pdf(second, "us-letter")


@pytest.mark.parametrize("use", USES.values(), ids=IDS)
def test_a_use_is_asked_for_by_id_or_name(use: Use) -> None:
    content = default_content()

    assert use_of(content, use.id) == use_of(content, slug_of(use)) == use
    assert str(use.words) in use.length


def test_an_unknown_use_is_refused() -> None:
    with pytest.raises(StarliftError, match="manager-interview, calibration-packet, promotion-case"):
        use_of(default_content(), "obituary")


@pytest.mark.parametrize("use", ["promotion", "calibration", "self_review"])
def test_no_question_is_asked_twice_on_one_page(use: str) -> None:
    for text in (in_sections(STORY), in_sections(HALF), THIN):
        asked = [gap.question for gap in made(use, text).gaps]

        assert len(asked) == len(set(asked)), asked
