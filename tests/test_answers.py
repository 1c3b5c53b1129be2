"""An answer in four sections, and the spans that map feedback back to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starlift.answers import MAX_SECTION_CHARS, SPOKEN_WORDS_PER_MINUTE, Answer, count_words, segments
from starlift.dimensions import CRAFT

SECTION = st.one_of(st.sampled_from(["", " ", "\n\n", "I chose.", "Two.\n\nParts."]), st.text(max_size=30))
ANSWERS = st.builds(Answer, SECTION, SECTION, SECTION, SECTION)


@st.composite
def spans_of(draw: st.DrawFn, length: int) -> list[tuple[int, int]]:
    points = st.integers(0, length)
    pairs = draw(st.lists(st.tuples(points, points), max_size=5))
    return [(min(pair), max(pair)) for pair in pairs]


def test_the_text_leaves_blank_sections_out() -> None:
    assert Answer("We met.", " \n", "I chose.", "").text == "We met.\n\nI chose."
    assert Answer().text == ""


@pytest.mark.parametrize("value", [None, 5, True, ["a"], {"a": "b"}, b"bytes"])
def test_what_is_not_text_is_dropped(value: object) -> None:
    assert Answer.from_mapping({"task": value, "action": "I chose.", "mood": "good"}) == Answer(action="I chose.")


def test_a_section_without_end_is_cut() -> None:
    assert len(Answer.from_mapping({"task": "x" * (MAX_SECTION_CHARS + 5)}).task) == MAX_SECTION_CHARS


def test_sections_are_told_in_star_order() -> None:
    answer = Answer("s", "t", "a", "r")

    assert tuple(answer.sections) == CRAFT
    assert Answer.from_mapping(answer.sections) == answer


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), (" \n", 0), ("I chose it.", 3), ("It's a well-known 4.5 per cent", 6), ("1,150 people", 2), ("—", 0)],
)
def test_words_and_figures_are_counted(text: str, count: int) -> None:
    assert count_words(text) == count


def test_speaking_time() -> None:
    answer = Answer(situation="word " * SPOKEN_WORDS_PER_MINUTE, result="word " * (SPOKEN_WORDS_PER_MINUTE // 2))

    assert answer.spoken_seconds == 90
    assert Answer().spoken_seconds == 0


GIVEN = "We closed 4.5 tickets a day. I went home late! Was it enough?"


@pytest.mark.parametrize(
    ("answer", "own"),
    [
        (Answer(), 0),
        (Answer(action=GIVEN), 0),
        (Answer("We closed 4.5 tickets a day", "was it   enough", "I WENT HOME LATE.", ""), 0),
        (Answer(situation=GIVEN, result="I chose one rule. I went home late."), 4),
        (Answer(action="I went home late and told nobody."), 7),
    ],
)
def test_words_that_were_given_are_not_own_words(answer: Answer, own: int) -> None:
    assert answer.own_words(GIVEN) == own


def test_without_a_given_text_all_words_are_own() -> None:
    answer = Answer("We met. We met.", "", "I chose.", "")

    assert answer.own_words("") == answer.words == 6


def test_spans_fall_into_their_sections() -> None:
    answer = Answer("We met.", "", "I chose.", "It held.")
    whole = [(0, len(answer.text))]

    assert answer.in_sections([(0, 7), (9, 17)]) == {
        "situation": [(0, 7)],
        "task": [],
        "action": [(0, 8)],
        "result": [],
    }
    assert answer.in_sections(whole) == {"situation": [(0, 7)], "task": [], "action": [(0, 8)], "result": [(0, 8)]}
    assert answer.in_sections([(7, 9)]) == {name: [] for name in CRAFT}


@given(ANSWERS, st.data())
def test_pieces_of_spans_join_to_what_the_spans_cover(answer: Answer, data: st.DataObject) -> None:
    for start, end in data.draw(spans_of(len(answer.text))):
        found = answer.in_sections([(start, end)])
        pieces = [answer.sections[name][low:high] for name in CRAFT for low, high in found[name]]

        covered = answer.text[start:end]
        assert all(pieces)
        joins = len(covered) - sum(map(len, pieces))  # the line breaks between sections
        assert 0 <= joins <= 2 * len(CRAFT)
        rest = covered
        for piece in pieces:
            before, found_piece, rest = rest.partition(piece)
            assert found_piece
            assert set(before) <= {"\n"}
        assert set(rest) <= {"\n"}


@given(st.text(max_size=40), st.data())
def test_segments_join_to_the_text_and_know_their_dimensions(text: str, data: st.DataObject) -> None:
    spans = {name: data.draw(spans_of(len(text))) for name in ("action", "intake")}

    pieces = segments(text, spans)

    assert "".join(piece.text for piece in pieces) == text
    place = 0
    for piece in pieces:
        assert piece.text
        for index in range(place, place + len(piece.text)):
            assert set(piece.dimensions) == {
                name for name, pairs in spans.items() if any(start <= index < end for start, end in pairs)
            }
        place += len(piece.text)


def test_segments_are_cut_only_where_evidence_begins_or_ends() -> None:
    pieces = segments("I chose it.", {"action": [(0, 7)], "intake": [(2, 7)]})

    assert [(piece.text, piece.dimensions) for piece in pieces] == [
        ("I ", ("action",)), ("chose", ("action", "intake")), (" it.", ())
    ]  # fmt: skip
