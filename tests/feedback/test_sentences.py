"""Where sentences begin and end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starlift.feedback.sentences import MAX_WORDS, split


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in split(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("  \n\n ", []),
        ("One went. Two came.", ["One went.", "Two came."]),
        ("we cut it. then we left", ["we cut it.", "then we left"]),
        ("He asked, e.g. for a list, at 2 p.m. on Friday.", ["He asked, e.g. for a list, at 2 p.m. on Friday."]),
        ('"What now?" he asked. I left.', ['"What now?" he asked.', "I left."]),
        ("It wasn't. It was.", ["It wasn't.", "It was."]),
        ("It took 3.5 days. Fine.", ["It took 3.5 days.", "Fine."]),
        ("- cut the pack\n- asked four directors", ["cut the pack", "asked four directors"]),
        ("1. First thing\n2) Second thing", ["First thing", "Second thing"]),
        ("...\n***\n---", []),
        ("Ran it.\r\nStopped it.\u2028Left.", ["Ran it.", "Stopped it.", "Left."]),
    ],
)
def test_split(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_lines_wrapped_at_a_fixed_width_are_joined() -> None:
    text = "I asked each of the four directors which of the pages they\nread and threw the others out."
    assert texts(text) == [text]


@pytest.mark.parametrize("label", ["S:", "**Situation:**", "Situation -", "### Situation", "- **S**:", "SITUATION."])
def test_label_names_the_section_and_is_no_sentence(label: str) -> None:
    (sentence,) = split(f"{label}\nWe had one queue.") if label.startswith("#") else split(f"{label} We had one queue.")
    assert (sentence.text, sentence.section) == ("We had one queue.", "situation")


def test_section_lasts_until_the_next_label() -> None:
    found = split("A: I cut it. I told them.\nR: It fell by half.")
    assert [sentence.section for sentence in found] == ["action", "action", "result"]


def test_run_on_speech_is_cut() -> None:
    found = split("and then I asked " * 200)
    assert all(len(sentence.text.split()) <= MAX_WORDS for sentence in found)
    assert len(found) > 5


@given(st.text(max_size=400))
def test_offsets_give_the_text_back_in_order(text: str) -> None:
    end = 0
    for sentence in split(text):
        assert end <= sentence.start < sentence.end <= len(text)
        assert text[sentence.start : sentence.end] == sentence.text
        end = sentence.end


@pytest.mark.parametrize("gap", ["\n\n", "\r\n\r\n", "\n \n", "\r\r"])
def test_blank_lines_part_paragraphs(gap: str) -> None:
    found = split(f"I asked. She agreed.\n- And then we cut it.{gap}nobody objected.")
    assert [one.paragraph for one in found] == [0, 0, 0, 1]
    assert found[-1].text == "nobody objected."
