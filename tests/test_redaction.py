"""Redaction replaces what may be confidential and nothing else."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from starlift.redaction import find_all, redact, redact_all

TEXT = (
    "At Contoso, I asked my engineer Marco Rossi to write to ops@contoso.com about db-prod-03. Marco's note saved "
    "£40,000; Contoso was pleased. Mr Weber was on sick leave."
)
REDACTED = (
    "At [company 1], I asked my engineer [person 1] to write to [e-mail 1] about [host 1]. [person 1]'s note saved "
    "[amount 1]; [company 1] was pleased. Mr [person 2] was [health 1]."
)
PIECES = st.sampled_from(
    [*TEXT.split(" "), TEXT, "\n", ".", ",", "[person 3]", "[person", "\ufffc", "Marco", "my engineer", "Dr", "GmbH",
     "CVE-2021-44228", "our largest customer", "was pregnant", "and I", "at", "for", "he", "10.0.0.1", "was", "said"]
)  # fmt: skip


def test_the_same_name_gets_the_same_placeholder() -> None:
    assert redact(TEXT).text == REDACTED


def test_twice_is_once() -> None:
    assert redact(REDACTED).text == REDACTED
    assert not redact(REDACTED).changes


def test_changes_say_what_was_replaced() -> None:
    changes = redact(TEXT).changes

    assert [TEXT[change.start : change.end] for change in changes][:3] == ["Contoso", "Marco Rossi", "ops@contoso.com"]
    assert changes[0].kind == "company"
    assert changes[0].placeholder == "[company 1]"


def test_known_names_stay() -> None:
    assert "Contoso" in redact(TEXT, known=("Contoso",)).text


def test_new_placeholders_keep_clear_of_old_ones() -> None:
    assert redact("[person 1] asked my engineer Marco.").text == "[person 1] asked my engineer [person 2]."


def test_a_text_without_secrets_is_the_same() -> None:
    text = " On Monday\r\n\tI asked the\N{NO-BREAK SPACE}team. \n\n"
    assert redact(text).text == text


def test_the_end_of_a_very_long_text_is_redacted_too() -> None:
    assert redact("so it goes. " * 20_000 + TEXT).text.endswith(REDACTED)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.text(max_size=12), max_size=25), st.lists(st.text(max_size=8), max_size=2))
def test_idempotent_and_nothing_else_changes(pieces: list[str], known: list[str]) -> None:
    text = " ".join(pieces)
    first = redact(text, known=known)

    assert redact(first.text, known=known) == type(first)(first.text, ())
    rebuilt, last = "", 0
    for change in first.changes:
        assert last <= change.start < change.end <= len(text)
        rebuilt += text[last : change.start] + change.placeholder
        last = change.end
    assert rebuilt + text[last:] == first.text


def test_texts_redacted_together_share_their_names() -> None:
    texts = ["I asked my engineer Marco Rossi.", "", "Marco agreed.", "I asked my designer Zoe Park and Marco."]

    assert redact_all(texts) == [
        "I asked my engineer [person 1].",
        "",
        "[person 1] agreed.",
        "I asked my designer [person 2] and [person 1].",
    ]
    assert redact_all([]) == []
    assert redact_all([TEXT]) == [REDACTED]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(PIECES | st.text(max_size=12) | st.just("\ufdd0"), max_size=10).map(" ".join), max_size=5))
def test_texts_redacted_together_stay_apart(texts: list[str]) -> None:
    assert len(redact_all(texts)) == len(texts)


def test_what_is_found_in_several_texts_is_what_would_be_replaced() -> None:
    texts = ["Nothing here.", TEXT, "", "Marco again, at Contoso."]
    found = find_all(texts)
    redacted = redact_all(texts)

    assert [len(one) for one in found] == [0, 9, 0, 2]
    assert [texts[3][one.start : one.end] for one in found[3]] == ["Marco", "Contoso"]
    assert redacted[3] == "[person 1] again, at [company 1]."


def test_what_is_known_is_neither_found_nor_replaced_in_several_texts() -> None:
    texts = ["We met at Contoso.", TEXT]

    assert "Contoso" in redact_all(texts, known=("Contoso",))[1]
    assert not [one for found in find_all(texts, known=("Contoso",)) for one in found if one.kind == "company"]
